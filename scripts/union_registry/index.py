"""The index of names: which unit stands in which union; what rules across unions look things up in.

It is read leniently and before any judging: a union whose files are in disorder still counts with
what can be read of it, so that one folder's faults hide nothing in another. Entries are cached in
`.cache/`, keyed by the content of the files they come from.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from union_registry import __version__
from union_registry.source.reader import read
from union_registry.source.tree import Disk, Tree

_FILES = ("members.yaml", "bureau/approval.yaml", "bureau/dissolution.yaml", "bureau/conduct.yaml")


class Unit(NamedTuple):
    """A unit as one union's members.yaml names it; `line` counts from 1."""

    name: str
    credit_code: str
    former_names: tuple[str, ...]
    line: int


class Sanction(NamedTuple):
    """A published decision on research integrity as one union's conduct.yaml holds it (六（四）); both days included."""

    credit_code: str
    document: str
    starts_on: date
    ends_on: date

    def in_force_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of a union: the lead comes first among its units."""

    slug: str
    approved_on: date | None
    dissolved_on: date | None
    units: tuple[Unit, ...]
    sanctions: tuple[Sanction, ...] = ()
    successor: str | None = None

    def approved_by(self, day: date) -> bool:
        return self.approved_on is not None and self.approved_on <= day

    def dissolved_by(self, day: date) -> bool:
        return self.dissolved_on is not None and self.dissolved_on <= day


class Index:
    """Entries of a register with look-ups by credit code and by name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.slug: entry for entry in entries}
        self._by_lead: dict[str, list[str]] = defaultdict(list)
        self._by_code: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
        self._by_name: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
        self._sanctions: dict[str, list[Sanction]] = defaultdict(list)
        self._predecessors: dict[str, list[Entry]] = defaultdict(list)
        for slug, entry in self.entries.items():
            if entry.successor:
                self._predecessors[entry.successor].append(entry)
            if entry.units:
                self._by_lead[entry.units[0].credit_code].append(slug)
            for unit in entry.units:
                self._by_code[unit.credit_code].append((slug, unit))
                self._by_name[unit.name].append((slug, unit))
            for sanction in entry.sanctions:
                if sanction not in self._sanctions[sanction.credit_code]:  # one decision may stand in several folders
                    self._sanctions[sanction.credit_code].append(sanction)

    def led_by(self, credit_code: str) -> list[str]:
        """Slugs of the unions whose lead has this code."""
        return self._by_lead.get(credit_code, [])

    def with_code(self, credit_code: str) -> list[tuple[str, Unit]]:
        return self._by_code.get(credit_code, [])

    def with_name(self, name: str) -> list[tuple[str, Unit]]:
        return self._by_name.get(name, [])

    def sanctions_on(self, credit_code: str, day: date) -> list[Sanction]:
        """Published sanctions on a unit that are in force on `day`, whichever union's folder holds them."""
        return [sanction for sanction in self._sanctions.get(credit_code, ()) if sanction.in_force_on(day)]

    def dissolved_into(self, slug: str) -> list[Entry]:
        """Unions whose record of dissolution names `slug` as their successor (六（三）)."""
        return self._predecessors.get(slug, [])

    def precedes(self, other: str, slug: str, day: date) -> bool:
        """Whether `other` was in the register before `slug`, so that a clash is for `slug` to mend.

        What was approved first comes first; between unions that are not approved by `day` neither
        does, and each is told of the other.
        """
        mine, theirs = self.entries.get(slug), self.entries[other]
        if theirs.dissolved_by(day):
            return False
        if mine is None or not mine.approved_by(day):
            return True
        if not theirs.approved_by(day):
            return False
        return (theirs.approved_on or day, other) < (mine.approved_on or day, slug)


