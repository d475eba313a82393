"""Days on which something is publicly due: annual summaries, and ends of waivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from union_registry.catalogue.news.telling import carries_on
from union_registry.catalogue.overview import UnionEntry
from union_registry.rules import BY_ID
from union_registry.text import Text
from union_registry.waiving import Standing

if TYPE_CHECKING:
    from union_registry.catalogue.published import PublishedUnion


@dataclass(slots=True)
class SummariesDue:
    """The last day for the summaries of a year, and how the unions stand with it; `settled_on` is the last receipt."""

    year: int
    due_on: date
    owing: list[UnionEntry] = field(default_factory=list)
    received: int = 0
    settled_on: date | None = None


class WaiverEnd(NamedTuple):
    """A waiver that ends: whose, of which condition, since when."""

    union: UnionEntry
    title: Text
    granted_on: date


class Deadlines:
    """What is due by the unions added so far."""

    def __init__(self, as_of: date) -> None:
        """Deadlines of the year of `as_of`, of the one before it, and later ones are kept."""
        self._as_of = as_of
        self._summaries: dict[tuple[date, int], SummariesDue] = {}
        self._waivers: dict[date, list[WaiverEnd]] = {}

    def add(self, union: PublishedUnion, entry: UnionEntry) -> None:
        """Take in what a union owes, and its waivers that are in force."""
        for summary in union.summaries:
            if summary.due_on.year >= self._as_of.year - 1:
                key = summary.due_on, summary.year
                due = self._summaries.setdefault(key, SummariesDue(summary.year, summary.due_on))
                if summary.received_on is None:
                    due.owing.append(entry)
                else:
                    due.received += 1
                    due.settled_on = max(due.settled_on or summary.received_on, summary.received_on)
        waivers = union.data.get("bureau/waivers", {}).get("waivers", ())
        for waiver in () if entry.is_dissolved else waivers:
            if waiver["standing"] == Standing.HOLDS and not any(carries_on(other, waiver) for other in waivers):
                end = WaiverEnd(entry, BY_ID[waiver["rule"]].title, date.fromisoformat(waiver["granted_on"]))
                self._waivers.setdefault(date.fromisoformat(waiver["until"]), []).append(end)

    def summaries(self) -> Iterator[SummariesDue]:
        """The earliest day first."""
        for _, due in sorted(self._summaries.items()):
            yield due

    def waivers(self) -> Iterator[tuple[date, list[WaiverEnd]]]:
        """Last days of waivers that no other carries on, the earliest first."""
        yield from sorted(self._waivers.items())
