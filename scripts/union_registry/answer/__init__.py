"""The answer to a pull request: what it changes, what the regulation still wants of it, whose turn it is."""
