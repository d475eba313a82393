"""The rows below a row of labels: what each says, and about whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from union_registry.intake.claims import Claims, disagreement, shown
from union_registry.intake.doubt import UNPLACED
from union_registry.intake.gathering import Gathered, joined, nested, same
from union_registry.intake.heads import Head, Heads, below
from union_registry.intake.labels import filled, plain
from union_registry.intake.layout import Cell
from union_registry.intake.printed.form import IGNORED, Field
from union_registry.intake.sharing import Said, of_units
from union_registry.intake.values import Values, line
from union_registry.source.kinds import PRIVATE
from union_registry.text import Text

_NUMBER = re.compile(r"[0-9一二三四五六七八九十]{0,4}[.、)）]?\Z")
# A row that sums up the others or points elsewhere, by what stands at its number or name.
_NO_ENTRY = re.compile(
    r"(?:合计|小计|总计|共计|总数|汇总)[:：]?.{0,12}|共?[0-9]+[个项人名家]"
    r"|[(（]?(?:(?:详|另|参)?见(?:附件|附表|附页|后附|后表|另表).{0,12}|(?:另附|附后|后附)(?:[表页件].{0,6})?)[)）]?"
)
_NOBODY = Text(
    "这一行像是合计，或者是说内容在别处，没有当作一条写入；请核对，另附的内容请补到这里",
    "this row seems to be a sum or to point elsewhere and was not taken for an entry; compare it, and write here what is attached",
)
_COLUMN = Text("表里没有“{label}”这一列，没有放进任何一项", "the form has no column “{label}”, so it was not placed")
_NAMELESS = Text(
    "这一行没有名称，不知道说的是谁，没有写入；请补上名称",
    "a row without a name is about nobody knows whom; not written, add the name",
)
_NO_OWNER = Text(
    "所属单位不在成员单位之中，这个平台没有写入；请改成成员单位的全称",
    "the owner is none of the members, so the platform was not written; give a member's full name",
)
_NEAR_OWNER = Text("所属单位按“{name}”理解；请写全称", "taken for “{name}”; write its full name")
_PLATFORMS = "members.yaml: members[].platforms"


class Reader:
    """Reads the tables of one form."""

    def __init__(self, values: Values, claims: Claims) -> None:
        self._values, self._claims = values, claims
        self.heads = Heads(values)
        self._owned: list[tuple[Cell, Gathered]] = []  # platforms by their owners, until all members are known

    def read(
        self,
        head: Head,
        rows: Sequence[list[Cell]],
        start: int,
        default: dict[str, Any],
        ends: Callable[[Head, list[Cell]], bool],
    ) -> int:
        """Reads rows from `start` on until one `ends` the table; the number of the row that does.

        `default` is laid under each entry, such as the tier of the part of the form.
        """
        used: set[int] = set()
        self._claims.take(*(cell for cell, _ in head.columns))
        self._beside: dict[int, list[Cell]] = {}
        try:
            return self._rows(head, rows, start, default, ends, used)
        finally:
            self._tell_beside(head)

    def _rows(
        self,
        head: Head,
        rows: Sequence[list[Cell]],
        start: int,
        default: dict[str, Any],
        ends: Callable[[Head, list[Cell]], bool],
        used: set[int],
    ) -> int:
        number = 0
        for place in range(start, len(rows)):
            again = self.heads.find(rows[place], [head.rows])
            if again is not None and head.repeated(again):
                titles = {plain(cell.text) for cell in head.unknown}
                self._claims.take(*(cell for cell in rows[place] if plain(cell.text) in titles))
                self._claims.take(*(cell for cell, _ in again.columns))
            elif ends(head, rows[place]):
                return place
            else:
                for said in self._entries(head, rows[place]):
                    number += self._enter(head, said, number, default, used)
        return len(rows)

    def _tell_beside(self, head: Head) -> None:
        """A doubt for each column that the form does not have, with all that stands in it."""
        for label in head.unknown:
            cells = self._beside.get(id(label))
            if cells:
                place, why = cells[0] if len(cells) == 1 else label, _COLUMN.fill({"label": line(label.text)[:40]})
                self._claims.doubt(place, why, said="\n".join(cell.text.strip() for cell in cells))

    def _entries(self, head: Head, row: list[Cell]) -> list[list[Said]]:
        """What a row says at its fields, once for each entry that it holds."""
        at = head.of(row)
        for field, cell, _ in at:
            if not filled(cell.text) or (
                field.path == IGNORED and not field.reader and _NUMBER.match(plain(cell.text))
            ):
                self._claims.take(cell)
        for label in head.unknown:
            under = below(label, row)
            if under is None or any(under is other for _, other, _ in at):
                continue
            if not filled(under.text):
                self._claims.take(under)
            else:
                self._claims.take(under, label)
                self._beside.setdefault(id(label), []).append(under)
        if any(_NO_ENTRY.fullmatch(plain(cell.text)) for field, cell, _ in at if _names(field)):
            cells = [cell for _, cell, _ in at if cell.text.strip()]
            self._claims.take(*cells)
            self._claims.doubt(cells[0], _NOBODY, said="，".join(line(cell.text) for cell in cells))
            return []
        said = [
            Said(field, cell, cell.text, label) for field, cell, label in at
            if filled(cell.text) and (field.path != IGNORED or field.reader)
        ]  # fmt: skip
        if head.rows.entry == "members" and said:
            return of_units(said, self._claims)
        return [said] if said else []

    def _enter(self, head: Head, row: list[Said], number: int, default: dict[str, Any], used: set[int]) -> int:
        """Puts the values of one entry where they belong, if it says whom it is about; how many were put."""
        entry: Gathered = {}
        for said in row:
            self._claims.take(said.cell)
            if said.field.reader not in ("owner", "known_unit"):
                entry = self._said(entry, said, number)
        self._signed(row)
        if not entry:
            return 0
        _share_name(entry)
        entries = list(_all(head.rows.entry, entry))
        if entries and not any({"name", "credit_code", "year"} & held.keys() for held in entries):
            for said in row:
                self._claims.doubt(said.cell, _NAMELESS, said=said.text)
            return 0
        if default:
            entry = joined(entry, nested("members.yaml: members[]", default))
        owner = next((said for said in row if said.field.reader == "owner"), None)
        if owner is None and any(field.reader == "owner" for _, field in head.columns):
            self._claims.doubt(row[0].cell, _NO_OWNER, _PLATFORMS, "，".join(line(said.text) for said in row))
            return 0
        if owner is not None:
            self._owned.append((owner.cell, joined(nested("members.yaml: members[].name", line(owner.text)), entry)))
        else:
            self._claims.lay(entry, row[0].cell, used)
        return 1

    def _said(self, entry: Gathered, said: Said, number: int) -> Gathered:
        """`entry` with what one cell says laid under it; what disagrees within it is told."""
        for path, read in self._values.read(said.field, said.text, label=said.label, numeric=said.cell.numeric):
            at = f"[{number}]".join(path.replace("[lead]", "[0]").rsplit("[]", 1))
            if read.why is not None:
                self._claims.doubt(said.cell, read.why, at, said.text)
            if read.value is not None:
                part = nested(path, read.value)
                if (old := _at(entry, part)) is not None and not same(old, read.value):
                    self._claims.doubt(said.cell, disagreement(old), at, shown(read.value))
                entry = joined(entry, part)
        return entry

    def _signed(self, row: list[Said]) -> None:
        """A unit in the list of signatures has to be a member."""
        for said in row:
            if said.field.reader == "known_unit" and not any(same(name, line(said.text)) for name in self._members()):
                self._claims.doubt(said.cell, UNPLACED, said.field.path)

    def finish(self) -> None:
        """Gives platforms to their owners, now that all members are known."""
        used: set[int] = set()
        for cell, entry in self._owned:
            (member,) = entry["members.yaml"]["members"]
            owner, names = plain(member["name"]), self._members()
            exact = [name for name in names if plain(name) == owner]
            near = [name for name in names if owner in plain(name) or plain(name) in owner]
            if not exact and len(near) != 1:
                said = "，".join((member["name"], *(shown(platform) for platform in member.get("platforms", ()))))
                self._claims.doubt(cell, _NO_OWNER, _PLATFORMS, said)
                continue
            if not exact:
                self._claims.doubt(cell, _NEAR_OWNER.fill({"name": near[0]}), _PLATFORMS)
            member["name"] = (exact or near)[0]
            self._claims.lay(entry, cell, used)

    def _members(self) -> list[str]:
        return [
            held["name"] for held in self._claims.values.get("members.yaml", {}).get("members", ()) if "name" in held
        ]


def _names(field: Field) -> bool:
    """Whether a column numbers or names the entries of its table."""
    return not (field.path or field.reader) or field.path.endswith(".name")


def _all(name: str, held: Any) -> Iterator[dict[str, Any]]:
    """The entries of the list `name`, wherever it is."""
    for key, value in held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ():
        if key == name and isinstance(value, list):
            yield from value
        else:
            yield from _all(name, value)


def _at(held: Any, part: Any) -> Any:
    """What `held` has where `part` has its one value; None if nothing."""
    while isinstance(part, dict | list) and part and isinstance(held, type(part)):
        key = next((key for key in part if key != "tier" or len(part) == 1), None) if isinstance(part, dict) else 0
        if key is None or (isinstance(held, dict) and key not in held) or (isinstance(held, list) and not held):
            return None
        part, held = part[key], held[key]
    return held


def _share_name(entry: Gathered) -> None:
    """The age in private.yaml goes by the name in lead.yaml."""
    ages, team = entry.get(PRIVATE, {}).get("team_ages"), entry.get("lead.yaml", {}).get("team")
    if ages and team and "name" in team[0]:
        ages[0] = {"name": team[0]["name"], **ages[0]}
