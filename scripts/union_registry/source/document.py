"""A document: data, and the line and column of every value."""

from __future__ import annotations

from typing import Any, NamedTuple

from union_registry.finding import Path
from union_registry.source.fault import Fault


class Position(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


class Document:
    """What a file says. `data` is dicts, lists, text, true and false; a blank value is left out.

    `marks` maps the id of each dict and list to the marks of its entries: per key of a dict the
    marks of the key and of its value, per item of a list the mark of the item.
    """

    __slots__ = ("data", "faults", "marks")

    def __init__(self) -> None:
        self.data: Any = None
        self.marks: dict[int, Any] = {}
        self.faults: list[Fault] = []

    @property
    def readable(self) -> bool:
        """Whether there is a mapping to be looked at."""
        return isinstance(self.data, dict) and not self.faults

    def locate(self, path: Path, *, of_key: bool = False) -> Position:
        """Position of the value at `path`, or of the nearest thing around it that is there.

        `of_key` asks for where the key stands instead of its value.
        """
        node, found = self.data, None
        for step in path:
            marks: Any = self.marks.get(id(node))
            try:
                if isinstance(node, dict):
                    key, value = marks[step]
                    # A container's own mark is its first child; people look for the key.
                    mark = key if of_key or step not in node or isinstance(node[step], (dict, list)) else value
                else:
                    mark = marks[step]
            except (KeyError, IndexError, TypeError):
                break
            found = mark
            if isinstance(node, dict) and step not in node:
                break
            node = node[step]
        return Position(found.line + 1, found.column + 1) if found else Position(1, 1)
