"""Article 六（一）: the annual summary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from union_registry.finding import Outcome, Place, Strength
from union_registry.model.record import Unfilled
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
    """The summary a union owes for `year`; `received_on` is the day on which the last of both had it.

    `receipted_on` is the day of the later receipt even if the summary itself is not in the register.
    """

    year: int
    due_on: date
    received_on: date | None
    receipted_on: date | None
    standing: Standing


def duties(union: Union, policy: Policy, as_of: date) -> Iterator[Duty]:
    """Every summary owed up to the year of `as_of`, oldest first (A7).

    The year of approval owes the first one; a dissolved union owes none after its year of
    dissolution. Received means by the recommender and by the bureau both, and the file has to be
    there: paper alone is no entry in the register. A place may have no such duty at all. Dates in
    Asia/Shanghai.
    """
    if ANNUAL_SUMMARY.id in policy.rules_off or union.approval is None or union.approval.approved_on > as_of:
        return
    last = as_of.year
    if union.dissolution is not None and union.dissolution.dissolved_on <= as_of:
        last = min(last, union.dissolution.dissolved_on.year)
    for year in range(union.approval.approved_on.year + policy.annual_first_year_offset, last + 1):
        due_on, receipted_on = policy.annual_due_on(year), _receipted_on(union, year, as_of)
        received_on = receipted_on if year in union.summaries else None
        if received_on is not None:
            standing = Standing.ON_TIME if received_on <= due_on else Standing.LATE
        else:
            standing = Standing.DUE if as_of <= due_on else Standing.MISSING
        yield Duty(year, due_on, received_on, receipted_on, standing)


def _receipted_on(union: Union, year: int, as_of: date) -> date | None:
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
        file = Place(f"{union.place.file}annual/{duty.year}.yaml")
        receipt = Place(f"{union.place.file}bureau/annual/{duty.year}.yaml") / "bureau_received_on"
        if duty.received_on is not None:
            facts["received"] = Measure(duty.received_on)
            facts["days"] = Measure(abs((duty.received_on - duty.due_on).days), "天")
            yield Judgement(Outcome.NOTE if duty.standing is Standing.LATE else Outcome.MET, receipt, facts)
            yield from _remarks(case, duty.year, duty.received_on)
        elif duty.receipted_on is not None:
            yield Judgement(Outcome.NOT_MET, file, {**facts, "received": Measure(duty.receipted_on)}, _FILE_MISSING)
        else:
            facts["days"] = Measure(abs((duty.due_on - case.today).days), "天")
            if duty.standing is Standing.DUE:
                yield Judgement(Outcome.NOT_APPLICABLE, file, facts, _NOT_YET_DUE)
            elif duty.year in union.summaries:
                facts["lacking"] = Measure(_lacking(union, duty.year, case.today))
                yield Judgement(Outcome.NOT_MET, file, facts, _NOT_RECEIVED)
            else:
                yield Judgement(Outcome.NOT_MET, file, facts)
    if not any_owed:
        approved = union.approval is not None and union.approval.approved_on <= case.today
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_NONE_YET if approved else _NONE_OWED)


def _lacking(union: Union, year: int, day: date) -> tuple[Text, ...]:
    """Who has not received the summary by `day`."""
    receipt = union.receipts.get(year)
    days = (
        (Text("推荐单位", "the recommender"), receipt.recommender_received_on if receipt else None),
        (Text("盟科技局", "the bureau"), receipt.bureau_received_on if receipt else None),
    )
    return tuple(who for who, received_on in days if received_on is None or received_on > day)


def _remarks(case: Case, year: int, received_on: date) -> Iterator[Judgement]:
    """The receipts decide, since a summary may be sent again; these are worth a look."""
    summary = case.union.summaries[year]
    facts = {"year": Measure(str(year), "年"), "received": Measure(received_on)}
    if summary.submitted_on > received_on:
        submitted = {"submitted": Measure(summary.submitted_on)}
        yield Judgement(Outcome.NOTE, summary.place / "submitted_on", facts | submitted, _SENT_AFTER_RECEIPT)
    if received_on.year < year:
        receipt = case.union.receipts[year]
        yield Judgement(Outcome.NOTE, receipt.place / "bureau_received_on", facts, _BEFORE_ITS_YEAR)
    base = case.base
    changed = base is not None and any(difference.at.file == summary.place.file for difference in base.differences)
    if base is not None and changed and _was_received(base.union, year, case.today):
        yield Judgement(Outcome.NOTE, summary.place, facts, _CHANGED_SINCE)


def _was_received(before: Union, year: int, day: date) -> bool:
    """Whether both had the summary in the older version, as far as that can be read."""
    with suppress(Unfilled):
        return _receipted_on(before, year, day) is not None
    return False


_FILE_MISSING = Text(
    "{year} 年度总结登记为 {received} 收齐（限期 {due}），但 annual/{year}.yaml 没有交，不算收到",
    "the summary of {year} (due on {due}) is recorded as received on {received}, but annual/{year}.yaml is missing, so it does not count",
)
_NOT_RECEIVED = Text(
    "{year} 年度总结（annual/{year}.yaml）已经有了，但没有{lacking}收到的登记，不算收齐；限期 {due}，已逾期 {days} 天",
    "annual/{year}.yaml is there, but no receipt by {lacking} is on record; the summary was due on {due} and is {days} days overdue",
)
_SENT_AFTER_RECEIPT = Text(
    "{year} 年度总结的报送日期 {submitted} 晚于收齐日期 {received}；以回执为准，请核对",
    "the summary of {year} is dated {submitted}, after its receipt on {received}; the receipts count; check the days",
)
_BEFORE_ITS_YEAR = Text(
    "{year} 年度总结登记为 {received} 收齐，那时这一年还没有开始；请核对回执的日期和年度",
    "the summary of {year} is recorded as received on {received}, before that year began; check day and year of the receipts",
)
_CHANGED_SINCE = Text(
    "{year} 年度总结在收齐（{received}）以后又有改动；请核对是否重新报送、改了哪些",
    "the summary of {year} has changed since it was received on {received}; check whether it was sent again and what is different",
)
_NONE_YET = Text("还没有到要报送年度总结的年度", "no year has come yet for which a summary is owed")
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
        "annual/submitted_on",
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
