"""A draft as the files of a union's folder, each in its canonical form."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Mapping
from typing import Any

from union_registry.apply.draft import Draft, known_kind
from union_registry.refused import Refused
from union_registry.schema.store import Schemas
from union_registry.source.kinds import order
from union_registry.source.reader import MAX_BYTES
from union_registry.text import Text
from union_registry.writing.canonical import Unformattable, Words, in_form
from union_registry.writing.entry import added
from union_registry.writing.unwritable import unwritable


class Writer:
    """Writes drafts; a file that is as it was the last time is not written anew, since that is what takes long."""

    def __init__(self, schemas: Schemas, words: Words) -> None:
        """`words` gives, by vocabulary, the key for each label that people may have typed instead."""
        self._schemas, self._words = schemas, words
        self._last: dict[str, tuple[str, bytes]] = {}

    def folder(self, draft: Draft) -> dict[str, bytes]:
        """Bytes by path within the folder, in the order of the procedure: what is filled in and what is carried along.

        Refused if something typed cannot be written to a file without a loss.
        """
        found = {path: self.file(path, data) for path, data in draft.files.items() if data}
        found |= {path: text.encode() for path, text in draft.carried.items()}
        return {path: found[path] for path in sorted(found, key=order)}

    def file(self, path: str, data: dict[str, Any]) -> bytes:
        """The canonical YAML of one file's data. Refused as above, or if no file may be that large."""
        key = json.dumps(data, ensure_ascii=False)
        if len(key.encode()) > MAX_BYTES:
            raise Refused(
                Text(f"{path} 的内容超过 {MAX_BYTES // 1024} KiB", f"{path} holds more than {MAX_BYTES // 1024} KiB"),
                Text("写得简短些，或删去重复的内容", "make it shorter, or take out what stands there twice"),
            )
        held = self._last.get(path)
        if held is None or held[0] != key:
            held = self._last[path] = key, self._written(path, data)
        return held[1]

    def _written(self, path: str, data: dict[str, Any]) -> bytes:
        kind = known_kind(path)
        try:
            return added(b"", in_form(data, self._schemas, kind, self._words), self._schemas, kind)
        except Unformattable as error:
            raise unwritable(path, error) from error


class Held:
    """A register's tree that holds one union at a time, in memory."""

    def __init__(self) -> None:
        self._slug = ""
        self._files: Mapping[str, bytes] = {}

    def hold(self, slug: str, files: Mapping[str, bytes]) -> None:
        """From now on there is the union `slug` with `files`, by path within its folder, and no other."""
        self._slug, self._files = slug, files

    def entries(self) -> Iterator[tuple[str, int]]:
        yield self._slug, stat.S_IFDIR | 0o755

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        if slug == self._slug:
            yield from ((path, stat.S_IFREG | 0o644) for path in sorted(self._files))

    def contents(self, file: str) -> bytes:
        path = file.removeprefix(f"unions/{self._slug}/")
        if path not in self._files:
            raise FileNotFoundError(file)
        return self._files[path][: MAX_BYTES + 1]
