"""The kinds of record page: one view object, one template and one path each."""
