"""Whose turn it is, what is awaited and since when: follows from the procedure and from the dates in the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple, TypeVar

from union_registry import waiving
from union_registry.engine import UnionVerdict
from union_registry.finding import Finding, Outcome, Strength, is_of_form
from union_registry.model.bureau import Supervision
from union_registry.model.record import Unfilled
from union_registry.model.union import Status, Union
from union_registry.oversight.progress import Actor, Missing, Progress, Wait
from union_registry.policy import Policy
from union_registry.rules.a3_governance import AGREEMENT_SIGNED
from union_registry.rules.a4_procedure import PLAN_REVIEWED
from union_registry.rules.a6_annual import ANNUAL_SUMMARY, Duty, Standing, duties
from union_registry.rules.a6_problems import SUPERVISION_FOLLOWED, is_done
from union_registry.schema.checks import INCOMPLETE, MISSING_FILE
from union_registry.source.kinds import BY_SCHEMA, Kind, kind_of
from union_registry.text import Text
from union_registry.yearly import problems

T = TypeVar("T")


def progress(
    union: Union,
    verdict: UnionVerdict,
    policy: Policy,
    day: date,
    *,
    touched: date | None = None,
) -> Progress:
    """Where `union` stands on `day` (Asia/Shanghai), from its records and its verdict of that day.

    `policy` is the one it is judged by; `touched` is the day of its last change, which stands in
    where no record has a date.
    """
    owed = tuple(_readable(duties(union, policy, day)))
    coming = {f"annual/{duty.year}.yaml": duty for duty in owed if duty.received_on is None}
    fails = [f for f in verdict.findings if f.outcome.fails and f.rule not in _APART]
    unfit = {_name(finding) for finding in fails}
    waits = list(_summaries(union, coming, unfit, day))
    if verdict.status is Status.APPROVED:
        waits += _problems(union, day)
        waits += _supervision(union, day)
    turns = failing((f for f in fails if _name(f) not in coming), verdict.status, requested(union))
    if verdict.status is Status.DISSOLVED:
        waits += _records(turns.records)
    else:
        waits += _conditions(union, verdict.status, turns, day, touched)
        waits += _ending_waivers(union, verdict, day)
    standings = {duty.standing for duty in coming.values()}
    return Progress(
        verdict.slug,
        verdict.name,
        _known(lambda: union.basics.chain),
        _known(lambda: union.recommendation.recommender),
        day,
        verdict.status,
        next((standing for standing in (Standing.MISSING, Standing.DUE) if standing in standings), None),
        tuple(sorted(waits, key=lambda wait: -(wait.days_on(day) or 0))),
        _missing(verdict),
    )


_APART = (ANNUAL_SUMMARY.id, SUPERVISION_FOLLOWED.id)
# Which step of 四 needs which file; the rest of the applicant's files has to be in order at any step.
_NEEDED_SINCE = {
    "plan": Status.SELECTED,
    "charter": Status.REVIEWED,
    "agreement": Status.REVIEWED,
    "filing": Status.REVIEWED,
}
_STEPS = tuple(Status)
_TO_FILL = {
    Status.DRAFT: Text("填齐推荐材料", "fill in the application"),
    Status.SELECTED: Text("编制建设方案", "write the development plan"),
    Status.REVIEWED: Text("补齐章程、协议和备案登记表", "complete charter, agreement and filing form"),
}
_TO_COMPLETE = Text("补齐材料", "fill in what is missing")
_TO_SIGN = Text("请成员单位签署协议", "have the members sign the agreement")
_TO_MEND = Text("改正不满足的 {count} 处", "mend what is not in order: {count}")
_TO_MEND_OR_ASK = Text(
    "达到原则上的条件 {count} 项，或申请豁免", "meet the conditions in principle or ask for a waiver: {count}"
)
_TO_REVISE = Text("按论证意见修改建设方案", "revise the plan as the review asked")
_TO_DECIDE = {
    Status.DRAFT: Text(
        "推荐单位盖章后，会同行业主管部门遴选",
        "select the lead with its sector, once the recommender has stamped the form",
    ),
    Status.SELECTED: Text("组织专家和盟直部门论证", "have experts and departments review the plan"),
    Status.REVIEWED: Text("审定并发函批复", "approve by letter"),
}
_TO_WAIVE = Text("答复豁免申请 {count} 项", "decide on requests for a waiver: {count}")
_TO_SEE_TO = Text("核对盟科技局登记的记录 {count} 处", "see to the bureau's own records: {count}")
_TO_RENEW = Text("豁免到期前达到条件或申请延期", "meet the condition or ask again before the waiver ends")
_TO_SUMMARISE = Text("报送 {year} 年度总结", "send the summary of {year}")
_TO_RECEIVE = Text("签收 {year} 年度总结", "receive the summary of {year}")
_TO_SETTLE = Text("办结 {year} 年度总结提出的问题 {count} 项", "settle what the summary of {year} raised: {count}")
_TO_COMPLY = Text("落实盟科技局的督促要求", "do what the bureau has asked")
_TO_FOLLOW_UP = Text("督促限期已过，核实结果", "see what came of what was asked: its day has passed")


class Failing(NamedTuple):
    """What fails, by whose turn it is.

    `applicant` is in the way of the next step, `asked` waits for the bureau's answer to a request
    for a waiver, `records` is the bureau's own, `later` belongs to steps that are still to come,
    and `apart` are duties of an approved union with days of their own (六（一）).
    """

    applicant: list[Finding]
    asked: list[Finding]
    records: list[Finding]
    later: list[Finding]
    apart: list[Finding]


def failing(findings: Iterable[Finding], status: Status, requested: Collection[str]) -> Failing:
    """Those of `findings` that fail, of a union of this status that has `requested` waivers of rules."""
    turns = Failing([], [], [], [], [])
    for finding in findings:
        if finding.outcome.fails:
            _turn(finding, status, requested, turns).append(finding)
    return turns


def _turn(finding: Finding, status: Status, requested: Collection[str], turns: Failing) -> list[Finding]:
    if finding.rule in _APART:
        return turns.apart
    kind = _kind(finding)
    if kind and kind.by_bureau:
        return turns.records
    if _is_waivable(finding) and finding.rule in requested:
        return turns.asked
    in_the_way = _STEPS.index(_needed_since(finding)) <= _STEPS.index(status)
    return turns.applicant if in_the_way else turns.later


def requested(union: Union) -> frozenset[str]:
    """Ids of the rules that union.yaml asks to have waived; none while the requests cannot be read."""
    return _known(lambda: frozenset(request.rule for request in union.basics.waiver_requests)) or frozenset()


def _conditions(union: Union, status: Status, turns: Failing, day: date, touched: date | None) -> Iterator[Wait]:
    """What the next step of 四 waits for; of an approved union, what is no longer in order."""
    conclusion, reviewed_on = _returned(union, day) if status is Status.SELECTED else (None, None)
    if conclusion == "revise":
        yield Wait(Actor.APPLICANT, _TO_REVISE, reviewed_on)
    elif conclusion is None and turns.applicant:
        since = touched if status is Status.DRAFT else _reached(union, status)
        yield Wait(Actor.APPLICANT, _to_do(turns.applicant, status), since)
    elif conclusion is None and not turns.asked and status in _TO_DECIDE:
        yield Wait(Actor.BUREAU, _TO_DECIDE[status], _ready_since(union, status, day, touched))
    if turns.asked:
        yield Wait(Actor.BUREAU, _TO_WAIVE.fill({"count": len(turns.asked)}), touched)
    records = [finding for finding in turns.records if not (conclusion and finding.rule == PLAN_REVIEWED.id)]
    yield from _records(records)


def _records(findings: list[Finding]) -> Iterator[Wait]:
    """What the bureau has to see to in its own records, a dissolved union's included."""
    if findings:
        yield Wait(Actor.BUREAU, _TO_SEE_TO.fill({"count": _count(findings)}))


