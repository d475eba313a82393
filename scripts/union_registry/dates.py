"""Days that cannot be, whatever a clause asks: an end before its start, a lead that left, a dissolution before the approval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from union_registry.finding import Place
from union_registry.model.bureau import Grant, Project
from union_registry.model.record import Record, Unfilled
from union_registry.model.union import Union
from union_registry.source.fault import FormCheck
from union_registry.text import Text

LEAVES_BEFORE = FormCheck(
    "form-dates",
    Text("加入和退出日期", "Days of joining and leaving"),
    Text("{member}的退出日期早于加入日期", "{member} leaves before it joins"),
    Text("核对 joined_on 和 left_on", "check joined_on and left_on"),
)
LEAD_LEFT = FormCheck(
    "form-lead-left",
    Text("牵头单位不能退出", "The lead cannot leave"),
    Text(
        "牵头单位{member}填了退出日期；牵头单位变更，联合体即解散",
        "the lead {member} has a day of leaving; a change of the lead dissolves the union",
    ),
    Text(
        "删去 left_on；确已变更的，请盟科技局登记解散，另建新的联合体",
        "remove left_on; if the lead did change, the bureau records the dissolution and a new union is founded",
    ),
)
ENDS_BEFORE = FormCheck(
    "form-dates-reversed",
    Text("日期先后颠倒", "Days in the wrong order"),
    Text("{later} 早于 {earlier}", "{later} is before {earlier}"),
    Text("核对 {earlier} 和 {later}", "check {earlier} and {later}"),
)
NEVER_APPROVED = FormCheck(
    "form-dissolved-unapproved",
    Text("没有批复的解散", "Dissolution without approval"),
    Text(
        "登记了解散，到那一天联合体还没有批复",
        "a dissolution is on record, and the union was not approved by that day",
    ),
    Text(
        "核对 dissolved_on 和 bureau/approval.yaml 的 approved_on；没有核准的联合体谈不上解散，删去 bureau/dissolution.yaml",
        "check dissolved_on and approved_on in bureau/approval.yaml; what was never approved cannot be dissolved: remove bureau/dissolution.yaml",
    ),
)
CHECKS = (LEAVES_BEFORE, LEAD_LEFT, ENDS_BEFORE, NEVER_APPROVED)


class ImpossibleDay(NamedTuple):
    """A day that cannot be, at its place; `told` are the values of the check's words."""

    at: Place
    check: FormCheck
    told: dict[str, str]


def impossible_days(union: Union) -> Iterator[ImpossibleDay]:
    """All of a union's; what cannot be read is passed over, since its fault is a finding of its own."""
    yield from _of_members(union)
    for listed, earlier, later in _SPANS:
        with suppress(Unfilled):
            for record in listed(union):
                yield from _reversed(record, earlier, later)
    with suppress(Unfilled):
        ended, approval = union.dissolution, union.approval
        if ended is not None and (approval is None or ended.dissolved_on < approval.approved_on):
            yield ImpossibleDay(ended.place / "dissolved_on", NEVER_APPROVED, {})


def _of_members(union: Union) -> Iterator[ImpossibleDay]:
    with suppress(Unfilled):
        for number, member in enumerate(union.members):
            with suppress(Unfilled):
                joined, left, told = member.joined_on, member.left_on, {"member": member.name}
                if left is not None and (number == 0 or (joined is not None and left < joined)):
                    check = LEAVES_BEFORE if number else LEAD_LEFT
                    yield ImpossibleDay(member.place / "left_on", check, told)


def _reversed(record: Record, earlier: str, later: str) -> Iterator[ImpossibleDay]:
    with suppress(Unfilled):
        start, end = getattr(record, earlier), getattr(record, later)
        if start is not None and end is not None and end < start:
            yield ImpossibleDay(record.place / later, ENDS_BEFORE, {"earlier": earlier, "later": later})


def _grants(union: Union) -> Iterable[Grant]:
    return union.support.grants if union.support else ()


def _projects(union: Union) -> Iterator[Project]:
    return (grant.project for grant in _grants(union) if grant.project is not None)


# Lists of records, and two of their days of which the first comes first. The phases of a plan have a rule.
_SPANS: tuple[tuple[Callable[[Union], Iterable[Any]], str, str], ...] = (
    (lambda union: union.waivers.waivers if union.waivers else (), "granted_on", "until"),
    (lambda union: union.conduct.decisions if union.conduct else (), "starts_on", "ends_on"),
    (_projects, "starts_on", "ends_on"),
    (lambda union: (p.termination for p in _projects(union) if p.termination), "terminated_on", "recovered_on"),
    (lambda union: (s for r in union.receipts.values() for s in r.supervision), "asked_on", "due_on"),
    (lambda union: (s for r in union.receipts.values() for s in r.supervision), "asked_on", "done_on"),
)
