"""Article 六（一）: problems are settled by recommender and bureau, and weak unions are pressed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from union_registry.finding import Outcome, Strength
from union_registry.model.bureau import Supervision
from union_registry.rule import Case, Judgement, Measure, Rule
from union_registry.text import Text
from union_registry.yearly import problems


def problems_are_settled(case: Case) -> Iterator[Judgement]:
    """A problem comes back year after year until an answer closes it; settling it is the government's duty.

    Numbers only: what a problem says may not be for the public.
    """
    any_raised = False
    for year, group in groupby(problems(case.union, case.as_of), key=lambda problem: problem.year):
        any_raised, raised = True, list(group)
        still = [problem for problem in raised if problem.closed_on is None]
        facts = {"year": Measure(str(year), "年"), "count": Measure(len(raised), "项")}
        if still:
            facts |= {
                "open": Measure(len(still), "项"),
                "which": Measure(tuple(str(problem.number) for problem in still)),
                "since": Measure(still[0].raised_on),
                "days": Measure((case.as_of - still[0].raised_on).days, "天"),
            }
        at = still[0].place if still else case.union.summaries[year].place / "problems"
        yield Judgement(Outcome.NOTE if still else Outcome.MET, at, facts)
    yield from _astray(case)
    if not any_raised:
        yield Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NONE_RAISED)


def _astray(case: Case) -> Iterator[Judgement]:
    """Answers to a problem that the summary does not have."""
    for year, receipt in sorted(case.union.receipts.items()):
        count = len(case.union.summaries[year].problems) if year in case.union.summaries else 0
        for answer in receipt.answers:
            if not 1 <= answer.problem <= count:
                facts = {
                    "year": Measure(str(year), "年"),
                    "number": Measure(answer.problem),
                    "count": Measure(count, "项"),
                }
                yield Judgement(Outcome.NOT_MET, answer.place / "problem", facts)


_NONE_RAISED = Text("年度总结没有提出问题和事项", "no annual summary has raised a problem")

PROBLEMS_SETTLED = Rule(
    id="problems-settled",
    clause="六（一）",
    strength=Strength.MUST,
    title=Text("问题和事项得到办理", "Problems are settled"),
    judge=problems_are_settled,
    reads=(
        "annual/submitted_on",
        "annual/problems/*/text",
        "bureau-annual/answers/*/problem",
        "bureau-annual/answers/*/answered_on",
        "bureau-annual/answers/*/closed",
    ),
    met=Text(
        "{year} 年度提出的 {count} 项问题和事项都已办结", "the problems raised for {year} ({count}) are all settled"
    ),
    not_met=Text(
        "答复的是 {year} 年度第 {number} 项，而总结里只有 {count} 项",
        "an answer is to problem {number} of {year}, and the summary has {count}",
    ),
    note=Text(
        "{year} 年度提出的 {count} 项问题和事项，还有 {open} 项没有办结：第 {which} 项，{since} 提出，已 {days} 天",
        "of the problems raised for {year} ({count}) these are not settled ({open}): no. {which}, raised on {since}, {days} days ago",
    ),
    fix=Text(
        "盟科技局核对 bureau/annual/{year}.yaml 里 answers 的 problem：序号按 annual/{year}.yaml 的清单从 1 数起",
        "the bureau checks `problem` of the answers in bureau/annual/{year}.yaml: it counts from 1 in the list of annual/{year}.yaml",
    ),
)


def supervision_is_followed(case: Case) -> Iterator[Judgement]:
    """What was asked by a day is done by that day; what came late stays a note."""
    any_asked = False
    for year, receipt in sorted(case.union.receipts.items()):
        for number, asked in enumerate(receipt.supervision, 1):
            if asked.asked_on <= case.as_of:
                any_asked = True
                yield _followed(asked, year, number, case.as_of)
    if not any_asked:
        yield Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NOTHING_ASKED)


def _followed(asked: Supervision, year: int, number: int, day: date) -> Judgement:
    facts = {"year": Measure(str(year), "年"), "number": Measure(number), "asked": Measure(asked.asked_on)}
    if asked.due_on is not None:
        facts["due"] = Measure(asked.due_on)
    if is_done(asked, day):
        if asked.done_on is None:
            return Judgement(Outcome.MET, asked.place / "outcome", facts, _ANSWERED)
        facts["done"] = Measure(asked.done_on)
        if asked.due_on is None or asked.done_on <= asked.due_on:
            return Judgement(Outcome.MET, asked.place / "done_on", facts)
        facts["days"] = Measure((asked.done_on - asked.due_on).days, "天")
        return Judgement(Outcome.NOTE, asked.place / "done_on", facts)
    if asked.due_on is None:
        return Judgement(Outcome.NOT_APPLICABLE, asked.place, facts, _NO_DAY_SET)
    facts["days"] = Measure(abs((asked.due_on - day).days), "天")
    if asked.due_on < day:
        return Judgement(Outcome.NOT_MET, asked.place / "due_on", facts)
    return Judgement(Outcome.NOT_APPLICABLE, asked.place / "due_on", facts, _NOT_YET_DUE)


def is_done(asked: Supervision, day: date) -> bool:
    """Whether what was asked was done by `day`; an outcome without a day of its own counts at once."""
    return asked.outcome is not None if asked.done_on is None else asked.done_on <= day


_NOTHING_ASKED = Text("没有督促指导的记录", "nothing has been asked of the union")
_ANSWERED = Text(
    "{year} 年度第 {number} 条督促（{asked}）已有结果",
    "what was asked on {asked} (no. {number} of {year}) has an outcome",
)
_NO_DAY_SET = Text(
    "{year} 年度第 {number} 条督促（{asked}）没有限期，还没有结果",
    "what was asked on {asked} (no. {number} of {year}) has no day set and no outcome yet",
)
_NOT_YET_DUE = Text(
    "{year} 年度第 {number} 条督促（{asked}）限 {due} 前完成，还有 {days} 天",
    "what was asked on {asked} (no. {number} of {year}) is due on {due}, in {days} days",
)

SUPERVISION_FOLLOWED = Rule(
    id="supervision-followed",
    clause="六（一）",
    strength=Strength.MUST,
    title=Text("督促的事项按期完成", "What the bureau asked is done"),
    judge=supervision_is_followed,
    reads=(
        "bureau-annual/supervision/*/asked_on",
        "bureau-annual/supervision/*/due_on",
        "bureau-annual/supervision/*/outcome",
        "bureau-annual/supervision/*/done_on",
    ),
    met=Text(
        "{year} 年度第 {number} 条督促（{asked}）已于 {done} 完成",
        "what was asked on {asked} (no. {number} of {year}) was done on {done}",
    ),
    not_met=Text(
        "{year} 年度第 {number} 条督促（{asked}）应在 {due} 前完成，已逾期 {days} 天",
        "what was asked on {asked} (no. {number} of {year}) was due on {due} and is {days} days overdue",
    ),
    note=Text(
        "{year} 年度第 {number} 条督促（{asked}）{done} 才完成，限期 {due}，迟 {days} 天",
        "what was asked on {asked} (no. {number} of {year}) was done on {done}, {days} days after {due}",
    ),
    fix=Text(
        "照要求办理；盟科技局在 bureau/annual/{year}.yaml 登记结果 outcome 和完成日期 done_on",
        "do what was asked; the bureau enters `outcome` and `done_on` in bureau/annual/{year}.yaml",
    ),
)
