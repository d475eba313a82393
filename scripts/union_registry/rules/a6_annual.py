"""Article 六（一）: the annual summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from union_registry.finding import Outcome, Place, Strength
from union_registry.model.union import Union
from union_registry.policy import Policy
from union_registry.rule import Case, Judgement, Measure, Rule, limit
from union_registry.text import Text


class Standing(StrEnum):
    """How a union stands with one year's summary."""

    ON_TIME = "on-time"
    LATE = "late"
    MISSING = "missing"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Duty:
    """The summary a union owes for `year`; `received_on` is the day on which the last of both had it."""

    year: int
    due_on: date
    received_on: date | None
    standing: Standing


def duties(union: Union, policy: Policy, as_of: date) -> Iterator[Duty]:
    """Every summary owed up to the year of `as_of`, oldest first (A7).

    The year of approval owes the first one; a dissolved union owes none after its year of
    dissolution. Received means by the recommender and by the bureau both. Dates in Asia/Shanghai.
    """
    if union.approval is None or union.approval.approved_on > as_of:
        return
    last = as_of.year
    if union.dissolution is not None and union.dissolution.dissolved_on <= as_of:
        last = min(last, union.dissolution.dissolved_on.year)
    for year in range(union.approval.approved_on.year + policy.annual_first_year_offset, last + 1):
        due_on, received_on = policy.annual_due_on(year), _received_on(union, year, as_of)
        if received_on is not None:
            standing = Standing.ON_TIME if received_on <= due_on else Standing.LATE
        else:
            standing = Standing.DUE if as_of <= due_on else Standing.MISSING
        yield Duty(year, due_on, received_on, standing)


def _received_on(union: Union, year: int, as_of: date) -> date | None:
    receipt = union.receipts.get(year)
    if receipt is None or receipt.bureau_received_on is None or receipt.recommender_received_on is None:
        return None
    received = max(receipt.bureau_received_on, receipt.recommender_received_on)
    return received if received <= as_of else None


def summaries_arrive_on_time(case: Case) -> Iterator[Judgement]:
    """A summary that came late cannot be mended, so it stays a note; one that is overdue fails."""
    union, any_owed = case.union, False
    for duty in duties(union, case.policy, case.today):
        any_owed = True
        facts = {"year": Measure(str(duty.year), "年"), "due": limit(duty.due_on)}
        if duty.received_on is not None:
            at = Place(f"{union.place.file}bureau/annual/{duty.year}.yaml") / "bureau_received_on"
            facts["received"] = Measure(duty.received_on)
            facts["days"] = Measure(abs((duty.received_on - duty.due_on).days), "天")
            late = duty.standing is Standing.LATE
            yield Judgement(Outcome.NOTE if late else Outcome.MET, at, facts)
        else:
            at = Place(f"{union.place.file}annual/{duty.year}.yaml")
            facts["days"] = Measure(abs((duty.due_on - case.today).days), "天")
            overdue = duty.standing is Standing.MISSING
            yield Judgement(
                Outcome.NOT_MET if overdue else Outcome.NOT_APPLICABLE, at, facts, None if overdue else _NOT_YET_DUE
            )
    if not any_owed:
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_NONE_OWED)


_NOT_YET_DUE = Text(
    "{year} 年度总结 {due} 前报送，还有 {days} 天", "the summary of {year} is due on {due}, in {days} days"
)
_NONE_OWED = Text("尚未核准，不用报送年度总结", "not approved yet, so no annual summary is owed")

ANNUAL_SUMMARY = Rule(
    id="annual-summary",
    clause="六（一）",
    strength=Strength.MUST,
    title=Text("年度总结", "Annual summary"),
    judge=summaries_arrive_on_time,
    reads=(
        "bureau-approval/approved_on",
        "bureau-dissolution/dissolved_on",
        "bureau-annual/bureau_received_on",
        "bureau-annual/recommender_received_on",
    ),
    met=Text(
        "{year} 年度总结 {received} 收齐，限期 {due}，提前 {days} 天",
        "the summary of {year} was received on {received}, {days} days before {due}",
    ),
    not_met=Text(
        "{year} 年度总结应在 {due} 前报送，已逾期 {days} 天",
        "the summary of {year} was due on {due} and is {days} days overdue",
    ),
    note=Text(
        "{year} 年度总结 {received} 才收齐，限期 {due}，迟 {days} 天",
        "the summary of {year} was received on {received}, {days} days after {due}",
    ),
    fix=Text(
        "填写 annual/{year}.yaml，同时报送推荐单位和盟科技局；盟科技局收到后登记回执",
        "fill in annual/{year}.yaml and send it to the recommender and the bureau, who records the receipt",
    ),
)
