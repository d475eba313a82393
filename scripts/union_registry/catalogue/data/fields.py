"""Columns made from schema fields: their type, title, description, unit, clause and values stand in the schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Generic

from union_registry.catalogue.data.column import Choice, Choices, Column, Row_contra, Type, Value
from union_registry.catalogue.data.projection import item_of
from union_registry.rules import RULES
from union_registry.schema.store import Node, Schemas
from union_registry.text import Text
from union_registry.vocabulary import Vocabulary

Record = Mapping[str, Any]

RULE_CHOICES = Choices("rules", Text("条件", "Conditions"), tuple(Choice(rule.id, rule.title) for rule in RULES))


class Fields:
    """The fields of all schemas; a reference such as `members/members/*/county` names one, the schema first."""

    def __init__(self, schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> None:
        self.schemas = schemas
        self._vocabularies = vocabularies

    def node(self, reference: str) -> Node:
        """The schema of a field, its `$ref` followed; KeyError if there is no such field."""
        kind, *steps = reference.split("/")
        node = self.schemas.resolve(kind, self.schemas[kind])
        for step in steps:
            node = self.schemas.resolve(kind, item_of(node) if step == "*" else node["properties"][step])
        return node

    def choices(self, reference: str) -> Choices | None:
        """The values that a field may have; None if any will do, or if they are not labelled."""
        whole = reference.removesuffix("/*")
        return self.choices_of(self.node(reference), whole.rpartition("/")[2], self.node(whole)["title"])

    def choices_of(self, node: Node, name: str, title: str) -> Choices | None:
        """The same for a node of any schema, which is called `name` and has the Chinese `title`."""
        if "x-vocabulary" in node:
            return self._vocabulary(node["x-vocabulary"])
        if "x-labels" not in node:
            return None
        labels = {value: Text(**label) for value, label in node["x-labels"].items()}
        listed = tuple(Choice(value, labels[value]) for value in node["enum"] if value is not None)
        return Choices(name, Text(title, name.replace("_", " ").capitalize()), listed)

    def _vocabulary(self, name: str) -> Choices | None:
        if name == "rules":
            return RULE_CHOICES
        found = self._vocabularies.get(name)
        if found is None:
            return None
        return Choices(name, found.title, tuple(Choice(term.key, term.label) for term in found.terms.values()))


class Source(Generic[Row_contra]):
    """The fields of one object of a schema, such as `members/members/*`, and where a row has that object.

    Of what is `everywhere` every row has the object; what the schema requires of it can then be required
    of a row.
    """

    def __init__(
        self, fields: Fields, within: str, record: Callable[[Row_contra], Record], *, everywhere: bool = False
    ) -> None:
        self._fields = fields
        self._within = within
        self._record = record
        self._everywhere = everywhere

    def columns(self, *fields: tuple[str, str] | tuple[str, str, str]) -> Iterator[Column[Row_contra]]:
        """A column for each field: its name, its English title, and the column's name if that is another.

        None for those that the schema keeps from the public.
        """
        parent = self._fields.node(self._within)
        for name, english, *other in fields:
            if parent["properties"][name].get("x-public") is True:
                yield self._column(name, english, other[0] if other else name, parent)

    def _column(self, name: str, english: str, called: str, parent: Node) -> Column[Row_contra]:
        reference = f"{self._within}/{name}"
        node = self._fields.node(reference)
        kind = type_of(node)
        return Column(
            name=called,
            type=kind,
            title=Text(node["title"], english),
            value=_value(self._record, name, kind),
            description=Text(node["title"], node["description"]),
            unit=node.get("x-unit", ""),
            clause=node.get("x-clause", ""),
            choices=self._fields.choices(reference),
            # What is withheld from some rows cannot be required of any.
            is_required=self._everywhere and name in parent["required"] and "x-hidden-when" not in node,
            pattern=node.get("pattern", "") if kind is Type.TEXT and "maxLength" not in node else "",
            field=reference,
        )


def type_of(node: Node) -> Type:
    """What a leaf of a schema holds, or a list of leaves."""
    if node.get("format") == "date":
        return Type.DATE
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    for found in (Type.BOOLEAN, Type.TEXTS, Type.INTEGER, Type.NUMBER):
        if found in types:
            return found
    return Type.TEXT


def _value(record: Callable[[Row_contra], Record], name: str, kind: Type) -> Callable[[Row_contra], Value]:
    if kind is Type.INTEGER:
        return lambda row: None if (value := record(row).get(name)) is None else int(value)
    if kind is Type.NUMBER:
        return lambda row: None if (value := record(row).get(name)) is None else Decimal(value)
    if kind is Type.TEXTS:
        return lambda row: tuple(record(row).get(name, ())) or None
    return lambda row: record(row).get(name)
