"""Who owes what by which day: annual summaries, what the bureau asked, waivers and projects that end (三, 六（一）, 六（二）)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from union_registry import waiving
from union_registry.engine import name_of
from union_registry.finding import Place
from union_registry.model.record import Unfilled
from union_registry.model.union import Status, Union, status_on
from union_registry.policy import Policy
from union_registry.rules import BY_ID
from union_registry.rules.a6_annual import Standing, duties
from union_registry.rules.a6_problems import is_done
from union_registry.text import Text

# Days before a deadline at which people are reminded; the day after it is the last time.
MARKS = (90, 30, 7)
# A project that ends is told as early as a waiver that does.
_NOTICE = timedelta(days=waiving.NOTICE)


class What(StrEnum):
    """What can be due."""

    SUMMARY = "annual-summary"
    SUPERVISION = "supervision"
    WAIVER = "waiver"
    PROJECT = "project"


WHAT_WORDS: Mapping[What, Text] = {
    What.SUMMARY: Text("年度总结", "annual summary"),
    What.SUPERVISION: Text("督促事项", "asked by the bureau"),
    What.WAIVER: Text("豁免到期", "end of a waiver"),
    What.PROJECT: Text("项目到期", "end of a project"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due on a day, `due_on` included (Asia/Shanghai).

    `year` is that of the summary or of the file that holds what was asked, else None. `number` counts
    from 1 in that file's list, 0 where there is but one. `about` is what it is about in the words of
    the record, which may not be for the public. `since` is the day from which it is owed, `done_on`
    the day on which it was done, None also where only an outcome is on record.
    """

    what: What
    slug: str
    name: str
    recommender: str | None
    year: int | None
    number: int
    about: str
    since: date
    due_on: date
    done_on: date | None
    standing: Standing

    @property
    def is_owed(self) -> bool:
        return self.standing in (Standing.DUE, Standing.MISSING)

    @property
    def title(self) -> Text:
        """2026 年度总结; 督促事项 2."""
        words = WHAT_WORDS[self.what]
        if self.what is What.SUMMARY:
            return Text(f"{self.year} {words.zh}", f"{words.en} of {self.year}")
        return Text(f"{words.zh} {self.number}", f"{words.en}, no. {self.number}")

    def days_on(self, day: date) -> int:
        """Days left on `day`, below 0 the days overdue; for what is done, the days before its deadline."""
        return (self.due_on - (day if self.is_owed else self.done_on or self.due_on)).days

    def as_json(self, day: date) -> dict[str, Any]:
        """The entry that `schema/due.schema.json` describes."""
        return {
            "what": str(self.what),
            "slug": self.slug,
            "name": self.name,
            "recommender": self.recommender,
            "year": self.year,
            "number": self.number,
            "about": self.about,
            "due_on": self.due_on.isoformat(),
            "done_on": self.done_on.isoformat() if self.done_on else None,
            "standing": str(self.standing),
            "days": self.days_on(day),
        }


class Dues(NamedTuple):
    """What is and was due of one union, and where something cannot be read that might tell of more."""

    items: list[Due]
    unreadable: list[Place]


def dues(union: Union, policy: Policy, day: date) -> Dues:
    """Everything due of a union that is approved by `day`, done or not, by the policy it is judged by.

    A dissolved union owes its summaries up to the year of its dissolution and nothing else.
    """
    found = Dues([], [])
    for source in (_summaries, _supervision, _waivers, _projects):
        try:
            found.items.extend(source(union, policy, day))
        except Unfilled as unfilled:
            found.unreadable.append(unfilled.place)
    return found


def told_left(days: int) -> Text:
    """还有 3 天, 今天到期, 已逾期 2 天: the days left before a deadline, below 0 the days since it."""
    if days == 0:
        return Text("今天到期", "due today")
    words = Text("还有 {days} 天", "{days} days left") if days > 0 else Text("已逾期 {days} 天", "{days} days overdue")
    return words.fill({"days": abs(days)})


def oldest_first(due: Due) -> tuple[date, str, str, int]:
    """Sort key."""
    return due.due_on, due.slug, due.what, due.number


def last_mark(items: Iterable[Due], day: date) -> date | None:
    """The latest day up to `day` on which one of `items` calls for a reminder; None if none has come yet."""
    marks = {item.due_on - timedelta(days=before) for item in items for before in (*MARKS, -1)}
    return max((mark for mark in marks if mark <= day), default=None)


def _summaries(union: Union, policy: Policy, day: date) -> Iterator[Due]:
    for duty in duties(union, policy, day):
        since = date(duty.year, 1, 1)
        if union.approval is not None:
            since = max(since, union.approval.approved_on)
        yield _due(union, What.SUMMARY, duty.year, 0, "", since, duty.due_on, duty.received_on, duty.standing)


def _supervision(union: Union, _: Policy, day: date) -> Iterator[Due]:
    for year, receipt in sorted(union.receipts.items()) if _is_approved(union, day) else ():
        for number, asked in enumerate(receipt.supervision, 1):
            if asked.due_on is not None and asked.asked_on <= day:
                done = is_done(asked, day)
                done_on = asked.done_on if done else None
                late = done_on is not None and done_on > asked.due_on
                standing = (Standing.LATE if late else Standing.ON_TIME) if done else _open(asked.due_on, day)
                yield _due(
                    union, What.SUPERVISION, year, number, asked.asked, asked.asked_on, asked.due_on, done_on, standing
                )


def _waivers(union: Union, _: Policy, day: date) -> Iterator[Due]:
    for waiver in waiving.running_out(union, day) if _is_approved(union, day) else ():
        number, about = _number(waiver.place), BY_ID[waiver.rule].title.zh
        yield _due(union, What.WAIVER, None, number, about, waiver.granted_on, waiver.until, None, Standing.DUE)


def _projects(union: Union, _: Policy, day: date) -> Iterator[Due]:
    """Projects that end soon, or whose last day has passed without a record of their end."""
    for grant in union.support.grants if union.support and _is_approved(union, day) else ():
        project = grant.project
        if project and grant.granted_on <= day and not project.ended_by(day) and project.ends_on <= day + _NOTICE:
            yield _due(
                union, What.PROJECT, None, _number(grant.place), grant.title, grant.granted_on, project.ends_on, None,
                _open(project.ends_on, day),
            )  # fmt: skip


def _due(
    union: Union, what: What, year: int | None, number: int, about: str, since: date, due_on: date,
    done_on: date | None, standing: Standing,
) -> Due:  # fmt: skip
    try:
        recommender = union.recommendation.recommender
    except Unfilled:
        recommender = None
    return Due(what, union.slug, name_of(union), recommender, year, number, about, since, due_on, done_on, standing)


def _is_approved(union: Union, day: date) -> bool:
    return status_on(union, day) is Status.APPROVED


def _open(due_on: date, day: date) -> Standing:
    return Standing.DUE if day <= due_on else Standing.MISSING


def _number(place: Place) -> int:
    """Which entry of its list it is, from 1."""
    return int(place.path[-1]) + 1
