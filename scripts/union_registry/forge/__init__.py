"""GitHub as its REST API tells of it and is told. Only the command line's edge uses this package."""
