"""Policy: the numbers and readings of the regulation, each with the dates from which it holds."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from union_registry.faults import BrokenRegister
from union_registry.ownfile import OwnFiles


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

    def __post_init__(self) -> None:
        """ValueError where a reading or a pattern is none that the rules know."""
        for name, known in _READINGS.items():
            if getattr(self, name) not in known:
                raise ValueError(
                    f"{name}: {getattr(self, name)!r} 不是可用的理解 / is no known reading: {', '.join(known)}"
                )
        try:
            self.annual_due_on(2025)
        except ValueError as error:
            raise ValueError(
                f"annual_deadline: {self.annual_deadline!r} 应写成 12-31 / is not written as 12-31"
            ) from error
        try:
            self.name_pattern.format(chain="")
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(
                f"name_pattern: {self.name_pattern!r} 里只能有 {{chain}} / may hold {{chain}} only"
            ) from error

    def annual_due_on(self, year: int) -> date:
        """The last day, included, on which the summary of `year` is on time (六（一）)."""
        month, day = self.annual_deadline.split("-")
        return date(year, int(month), int(day))


_READINGS = {"rd_ratio_reading": ("sum", "each-year"), "rd_amount_reading": ("latest", "each-year")}


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
                self._in_force[day] = Policy(**values)
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise BrokenRegister(f"schema/policy: {error.args[0] if error.args else error}") from error
        return self._in_force[day]

    def _value(self, name: str, type_name: str, day: date) -> Any:
        entry = self.entries.get(name)
        if entry is None:
            raise ValueError(f"缺少参数 {name} / {name} is missing")
        dated = sorted(entry["values"], key=lambda value: str(value["from"]))
        in_force = [v for v in dated if date.fromisoformat(v["from"]) <= day] or dated[:1]
        try:
            return _typed(in_force[-1].get("value"), type_name, entry.get("unit", ""))
        except (ValueError, TypeError) as error:
            raise ValueError(f"{name}: {error}") from error


def load(schema: Path) -> PolicyBook:
    """All policy files below a register's `schema` folder as one book; BrokenRegister if one cannot be used."""
    own = OwnFiles(schema)
    entries: dict[str, dict[str, Any]] = {}
    digest = hashlib.sha256()
    for path in sorted((schema / "policy").glob("*.yaml")):
        digest.update(path.read_bytes())
        data = own.data(path, "policy")
        twice = entries.keys() & data.keys()
        if twice:
            raise own.wrong(path, f"{min(twice)} 在另一个文件里已经有了", f"{min(twice)} is given in another file too")
        for name, entry in data.items():
            days = [value["from"] for value in entry["values"]]
            if len(set(days)) < len(days):
                raise own.wrong(
                    path, f"{name} 有两个取值从同一天起生效", f"two values of {name} hold from the same day"
                )
        entries.update(data)
    return PolicyBook(entries, digest.hexdigest()[:16])


def _typed(value: Any, type_name: str, unit: str) -> Any:
    if value is None:
        if "None" in type_name:
            return None
        raise ValueError("没有填值 / the value is blank")
    if type_name.startswith("int"):
        return int(value)
    if type_name == "Fraction":
        return Fraction(value) / 100 if unit == "%" else Fraction(value)
    if type_name.startswith(("frozenset", "tuple")) and not isinstance(value, list):
        raise ValueError(f"{value!r} 应为列表 / should be a list")
    if type_name.startswith("frozenset"):
        return frozenset(value)
    if type_name.startswith("tuple"):
        return tuple(value)
    return str(value)
