"""The rows of a list as HTML. What column.js makes of a row, it makes as is done here.

Not a template: a long list has a hundred thousand cells, and many are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast

from markupsafe import Markup, escape

from union_registry.catalogue.language import Language
from union_registry.catalogue.listing.column import Cell, Column, Link, Seat
from union_registry.catalogue.listing.listing import Row

_SHAPED = ("number", "date", "code", "seats")


class Table:
    """Makes the rows of a list in one language."""

    def __init__(self, columns: Sequence[Column], language: Language) -> None:
        self._sample = " " + _badge("sample", language.gettext("示例"))
        self._starts = ['<th scope="row">', *map(_start, columns[1:])]
        self._ends = ["</th>", *["</td>"] * (len(columns) - 1)]
        self._contents = [partial(self._CONTENTS[column.kind], self, column) for column in columns]
        self._known: list[dict[Cell, str]] = [{} for _ in columns]

    def row(self, row: Row) -> Markup:
        """The row's `<tr>`."""
        parts = map(self._cell, range(len(row.cells)), row.cells)
        return Markup("<tr>" + "".join(parts) + "</tr>")  # noqa: S704  # every part is escaped

    def _cell(self, place: int, cell: Cell) -> str:
        known = self._known[place]
        found = known.get(cell)
        if found is None:
            found = known[cell] = self._starts[place] + self._contents[place](cell) + self._ends[place]
        return found

    def _link(self, column: Column, cell: Cell) -> str:
        link = cast("Link", cell)
        if not link.key:
            return _safe(column.blank)
        address = _safe(f"{column.before}{link.key}{column.after}")
        return f'<a href="{address}">{_safe(link.name)}</a>{self._sample if link.sample else ""}'

    def _label(self, column: Column, cell: Cell) -> str:
        return _safe(column.labels[cast("str", cell)])

    def _badge(self, column: Column, cell: Cell) -> str:
        key = cast("str", cell)
        return _badge(column.colours.get(key, key), column.labels[key])

    def _value(self, column: Column, cell: Cell) -> str:
        return _safe(column.blank if cell == "" else cell)

    def _seats(self, column: Column, cell: Cell) -> str:
        return "".join(self._seat(column, seat) for seat in cast("tuple[Seat, ...]", cell))

    def _seat(self, column: Column, seat: Seat) -> str:
        remark = " " + _badge("grey", column.remarks[seat.remark]) if seat.remark else ""
        tier = _badge(seat.tier, column.labels[seat.tier])
        return f'<span class="register-seat">{self._link(column, seat.union)} {tier}{remark}</span>'

    _CONTENTS: Mapping[str, Callable[[Table, Column, Cell], str]] = {
        "link": _link, "term": _label, "badge": _badge, "number": _value, "date": _value, "code": _value,
        "seats": _seats,
    }  # fmt: skip


def _safe(text: object) -> str:
    """`text` escaped, as a plain string: what is added to a Markup would be escaped."""
    return str(escape(text))


def _start(column: Column) -> str:
    shape = f' class="register-{column.kind}"' if column.kind in _SHAPED else ""
    return f'<td{shape} data-label="{_safe(column.title)}">'


def _badge(colour: str, words: str) -> str:
    return f'<span class="register-badge register-badge--{_safe(colour)}">{_safe(words)}</span>'