def _to_do(findings: list[Finding], status: Status) -> Text:
    """The most pressing part of what the applicant has to do before the next step."""
    blank = [finding for finding in findings if finding.rule in (INCOMPLETE.id, MISSING_FILE.id)]
    if blank:
        of_step = any(_needed_since(finding) is status for finding in blank)
        return _TO_FILL[status] if of_step and status in _TO_FILL else _TO_COMPLETE
    if all(finding.rule == AGREEMENT_SIGNED.id for finding in findings):
        return _TO_SIGN
    waivable = all(map(_is_waivable, findings))
    return (_TO_MEND_OR_ASK if waivable else _TO_MEND).fill({"count": _count(findings)})


def _count(findings: list[Finding]) -> int:
    """How many there are to mend: what waits for a value is not counted beside the fault that it waits for."""
    return sum(finding.outcome is Outcome.NOT_MET for finding in findings) or len(findings)


def _reached(union: Union, status: Status) -> date | None:
    """The day on which a union that is not yet approved came to its status."""
    if status is Status.SELECTED and union.selection:
        return union.selection.selected_on
    return union.review.reviewed_on if status is Status.REVIEWED and union.review else None


def _returned(union: Union, day: date) -> tuple[str, date] | tuple[None, None]:
    """Conclusion and day of a review that the plan did not pass."""
    seen = _known(lambda: (union.review.conclusion, union.review.reviewed_on) if union.review else None)
    return seen if seen and seen[1] <= day else (None, None)


def _ready_since(union: Union, status: Status, day: date, touched: date | None) -> date | None:
    """The day since which nothing but the bureau's next step is missing. A plan has no date of its own."""
    if status is Status.DRAFT:
        return touched
    if status is Status.SELECTED and union.selection:
        return max(union.selection.selected_on, touched) if touched else None
    days = [member.signature.on for member in union.members_on(day) if member.signature]
    days += [union.filing.filed_on] if union.filing else []
    days += [union.review.reviewed_on] if union.review else []
    return min(max(days), day)


