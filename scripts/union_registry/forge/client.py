"""The connection to a forge: GitHub's REST API, by PyGithub, which pages, waits where it is told to, and tries again."""

from __future__ import annotations

from github import Auth, Github
from github.GithubRetry import GithubRetry

# GitHub asks for a second between writes (docs: best practices for using the REST API).
SECONDS_BETWEEN_REQUESTS, SECONDS_BETWEEN_WRITES = 0.05, 1.0
# A change of a comment may be asked for twice without harm; PyGithub alone would not.
_METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE"})
_TRIES, _LONGEST_WAIT = 6, 300.0


def connect(token: str, address: str) -> Github:
    """The forge at `address`, such as https://api.github.com, with the rights of `token`."""
    retry = GithubRetry(
        total=_TRIES, backoff_factor=1.0, backoff_max=30.0, allowed_methods=_METHODS, max_rate_limit_wait=_LONGEST_WAIT
    )
    return Github(
        auth=Auth.Token(token), base_url=address, per_page=100, retry=retry, timeout=30,
        seconds_between_requests=SECONDS_BETWEEN_REQUESTS, seconds_between_writes=SECONDS_BETWEEN_WRITES,
    )  # fmt: skip
