"""Schemas cut down to what the public sees: what one published file of a union looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from union_registry.schema.store import Node, Schemas

# What a schema says about a value as it is published; the rest is for those who fill it in.
_KEPT = (
    "title", "description", "x-clause", "x-unit", "x-vocabulary", "x-labels", "format", "enum", "const", "pattern",
    "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip
_OF_TEXT = ("pattern", "minLength", "maxLength")

Typed = Callable[[Any], Any]


def projected(schemas: Schemas, kind: str) -> Node:
    """The schema of the public part of a kind of file, without references to others; numbers are numbers."""
    return _projected(schemas, kind, schemas[kind])


def _projected(schemas: Schemas, kind: str, node: Node) -> Node:
    node = schemas.resolve(kind, node)
    shown = {key: node[key] for key in _KEPT if key in node}
    if "properties" in node:
        public = {name: child for name, child in node["properties"].items() if child.get("x-public") is True}
        shown |= {
            "type": "object",
            "additionalProperties": False,
            # What is withheld in some cases may be missing.
            "required": [
                name for name in node.get("required", ()) if name in public and "x-hidden-when" not in public[name]
            ],
            "properties": {name: _projected(schemas, kind, child) for name, child in public.items()},
        }
    elif "items" in node:
        shown |= {"type": "array", "items": _projected(schemas, kind, item_of(node))}
    else:
        shown["type"] = _type(node)
        if shown["type"] != "string":
            shown = {key: value for key, value in shown.items() if key not in _OF_TEXT}
    return shown


def item_of(node: Node) -> Node:
    """The schema that all items of an array have in common, though the first may be narrowed otherwise than the rest."""
    item: Node = node["items"]
    return {"$ref": item["$ref"]} if "prefixItems" in node else item


def _type(node: Node) -> str:
    """Numbers are text in a register's files; in published data they are numbers."""
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    return next((found for found in ("integer", "number") if found in types), types[0])


def typed(shown: Node) -> Typed | None:
    """What turns data of a register's file into what its projected schema `shown` describes; None if they are the same."""
    if shown["type"] in ("integer", "number"):
        return int if shown["type"] == "integer" else float
    if shown["type"] == "array":
        item = typed(shown["items"])
        return _each(item) if item else None
    if shown["type"] == "object":
        changed = {name: change for name, child in shown["properties"].items() if (change := typed(child))}
        return _some(changed) if changed else None
    return None


def _each(change: Typed) -> Typed:
    return lambda data: [change(item) for item in data]


def _some(changed: Mapping[str, Typed]) -> Typed:
    return lambda data: {name: changed[name](value) if name in changed else value for name, value in data.items()}
