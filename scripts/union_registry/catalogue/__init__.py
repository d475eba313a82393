"""The public catalogue: prose by MkDocs, records by Jinja set into a page of the same build."""
