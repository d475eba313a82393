"""What the bot's comment remembers of what it said, hidden in its first line.

It stands in the bot's own comments, yet maintainers may edit those: whatever is there is read with
care, and what cannot be read is as if nothing had been said.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from union_registry.finding import Finding

MARK = "<!-- unions:verdict"
_LINE = re.compile(re.escape(MARK) + r" ([A-Za-z0-9_=-]{1,40000}) -->")
_LARGEST = 1 << 20
# The folder of a union, none for the request as a whole, and the id of a rule.
_KEY = re.compile(r"[a-z0-9-]{0,40} [a-z0-9-]{1,60}\Z")
# The full name of a commit.
COMMIT = re.compile(r"[0-9a-f]{40,64}\Z")
# Commits with private data that are remembered; whoever purges looks through them all.
MAX_EXPOSED = 5
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was said of the commit `head`: whether it `fails`, and how many findings of each rule it has `now`.

    `before` are those of the commit that was judged before this one, None if it is the first. `exposed`
    are commits of the request in which private data were seen.
    """

    head: str
    fails: bool
    now: Counts
    before: Counts | None = None
    exposed: tuple[str, ...] = ()

    def line(self) -> str:
        """The hidden first line of a comment."""
        body = json.dumps(
            [self.head, self.fails, dict(self.now), None if self.before is None else dict(self.before), self.exposed],
            separators=(",", ":"), sort_keys=True,
        )  # fmt: skip
        return f"{MARK} {base64.urlsafe_b64encode(zlib.compress(body.encode(), 9)).decode()} -->"


def remembered(body: str) -> Memory | None:
    """What a comment remembers; None if it is no verdict of ours or cannot be read."""
    found = _LINE.match(body)
    if not found:
        return None
    try:
        unpacked = zlib.decompressobj().decompress(base64.urlsafe_b64decode(found[1]), _LARGEST)
        head, fails, now, before, exposed = json.loads(unpacked)
        return Memory(
            _commit(head), bool(fails), _counts(now), None if before is None else _counts(before),
            tuple(_commit(commit) for commit in exposed[:MAX_EXPOSED]),
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, zlib.error, RecursionError):
        return None


def next_memory(
    last: Memory | None, head: str, findings: Iterable[Finding], *, fails: bool, exposed: tuple[str, ...]
) -> Memory:
    """What to remember now, `findings` being what fails. Judged again, the same commit is told against the same one."""
    now = Counter(f"{finding.union or ''} {finding.rule}" for finding in findings)
    before = None if last is None else last.before if last.head == head else last.now
    return Memory(head, fails, now, before, exposed)


def _counts(value: Any) -> dict[str, int]:
    return {_key(key): _number(count) for key, count in value.items()}


def _key(value: Any) -> str:
    if not _KEY.match(_text(value)):
        raise ValueError(value)
    return str(value)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 < value < _LARGEST:
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _commit(value: Any) -> str:
    if not COMMIT.match(_text(value)):
        raise ValueError(value)
    return str(value)
