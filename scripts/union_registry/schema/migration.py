"""Names that the schemas have given up, and those that took their place: data of `schema/migrations.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import yaml

from union_registry.finding import Path
from union_registry.schema import checks
from union_registry.source.fault import Fault
from union_registry.source.reader import LOADER


class Renaming(NamedTuple):
    """A renamed field of the groups at `at`, or a renamed value of the field at `at`; `*` is every entry of a list.

    `what` is `field` or `value`, `since` the first version of the register that uses `new`.
    """

    since: str
    kind: str
    at: tuple[str, ...]
    what: str
    old: str
    new: str


class TwoNames(Exception):
    """A field is there under its old name and under its new one, so that one value would be lost."""

    def __init__(self, fault: Fault) -> None:
        super().__init__("two names")
        self.fault = fault


class Migrations:
    """The renamings of a register, in its `schema` folder, read when first asked for.

    Without a folder or without the file nothing was renamed: a register of earlier days has none.
    """

    def __init__(self, schema: FilePath | None = None) -> None:
        self._schema = schema

    @cached_property
    def renamings(self) -> tuple[Renaming, ...]:
        """All of them, oldest first; BrokenRegister if the file cannot be used."""
        file = self._schema and self._schema / "migrations.yaml"
        if self._schema is None or file is None or not file.exists():
            return ()
        from union_registry.ownfile import OwnFiles  # late: it reads through the gate, which explains by renamings

        listed = OwnFiles(self._schema).data(file, "migrations")["migrations"]
        return tuple(
            Renaming(item["since"], item["kind"], _steps(item.get("at", "")), item["what"], item["old"], item["new"])
            for item in listed
        )

    def successor(self, kind: str, what: str, at: Path, name: str) -> Renaming | None:
        """The renaming that gave `name` in a file of `kind` the name it has today; None if it was never renamed."""
        last = None
        for renaming in self.renamings:
            if (renaming.kind, renaming.what, renaming.old) == (kind, what, name) and _leads_to(renaming.at, at):
                name, last = renaming.new, renaming
        return last

    def migrated(self, kind: str, text: str) -> str:
        """`text`, sound YAML of a file of `kind`, with today's names; everything else stays where it is.

        TwoNames if a group holds the old and the new name of a field.
        """
        for renaming in self.renamings:
            if renaming.kind == kind and renaming.old in text:
                text = _renamed(text, renaming)
        return text


def two_names(old: str, new: str, line: int, column: int, path: Path = ()) -> Fault:
    """The fault of a group that holds a field under both of its names."""
    return Fault(checks.TWO_NAMES, line, column, path, {"old": old, "new": new})


def _steps(way: str) -> tuple[str, ...]:
    return tuple(way.split("/")) if way else ()


def _leads_to(at: tuple[str, ...], path: Path) -> bool:
    """Whether the way `at` of a renaming is that of the value at `path`."""
    return len(at) == len(path) and all(
        step == "*" if isinstance(place, int) else step == place for step, place in zip(at, path, strict=True)
    )


def _renamed(text: str, renaming: Renaming) -> str:
    found = [
        scalar
        for node in _nodes(yaml.compose(text, Loader=LOADER), renaming.at)
        for scalar in (_keys(node, renaming) if renaming.what == "field" else _values(node, renaming))
    ]
    for scalar in reversed(found):  # from the end, so that what stands before keeps its place
        quote = scalar.style or ""
        text = text[: scalar.start_mark.index] + quote + renaming.new + quote + text[scalar.end_mark.index :]
    return text


def _nodes(node: Any, way: tuple[str, ...]) -> Iterator[Any]:
    """The nodes below `node` at the end of `way`, in the order of the text."""
    if not way:
        yield node
    elif isinstance(node, yaml.SequenceNode) and way[0] == "*":
        for item in node.value:
            yield from _nodes(item, way[1:])
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == way[0]:
                yield from _nodes(value, way[1:])


def _keys(node: Any, renaming: Renaming) -> Iterator[Any]:
    if not isinstance(node, yaml.MappingNode):
        return
    names = [key.value for key, _ in node.value]
    for key, _ in node.value:
        if key.value == renaming.old:
            if renaming.new in names:
                mark = key.start_mark
                raise TwoNames(two_names(renaming.old, renaming.new, mark.line + 1, mark.column + 1))
            yield key


def _values(node: Any, renaming: Renaming) -> Iterator[Any]:
    for scalar in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(scalar, yaml.ScalarNode) and scalar.value == renaming.old and scalar.style not in ("|", ">"):
            yield scalar
