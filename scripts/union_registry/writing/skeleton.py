"""Blank files for a new union: every field of the schema, its Chinese title beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from union_registry.register import Register
from union_registry.schema.store import Node
from union_registry.source.kinds import Kind
from union_registry.writing.canonical import header, needs_quotes

_HOW = "# 在每个冒号后面填写；# 之后是说明，不用管。表格类的内容照样一组一组往下加。"


def skeleton(register: Register, kind: Kind, known: Mapping[str, Any]) -> str:
    """A blank file of `kind`; `known` gives values by the path of their field, such as `members/0/name`."""
    schema = register.schemas[kind.schema]
    lines = [header(kind), f"# {schema['title']}", _HOW, *_Blank(register, kind.schema, known).group(schema, "", 0)]
    return "\n".join(lines) + "\n"


class _Blank:
    """Writes the fields of one kind of file."""

    def __init__(self, register: Register, kind: str, known: Mapping[str, Any]) -> None:
        self._schemas, self._vocabularies = register.schemas, register.vocabularies
        self._kind, self._known = kind, known

    def group(self, node: Node, path: str, depth: int) -> Iterator[str]:
        """The lines of one object's fields."""
        shape, section, indent = self._resolve(node), "", "  " * depth
        for name, child in shape["properties"].items():
            place = f"{path}{name}"
            if depth == 0 and child.get("x-section", "") != section:
                section = child["x-section"]
                yield f"\n# {section}"
            value = self._known.get(place)
            head = f"{indent}{name}:{'' if value is None else ' ' + scalar(value)}"
            yield head + self._note(child, required=name in shape.get("required", ()))
            yield from self._inside(child, place, depth)

    def _inside(self, child: Node, place: str, depth: int) -> Iterator[str]:
        whole = self._resolve(child)
        if "properties" in whole:
            yield from self.group(child, f"{place}/", depth + 1)
        elif "items" in whole:
            dash = "  " * (depth + 1) + "-"
            if "properties" in self._resolve(whole["items"]):
                first, *rest = self.group(whole["items"], f"{place}/0/", depth + 2)
                yield f"{dash} {first.lstrip()}"
                yield from rest
            else:
                yield dash

    def _note(self, child: Node, *, required: bool) -> str:
        whole = self._resolve(child)
        holds = self._resolve(whole["items"]) if "items" in whole else whole
        rows = none = ""
        if "items" in whole:
            rows = "有几项写几项，每项以 - 开头，照下面的格式接着写"
            none = "没有就删去下面几行并写 []" if required and not whole.get("minItems") else ""
        optional = "" if required or child.get("x-clause") else "可不填"
        parts = (
            child.get("title", whole.get("title", "")),
            optional,
            child.get("x-help"),
            self._wanted(holds),
            rows,
            none,
        )
        return "  # " + "；".join(part for part in parts if part)

    def _wanted(self, whole: Node) -> str:
        """What to write, where that needs telling: one of a few words, or a form of writing."""
        if name := whole.get("x-vocabulary"):
            terms = self._vocabularies[name].terms.values() if name in self._vocabularies else ()
            if len(terms) > _MANY or not terms:
                return f"代码见 schema/vocabulary/{name}.yaml" if terms else "运行 unions rules 可查"
            return "、".join(f"{term.key} {term.label.zh}" for term in terms)
        if labels := whole.get("x-labels"):
            return "、".join(f"{key} {label['zh']}" for key, label in labels.items())
        if whole.get("type") == "boolean":
            return "true 或 false"
        plain = "pattern" not in whole or "maxLength" in whole
        return "" if plain else str(whole.get("x-wanted", {}).get("zh", ""))

    def _resolve(self, node: Node) -> Node:
        return self._schemas.resolve(self._kind, node)


_MANY = 12


def scalar(value: Any) -> str:
    """A value as it stands behind the colon of its field, in quotes where it needs them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):  # a year stands bare
        return str(value)
    text = str(value)
    bare = not needs_quotes(text) and text[:1] not in "-?:,[]{}#&*!|>'\"%@` " and ": " not in text and " #" not in text
    return text if bare else "'" + text.replace("'", "''") + "'"
