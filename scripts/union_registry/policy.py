"""Policy: the numbers and readings of the regulation, each with the dates from which it holds."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from union_registry.faults import BrokenRegister
from union_registry.group import GroupCondition
from union_registry.text import Text


class Policy:
    """The values in force on one day. Shares are fractions of 1, amounts 万元, lengths 字.

    Each field is an entry of `schema/policy/*.yaml`, which names its clause and the reading chosen.
    Those of `SWITCHES` may be off (blank, false or an empty list) where a place does not ask for
    them: the engine judges no rule by them then (`Rule.asked_by`), so rules read them plainly.
    """

    lead_kinds: frozenset[str]
    lead_kinds_strict: frozenset[str] | None
    lead_union_maximum: int
    lead_in_league: bool
    league_division: str | None
    rd_years: int
    rd_ratio_minimum: Fraction | None
    rd_ratio_reading: str
    rd_amount_minimum: Fraction | None
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
    group_conditions: tuple[GroupCondition, ...]
    expert_minimum: int
    review_expert_minimum: int
    placeholder_words: frozenset[str]
    narrative_limit: int
    chain_narrative_limit: int
    statement_limit: int
    annual_deadline: str
    annual_first_year_offset: int
    outlier_factor: Fraction
    outlier_floor: Fraction
    name_pattern: str
    sample_suffix: str
    public_notice_days: int | None
    term_years: int | None
    evaluation_every_years: int | None
    rules_off: frozenset[str]
    _clauses: Mapping[str, str]

    def __init__(self, values: Mapping[str, Any], clauses: Mapping[str, str]) -> None:
        self.__dict__.update(values, _clauses=clauses)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name} of a policy is fixed")

    def __eq__(self, other: object) -> bool:
        """Whether all values are the same, wherever they come from."""
        return isinstance(other, Policy) and all(getattr(self, name) == getattr(other, name) for name in FIELDS)

    __hash__ = None  # type: ignore[assignment]  # values are compared, never looked up

    def asks_for(self, *names: str) -> bool:
        """Whether any of these entries is on; a rule that none of them asks for always holds."""
        return not names or any(not is_off(getattr(self, name)) for name in names)

    def clause(self, *names: str) -> str:
        """The clause that the first of these entries that is on comes from; "" without one."""
        return next((self._clauses[name] for name in names if self.asks_for(name)), "")

    def annual_due_on(self, year: int) -> date:
        """The last day, included, on which the summary of `year` is on time (六（一）)."""
        month, day = self.annual_deadline.split("-")
        return date(year, int(month), int(day))


SWITCHES = frozenset((
    "lead_kinds", "lead_union_maximum", "lead_in_league", "platform_minimum", "team_minimum", "goal_minimum",
    "member_minimum", "local_share_minimum", "enterprise_share_minimum", "required_stages", "group_conditions",
    "expert_minimum", "narrative_limit", "chain_narrative_limit", "statement_limit",
))  # fmt: skip
# Every entry that there has to be, with the type of its values.
FIELDS: Mapping[str, str] = {name: kind for name, kind in Policy.__annotations__.items() if name != "_clauses"}


def is_off(value: Any) -> bool:
    """Whether a value says that this is not asked for; 0 is a number like any other."""
    return value is None or value is False or value in ((), frozenset())


@dataclass(frozen=True, slots=True)
class Entry:
    """A number or reading: the days from which its values hold, oldest first, and the values as rules get them."""

    title: Text
    clause: str
    unit: str
    days: tuple[date, ...]
    values: tuple[Any, ...]

    def on(self, day: date) -> Any:
        """The value in force on `day`; the earliest one before the first of them."""
        return self.values[max(bisect_right(self.days, day) - 1, 0)]


class PolicyBook:
    """Every value of the policy files with its dates. `digest` tells the files apart."""

    def __init__(self, entries: dict[str, Entry], digest: str) -> None:
        self.entries = entries
        self.digest = digest
        self._in_force: dict[date, Policy] = {}

    def on(self, day: date) -> Policy:
        """The policy in force on `day`; BrokenRegister if an entry is missing."""
        if day not in self._in_force:
            for name in FIELDS:
                if name not in self.entries:
                    raise BrokenRegister(f"schema/policy: 缺少参数 {name} / {name} is missing")
            values = {name: self.entries[name].on(day) for name in FIELDS}
            self._in_force[day] = Policy(values, {name: self.entries[name].clause for name in FIELDS})
        return self._in_force[day]

    def under(self, other: PolicyBook) -> PolicyBook:
        """The same book with the entries of `other` in place of those of the same name."""
        digest = hashlib.sha256(f"{self.digest} {other.digest}".encode()).hexdigest()[:16]
        return PolicyBook(self.entries | other.entries, digest)
