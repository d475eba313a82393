"""The bot's comments on a pull request: one verdict, kept up to date, and at most one notice of a turn.

They are found by their author and their first line, on every page. Two runs may write at the same
time, and a forge may say that it failed although it did what was asked; so after writing it is read
once more, and of several verdicts the oldest stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


class Thread:
    """What the account `bot` (numeric id) has written on a pull request."""

    def __init__(self, pull: PullRequest, bot: int) -> None:
        self._pull, self._bot = pull, bot
        self.verdicts: list[IssueComment] = []
        self.notices: list[IssueComment] = []
        self.read()

    def read(self) -> None:
        """Looks again."""
        own = sorted(
            (c for c in self._pull.get_issue_comments() if c.user and c.user.id == self._bot), key=lambda c: c.id
        )
        self.verdicts = [comment for comment in own if comment.body.startswith(MARK)]
        self.notices = [comment for comment in own if comment.body.startswith(NOTICE)]

    def memory(self) -> Memory | None:
        """What the verdict remembers; None if there is none, or none that can be read."""
        return next((memory for comment in self.verdicts if (memory := remembered(comment.body))), None)

    def notify(self, answer: Answer) -> Iterator[str]:
        """Writes a notice if the verdict turns with this answer; it replaces an older one. Says what it did."""
        last = self.memory()
        if last is None or last.fails == answer.fails:
            return
        text = f"{NOTICE} {answer.head} -->\n{answer.notice}"
        if not any(_same(comment.body, text) for comment in self.notices):
            self._pull.create_issue_comment(text)
            yield "notice written"

    def settle(self, answer: Answer) -> Iterator[str]:
        """Makes the one verdict say what `answer` does, and nothing else of ours stay. Says what it did."""
        for _ in range(_ROUNDS):
            done = list(self._write(answer))
            yield from done
            if not done:
                return
            self.read()

    def _write(self, answer: Answer) -> Iterator[str]:
        if not self.verdicts and not answer.quiet:
            _fitting(answer, self._pull.create_issue_comment)
            yield "comment written"
        elif self.verdicts and not any(_same(self.verdicts[0].body, text) for text in (answer.body, answer.brief)):
            with tolerating(GONE):  # somebody has deleted it: the next round begins a new one
                _fitting(answer, self.verdicts[0].edit)
            yield "comment brought up to date"
        for comment in (*self.verdicts[1:], *self.notices[:-1]):
            with tolerating(GONE):
                comment.delete()
            yield "an older comment removed"


def _fitting(answer: Answer, write: Callable[[str], object]) -> None:
    """Writes the comment, or its short form to a forge that takes less than others."""
    try:
        write(answer.body)
    except GithubException as error:
        if error.status != REFUSED:
            raise
        write(answer.brief)


def _same(one: str, other: str) -> bool:
    """Whether a forge that keeps its own line ends has kept the same text."""
    return one.replace("\r\n", "\n").rstrip() == other.rstrip()
