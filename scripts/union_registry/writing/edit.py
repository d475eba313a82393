"""Small changes of a file in canonical form; every other line of it stays as it is.

A path leads to a value as the reader gives it. Immovable where the text cannot be changed so that
it says what was meant and nothing else.
"""

from __future__ import annotations

from typing import Any

import yaml

from union_registry.finding import Path
from union_registry.source.reader import LOADER, read
from union_registry.writing.blocks import Immovable, end_line
from union_registry.writing.skeleton import scalar


def put(text: str, path: Path, value: str) -> str:
    """`text` with `value` in place of what the field at `path` holds."""
    group, expected = _group(text, path)
    expected.inside(path[:-1])[path[-1]] = value
    _, held = group[path[-1]]
    if held.style in ("|", ">"):
        raise Immovable
    changed = text[: held.start_mark.index] + scalar(value) + text[held.end_mark.index :]
    return expected.sure(changed)


def append(text: str, path: Path, value: str) -> str:
    """`text` with `value` at the end of the list at `path`, which may be blank or not there yet."""
    group, expected = _group(text, path)
    values = expected.inside(path[:-1]).setdefault(path[-1], [])
    filled = len(values)
    values.append(value)
    lines = text.split("\n")
    if path[-1] not in group:
        key, held = list(group.values())[-1]
        place = blank = end_line(held, key)
        column = key.start_mark.column
        added = [f"{' ' * column}{path[-1]}:"]
    else:
        key, held = group[path[-1]]
        place = key.start_mark.line + 1
        column, added = key.start_mark.column, []
        if isinstance(held, yaml.SequenceNode) and not held.flow_style:
            blank = end_line(held, key)  # rows that are blank give way
            place = end_line(held.value[filled - 1], key) if filled else place
        else:  # blank, or []: a comment behind it stays
            start, end = held.start_mark, held.end_mark
            lines[start.line] = lines[start.line][: start.column].rstrip(" ") + lines[start.line][end.column :]
            blank = place
    lines[place:blank] = [*added, f"{' ' * column}  - {scalar(value)}"]
    return expected.sure("\n".join(lines))


def remove(text: str, path: Path) -> str:
    """`text` without the field at `path` and all it holds."""
    group, expected = _group(text, path)
    del expected.inside(path[:-1])[path[-1]]
    key, held = group[path[-1]]
    lines = text.split("\n")
    if lines[key.start_mark.line][: key.start_mark.column].strip():  # the dash of a list's entry stands before it
        raise Immovable
    del lines[key.start_mark.line : end_line(held, key)]
    return expected.sure("\n".join(lines))


class _Expected:
    """What a file has to say after a change."""

    def __init__(self, text: str) -> None:
        self._data = read(text.encode()).data

    def inside(self, way: Path) -> Any:
        """The value at `way`."""
        held = self._data
        for step in way:
            held = held[step]
        return held

    def sure(self, text: str) -> str:
        """`text`, if it says that."""
        after = read(text.encode())
        if after.faults or after.data != self._data:
            raise Immovable
        return text


def _group(text: str, path: Path) -> tuple[dict[str | int, Any], _Expected]:
    """The fields of the group that holds the field at `path`, each as nodes of key and value; and what to expect."""
    node: Any = yaml.compose(text, Loader=LOADER)
    for step in path[:-1]:
        node = node.value[step] if isinstance(step, int) else _fields(node)[step][1]
    return _fields(node), _Expected(text)


def _fields(node: Any) -> dict[str | int, Any]:
    return {key.value: (key, value) for key, value in node.value}
