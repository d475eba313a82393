"""The lists: what each of them has in its columns and filters, and the file from which a browser sorts and filters it."""
