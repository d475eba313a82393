"""Where the unions' files come from: a folder on disk. `git.Commit` and `forge.snapshot.Snapshot` are other places."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from union_registry.source.kinds import FOLDERS
from union_registry.source.reader import MAX_BYTES


class Tree(Protocol):
    """Files by their path in the repository, with the modes of POSIX; links are never followed."""

    def entries(self) -> Iterator[tuple[str, int]]:
        """Name and mode of everything directly in `unions/`, sorted; nothing if there is no such folder."""

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        """Path within the union's folder and mode of everything in it; only its known folders are entered."""

    def contents(self, file: str) -> bytes:
        """The bytes of a regular file, one more than the limit at the most so that its reader can refuse it.

        OSError if there is no such file or it is a link or a folder.
        """


class Objects(Protocol):
    """A commit, by the names of Git's objects: what is the same has the same name, and need not be read to know it."""

    def listed(self, folder: str, *, recursive: bool) -> Iterator[Entry]:
        """What lies in `folder`, which ends with a slash or is "" for the top, with paths within it.

        Nothing if there is no such folder. A forge may cut off a folder of more than 100,000 files.
        """

    def contents(self, file: str) -> bytes:
        """As `Tree.contents`."""


class Entry(NamedTuple):
    """What Git's trees say of a file or folder: path, POSIX mode, name of its object, bytes where known."""

    path: str
    mode: int
    name: str
    size: int | None


def entered(listed: Iterable[Entry]) -> Iterator[tuple[str, int]]:
    """Path and mode of all that lies in a union's folder; a folder that does not belong there counts as one thing."""
    shown = set()
    for entry in listed:
        stranger = _stranger(entry.path)
        if (stranger or entry.path) not in shown:
            shown.add(stranger or entry.path)
            yield stranger or entry.path, stat.S_IFDIR if stranger else entry.mode


class Disk:
    """The files below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._real: set[str] = set()

    def entries(self) -> Iterator[tuple[str, int]]:
        self._enter("unions")
        try:
            yield from _scan(f"{self._root}/unions")
        except FileNotFoundError:
            return

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        return self._walk(f"{self._root}/unions/{slug}", "")

    def contents(self, file: str) -> bytes:
        self._enter(file.rpartition("/")[0])
        # A named pipe must not keep its reader waiting for ever.
        descriptor = os.open(f"{self._root}/{file}", os.O_RDONLY | _NOT_FOLLOWED)
        with os.fdopen(descriptor, "rb") as stream:
            return stream.read(MAX_BYTES + 1)

    def _enter(self, folder: str) -> None:
        """NotADirectoryError if `folder` or one on the way to it is a link: to Git there is nothing behind it either."""
        if folder and folder not in self._real:
            self._enter(folder.rpartition("/")[0])
            if Path(self._root, folder).is_symlink():
                raise NotADirectoryError(f"{folder} is a link")
            self._real.add(folder)

    def _walk(self, folder: str, prefix: str) -> Iterator[tuple[str, int]]:
        for name, mode in _scan(folder):
            path = prefix + name
            if path in FOLDERS and stat.S_ISDIR(mode):
                yield from self._walk(f"{folder}/{name}", path + "/")
            else:
                yield path, mode


def _stranger(path: str) -> str | None:
    """The folder on the way to `path` that does not belong into a union's; the disk does not enter it either."""
    steps = path.split("/")
    for depth in range(1, len(steps)):
        folder = "/".join(steps[:depth])
        if folder not in FOLDERS:
            return folder
    return None


_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _scan(folder: str) -> list[tuple[str, int]]:
    with os.scandir(folder) as entries:
        return sorted((entry.name, entry.stat(follow_symlinks=False).st_mode) for entry in entries)
