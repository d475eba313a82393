"""A row that names units: taken apart where name and code share a cell, or several units share a row."""

from __future__ import annotations

import re
from typing import NamedTuple

from union_registry.intake.claims import Claims
from union_registry.intake.labels import filled
from union_registry.intake.layout import Cell
from union_registry.intake.printed.form import IGNORED, Field
from union_registry.intake.value.units import Unit, units
from union_registry.text import Text

NAME = Field("members.yaml: members[].name", ())
CODE = Field("members.yaml: members[].credit_code", ())
_SEVERAL = Text(
    "一格里像是有几家单位，又不是每家都有代码，没有写入；请每家一行",
    "there seem to be several units in one cell, not each with a code; not written, give each a row of its own",
)
_SPLIT = Text(
    "一格里有 {count} 家单位，已按代码分开；请核对每家的内容",
    "{count} units in one cell, split by their codes; compare what went to each",
)
_SHARED = Text(
    "几家单位共用这一格，没有写入任何一家；请分别填写", "shared by several units and given to none; write it for each"
)
_LIST = re.compile(r"[、；;]")


class Said(NamedTuple):
    """A text at a field, the cell where it stands, and the label above it."""

    field: Field
    cell: Cell
    text: str
    label: str = ""


def of_units(row: list[Said], claims: Claims) -> list[list[Said]]:
    """The row once for each unit that it names; nothing if that cannot be told, which is a doubt then."""
    naming = [said for said in row if said.field.reader == "unit" or said.field.path == NAME.path]
    coding = [said for said in row if said.field.path == CODE.path]
    others = [said for said in row if said not in naming and said not in coding]
    if not naming:
        return [row]
    found = units(naming[0].text)
    codes = [unit.code for said in coding for unit in units(said.text) if unit.code]
    names = [line for line in naming[0].text.split("\n") if filled(line)]
    if len(codes) > 1 and not any(unit.code for unit in found) and len(names) == len(codes):
        found = [Unit(units(name)[0].name, code) for name, code in zip(names, codes, strict=True) if units(name)]
        coding = []
    if len(found) > 1 or len(codes) > 1 or any(_LIST.search(unit.name) for unit in found):
        if not all(unit.name and unit.code and not _LIST.search(unit.name) for unit in found) or (
            len(codes) > 1 and coding
        ):
            for said in row:
                if said.field.path != IGNORED:
                    claims.doubt(said.cell, _SEVERAL, "members.yaml: members[]")
            return []
        claims.doubt(naming[0].cell, _SPLIT.fill({"count": len(found)}), "members.yaml: members[]")
    return [
        [*_unit(unit, naming[0], coding), *_shares(others, place, len(found), claims)]
        for place, unit in enumerate(found)
    ]


def _unit(unit: Unit, naming: Said, coding: list[Said]) -> list[Said]:
    """Name and code of one unit; a code in a column of its own stands for itself."""
    own = [Said(CODE, naming.cell, unit.code, naming.label)] if unit.code else []
    return [*([Said(NAME, naming.cell, unit.name, naming.label)] if unit.name else []), *own, *coding]


def _shares(others: list[Said], place: int, count: int, claims: Claims) -> list[Said]:
    """What of the other cells belongs to one of `count` units: its line, or the whole where it may hold for all."""
    found = []
    for said in others:
        lines = [line for line in said.text.split("\n") if filled(line)]
        if count == 1:
            found.append(said)
        elif len(lines) == count:
            found.append(said._replace(text=lines[place]))
        elif not said.field.path.endswith("statement"):
            found.append(said)
        elif place == 0:
            claims.doubt(said.cell, _SHARED, said.field.path)
    return found
