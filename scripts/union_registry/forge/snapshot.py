"""The files of a commit on the forge, read as Git objects one by one: nothing is checked out, nothing is run."""

from __future__ import annotations

import base64
import stat
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from union_registry.source.reader import MAX_BYTES
from union_registry.source.tree import Entry

if TYPE_CHECKING:
    from github.Repository import Repository

# More than any form may have: whoever reads it refuses it. Not fetched, for it may be huge.
_TOO_MUCH = b" " * (MAX_BYTES + 1)


class Snapshot:
    """The commit `head`. What the forge says of a file is believed (mode, size); what is in it is bytes, asked for once."""

    def __init__(self, repository: Repository, head: str) -> None:
        self._repository, self._head = repository, head
        self._known: dict[str, Entry] = {}
        self._listed_of, self._blob_of = cache(self._listed), cache(self._blob)

    def listed(self, folder: str, *, recursive: bool) -> Iterator[Entry]:
        """What lies in `folder`, which ends with a slash or is "" for the top; nothing if it is not there.

        A folder of more than 100,000 files comes cut off, as GitHub cuts it.
        """
        return iter(self._listed_of(folder, recursive))

    def contents(self, file: str) -> bytes:
        """The bytes of a regular file that has been listed, at most one more than a form may have; else OSError."""
        entry = self._known.get(file)
        if entry is None:
            raise FileNotFoundError(file)
        if not stat.S_ISREG(entry.mode):
            raise IsADirectoryError(file)
        if entry.size is None or entry.size > MAX_BYTES:
            return _TOO_MUCH
        return self._blob_of(entry.name)

    def _listed(self, folder: str, recursive: bool) -> tuple[Entry, ...]:  # the key of a cache
        tree = self._tree(folder)
        if tree is None:
            return ()
        found = self._repository.get_git_tree(tree, recursive=recursive)
        entries = tuple(
            Entry(e.path, int(e.mode, 8), e.sha, e.size) for e in found.tree if e.type != "tree" or not recursive
        )
        self._known.update((folder + entry.path, entry) for entry in entries)
        return entries

    def _blob(self, name: str) -> bytes:
        return base64.b64decode(self._repository.get_git_blob(name).content)[: MAX_BYTES + 1]

    def _tree(self, folder: str) -> str | None:
        """The name of a folder's tree object."""
        if not folder:
            return self._repository.get_git_commit(self._head).tree.sha
        above, _, name = folder.rstrip("/").rpartition("/")
        for entry in self._listed_of(f"{above}/" if above else "", False):
            if entry.path == name and stat.S_ISDIR(entry.mode):
                return entry.name
        return None
