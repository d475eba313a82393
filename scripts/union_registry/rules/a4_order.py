"""Article 四: the steps come in their order, and none is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from union_registry.finding import Outcome, Strength
from union_registry.rule import Case, Judgement, Measure, Rule
from union_registry.rules import steps
from union_registry.rules.steps import Mark, Step
from union_registry.text import Text


def steps_come_in_order(case: Case) -> Iterator[Judgement]:
    """No step before the day of one that comes before it, and no approval with a step missing.

    A step is compared with the latest of those before it, so that it is told once. The same day is
    in order. Units that joined after a step need not have signed before it. The filing is no step of
    its own, but the agreement is attached to it and the approval answers it (附件3).
    """
    charter, agreement, approval = steps.charter(case), steps.agreement(case), steps.approval(case)
    selection, review = steps.selection(case), steps.review(case, passed=True)
    stages = ((selection,), (review,), (charter, agreement), (steps.filing(case),), (approval,))
    judgements = list(_out_of_order(stages, case.union.place.file))
    missing = [step.name for step in (selection, steps.plan(case), review, charter, agreement) if not step.marks]
    if approval.marks and missing:
        facts = {"approved": Measure(approval.marks[0].day), "missing": Measure(tuple(missing))}
        judgements.append(Judgement(Outcome.NOT_MET, approval.marks[0].at, facts, _STEPS_MISSING))
    if judgements:
        yield from judgements
        return
    taken = [step for stage in stages for step in stage if step.marks]
    if len(taken) < _FEWEST:
        yield Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_TOO_FEW)
    else:
        yield Judgement(Outcome.MET, taken[-1].marks[0].at, {"steps": Measure(tuple(map(_told, taken)))})


def _out_of_order(stages: Iterable[tuple[Step, ...]], folder: str) -> Iterator[Judgement]:
    """One judgement for each step whose first day lies before the latest day of the stages before it."""
    taken: list[Mark] = []
    for stage in stages:
        for step in stage:
            if step.marks:
                first = min(step.marks, key=_day)
                wanted = [mark for mark in taken if mark.joined_on is None or mark.joined_on <= first.day]
                former = max(wanted, key=_day, default=first)
                if former.day > first.day:
                    yield Judgement(Outcome.NOT_MET, first.at, _overtaking(first, former, folder))
        taken += [mark for step in stage for mark in step.marks]


def _day(mark: Mark) -> date:
    return mark.day


def _overtaking(first: Mark, former: Mark, folder: str) -> dict[str, Measure]:
    return {
        "step": Measure(first.name),
        "day": Measure(first.day),
        "former": Measure(former.name),
        "former_day": Measure(former.day),
        "former_file": Measure(former.at.file.removeprefix(folder)),
        "days": Measure((former.day - first.day).days, "天"),
    }


def _told(step: Step) -> Text:
    """A step with its day, or with its first and last."""
    first, last = min(step.marks, key=_day).day, max(step.marks, key=_day).day
    if first == last:
        return Text(f"{step.name.zh} {first}", f"{step.name.en} {first}")
    return Text(f"{step.name.zh} {first} 至 {last}", f"{step.name.en} {first} to {last}")


_FEWEST = 2  # steps that can be out of order
_TOO_FEW = Text("办过的步骤不到两步，还谈不上先后", "fewer than two steps have been taken, so there is no order yet")
_STEPS_MISSING = Text(
    "{approved} 已批复，却缺这些步骤：{missing}", "approved on {approved} with steps missing: {missing}"
)

STEPS_IN_ORDER = Rule(
    id="steps-in-order",
    clause="四",
    strength=Strength.MUST,
    title=Text("组建步骤的先后", "Order of the steps"),
    judge=steps_come_in_order,
    reads=(
        "bureau-selection/selected_on",
        "bureau-review/reviewed_on",
        "bureau-review/conclusion",
        "plan/tasks",
        "charter/adopted_on",
        "members/members/*/name",
        "members/members/*/signature/on",
        "members/members/*/joined_on",
        "filing/filed_on",
        "bureau-approval/approved_on",
    ),
    met=Text("各步依次是：{steps}", "the steps came in order: {steps}"),
    not_met=Text(
        "{step}（{day}）早于{former}（{former_day}，见 {former_file}），差 {days} 天",
        "{step} ({day}) comes before {former} ({former_day}, see {former_file}), by days: {days}",
    ),
    fix=Text(
        "核对这两处日期，写错的改正；次序确实颠倒或缺了步骤的，请盟科技局补办后再批复",
        "check both dates and correct a wrong one; where steps are missing or were taken in the wrong order, the bureau has them made up for before it approves",
    ),
)
