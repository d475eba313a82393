"""Puts the keys of a YAML file into the schema's order by moving whole lines, comments with them."""

from __future__ import annotations

import re
from typing import Any

import yaml

from union_registry.schema.store import Node, Schemas
from union_registry.source.reader import LOADER

# What may stand before the first key of a mapping: its indentation and the dashes of lists.
_DASHES = re.compile("[ -]*")


class Immovable(Exception):
    """Keys that are out of order and do not begin their own lines, as after an explicit `?`."""


def in_order(text: str, schemas: Schemas, kind: str) -> str:
    """`text` with the keys of every block mapping in the order of the schema of `kind`.

    A key's own comment lines, those right above it, move along. `text` must be sound YAML.
    Immovable if a mapping is written in such a way that its lines cannot be moved.
    """
    lines = text.split("\n")
    _arrange(yaml.compose(text, Loader=LOADER), schemas, kind, schemas[kind], lines)
    return "\n".join(lines)


def _arrange(node: Any, schemas: Schemas, kind: str, shape: Node, lines: list[str]) -> None:
    """Moves lines within `node`, inner mappings first: no move changes what lines the outer ones take."""
    shape = schemas.resolve(kind, shape)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _arrange(item, schemas, kind, shape.get("items", {}), lines)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return
    known = shape.get("properties", {})
    for key, value in node.value:
        _arrange(value, schemas, kind, known.get(key.value, {}), lines)
    order = {name: place for place, name in enumerate(known)}
    keys = [key.value for key, _ in node.value]
    wanted = sorted(range(len(keys)), key=lambda i: order.get(keys[i], len(order)))
    if wanted != list(range(len(keys))):
        _move(node, wanted, lines)


def _move(node: Any, wanted: list[int], lines: list[str]) -> None:
    starts = [key.start_mark.line for key, _ in node.value]
    column = node.value[0][0].start_mark.column
    prefixes = [lines[key.start_mark.line][: key.start_mark.column] for key, _ in node.value]
    prefix = prefixes[0]  # may hold the dash of a list
    if not _DASHES.fullmatch(prefix) or any(other != " " * column for other in prefixes[1:]):
        raise Immovable
    ends = [end_line(value, key) for key, value in node.value]
    blocks, above = [], []
    for i, start in enumerate(starts):
        first = ends[i - 1] if i else start  # comments above the first key belong to what holds the mapping
        above.append(lines[first:start])
        blocks.append([lines[start][column:], *lines[start + 1 : ends[i]]])
    replacement: list[str] = []
    for number, i in enumerate(wanted):
        replacement += above[i]
        replacement += [(prefix if number == 0 else " " * column) + blocks[i][0], *blocks[i][1:]]
    lines[starts[0] : ends[-1]] = replacement


def end_line(value: Any, key: Any) -> int:
    """The line after the last line of a value."""
    if not isinstance(value, yaml.ScalarNode) and not value.flow_style and value.value:
        last = value.value[-1]  # a block collection's own end mark is where the next thing starts
        return end_line(last[1], last[0]) if isinstance(last, tuple) else end_line(last, last)
    mark = value.end_mark
    return max(int(mark.line) + (1 if mark.column else 0), int(key.start_mark.line) + 1)
