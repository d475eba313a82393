"""A pull request, as far as it has to be known to be answered."""

from __future__ import annotations

from dataclasses import dataclass

# A comment that begins with this word asks to have its pull request judged again.
RECHECK = "/recheck"
# github-actions[bot]: a workflow's own token writes as it, and so the forms for the bureau's decisions bring requests.
ACTIONS_BOT = 41898282


@dataclass(frozen=True, slots=True)
class Request:
    """An open pull request that asks to change the default branch of `repository` (owner/name).

    `head` is its newest commit, `branch` that commit's branch in `head_repository` (owner/name; None
    if the fork is gone), `author` the numeric id of who opened it. `private` is whether only
    invited people read the repository; `page` its address for people.
    """

    repository: str
    number: int
    head: str
    branch: str
    head_repository: str | None
    author: int
    private: bool
    page: str
