"""How far a union has come on its way: what it waits for, what is missing, and what all of them add up to (四, 六)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from union_registry.model.union import STATUS_WORDS, Status
from union_registry.oversight.dues import told_left
from union_registry.rules.a6_annual import Standing
from union_registry.text import NOTHING, Text

T = TypeVar("T")


class Actor(StrEnum):
    """Whose turn it can be."""

    APPLICANT = "applicant"
    RECOMMENDER = "recommender"
    BUREAU = "bureau"


ACTOR_WORDS: Mapping[Actor, Text] = {
    Actor.APPLICANT: Text("牵头单位", "applicant"),
    Actor.RECOMMENDER: Text("推荐单位", "recommender"),
    Actor.BUREAU: Text("盟科技局", "bureau"),
}


@dataclass(frozen=True, slots=True)
class Wait:
    """Something awaited of `who`: since a day, or by the day `due_on`; neither where no record has a day."""

    who: Actor
    what: Text
    since: date | None = None
    due_on: date | None = None

    def days_on(self, day: date) -> int | None:
        """Days that it has been awaited or overdue on `day`; below 0 the days left; None where no day is known."""
        start = self.due_on or self.since
        return (day - start).days if start else None

    def is_overdue_on(self, day: date) -> bool:
        return self.due_on is not None and self.due_on < day

    def is_coming_on(self, day: date) -> bool:
        """Whether there is time: nobody has asked for it, and its day has not passed."""
        return self.since is None and self.due_on is not None and self.due_on >= day

    def told_on(self, day: date) -> Text:
        """For how long, as people read it."""
        days = self.days_on(day)
        if days is None:
            return Text("—", "—")
        return Text(f"已等 {days} 天", f"{days} days") if self.due_on is None else told_left(-days)


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a union from being in order, counted.

    `files` are blank or not there; `faults` are wrong in form; `not_met` holds no matter what,
    `waivable` in principle only. Signatures and annual summaries are counted apart: `signed` of
    `members`, both None where the members cannot be read.
    """

    files: int
    faults: int
    not_met: int
    waivable: int
    signed: int | None
    members: int | None

    def told(self) -> Text:
        """The counts in words, empty if nothing is missing."""
        unsigned = self.signed is not None and self.signed != self.members
        parts = [
            Text("待填 {n} 份", "files to fill: {n}").fill({"n": self.files}) if self.files else NOTHING,
            Text("写法 {n} 处", "wrong in form: {n}").fill({"n": self.faults}) if self.faults else NOTHING,
            Text("不满足 {n} 项", "not met: {n}").fill({"n": self.not_met}) if self.not_met else NOTHING,
            Text("可豁免 {n} 项", "waivable: {n}").fill({"n": self.waivable}) if self.waivable else NOTHING,
            Text(f"已签 {self.signed}/{self.members}", f"signed: {self.signed}/{self.members}")
            if unsigned
            else NOTHING,
        ]
        told = [part for part in parts if part]
        return Text("、".join(part.zh for part in told), ", ".join(part.en for part in told))


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a union stands on `day`. `waits` begins with what has waited longest; empty if it is nobody's turn.

    `chain` and `recommender` are keys of their vocabularies, None where not filled in. `summary` is
    that of the worst annual summary that is still to come: due, missing, or None.
    """

    slug: str
    name: str
    chain: str | None
    recommender: str | None
    day: date
    status: Status
    summary: Standing | None
    waits: tuple[Wait, ...]
    missing: Missing

    @property
    def stage(self) -> Text:
        """The status, and that a summary is overdue."""
        words = STATUS_WORDS[self.status]
        overdue = self.summary is Standing.MISSING
        return Text(words.zh + "，总结逾期", words.en + ", summary overdue") if overdue else words

    def as_json(self) -> dict[str, Any]:
        """The entry that `schema/status.schema.json` describes."""
        missing = self.missing
        return {
            "slug": self.slug,
            "name": self.name,
            "chain": self.chain,
            "recommender": self.recommender,
            "status": str(self.status),
            "summary": str(self.summary) if self.summary else None,
            "waits": [
                {
                    "who": str(wait.who),
                    "what": wait.what.as_json(),
                    "since": wait.since.isoformat() if wait.since else None,
                    "due_on": wait.due_on.isoformat() if wait.due_on else None,
                    "waited_days": wait.days_on(self.day),
                }
                for wait in self.waits
            ],
            "missing": {
                "files": missing.files,
                "faults": missing.faults,
                "not_met": missing.not_met,
                "waivable": missing.waivable,
                "signed": missing.signed,
                "members": missing.members,
            },
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """Numbers of unions: in all, by status, and by whose turn it is now; one union may wait for several.

    `coming` are those that wait for nothing but what still has time, `idle` those that wait for
    nothing at all, `overdue` those whose annual summary is overdue.
    """

    unions: int
    statuses: Mapping[Status, int]
    awaiting: Mapping[Actor, int]
    coming: int
    idle: int
    overdue: int

    def as_json(self) -> dict[str, Any]:
        return {
            "unions": self.unions,
            "statuses": {str(status): count for status, count in self.statuses.items()},
            "awaiting": {str(actor): count for actor, count in self.awaiting.items()},
            "coming": self.coming,
            "idle": self.idle,
            "overdue": self.overdue,
        }


def longest_first(progress: Progress) -> tuple[bool, int, str]:
    """Sort key: who waits longest; what is coming after what is waiting, and nobody's turn at the end."""
    waits = progress.waits
    return not waits, -(waits[0].days_on(progress.day) or 0) if waits else 0, progress.slug


def totals(progresses: Iterable[Progress]) -> Totals:
    """The numbers of many unions."""
    listed = list(progresses)
    statuses = Counter(progress.status for progress in listed)
    turns = [{wait.who for wait in progress.waits if not wait.is_coming_on(progress.day)} for progress in listed]
    awaiting = Counter(actor for actors in turns for actor in actors)
    idle = sum(not progress.waits for progress in listed)
    return Totals(
        len(listed),
        {status: statuses[status] for status in Status},
        {actor: awaiting[actor] for actor in Actor},
        sum(not actors for actors in turns) - idle,
        idle,
        sum(progress.summary is Standing.MISSING for progress in listed),
    )


# Rules whose findings are waits of their own.
