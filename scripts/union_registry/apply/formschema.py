"""A file's JSON Schema as a form library wants it: draft-07, nothing referred to, choices with their Chinese labels.

Kept are the keywords that a form can use; hints for it are `x-input` (how a value is typed in),
`x-first` (what the first row of a table always holds), and those of the schemas themselves:
x-clause, x-section, x-unit, x-public, x-counter, x-digest, x-may-be-empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from union_registry.finding import Strength
from union_registry.rules import RULES
from union_registry.schema.store import Node, Schemas
from union_registry.vocabulary import Vocabulary

_KEPT = (
    "title", "pattern", "minItems", "maxItems", "maxLength", "uniqueItems", "format",
    "x-clause", "x-section", "x-unit", "x-public", "x-counter", "x-digest",
)  # fmt: skip
# Formats that a form library knows.
_FORMATS = ("date",)
_INPUTS = {
    "line": "line", "text": "text", "date": "date", "year": "year", "count": "count", "amount": "amount",
    "percent": "percent", "credit-code": "code", "slug": "code",
}  # fmt: skip


class FormSchemas:
    """Makes form schemas of a register's own."""

    def __init__(self, schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> None:
        self._schemas, self._vocabularies = schemas, vocabularies

    def __getitem__(self, kind: str) -> Node:
        """The form schema of files of `kind`; BrokenRegister as `Schemas` does."""
        return self._node(kind, self._schemas[kind], required=True)

    def _node(self, kind: str, node: Node, *, required: bool) -> Node:
        whole = self._schemas.resolve(kind, node)
        made = {key: whole[key] for key in _KEPT if key in whole}
        if made.get("format") not in _FORMATS:
            made.pop("format", None)
        if help_ := "；".join(_help(whole)):
            made["description"] = help_
        if "properties" in whole:
            return made | self._group(kind, whole)
        if "items" in whole:
            return made | self._table(kind, whole, required=required)
        return made | self._value(node, whole)

    def _group(self, kind: str, whole: Node) -> Node:
        needed = whole.get("required", [])
        inside = {name: self._node(kind, child, required=name in needed) for name, child in whole["properties"].items()}
        return {"type": "object", "required": list(needed), "properties": inside}

    def _table(self, kind: str, whole: Node, *, required: bool) -> Node:
        items = {"title": whole["title"], **self._node(kind, whole["items"], required=True)}
        if items["type"] != "object":  # what a shared shape is called says nothing here
            items["title"] = whole["title"]
        made: Node = {"type": "array", "items": items}
        if whole.get("x-may-be-empty") or (required and not whole.get("minItems")):
            made["x-may-be-empty"] = True
        if "prefixItems" in whole:
            self._first_row(kind, whole, made)
        elif "oneOf" in items:
            made["x-input"] = "choices"
        return made

    def _first_row(self, kind: str, whole: Node, made: Node) -> None:
        """Lays the shape of the first row over that of the others: what it alone may hold becomes a choice for all."""
        first = self._schemas.resolve(kind, whole["prefixItems"][0])["properties"]
        made["x-first"] = {name: child["const"] for name, child in first.items() if "const" in child}
        properties = self._schemas.resolve(kind, whole["items"])["properties"]
        for name, value in made["x-first"].items():
            child = self._schemas.resolve(kind, properties[name])
            made["items"]["properties"][name]["oneOf"] = list(self._choices({**child, "enum": [value, *child["enum"]]}))

    def _value(self, node: Node, whole: Node) -> Node:
        if whole.get("type") == "boolean":
            return {"type": "boolean", "x-input": "truth"}
        if "enum" in whole:
            return {"type": "string", "x-input": "choice", "oneOf": list(self._choices(whole))}
        shape = str(node.get("$ref", "")).rpartition("/")[2]
        return {"type": "string", "x-input": _INPUTS.get(shape, "line")}

    def _choices(self, whole: Node) -> Iterator[dict[str, Any]]:
        vocabulary = str(whole.get("x-vocabulary", ""))
        if vocabulary == "rules":  # only a condition in principle can be waived
            yield from ({"const": r.id, "title": r.title.zh} for r in RULES if r.strength is Strength.IN_PRINCIPLE)
            return
        labels = whole.get("x-labels", {})
        for key in whole["enum"]:
            if vocabulary in self._vocabularies:
                yield {"const": key, "title": self._vocabularies[vocabulary].label(key).zh}
            else:
                yield {"const": key, "title": labels.get(key, {}).get("zh", str(key))}


def _help(whole: Node) -> Iterator[str]:
    """What helps to fill a field in: its own hint, and how it is to be written where that needs telling."""
    if "x-help" in whole and whole.get("format") != "credit-code":  # of quotes, which a form does not need
        yield whole["x-help"]
    plain = "pattern" not in whole or "maxLength" in whole
    if not plain and "enum" not in whole:
        yield whole["x-wanted"]["zh"]
