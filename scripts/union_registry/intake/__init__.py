"""What people hand in besides YAML: filled Word forms, lists in Excel, zips of a folder."""
