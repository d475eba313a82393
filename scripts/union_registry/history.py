"""What Git keeps of a folder: every version of every file, of all branches and tags, or of the main line alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from union_registry import git
from union_registry.clock import SHANGHAI
from union_registry.source.reader import MAX_BYTES


class Version(NamedTuple):
    """A file as a commit added or changed it: path in the repository, commit, its day, id and mode of the content."""

    file: str
    commit: str
    day: str
    blob: str
    mode: str


def versions(root: Path, folder: str) -> list[Version] | None:
    """All versions of the files below `folder`, the oldest commits first; None if Git does not answer.

    Merges are compared with each of their parents, so that what only a merge brought is among them.
    """
    listed = git.run(
        root, "-c", "log.showRoot=true", "log", "--all", "--full-history", "-m", "--reverse", "--no-renames", "--raw",
        "--no-abbrev", "--diff-filter=AMT", "-z", "--format=%x01%H %cs", "--", folder,
    )  # fmt: skip
    return None if listed is None else list(_parsed(listed))


def mainline(root: Path, folder: str) -> list[Version] | None:
    """What each step of the line that is checked out did to the files below `folder`, the oldest first; None as above.

    A step is a commit or, with all that it brought at once, a merge; its day is that of its committer
    in Asia/Shanghai, which is when the file came to be what it is here. What was deleted, or is no
    regular file any more, has no blob ("").
    """
    listed = git.run(
        root, "-c", "log.showRoot=true", "log", "--first-parent", "--diff-merges=first-parent", "--no-show-signature",
        "--reverse", "--no-renames", "--raw", "--no-abbrev", "-z", "--format=%x01%H %ct", "--", folder,
    )  # fmt: skip
    return None if listed is None else [_step(version) for version in _parsed(listed)]


def contents(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each of the `blobs` with its bytes; what is bigger than a form may be is left out."""
    sizes = _cat(root, "--batch-check=%(objectname) %(objectsize)", list(dict.fromkeys(blobs))).decode().splitlines()
    small = [
        blob for blob, _, size in (line.partition(" ") for line in sizes) if size.isdigit() and int(size) <= MAX_BYTES
    ]
    for first in range(0, len(small), _AT_ONCE):
        some = small[first : first + _AT_ONCE]
        answers, place = _cat(root, "--batch", some), 0
        for blob in some:
            head = answers.index(b"\n", place) + 1
            size = int(answers[place:head].split()[2])
            yield blob, answers[head : head + size]
            place = head + size + 1


def _parsed(listed: str) -> Iterator[Version]:
    tokens = iter(listed.split("\0"))
    commit = day = ""
    for token in tokens:
        if token.startswith("\1"):
            commit, day = token[1:].split()
        elif meta := token.strip():
            _, mode, _, blob, _ = meta.split()
            file = next(tokens)
            if mode != "160000":  # a commit of another repository
                yield Version(file, commit, day, blob, mode)


def _step(version: Version) -> Version:
    # A commit may bear any number for its moment.
    moment = datetime.fromtimestamp(min(int(version.day), _LAST), SHANGHAI)
    blob = version.blob if version.mode.startswith("100") else ""
    return version._replace(day=moment.date().isoformat(), blob=blob)


def _cat(root: Path, how: str, blobs: list[str]) -> bytes:
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    return subprocess.run([*git.command(root), "cat-file", how], input=asked, capture_output=True, check=True).stdout


# Contents held in memory at a time.
_AT_ONCE = 500
# The last moment that a calendar has a day for, in seconds.
_LAST = 253_402_214_400
