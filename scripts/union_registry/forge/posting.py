"""Writes an answer to a pull request: status, notice, comment, labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from union_registry.answer.answer import Answer
from union_registry.answer.request import Request
from union_registry.forge.labels import set_labels
from union_registry.forge.request import still
from union_registry.forge.status import set_status
from union_registry.forge.thread import Thread

if TYPE_CHECKING:
    from github.PullRequest import PullRequest
    from github.Repository import Repository


def post(repository: Repository, pull: PullRequest, request: Request, answer: Answer, bot: int) -> Iterator[str]:
    """Writes what differs from `answer`, and says what it wrote.

    The status comes first, since merging hangs on it, then the notice, which a run that breaks off
    before the comment is written does not write twice. Irrelevant if the request is closed or has
    newer commits by now, Unsettled if the comment cannot be written as it should.
    """
    thread = Thread(pull, bot)
    still(repository, request)
    yield from set_status(repository, answer, request.page)
    yield from thread.notify(answer)
    still(repository, request)
    yield from thread.settle(answer)
    yield from set_labels(repository, pull, answer.labels)
