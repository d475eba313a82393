"""Finds the row of labels on top of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from union_registry.intake.labels import key, keys
from union_registry.intake.layout import Cell
from union_registry.intake.printed.form import IGNORED, Field, Rows
from union_registry.intake.values import Values


class Head(NamedTuple):
    """A row of labels: the table that it belongs to, the fields of its cells, and cells of unknown labels."""

    rows: Rows
    columns: list[tuple[Cell, Field]]
    unknown: list[Cell]

    def of(self, row: Sequence[Cell]) -> list[tuple[Field, Cell, str]]:
        """The cells of a row that stand below known labels, each with its field and its label."""
        found = [(field, below(label, row), label.text) for label, field in self.columns]
        return [(field, cell, label) for field, cell, label in found if cell is not None]

    def repeated(self, other: Head | None) -> bool:
        """Whether `other` is this row of labels once more, as on the next page."""
        return other is not None and len(other.columns) * 2 > len(self.columns)


class Heads:
    """Knows the labels of tables, those of the schema among them."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._known: dict[int, dict[str, Field]] = {}

    def find(self, row: Sequence[Cell], tables: Sequence[Rows]) -> Head | None:
        """The head that `row` is, of that one of `tables` which knows most of its labels; None if it is none.

        At least two labels and three fifths of the cells have to be known.
        """
        texts = [cell for cell in row if cell.text.strip()]
        heads = [head for rows in tables if (head := self._matched(texts, rows)) is not None]
        return max(heads, key=lambda head: len(head.columns), default=None)

    def _matched(self, texts: list[Cell], rows: Rows) -> Head | None:
        known = self._labels(rows)
        columns: list[tuple[Cell, Field]] = []
        unknown: list[Cell] = []
        for cell in texts:
            field = next((known[way] for way in keys(cell.text) if way in known), None)
            if field is None or any(field is other for _, other in columns):
                unknown.append(cell)
            else:
                columns.append((cell, field))
        named = any(field.path != IGNORED for _, field in columns)
        return (
            Head(rows, columns, unknown) if named and len(columns) >= 2 and len(columns) * 5 >= len(texts) * 3 else None
        )

    def _labels(self, rows: Rows) -> dict[str, Field]:
        if id(rows) not in self._known:
            found: dict[str, Field] = {}
            for column in rows.columns:
                for label in (*column.labels, self._values.title(column.path)):
                    found.setdefault(key(label), column)
            found.pop("", None)
            self._known[id(rows)] = found
        return self._known[id(rows)]


def below(label: Cell, row: Sequence[Cell]) -> Cell | None:
    """The cell of `row` that stands below a label: the one that overlaps it most."""
    end = label.column + label.span
    over = [
        (min(cell.column + cell.span, end) - max(cell.column, label.column), cell)
        for cell in row
        if cell.overlaps(label)
    ]
    return max(over, key=lambda each: each[0])[1] if over else None
