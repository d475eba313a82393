"""Conditions on groups of members, as policy data: what a place asks for beyond the shares that all know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from union_registry.finding import Strength
from union_registry.model.forms import Member
from union_registry.text import NOTHING, Text
from union_registry.vocabulary import Term


class Threshold(StrEnum):
    """What is held against the limit: units, their share in others, or how many kinds of unit they are of."""

    AT_LEAST = "at_least"
    SHARE_AT_LEAST = "share_at_least"
    SHARE_MORE_THAN = "share_more_than"
    KINDS_AT_LEAST = "kinds_at_least"

    @property
    def is_share(self) -> bool:
        return self in (Threshold.SHARE_AT_LEAST, Threshold.SHARE_MORE_THAN)


@dataclass(frozen=True, slots=True)
class Group:
    """The members that fit everything given here; what is empty or None asks nothing."""

    kinds: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    local: bool | None = None

    def of(self, members: Iterable[Member], counties: Mapping[str, Term]) -> list[Member]:
        """Those of `members` that belong; only the fields that are asked about are read."""
        return [
            member
            for member in members
            if (not self.kinds or member.kind in self.kinds)
            and (not self.tiers or member.tier in self.tiers)
            and (not self.stages or not self.stages.isdisjoint(member.stages))
            and (self.local is None or counties[member.county].in_league is self.local)
        ]


EVERYBODY = Group()


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way of meeting a condition: the `counted` among others, against a limit (a share is a fraction of 1)."""

    threshold: Threshold
    limit: Fraction
    counted: Group = EVERYBODY
    among: Group = EVERYBODY
    what: Text = NOTHING


@dataclass(frozen=True, slots=True)
class GroupCondition:
    """A condition that is met when any one of its alternatives is. `clause` is in the words of the place that sets it."""

    key: str
    title: Text
    clause: str
    strength: Strength
    any_of: tuple[Alternative, ...]


def conditions(items: Iterable[Mapping[str, Any]]) -> tuple[GroupCondition, ...]:
    """Conditions from policy data that fits its schema; ValueError, in both languages, where it makes no sense."""
    built = tuple(
        GroupCondition(
            item["key"],
            Text(**item["title"]),
            item["clause"],
            Strength(item["strength"]),
            tuple(_alternative(one, item["key"]) for one in item["any_of"]),
        )
        for item in items
    )
    keys = [condition.key for condition in built]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise ValueError(f"{twice} 写了两次 / {twice} stands twice")
    return built


def kinds_named(built: Iterable[GroupCondition]) -> set[str]:
    """Every kind of unit that conditions name."""
    return {
        kind for one in built for test in one.any_of for group in (test.counted, test.among) for kind in group.kinds
    }


def _alternative(item: Mapping[str, Any], key: str) -> Alternative:
    given = [threshold for threshold in Threshold if threshold in item]
    if len(given) != 1:
        names = ", ".join(Threshold)
        raise ValueError(f"{key}: 每项只写一个界限 / each test has exactly one limit: {names}")
    (threshold,) = given
    limit = Fraction(item[threshold])
    return Alternative(
        threshold,
        limit / 100 if threshold.is_share else limit,
        _group(item.get("counted", {})),
        _group(item.get("among", {})),
        Text(**item["what"]) if "what" in item else NOTHING,
    )


def _group(item: Mapping[str, Any]) -> Group:
    words = {name: frozenset(item.get(name, ())) for name in ("kinds", "tiers", "stages")}
    return Group(**words, local=item.get("local"))