def load(root: Path, slugs: Iterable[str], *, fast: bool | None = None, tree: Tree | None = None) -> Index:
    """The index of the unions `slugs` below `root`, or of another `tree`; only that of `root` itself fills the cache."""
    cache_file = root / ".cache" / "index.json"
    cached = _read_cache(cache_file)  # by content, so that it holds for every tree
    files = tree or Disk(root)
    fresh: dict[str, list[Any]] = {}
    entries = []
    changed = False
    for slug in slugs:
        raws = [_bytes(files, f"unions/{slug}/{name}") for name in _FILES]
        digest = hashlib.sha256(b"\0".join(str(len(raw)).encode() + b":" + raw for raw in raws)).hexdigest()[:32]
        kept = cached.get(slug)
        if kept and kept[0] == digest:
            fresh[slug], entry = kept[:2], kept[2]
        else:
            body = _body(raws, fast)
            fresh[slug], entry = [digest, body], _entry(slug, body)
            changed = True
        entries.append(entry)
    if tree is None and (changed or fresh.keys() != cached.keys()):
        _write_cache(cache_file, fresh)
    return Index(entries)


def _bytes(tree: Tree, file: str) -> bytes:
    try:
        return tree.contents(file)
    except OSError:
        return b""


def _body(raws: list[bytes], fast: bool | None) -> list[Any]:
    """[approved_on, dissolved_on, units, sanctions, successor] as JSON.

    A unit is [name, code, former names, line], a sanction [code, document, from, to].
    """
    units = []
    members = read(raws[0], fast=fast)
    for position, item in enumerate(_listed(members.data, "members")):
        name, code, former = item.get("name"), item.get("credit_code"), item.get("former_names", [])
        if isinstance(name, str) and isinstance(code, str) and isinstance(former, list):
            line = members.locate(("members", position, "name")).line
            units.append([name, code, [f for f in former if isinstance(f, str)], line])
    approval, dissolution = _data(raws[1], fast), _data(raws[2], fast)
    successor = dissolution.get("successor") if isinstance(dissolution, dict) else None
    return [
        _day(approval, "approved_on"), _day(dissolution, "dissolved_on"), units,
        list(_sanctions(_data(raws[3], fast))), successor if isinstance(successor, str) else None,
    ]  # fmt: skip


def _sanctions(data: Any) -> Iterator[list[str]]:
    for item in _listed(data, "decisions"):
        days = [_day(item, "starts_on"), _day(item, "ends_on")]
        code, document = item.get("credit_code"), item.get("document")
        if isinstance(code, str) and isinstance(document, str) and days[0] and days[1]:
            yield [code, document, days[0], days[1]]


def _listed(data: Any, field: str) -> Iterator[dict[str, Any]]:
    listed = data.get(field) if isinstance(data, dict) else None
    return (item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, dict))


def _data(raw: bytes, fast: bool | None) -> Any:
    return read(raw, fast=fast).data if raw else None


def _day(data: Any, field: str) -> str | None:
    value = data.get(field) if isinstance(data, dict) else None
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def _entry(slug: str, body: list[Any]) -> Entry:
    approved, dissolved, units, sanctions, successor = body
    return Entry(
        slug,
        date.fromisoformat(approved) if approved else None,
        date.fromisoformat(dissolved) if dissolved else None,
        tuple(Unit(name, code, tuple(former), line) for name, code, former, line in units),
        tuple(
            Sanction(code, document, date.fromisoformat(starts), date.fromisoformat(ends))
            for code, document, starts, ends in sanctions
        ),
        successor,
    )


def _read_cache(path: Path) -> dict[str, list[Any]]:
    """[digest, body, entry] of each union; nothing at all if the cache is not of our making."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        unions: dict[str, list[Any]] = stored["unions"] if stored["version"] == _VERSION else {}
        return {slug: [digest, body, _entry(slug, body)] for slug, (digest, body) in unions.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_cache(path: Path, unions: dict[str, list[Any]]) -> None:
    from union_registry.disk import replace  # late: a check that finds the cache warm writes nothing

    try:
        text = json.dumps({"version": _VERSION, "unions": unions}, ensure_ascii=False, separators=(",", ":"))
        replace(path, text.encode())
    except OSError:
        pass  # a read-only checkout is checked all the same


_VERSION = f"{__version__}/4"
