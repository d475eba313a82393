"""Word files (.docx) as paragraphs and tables."""
