"""Which pull request an event is about. An event is a claim of the forge's; who wrote a branch wrote parts of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from union_registry.answer.request import RECHECK

# Whose comment counts as a maintainer's: author_association of GitHub's webhooks.
_MAINTAINERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


class Irrelevant(Exception):
    """Nothing is to be done about an event; the text says why."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A pull request by its number, or by where its branch lies.

    `head` is the commit that the event speaks of, None for whichever is newest; `head_repository`
    the numeric id of the repository it lies in.
    """

    number: int | None = None
    owner: str = ""
    branch: str = ""
    head: str | None = None
    head_repository: int | None = None


def subject_of(name: str, file: Path) -> Subject:
    """The subject of the event `name` whose payload is in `file`.

    Irrelevant for events that ask for nothing; ValueError for a payload that is not what GitHub
    describes, OSError if it cannot be read.
    """
    event = json.loads(file.read_text(encoding="utf-8"))
    if name not in _SUBJECTS:
        raise ValueError(f"{name or '?'} is no event that is answered")
    try:
        return _SUBJECTS[name](event)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the payload of the event {name}") from error


def _of_run(event: dict[str, Any]) -> Subject:
    """A finished or requested run. It names its commit and branch; the pull requests it lists are empty for forks."""
    run = event["workflow_run"]
    if run["event"] != "pull_request":
        raise Irrelevant("the run was not for a pull request")
    repository = run["head_repository"]
    if repository is None:
        raise Irrelevant("the fork is gone")
    return Subject(
        owner=str(repository["owner"]["login"]),
        branch=str(run["head_branch"]),
        head=str(run["head_sha"]),
        head_repository=int(repository["id"]),
    )


def _of_request(event: dict[str, Any]) -> Subject:
    request = event["pull_request"]
    repository = request["head"]["repo"]
    return Subject(
        number=int(request["number"]),
        head=str(request["head"]["sha"]),
        head_repository=None if repository is None else int(repository["id"]),
    )


def _of_comment(event: dict[str, Any]) -> Subject:
    """`/recheck`, by the author of the pull request or a maintainer."""
    issue, comment = event["issue"], event["comment"]
    if "pull_request" not in issue:
        raise Irrelevant("the comment is not on a pull request")
    first, *_ = [*str(comment["body"]).split(), ""]
    if first != RECHECK:
        raise Irrelevant(f"the comment does not begin with {RECHECK}")
    asked_by_author = comment["user"]["id"] == issue["user"]["id"]
    if not asked_by_author and comment["author_association"] not in _MAINTAINERS:
        raise Irrelevant(f"{RECHECK} is for the author and for maintainers")
    return Subject(number=int(issue["number"]))


_SUBJECTS = {"workflow_run": _of_run, "pull_request_target": _of_request, "issue_comment": _of_comment}
