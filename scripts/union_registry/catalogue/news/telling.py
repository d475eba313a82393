"""What there is to tell of a published union."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from union_registry.catalogue.news.event import (
    Answered,
    Approved,
    Changed,
    Dissolved,
    Edited,
    Event,
    Joined,
    Kind,
    Left,
    Received,
    Waived,
    WaiverEnded,
)  # fmt: skip
from union_registry.catalogue.news.revisions import Revisions
from union_registry.catalogue.overview import Membership, UnionEntry
from union_registry.rules import BY_ID
from union_registry.waiving import Standing

if TYPE_CHECKING:
    from union_registry.catalogue.published import PublishedUnion

# Kinds of changes that are told with the units that came or went.
_MOVES = {"member_joined": Kind.JOINED, "member_left": Kind.LEFT}


def events(
    union: PublishedUnion, entry: UnionEntry, members: Sequence[Membership], revised: Revisions | None, as_of: date
) -> list[Event]:
    """All that happened to `union` up to `as_of`, in no order; nothing where it is not approved.

    `entry` and `members` are what the overview made of it, `revised` what Git tells of it. Nothing is
    told of the time before the approval: what is dated earlier comes on its day.
    """
    if not entry.approved_on:
        return []
    teller = _Teller(union, entry, members, revised)
    return [event for event in teller.events() if event.day <= as_of]


class _Teller:
    """Goes through the records of one union."""

    def __init__(
        self, union: PublishedUnion, entry: UnionEntry, members: Sequence[Membership], revised: Revisions | None
    ) -> None:
        self._union, self._entry, self._members, self._revised = union, entry, members, revised
        self._changes: list[Mapping[str, str]] = union.data.get("changes", {}).get("changes", [])
        self._waivers: list[Mapping[str, str]] = union.data.get("bureau/waivers", {}).get("waivers", [])

    def events(self) -> Iterator[Event]:
        yield Approved(self._on(""), self._entry, self._union.data["bureau/approval"]["letter"])
        moved = list(self._moved())
        yield from moved
        yield from self._changed({(event.kind, event.day) for event in moved})
        yield from self._waived()
        yield from self._waivers_ended()
        for summary in self._union.summaries:
            if summary.received_on is not None:
                yield Received(self._on(summary.received_on.isoformat()), self._entry, summary.year, summary.standing)
        yield from self._answered()
        for edit in self._revised.edits if self._revised else ():
            yield Edited(edit.day, self._entry, edit.sections)
        ended = self._union.data.get("bureau/dissolution")
        if ended:
            yield Dissolved(self._on(ended["dissolved_on"]), self._entry, ended["reason"], ended["document"])

    def _on(self, day: str) -> date:
        """The day on which something is told that bears the date `day`."""
        return date.fromisoformat(max(day, self._entry.approved_on))

    def _moved(self) -> Iterator[Joined | Left]:
        """Who came and went after the approval, one event a day."""
        joined: dict[str, list[Membership]] = defaultdict(list)
        left: dict[str, list[Membership]] = defaultdict(list)
        for member in self._members:
            if member.joined_on > self._entry.approved_on:
                joined[member.joined_on].append(member)
            if member.left_on > self._entry.approved_on:
                left[member.left_on].append(member)
        for day, units in joined.items():
            yield Joined(self._on(day), self._entry, _names(units), self._said(day, Kind.JOINED))
        for day, units in left.items():
            yield Left(self._on(day), self._entry, _names(units), self._said(day, Kind.LEFT))

    def _said(self, day: str, kind: Kind) -> tuple[str, ...]:
        """What changes.yaml says of the units that came or went on a day."""
        return tuple(
            change["summary"] for change in self._changes if change["on"] == day and _MOVES.get(change["kind"]) is kind
        )

    def _changed(self, told: set[tuple[Kind, date]]) -> Iterator[Changed]:
        """The entries of changes.yaml, but for those that are told with the units they are about."""
        numbers: Counter[tuple[date, str]] = Counter()
        for change in self._changes:
            day, kind = self._on(change["on"]), change["kind"]
            if (_MOVES.get(kind), day) not in told:
                numbers[day, kind] += 1
                yield Changed(day, self._entry, kind, numbers[day, kind], change["summary"])

    def _waived(self) -> Iterator[Waived]:
        numbers: Counter[tuple[date, str]] = Counter()
        for waiver in self._waivers:
            day, rule = self._on(waiver["granted_on"]), waiver["rule"]
            numbers[day, rule] += 1
            yield Waived(
                day, self._entry, rule, numbers[day, rule], BY_ID[rule].title, waiver["document"], waiver["until"]
            )

    def _waivers_ended(self) -> Iterator[WaiverEnded]:
        numbers: Counter[tuple[date, str]] = Counter()
        for waiver in self._waivers:
            if waiver["standing"] == Standing.ENDED and not any(carries_on(other, waiver) for other in self._waivers):
                day, rule = self._on(day_after(waiver["until"])), waiver["rule"]
                numbers[day, rule] += 1
                yield WaiverEnded(day, self._entry, rule, numbers[day, rule], BY_ID[rule].title, waiver["document"])

    def _answered(self) -> Iterator[Answered]:
        for summary in self._union.summaries:
            problems = self._union.data.get(f"annual/{summary.year}", {}).get("problems", ())
            days = Counter(problem["answered_on"] for problem in problems if "answered_on" in problem)
            for day, count in days.items():
                yield Answered(self._on(day), self._entry, summary.year, count)


def carries_on(other: Mapping[str, str], waiver: Mapping[str, str]) -> bool:
    """Whether a waiver outlasts another of the same rule without leaving a day between them."""
    return (
        other["rule"] == waiver["rule"]
        and other["until"] > waiver["until"]
        and other["granted_on"] <= day_after(waiver["until"])
    )


def day_after(day: str) -> str:
    """The next day, both as in the records."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _names(units: Sequence[Membership]) -> tuple[tuple[str, str], ...]:
    return tuple((unit.name, unit.name_en) for unit in units)
