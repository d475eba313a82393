"""What a pull request changes, told by the names of Git's objects: nothing is read to know it."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from union_registry.source.kinds import SLUG
from union_registry.source.tree import Objects, entered


@dataclass(frozen=True, slots=True)
class Delta:
    """What differs between two commits.

    `unions` holds, by folder, the changed paths within it, `strays` the other names in `unions/`,
    `outside` the names at the top that are no part of `unions/`. `unlisted` are folders that differ,
    too, and were not looked into: there were too many.
    """

    unions: Mapping[str, frozenset[str]]
    strays: frozenset[str] = frozenset()
    outside: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()

    @property
    def files(self) -> list[str]:
        """Paths in the repository of what changed in unions' folders."""
        return [f"unions/{slug}/{path}" for slug, paths in self.unions.items() for path in sorted(paths)]


def delta(then: Objects, now: Objects, most: int) -> Delta:
    """What has changed from `then` to `now`; of the unions' folders the first `most` are looked into."""
    top = _changed(then, now, "", recursive=False)
    if "unions" not in top:
        return Delta({}, outside=tuple(sorted(top)))
    names = _changed(then, now, "unions/", recursive=False)
    folders = sorted(name for name in names if SLUG.match(name))
    return Delta(
        {name: frozenset(_changed(then, now, f"unions/{name}/", recursive=True)) for name in folders[:most]},
        frozenset(names.difference(folders)),
        tuple(sorted(top - {"unions"})),
        tuple(folders[most:]),
    )


def clashing(request: Delta, then: Objects, tip: Objects) -> list[str]:
    """Paths in the repository that `request` changes and that have changed on the default branch since `then`, too."""
    since = {slug: _changed(then, tip, f"unions/{slug}/", recursive=True) for slug in request.unions}
    return [f"unions/{slug}/{path}" for slug, paths in request.unions.items() for path in sorted(paths & since[slug])]


class Merged:
    """The unions as they will be once the request is merged: a `source.tree.Tree`.

    What the request changes comes from its `head`, all else from the `tip` of the default branch,
    so that a branch that is behind is not judged by what others have mended in between.
    """

    def __init__(self, tip: Objects, head: Objects, request: Delta) -> None:
        self._tip, self._head, self._unions = tip, head, request.unions
        self._names = request.unions.keys() | request.strays

    def entries(self) -> Iterator[tuple[str, int]]:
        modes = {e.path: e.mode for e in self._tip.listed("unions/", recursive=False) if e.path not in self._names}
        asked = {e.path: e.mode for e in self._head.listed("unions/", recursive=False)} if self._names else {}
        for name in self._names:
            if name in asked:
                modes[name] = asked[name]
            elif name in self._unions and any(self.walk(name)):  # others have added to a folder that is deleted here
                modes[name] = stat.S_IFDIR
        yield from sorted(modes.items())

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        folder, changed = f"unions/{slug}/", self._unions.get(slug, frozenset())
        entries = [entry for entry in self._tip.listed(folder, recursive=True) if entry.path not in changed]
        if changed:
            entries += [entry for entry in self._head.listed(folder, recursive=True) if entry.path in changed]
        return entered(sorted(entries))

    def contents(self, file: str) -> bytes:
        _, slug, path = file.split("/", 2)
        source = self._head if path in self._unions.get(slug, ()) else self._tip
        return source.contents(file)


def _changed(then: Objects, now: Objects, folder: str, *, recursive: bool) -> set[str]:
    before, after = (_objects(commit, folder, recursive=recursive) for commit in (then, now))
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def _objects(commit: Objects, folder: str, *, recursive: bool) -> dict[str, tuple[int, str]]:
    return {entry.path: (entry.mode, entry.name) for entry in commit.listed(folder, recursive=recursive)}
