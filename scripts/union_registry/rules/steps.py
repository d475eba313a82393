"""The steps of article 四 as they were taken by a case's day: what each is called, on which days, where that stands."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from union_registry.finding import Outcome, Place
from union_registry.model.forms import Member
from union_registry.rule import Case, Judgement, Measure
from union_registry.text import Text

SELECTION, PLAN, REVIEW = Text("遴选", "selection"), Text("建设方案", "plan"), Text("可行性论证", "review")
CHARTER, AGREEMENT = Text("章程", "charter"), Text("组建协议", "agreement")
FILING, APPROVAL = Text("备案登记表", "filing"), Text("批复", "approval")

_NOT_YET = Text("尚无{step}（{file}）", "no {step} yet ({file})")
PASSED_OVER = Text(
    "尚无{step}（{file}），{later}（{later_on}）却已经有了",
    "no {step} yet ({file}), but there is the {later} ({later_on})",
)


class Mark(NamedTuple):
    """A day on which a step was taken; `joined_on` of the unit where it is a signature."""

    name: Text
    day: date
    at: Place
    joined_on: date | None = None


class Step(NamedTuple):
    """A step with the days on which it was taken: none as long as it is not, one for each signature."""

    name: Text
    marks: list[Mark]


def _step(case: Case, name: Text, day: date | None, at: Place) -> Step:
    return Step(name, [Mark(name, day, at)] if day is not None and day <= case.as_of else [])


def selection(case: Case) -> Step:
    """The selection of the lead (四（一）)."""
    selection = case.union.selection
    at = _file(case, "bureau/selection.yaml") / "selected_on"
    return _step(case, SELECTION, selection.selected_on if selection else None, at)


def plan(case: Case) -> Step:
    """A plan has no day of its own; it is there or not."""
    there = "plan.yaml" in case.union.files
    return _step(case, PLAN, case.as_of if there else None, _file(case, "plan.yaml"))


def review(case: Case, *, passed: bool = False) -> Step:
    """The review of the plan (四（三）), or only one that has `passed`."""
    review = case.union.review
    counts = review is not None and (not passed or review.conclusion == "passed")
    at = _file(case, "bureau/review.yaml") / "reviewed_on"
    return _step(case, REVIEW, review.reviewed_on if review and counts else None, at)


def charter(case: Case) -> Step:
    """The adoption of the charter (四（四）)."""
    there = "charter.yaml" in case.union.files
    at = _file(case, "charter.yaml") / "adopted_on"
    return _step(case, CHARTER, case.union.charter.adopted_on if there else None, at)


def agreement(case: Case) -> Step:
    """Signed by somebody at least; that everybody signs is judged under 三（四）."""
    if "agreement.yaml" not in case.union.files:
        return Step(AGREEMENT, [])
    marks = [
        Mark(_signature_of(member), member.signature.on, member.signature.place / "on", member.joined_on)
        for member in case.union.members
        if member.signature is not None and member.signature.on <= case.as_of
    ]
    return Step(AGREEMENT, marks)


def _signature_of(member: Member) -> Text:
    return Text(f"{member.name}的签署", f"signature of {member.name}")


def filing(case: Case) -> Step:
    """The filing of annex 3, between the signatures and the approval."""
    filing = case.union.filing
    return _step(case, FILING, filing.filed_on if filing else None, _file(case, "filing.yaml") / "filed_on")


def approval(case: Case) -> Step:
    """The letter of approval (四（五）)."""
    approval = case.union.approval
    at = _file(case, "bureau/approval.yaml") / "approved_on"
    return _step(case, APPROVAL, approval.approved_on if approval else None, at)


def not_taken(case: Case, name: Text, file: str, *later: Step) -> Judgement:
    """Not owed yet, unless one of the `later` steps has been taken all the same."""
    facts = {"step": Measure(name), "file": Measure(file)}
    for step in later:
        if step.marks:
            facts |= {"later": Measure(step.name), "later_on": Measure(step.marks[0].day)}
            return Judgement(Outcome.NOT_MET, _file(case, file), facts, PASSED_OVER)
    return Judgement(Outcome.NOT_APPLICABLE, _file(case, file), facts, _NOT_YET)


def _file(case: Case, name: str) -> Place:
    return Place(case.union.place.file + name)
