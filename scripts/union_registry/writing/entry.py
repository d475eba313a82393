"""Adds to a file without touching what stands there: values where it is blank, entries at the end of a list."""

from __future__ import annotations

import io
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from union_registry.schema.store import Schemas
from union_registry.source.kinds import Kind
from union_registry.source.reader import LOADER, read
from union_registry.writing.blocks import end_line
from union_registry.writing.canonical import Unformattable, canonical


def added(before: bytes, new: dict[str, Any], schemas: Schemas, kind: Kind) -> bytes:
    """A file of `kind` with `new` added, in canonical form; `before` is what it holds, b"" if there is none.

    A list in `new` goes behind the entries that are there; everything else has to be blank yet.
    Comments stay. Unformattable if the file cannot be read, or not be added to without a loss.
    """
    lines = canonical(before, schemas, kind).decode().split("\n") if before else [""]
    wanted = dict(read("\n".join(lines).encode()).data)
    for field, value in new.items():
        _add(lines, field, value)
        wanted[field] = [*wanted.get(field, ()), *value] if isinstance(value, list) else value
    written = canonical("\n".join(lines).encode(), schemas, kind)
    if read(written).data != wanted:
        raise Unformattable([])
    return written


def _add(lines: list[str], field: str, value: Any) -> None:
    found = yaml.compose("\n".join(lines), Loader=LOADER)
    fields = {key.value: (key, held) for key, held in found.value} if found else {}
    if field not in fields:
        lines[-1:] = [*_dumped({field: value}), ""]
        return
    key, held = fields[field]
    if isinstance(held, yaml.SequenceNode) and not held.flow_style:
        place = end_line(held, key)
    else:  # blank, or written as []: a comment behind it stays
        start, end = held.start_mark, held.end_mark
        lines[start.line] = lines[start.line][: start.column] + lines[end.line][end.column :]
        place = start.line + 1
        if not isinstance(value, list):
            (dumped,) = _dumped({field: value})
            column = key.end_mark.column + 1
            lines[start.line] = dumped + lines[start.line][column:]
            return
    lines[place:place] = _dumped(value)


def _dumped(value: Any) -> list[str]:
    """Data as lines of block YAML."""
    writer = YAML(pure=True)
    writer.width = 10**9
    writer.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    writer.dump(_on_one_line(value), out)
    return out.getvalue().rstrip("\n").split("\n")


def _on_one_line(value: Any) -> Any:
    """Data whose texts of several lines will be in double quotes; the canonical form opens them up again."""
    if isinstance(value, dict):
        return {key: _on_one_line(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_on_one_line(held) for held in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) and "\n" in value else value
