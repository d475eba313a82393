"""Values as a folder gives them, sound or not: what is not there, or is not of the shape wanted, prints as a blank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Node = Mapping[str, Any]

# What no XML file can hold: control characters but tab and line break, halves of surrogate pairs, non-characters.
_UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u009f]")


def text(node: Any, *way: str) -> str:
    """The text at `way` in `node`; "" if there is none. What cannot be printed becomes U+FFFD."""
    found = _at(node, way)
    if isinstance(found, bool) or not isinstance(found, (str, int)):
        return ""
    return _UNPRINTABLE.sub("\ufffd", str(found))


def paragraphs(node: Any, *way: str) -> list[str]:
    """The text at `way` by its paragraphs; one blank paragraph if there is none."""
    return text(node, *way).strip("\n").split("\n")


def records(node: Any, *way: str) -> list[Node]:
    """The mappings in the list at `way`."""
    found = _at(node, way)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def lines(node: Any, *way: str) -> list[str]:
    """The texts in the list at `way`, blank ones left out."""
    found = _at(node, way)
    return [line for item in found if (line := text(item))] if isinstance(found, list) else []


def _at(node: Any, way: tuple[str, ...]) -> Any:
    for step in way:
        node = node.get(step) if isinstance(node, Mapping) else None
    return node