def _summaries(union: Union, coming: Mapping[str, Duty], unfit: Collection[str], day: date) -> Iterator[Wait]:
    for file, duty in coming.items():
        try:
            yield from _summary(union, duty, day, fit=file not in unfit)
        except Unfilled:
            continue  # a finding of its own


def _summary(union: Union, duty: Duty, day: date, *, fit: bool) -> Iterator[Wait]:
    """六（一）: a summary that is there and `fit` waits for its receivers, any other for the applicant."""
    year = {"year": duty.year}
    summary = union.summaries.get(duty.year)
    if summary is None or not fit or summary.submitted_on > day:
        yield Wait(Actor.APPLICANT, _TO_SUMMARISE.fill(year), due_on=duty.due_on)
        return
    receipt = union.receipts.get(duty.year)
    for actor, received_on in (
        (Actor.RECOMMENDER, receipt.recommender_received_on if receipt else None),
        (Actor.BUREAU, receipt.bureau_received_on if receipt else None),
    ):
        if received_on is None or received_on > day:
            yield Wait(actor, _TO_RECEIVE.fill(year), summary.submitted_on)


def _problems(union: Union, day: date) -> Iterator[Wait]:
    """六（一）: problems that are not settled, year by year."""
    still = [problem for problem in _known(lambda: tuple(problems(union, day))) or () if problem.closed_on is None]
    for year, count in Counter(problem.year for problem in still).items():
        raised_on = next(problem.raised_on for problem in still if problem.year == year)
        yield Wait(Actor.BUREAU, _TO_SETTLE.fill({"year": year, "count": count}), raised_on)


def _supervision(union: Union, day: date) -> Iterator[Wait]:
    """六（一）: what the bureau asked is the applicant's turn until its day, then the bureau's."""
    for _, receipt in sorted(union.receipts.items()):
        try:
            yield from (
                _awaited(asked, day)
                for asked in receipt.supervision
                if asked.asked_on <= day and not is_done(asked, day)
            )
        except Unfilled:
            continue  # a finding of its own


def _awaited(asked: Supervision, day: date) -> Wait:
    if asked.due_on is not None and asked.due_on < day:
        return Wait(Actor.BUREAU, _TO_FOLLOW_UP, asked.due_on)
    return Wait(Actor.APPLICANT, _TO_COMPLY, asked.asked_on, asked.due_on)


def _ending_waivers(union: Union, verdict: UnionVerdict, day: date) -> Iterator[Wait]:
    """Waivers that the union stands on and that run out soon."""
    waived = {finding.rule for finding in verdict.findings if finding.outcome is Outcome.WAIVED}
    for waiver in waiving.running_out(union, day):
        if waiver.rule in waived:
            yield Wait(Actor.APPLICANT, _TO_RENEW, due_on=waiver.until)


def _missing(verdict: UnionVerdict) -> Missing:
    failed = [finding for finding in verdict.findings if finding.outcome is Outcome.NOT_MET]
    blank = {finding.file for finding in failed if finding.rule in (INCOMPLETE.id, MISSING_FILE.id)}
    apart = (INCOMPLETE.id, MISSING_FILE.id, AGREEMENT_SIGNED.id, *_APART)
    rest = [finding for finding in failed if finding.rule not in apart]
    rules = [finding for finding in rest if not is_of_form(finding.rule)]
    signatures = next((f.facts for f in verdict.findings if f.rule == AGREEMENT_SIGNED.id and f.facts), {})
    signed, members = (int(str(signatures[name].value)) if signatures else None for name in ("signed", "total"))
    waivable = sum(map(_is_waivable, rules))
    return Missing(len(blank), len(rest) - len(rules), len(rules) - waivable, waivable, signed, members)


def _is_waivable(finding: Finding) -> bool:
    return finding.outcome is Outcome.NOT_MET and finding.strength is Strength.IN_PRINCIPLE


def _name(finding: Finding) -> str:
    """The path within the union's folder of the file that a finding points to."""
    return (finding.file or "").removeprefix(f"unions/{finding.union}/")


def _kind(finding: Finding) -> Kind | None:
    return kind_of(_name(finding))


def _needed_since(finding: Finding) -> Status:
    """The status from which on a fault of the applicant's files is in the way of the next step."""
    kind = BY_SCHEMA["agreement"] if finding.rule == AGREEMENT_SIGNED.id else _kind(finding)
    return _NEEDED_SINCE.get(kind.schema, Status.DRAFT) if kind else Status.DRAFT


def _readable(items: Iterator[T]) -> Iterator[T]:
    """What comes before something that cannot be read: its fault is a finding of its own."""
    with suppress(Unfilled):
        yield from items


def _known(read: Callable[[], T]) -> T | None:
    """What can be read of a record, or None: its fault is a finding of its own."""
    try:
        return read()
    except Unfilled:
        return None
