"""Policy: the numbers and readings of the regulation, each with the dates from which it holds."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from union_registry.source.reader import read
from union_registry.vocabulary import BrokenRegister


@dataclass(frozen=True, slots=True)
class Policy:
    """The values in force on one day. Shares are fractions of 1, amounts 万元, lengths 字.

    Each field is an entry of `schema/policy/*.yaml`, which names its clause and the reading chosen.
    """

    lead_kinds: frozenset[str]
    lead_kinds_strict: frozenset[str]
    lead_union_maximum: int
    league_division: str
    rd_years: int
    rd_ratio_minimum: Fraction
    rd_ratio_reading: str
    rd_amount_minimum: Fraction
    rd_amount_reading: str
    platform_rank_minimum: int
    platform_minimum: int
    team_minimum: int
    goal_minimum: int
    member_minimum: int
    local_share_minimum: Fraction
    enterprise_share_minimum: Fraction
    enterprise_kinds: frozenset[str]
    enterprise_kinds_wide: frozenset[str]
    required_stages: tuple[str, ...]
    expert_minimum: int
    narrative_limit: int
    chain_narrative_limit: int
    statement_limit: int
    annual_deadline: str
    annual_first_year_offset: int
    name_pattern: str
    sample_suffix: str
    public_notice_days: int | None
    term_years: int | None
    evaluation_every_years: int | None

    def annual_due_on(self, year: int) -> date:
        """The last day, included, on which the summary of `year` is on time (六（一）)."""
        month, day = self.annual_deadline.split("-")
        return date(year, int(month), int(day))


class PolicyBook:
    """Every value of the policy files with its dates."""

    def __init__(self, entries: dict[str, dict[str, Any]], digest: str) -> None:
        self.entries = entries
        self.digest = digest
        self._in_force: dict[date, Policy] = {}

    def on(self, day: date) -> Policy:
        """The policy in force on `day`; the earliest values before the first of them."""
        if day not in self._in_force:
            try:
                values = {f.name: self._value(f.name, str(f.type), day) for f in dataclasses.fields(Policy)}
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise BrokenRegister(f"schema/policy: {error!r}") from error
            self._in_force[day] = Policy(**values)
        return self._in_force[day]

    def _value(self, name: str, type_name: str, day: date) -> Any:
        entry = self.entries[name]
        dated = sorted(entry["values"], key=lambda value: str(value["from"]))
        in_force = [v for v in dated if date.fromisoformat(v["from"]) <= day] or dated[:1]
        return _typed(in_force[-1].get("value"), type_name, entry.get("unit", ""))


def load(folder: Path) -> PolicyBook:
    """All policy files of a folder as one book; BrokenRegister if one cannot be used."""
    entries: dict[str, dict[str, Any]] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        raw = path.read_bytes()
        digest.update(raw)
        document = read(raw)
        if not document.readable:
            fault = document.faults[0]
            raise BrokenRegister(f"{path}:{fault.line}: {fault.check.message.fill(fault.values).en}")
        twice = entries.keys() & document.data.keys()
        if twice:
            raise BrokenRegister(f"{path}: {min(twice)} is given in another policy file too")
        entries.update(document.data)
    return PolicyBook(entries, digest.hexdigest()[:16])


def _typed(value: Any, type_name: str, unit: str) -> Any:
    if value is None:
        if "None" in type_name:
            return None
        raise ValueError("a value is blank")
    if type_name.startswith("int"):
        return int(value)
    if type_name == "Fraction":
        return Fraction(value) / 100 if unit == "%" else Fraction(value)
    if type_name.startswith("frozenset"):
        return frozenset(value)
    if type_name.startswith("tuple"):
        return tuple(value)
    return str(value)
