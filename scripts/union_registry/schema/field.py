"""Fields as people name them: 成员单位第 3 家 · 统一社会信用代码."""

from __future__ import annotations

from dataclasses import dataclass

from union_registry.finding import Path
from union_registry.schema.store import Node, Schemas
from union_registry.text import Text


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its label, its schema node with `$ref` followed, and the shape it is of."""

    label: Text
    node: Node
    shape: str
    section: str


def field_at(schemas: Schemas, kind: str, path: Path) -> Field:
    """The field at `path` in a file of `kind`; steps that the schema does not know are shown as typed."""
    node: Node = schemas.resolve(kind, schemas[kind])
    zh: list[str] = []
    en: list[str] = []
    shape = section = ""
    for depth, step in enumerate(path):
        if isinstance(step, int):
            counter = node.get("x-counter", "项")
            zh[-1:] = [f"{zh[-1] if zh else ''}第 {step + 1} {counter}"]
            en[-1:] = [f"{en[-1] if en else ''} {step + 1}".strip()]
            child = node.get("items", {})
        else:
            child = node.get("properties", {}).get(step)
            if child is None:  # an entry of a map goes by its own name
                more = node.get("additionalProperties")
                child = {**more, "title": step} if isinstance(more, dict) else {}
            if child.get("x-section") and depth == 0:
                section = child["x-section"]
            zh.append(str(child.get("title", step)))
            en.append(str(step))
        shape = child.get("$ref", "").rpartition("/")[2]
        node = schemas.resolve(kind, child)
    return Field(Text(" · ".join(zh), " · ".join(en)), node, shape, section)
