"""From which commit of the default branch a pull request has grown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_registry.forge.refusal import GONE, tolerating

if TYPE_CHECKING:
    from github.Repository import Repository


class UnknownTip(Exception):
    """The forge does not know the commit that is checked out here."""


def parting(repository: Repository, tip: str, head: str) -> str | None:
    """The newest commit that both `tip` and `head` have grown from; None if there is none. UnknownTip if `tip` is unknown."""
    # From the second page on the answer comes without the files, which may be many.
    address = f"{repository.url}/compare/{tip}...{head}"
    with tolerating(GONE):
        _, told = repository.requester.requestJsonAndCheck("GET", address, parameters={"page": 2, "per_page": 1})
        return str(told["merge_base_commit"]["sha"])
    with tolerating(GONE):
        repository.get_git_commit(tip)
        return None
    raise UnknownTip(tip)
