"""The bot's labels on a pull request; those of others are not touched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from union_registry.answer.labels import definition, is_own
from union_registry.forge.refusal import GONE, REFUSED, tolerating

if TYPE_CHECKING:
    from github.PullRequest import PullRequest
    from github.Repository import Repository


def set_labels(repository: Repository, pull: PullRequest, wanted: Collection[str]) -> Iterator[str]:
    """Gives the pull request the labels `wanted` of the bot's, and takes the bot's other ones away. Says what it did."""
    there = {label.name for label in pull.get_labels()}
    missing = [name for name in wanted if name not in there]
    if missing:
        _define(repository, missing)
        pull.add_to_labels(*missing)
        yield f"labels added: {len(missing)}"
    for name in sorted(there):
        if is_own(name) and name not in wanted:
            _remove(pull, name)
            yield "a label removed"


def _define(repository: Repository, names: Collection[str]) -> None:
    """Makes labels known to the repository that are not yet."""
    known = {label.name for label in repository.get_labels()}
    for name in names:
        if name not in known:
            colour, description = definition(name)
            with tolerating(REFUSED):  # another run has made it in between
                repository.create_label(name, colour, description)


def _remove(pull: PullRequest, name: str) -> None:
    # PyGithub leaves a slash in the name as it is, so that it would part the address.
    address = f"{pull.issue_url}/labels/{quote(name, safe='')}"
    with tolerating(GONE):
        pull.requester.requestJsonAndCheck("DELETE", address)
