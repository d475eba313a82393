"""The bot's comments on a pull request: one verdict, kept up to date, and at most one notice of a turn.

They are found by their author and their first line, on every page. Two runs may write at the same
time, and a forge may say that it failed although it did what was asked; so after writing it is read
once more, and of several verdicts the oldest stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from github import GithubException

from union_registry.answer.answer import Answer
from union_registry.answer.memory import MARK, Memory, remembered
from union_registry.forge.refusal import GONE, REFUSED, tolerating

if TYPE_CHECKING:
    from github.IssueComment import IssueComment
    from github.PullRequest import PullRequest

NOTICE = "<!-- unions:notice"
_ROUNDS = 4


class Unsettled(Exception):
    """The comment could not be brought into its state; the text says why."""


class Thread:
    """What the account `bot` (numeric id) has written on a pull request."""

    def __init__(self, pull: PullRequest, bot: int) -> None:
        self._pull, self._bot = pull, bot
        self._read()

    def memory(self) -> Memory | None:
        """What the verdict remembers; None if there is none, or none that can be read."""
        return next((memory for comment in self._verdicts if (memory := remembered(comment.body))), None)

    def notify(self, answer: Answer) -> Iterator[str]:
        """Writes a notice if the verdict turns with this answer; it replaces an older one. Says what it did."""
        last = self.memory()
        if last is None or last.fails == answer.fails:
            return
        text = f"{NOTICE} {answer.head} -->\n{answer.notice}"
        if not any(_same(comment.body, text) for comment in self._notices):
            self._pull.create_issue_comment(text)
            yield "notice written"

    def settle(self, answer: Answer) -> Iterator[str]:
        """Makes the one verdict say what `answer` does, and nothing else of ours stay. Says what it did.

        Unsettled if the token writes as somebody else than `bot`, or the forge does not keep what is
        sent.
        """
        for _ in range(_ROUNDS):
            done = list(self._write(answer))
            yield from done
            if not done:
                return
            self._read()
        raise Unsettled("the forge does not keep the comment as it was sent")

    def _read(self) -> None:
        listed = (comment for comment in self._pull.get_issue_comments() if comment.user)
        own = sorted((comment for comment in listed if comment.user.id == self._bot), key=lambda comment: comment.id)
        self._verdicts = [comment for comment in own if comment.body.startswith(MARK)]
        self._notices = [comment for comment in own if comment.body.startswith(NOTICE)]

    def _write(self, answer: Answer) -> Iterator[str]:
        if not self._verdicts and not answer.quiet:
            self._begin(answer)
            yield "comment written"
        elif self._verdicts and not _same(self._verdicts[0].body, answer.body):
            with tolerating(GONE):  # somebody has deleted it: the next round begins a new one
                if self._replace(self._verdicts[0], answer):
                    yield "comment brought up to date"
        for comment in (*self._verdicts[1:], *self._notices[:-1]):
            with tolerating(GONE):
                comment.delete()
            yield "an older comment removed"

    def _begin(self, answer: Answer) -> None:
        try:
            written = self._pull.create_issue_comment(answer.body)
        except GithubException as error:
            _only_too_long(error)
            written = self._pull.create_issue_comment(answer.brief)
        if written.user is None or written.user.id != self._bot:
            # What it would not find again it would write anew each time.
            written.delete()
            raise Unsettled(
                f"this token writes as account {written.user and written.user.id}: set BOT_ID to that number"
            )

    def _replace(self, comment: IssueComment, answer: Answer) -> bool:
        """Whether the comment was changed: not if its short form is all that the forge takes, and is there."""
        try:
            comment.edit(answer.body)
        except GithubException as error:
            _only_too_long(error)
            if _same(comment.body, answer.brief):
                return False
            comment.edit(answer.brief)
        return True


def _only_too_long(error: GithubException) -> None:
    """Raises the error again, unless the forge takes less than others."""
    if error.status != REFUSED:
        raise error


def _same(one: str, other: str) -> bool:
    """Whether a forge that keeps its own line ends has kept the same text."""
    return one.replace("\r\n", "\n").rstrip() == other.rstrip()
