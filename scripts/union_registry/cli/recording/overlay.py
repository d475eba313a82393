"""The unions' files as they would be: some of them replaced, nothing written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from union_registry.source.tree import Tree

_FILE = 0o100644


class Overlay:
    """A `source.tree.Tree` on which `files`, by their path in the repository, lie over another one."""

    def __init__(self, tree: Tree, files: Mapping[str, bytes]) -> None:
        self._tree, self._files = tree, files

    def entries(self) -> Iterator[tuple[str, int]]:
        return self._tree.entries()

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        top = f"unions/{slug}/"
        over = {file.removeprefix(top) for file in self._files if file.startswith(top)}
        yield from ((name, mode) for name, mode in self._tree.walk(slug) if name not in over)
        yield from ((name, _FILE) for name in sorted(over))

    def contents(self, file: str) -> bytes:
        return self._files[file] if file in self._files else self._tree.contents(file)
