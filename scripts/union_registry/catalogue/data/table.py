"""A table of the open data, and the cells that it holds once the unions have gone by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Generic, NamedTuple, TypeVar

from union_registry.catalogue.data.column import Column, Row_contra, Value
from union_registry.text import Text

Added = TypeVar("Added")

# Rows that are turned into cells together: column by column is faster than row by row.
_BLOCK = 256


class Reference(NamedTuple):
    """A column whose values are those of a column of another table."""

    column: str
    table: str
    to: str


@dataclass(frozen=True)
class Table(Generic[Row_contra]):
    """A table; the columns of `key` together are different in every row."""

    name: str
    title: Text
    description: Text
    columns: tuple[Column[Row_contra], ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def declaration(self) -> tuple[object, ...]:
        """All that is declared, but for how a value is got."""
        columns = [[getattr(one, field.name) for field in fields(one) if field.name != "value"] for one in self.columns]
        return self.name, self.title, self.description, columns, self.key, self.references


class Filled(Generic[Added]):
    """A table with its cells, column by column."""

    def __init__(self, table: Table[Added]) -> None:
        self.table = table
        self._cells: Sequence[list[Value]] = [[] for _ in table.columns]
        self._waiting: list[Added] = []

    def __len__(self) -> int:
        return len(self._cells[0]) + len(self._waiting)

    def blocks(self, rows: int = 2000) -> Iterator[list[Sequence[Value]]]:
        """The values of each column, so many rows at once: whoever writes them needs no more in memory."""
        self._take()
        for start in range(0, len(self), rows):
            yield [cells[start : start + rows] for cells in self._cells]

    def add(self, row: Added) -> None:
        """Take the row of one object in; the object itself is not kept for long."""
        self._waiting.append(row)
        if len(self._waiting) == _BLOCK:
            self._take()

    def _take(self) -> None:
        for column, cells in zip(self.table.columns, self._cells, strict=True):
            cells.extend(map(column.value, self._waiting))
        self._waiting.clear()
