"""Excel files (.xlsx) as tables of text."""
