"""Puts the keys of a YAML file into the schema's order by moving whole lines, comments with them."""

from __future__ import annotations

from typing import Any

import yaml

from union_registry.schema.store import Node, Schemas
from union_registry.source.reader import MAX_VALUES


def in_order(text: str, schemas: Schemas, kind: str) -> str:
    """`text` with the keys of every block mapping in the order of the schema of `kind`.

    A key's own comment lines, those right above it, move along. `text` must be sound YAML.
    """
    lines = text.split("\n")
    for _ in range(MAX_VALUES):  # inner mappings first; every move shifts lines, so each starts from a fresh look
        move = _first_move(_compose("\n".join(lines)), schemas, kind, schemas[kind], lines)
        if move is None:
            break
        start, end, replacement = move
        lines[start:end] = replacement
    return "\n".join(lines)


def _compose(text: str) -> Any:
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.compose(text, Loader=loader)


def _first_move(
    node: Any, schemas: Schemas, kind: str, shape: Node, lines: list[str]
) -> tuple[int, int, list[str]] | None:
    """The innermost mapping that is out of order: the lines it takes, and what to put there."""
    shape = schemas.resolve(kind, shape)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if move := _first_move(item, schemas, kind, shape.get("items", {}), lines):
                return move
    if not isinstance(node, yaml.MappingNode):
        return None
    known = shape.get("properties", {})
    for key, value in node.value:
        if move := _first_move(value, schemas, kind, known.get(key.value, {}), lines):
            return move
    order = {name: place for place, name in enumerate(known)}
    keys = [key.value for key, _ in node.value]
    wanted = sorted(range(len(keys)), key=lambda i: (order.get(keys[i], len(order)), i))
    if node.flow_style or wanted == list(range(len(keys))):
        return None
    return _moved(node, wanted, lines)


def _moved(node: Any, wanted: list[int], lines: list[str]) -> tuple[int, int, list[str]]:
    starts = [key.start_mark.line for key, _ in node.value]
    column = node.value[0][0].start_mark.column
    ends = [_end(value, key) for key, value in node.value]
    blocks, above = [], []
    for i, start in enumerate(starts):
        first = ends[i - 1] if i else start  # comments above the first key belong to what holds the mapping
        above.append(lines[first:start])
        blocks.append([lines[start][column:], *lines[start + 1 : ends[i]]])
    prefix = lines[starts[0]][:column]  # may hold the dash of a list
    replacement: list[str] = []
    for number, i in enumerate(wanted):
        replacement += above[i]
        replacement += [(prefix if number == 0 else " " * column) + blocks[i][0], *blocks[i][1:]]
    return starts[0], ends[-1], replacement


def _end(value: Any, key: Any) -> int:
    """The line after the last line of a value."""
    if not isinstance(value, yaml.ScalarNode) and not value.flow_style and value.value:
        last = value.value[-1]  # a block collection's own end mark is where the next thing starts
        return _end(last[1], last[0]) if isinstance(last, tuple) else _end(last, last)
    mark = value.end_mark
    return max(int(mark.line) + (1 if mark.column else 0), int(key.start_mark.line) + 1)
