"""Writing YAML: the canonical form of a file, and blank files for a new union."""
