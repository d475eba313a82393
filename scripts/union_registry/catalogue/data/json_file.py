"""A table as JSON: a list of objects, one a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring
from typing import Any

from union_registry.catalogue.data.column import Column, Type
from union_registry.catalogue.data.table import Filled


def json_file(filled: Filled[Any]) -> bytes:
    """The file; every object has every column, null where a value is not given."""
    columns = filled.table.columns
    row = "{" + ",".join(f"{encode_basestring(column.name)}:%s" for column in columns) + "}"
    lines = (_lines(row, columns, block) for block in filled.blocks())
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


def _lines(row: str, columns: Sequence[Column[Any]], block: Sequence[Sequence[Any]]) -> bytes:
    texts = (_TEXTS[column.type](cells) for column, cells in zip(columns, block, strict=True))
    return ",\n".join(map(row.__mod__, zip(*texts, strict=True))).encode()


def _text(cells: Iterable[Any]) -> Iterable[str]:
    return ["null" if cell is None else encode_basestring(cell) for cell in cells]


def _list(cells: Iterable[Any]) -> Iterable[str]:
    return ["null" if cell is None else json.dumps(cell, ensure_ascii=False) for cell in cells]


def _number(cells: Iterable[Any]) -> Iterable[str]:
    return ["null" if cell is None else f"{cell:f}" for cell in cells]


def _integer(cells: Iterable[Any]) -> Iterable[str]:
    return ["null" if cell is None else str(cell) for cell in cells]


def _truth(cells: Iterable[Any]) -> Iterable[str]:
    return ["true" if cell else "false" if cell is not None else "null" for cell in cells]


_TEXTS: dict[Type, Callable[[Iterable[Any]], Iterable[str]]] = {
    Type.TEXT: _text, Type.TEXTS: _list, Type.INTEGER: _integer, Type.NUMBER: _number, Type.BOOLEAN: _truth,
    Type.DATE: _text,
}  # fmt: skip
