"""The one exception that a broken file of the register itself raises."""


class BrokenRegister(Exception):
    """A file of the register itself (schema, vocabulary, policy, clauses) cannot be used; says which and why."""
