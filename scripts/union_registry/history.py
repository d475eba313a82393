"""What Git keeps of a folder: every version of every file, of all branches and tags, also of what was deleted."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from union_registry import git
from union_registry.source.reader import MAX_BYTES


class Version(NamedTuple):
    """A file as a commit added or changed it: path in the repository, commit, its day, id of the content."""

    file: str
    commit: str
    day: str
    blob: str


def versions(root: Path, folder: str) -> list[Version] | None:
    """All versions of the files below `folder`, the oldest commits first; None if Git does not answer.

    Merges are compared with each of their parents, so that what only a merge brought is among them.
    """
    listed = git.run(
        root, "-c", "log.showRoot=true", "log", "--all", "--full-history", "-m", "--reverse", "--no-renames", "--raw",
        "--no-abbrev", "--diff-filter=AMT", "-z", "--format=%x01%H %cs", "--", folder,
    )  # fmt: skip
    return None if listed is None else list(_parsed(listed))


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
                yield Version(file, commit, day, blob)


def _cat(root: Path, how: str, blobs: list[str]) -> bytes:
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    return subprocess.run([*git.command(root), "cat-file", how], input=asked, capture_output=True, check=True).stdout


# Contents held in memory at a time.
_AT_ONCE = 500
