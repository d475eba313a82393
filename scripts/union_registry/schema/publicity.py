"""What of the data is public: only what the schema says, and only if all that holds it is public.

Keywords: `x-public` (default false); `x-hidden-when` {sibling: [values]} withholds a public value
when a sibling in the same object has one of the values, null standing for absent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from union_registry.finding import Path
from union_registry.schema.store import Node, Schemas


@dataclass(slots=True)
class Plan:
    """What may be shown of one schema node: everything (a leaf), named properties, or items."""

    properties: dict[str, tuple[Plan, dict[str, list[Any]]]] = field(default_factory=dict)
    items: Plan | None = None
    leaf: bool = False


class Publicity:
    """Projects data of each kind of file onto what the public may see."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._plans: dict[str, Plan] = {}
        self._fields: dict[str, bool] = {}

    def project(self, kind: str, data: Any) -> Any:
        """The public part of a file's data; containers with nothing public in them are left out."""
        shown = _project(self._plan(kind), data)
        return {} if shown is None else shown

    def has_public(self, kind: str) -> bool:
        """Whether a kind of file has any public field at all."""
        return bool(self._plan(kind).properties)

    def is_public(self, reference: str) -> bool:
        """Whether a field such as `members/members/*/county` is public in every case.

        The first step is the schema's name. A field that is withheld in some cases counts as not
        public. KeyError if there is no such field.
        """
        if reference not in self._fields:
            self._fields[reference] = self._walk(reference)
        return self._fields[reference]

    def is_public_at(self, kind: str, path: Path) -> bool | None:
        """The same for the value at `path` of a file of `kind`; None where the schema has no such field."""
        try:
            return self.is_public("/".join([kind, *("*" if isinstance(step, int) else step for step in path)]))
        except KeyError:
            return None

    def _plan(self, kind: str) -> Plan:
        if kind not in self._plans:
            self._plans[kind] = self._compile(kind, self._schemas[kind])
        return self._plans[kind]

    def _compile(self, kind: str, node: Node) -> Plan:
        node = self._schemas.resolve(kind, node)
        if "properties" in node:
            shown = {
                name: (self._compile(kind, child), child.get("x-hidden-when", {}))
                for name, child in node["properties"].items()
                if child.get("x-public") is True
            }
            return Plan(properties=shown)
        if "items" in node:
            return Plan(items=self._compile(kind, node["items"]))
        return Plan(leaf=True)

    def _walk(self, reference: str) -> bool:
        kind, *steps = reference.split("/")
        node, public = self._schemas.resolve(kind, self._schemas[kind]), True
        for step in steps:
            child = node["items"] if step == "*" else node["properties"][step]
            if step != "*" and (child.get("x-public") is not True or "x-hidden-when" in child):
                public = False
            node = self._schemas.resolve(kind, child)
        return public


def _project(plan: Plan, data: Any) -> Any:
    """The public part, None if there is none."""
    if plan.leaf:
        return data if isinstance(data, (str, bool)) else None
    if plan.items is not None:
        if not isinstance(data, list):
            return None
        return [shown for item in data if (shown := _project(plan.items, item)) is not None]
    if not isinstance(data, dict):
        return None
    kept = {}
    for name, (child, hidden_when) in plan.properties.items():
        if name not in data or any((data.get(sibling) or None) in values for sibling, values in hidden_when.items()):
            continue
        shown = _project(child, data[name])
        if shown is not None:
            kept[name] = shown
    return kept or None
