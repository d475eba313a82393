"""The code book: every public field and every value, from the tables' declarations and the schema of a union's JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from union_registry.catalogue.data.column import Choice, Choices, Column, Type
from union_registry.catalogue.data.fields import Fields
from union_registry.catalogue.data.record_schema import record_schema
from union_registry.catalogue.data.table import Table
from union_registry.schema.publicity import Publicity
from union_registry.schema.store import Node
from union_registry.source.kinds import KINDS
from union_registry.text import Text

_TYPES = {
    "string": Text("文本", "text"),
    "integer": Text("整数", "whole number"),
    "number": Text("数", "number"),
    "boolean": Text("真假", "true or false"),
    "date": Text("日期", "date"),
    "object": Text("组", "group"),
    "array": Text("文本列表", "list of text"),
}
_LISTS = Text("列表", "list of groups")


@dataclass(frozen=True)
class Entry:
    """A field as the code book tells of it; `places` are the columns that hold it, as table.column."""

    name: str
    title: Text
    description: Text
    type: Text
    unit: str
    clause: str
    choices: Choices | None
    places: Sequence[str] = ()


@dataclass(frozen=True)
class Chapter:
    """The columns of a table, or fields of a union's own JSON; `anchor` names it on the page."""

    anchor: str
    name: str
    title: Text
    description: Text
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Codebook:
    """All of it: tables, a union's own JSON by its files, and the lists of values that both name."""

    tables: Sequence[Chapter]
    record: Sequence[Chapter]
    choices: Sequence[Choices]


def codebook(fields: Fields, publicity: Publicity, tables: Iterable[Table[Any]]) -> Codebook:
    """The code book of a register; what is private is not in it."""
    declared = list(tables)
    lists = _Lists()
    described = [lists.apart(_of_table(table)) for table in declared]
    record = _Record(fields, declared).chapters(record_schema(fields.schemas, publicity))
    chapters = [lists.apart(chapter) for chapter in record]
    return Codebook(described, chapters, list(lists.known.values()))


class _Lists:
    """The lists of values, each under a name of its own: fields of one name need not have the same values."""

    def __init__(self) -> None:
        self.known: dict[tuple[Choice, ...], Choices] = {}
        self._names: Counter[str] = Counter()

    def apart(self, chapter: Chapter) -> Chapter:
        """The chapter with the names of its lists told apart from those of others."""
        return replace(chapter, entries=[replace(one, choices=self._known(one.choices)) for one in chapter.entries])

    def _known(self, choices: Choices | None) -> Choices | None:
        if choices is None:
            return None
        if choices.listed not in self.known:
            self._names[choices.name] += 1
            number = self._names[choices.name]
            name = choices.name if number == 1 else f"{choices.name}-{number}"
            self.known[choices.listed] = choices._replace(name=name)
        return self.known[choices.listed]


def _of_table(table: Table[Any]) -> Chapter:
    entries = list(map(_of_column, table.columns))
    return Chapter(f"table-{table.name}", table.name, table.title, table.description, entries)


def _of_column(column: Column[Any]) -> Entry:
    return Entry(
        name=column.name,
        title=column.title,
        description=column.description,
        type=_TYPES["date" if column.type is Type.DATE else str(column.type)],
        unit=column.unit,
        clause=column.clause,
        choices=column.choices,
    )


class _Record:
    """The chapters on a union's own JSON."""

    def __init__(self, fields: Fields, tables: Iterable[Table[Any]]) -> None:
        self._fields = fields
        self._places: dict[str, list[str]] = {}
        for table in tables:
            for column in table.columns:
                self._places.setdefault(column.field, []).append(f"{table.name}.{column.name}")

    def chapters(self, schema: Node) -> Iterator[Chapter]:
        """What stands at the top, then each file below `data`."""
        files = schema["properties"]["data"]
        top = {**schema, "properties": {**schema["properties"], "data": {**files, "properties": {}}}}
        yield Chapter(
            "union-json", "unions/<slug>.json", Text(schema["title"], "A consortium's JSON"),
            Text("data/unions/〈编号〉.json 的全部内容", schema["description"]), list(self._entries("", "", top)),
        )  # fmt: skip
        yearly = dict(zip((kind for kind in KINDS if kind.yearly), files["patternProperties"].values(), strict=True))
        for kind in KINDS:
            name = kind.path.removesuffix(".yaml")
            shown = yearly.get(kind) or files["properties"].get(name)
            if shown:
                named = name.format(year="YYYY")
                yield Chapter(
                    f"file-{kind.schema}", f"data.{named}", Text(shown["title"], named),
                    Text(shown["title"], shown["description"]), list(self._entries(kind.schema, "", shown)),
                )  # fmt: skip

    def _entries(self, reference: str, path: str, node: Node) -> Iterator[Entry]:
        """The fields below a node, each by its way from there: `goals.results_to_transfer[]`."""
        for name, child in node["properties"].items():
            here, way = f"{reference}/{name}", f"{path}{name}"
            item = child
            if child.get("type") == "array":
                item, way = child["items"], f"{way}[]"
            groups = "properties" in item
            yield Entry(
                name=way,
                title=Text(child["title"], name),
                description=Text(child["title"], child["description"]),
                type=_type(child),
                unit=child.get("x-unit", ""),
                clause=child.get("x-clause", ""),
                choices=None if groups else self._fields.choices_of(item, name, child["title"]),
                places=self._places.get(here, ()),
            )
            if groups:
                yield from self._entries(f"{here}/*" if item is not child else here, f"{way}.", item)


def _type(node: Node) -> Text:
    if "const" in node:
        return _TYPES["string"]
    if node["type"] == "array":
        return _LISTS if "properties" in node["items"] else _TYPES["array"]
    if node.get("format") == "date":
        return _TYPES["date"]
    kind, *_ = [node["type"]] if isinstance(node["type"], str) else node["type"]
    return _TYPES[kind]
