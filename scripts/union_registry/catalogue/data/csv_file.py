"""A table as CSV (RFC 4180): UTF-8 with a byte-order mark, by which Excel knows it from GBK."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import Any

from union_registry.catalogue.data.column import Column, Type
from union_registry.catalogue.data.formula import SUSPECT, defused
from union_registry.catalogue.data.table import Filled

_END = "\r\n"


def csv_file(filled: Filled[Any]) -> bytes:
    """The file; a value that is not given is an empty cell, a list is a JSON array, truth is true or false."""
    columns = filled.table.columns
    head = StringIO()
    csv.writer(head, lineterminator=_END).writerow(column.name for column in columns)
    return b"".join([head.getvalue().encode("utf-8-sig"), *(_lines(columns, block) for block in filled.blocks())])


def _lines(columns: Sequence[Column[Any]], block: Sequence[Sequence[Any]]) -> bytes:
    texts = map(_written, columns, block)
    written = StringIO()
    csv.writer(written, lineterminator=_END).writerows(zip(*texts, strict=True))
    return written.getvalue().encode()


def _written(column: Column[Any], cells: Iterable[Any]) -> Iterable[str]:
    # A key or a code cannot begin as a formula does.
    return _plain(cells) if column.choices or column.pattern else _TEXTS[column.type](cells)


def _text(cells: Iterable[Any]) -> Iterable[str]:
    return ["" if cell is None else cell if cell[:1] not in SUSPECT else defused(cell) for cell in cells]


def _list(cells: Iterable[Any]) -> Iterable[str]:
    return ["" if cell is None else json.dumps(cell, ensure_ascii=False) for cell in cells]


def _number(cells: Iterable[Any]) -> Iterable[str]:
    return ["" if cell is None else f"{cell:f}" for cell in cells]


def _truth(cells: Iterable[Any]) -> Iterable[str]:
    return ["true" if cell else "false" if cell is not None else "" for cell in cells]


def _plain(cells: Iterable[Any]) -> Iterable[str]:
    return ["" if cell is None else str(cell) for cell in cells]


_TEXTS: dict[Type, Callable[[Iterable[Any]], Iterable[str]]] = {
    Type.TEXT: _text, Type.TEXTS: _list, Type.INTEGER: _plain, Type.NUMBER: _number, Type.BOOLEAN: _truth,
    Type.DATE: _plain,
}  # fmt: skip
