"""Refusals of the forge that are as good as done: somebody was quicker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from github import GithubException

# PyGithub has an exception of its own for some kinds of 404 only; the number tells.
GONE, REFUSED = 404, 422


@contextmanager
def tolerating(*statuses: int) -> Iterator[None]:
    """Lets answers of these `statuses` pass."""
    try:
        yield
    except GithubException as error:
        if error.status not in statuses:
            raise
