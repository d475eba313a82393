"""Finds a pull request on the forge, and says whether it still is what an event spoke of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_registry.answer.request import Request
from union_registry.forge.event import Irrelevant, Subject

if TYPE_CHECKING:
    from github.PullRequest import PullRequest
    from github.Repository import Repository

# GitHub's account for those that are gone; nobody has this id as owner.
_GHOST = 10137


def find(repository: Repository, subject: Subject) -> PullRequest:
    """The open pull request that `subject` means.

    Irrelevant if it is closed, has newer commits than the event, comes from another repository than
    the event, or does not ask to change the default branch: whoever changed that has an event of
    their own, or none is wanted.
    """
    if subject.number is None:
        asked = repository.get_pulls(
            state="open", head=f"{subject.owner}:{subject.branch}", base=repository.default_branch
        )
        found = next((pull for pull in asked if _fits(pull, subject)), None)
        if found is None:
            raise Irrelevant("no open pull request has this commit as its newest")
    else:
        found = repository.get_pull(subject.number)
    if reason := _unfit(found, subject, repository):
        raise Irrelevant(reason)
    return found


def still(repository: Repository, request: Request) -> None:
    """Irrelevant if the pull request has been closed, or has newer commits, since `request` was read."""
    find(repository, Subject(number=request.number, head=request.head))


def request_of(repository: Repository, pull: PullRequest) -> Request:
    """What is to be known of `pull`."""
    source = pull.head.repo
    return Request(
        repository=repository.full_name,
        number=pull.number,
        head=pull.head.sha,
        branch=pull.head.ref,
        head_repository=source.full_name if source else None,
        author=pull.user.id if pull.user else _GHOST,
        private=repository.private,
        page=pull.html_url,
    )


def _fits(pull: PullRequest, subject: Subject) -> bool:
    source = pull.head.repo
    return pull.head.sha == subject.head and source is not None and source.id == subject.head_repository


def _unfit(pull: PullRequest, subject: Subject, repository: Repository) -> str:
    """Why `pull` is not to be answered; "" if it is."""
    if pull.state != "open":
        return "the pull request is closed"
    if subject.head is not None and pull.head.sha != subject.head:
        return "the pull request has newer commits"
    source = pull.head.repo
    if subject.head_repository is not None and (source is None or source.id != subject.head_repository):
        return "the commit lies in another repository"
    if pull.base.repo.id != repository.id or pull.base.ref != repository.default_branch:
        return "the pull request is not for the default branch"
    return ""
