"""The two halves of `unions comment`."""
