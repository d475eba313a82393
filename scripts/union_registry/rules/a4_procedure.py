"""Article 四（一） to （四）: selection, plan, review, charter and agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from union_registry.finding import Outcome, Place, Strength
from union_registry.model.forms import Plan
from union_registry.model.record import Record
from union_registry.policy import Policy
from union_registry.rule import Case, Judgement, Measure, Rule, limit, met_if
from union_registry.rules import steps
from union_registry.text import Text


def lead_is_selected(case: Case) -> Judgement:
    """Owed as soon as a later step is there; until then a union simply has not come so far."""
    union, selection = case.union, case.union.selection
    if selection is None or selection.selected_on > case.as_of:
        return steps.not_taken(case, steps.SELECTION, "bureau/selection.yaml", steps.review(case), steps.approval(case))
    recommender = case.vocabularies["recommenders"].label(union.recommendation.recommender)
    facts = {
        "selected": Measure(selection.selected_on),
        "departments": Measure(len(selection.departments), "个"),
        "recommender": Measure(recommender),
    }
    return Judgement(Outcome.MET, selection.place / "selected_on", facts)


LEAD_SELECTED = Rule(
    id="lead-selected",
    clause="四（一）",
    strength=Strength.MUST,
    title=Text("遴选牵头单位", "Selection of the lead"),
    judge=lead_is_selected,
    reads=(
        "bureau-selection/selected_on",
        "bureau-selection/departments",
        "lead/recommender",
        "bureau-review/reviewed_on",
        "bureau-approval/approved_on",
    ),
    met=Text(
        "{selected} 遴选，会同行业主管部门 {departments} 个，推荐单位是{recommender}",
        "selected on {selected} with the sector's departments ({departments}), recommended by {recommender}",
    ),
    not_met=steps.PASSED_OVER,
    fix=Text(
        "请盟科技局在 bureau/selection.yaml 登记遴选日期、会同的部门和文号",
        "the bureau enters day, departments and document of the selection into bureau/selection.yaml",
    ),
)


def plan_is_complete(case: Case) -> Iterator[Judgement]:
    """One judgement for each kind of problem: parts without content, strangers, phases, deadlines."""
    if "plan.yaml" not in case.union.files:
        yield steps.not_taken(case, steps.PLAN, "plan.yaml", steps.review(case), steps.approval(case))
        return
    plan = case.union.plan
    facts = {
        "tasks": Measure(len(plan.tasks), "项"),
        "phases": Measure(len(plan.schedule), "段"),
        "starts": Measure(min(phase.starts_on for phase in plan.schedule)),
        "ends": Measure(max(phase.ends_on for phase in plan.schedule)),
    }
    problems = [*_hollow_parts(case, plan), *_strangers(case, plan), *_phases_running_back(plan), *_tasks_outside(plan)]
    for problem in problems:
        yield Judgement(problem.outcome, problem.at, facts | problem.told, problem.words)
    if not problems:
        yield Judgement(Outcome.MET, plan.place / "tasks", facts)


class _Problem(NamedTuple):
    at: Place
    told: dict[str, Measure]
    words: Text
    outcome: Outcome = Outcome.NOT_MET


_PLAN_PARTS = {
    "objectives": Text("建设目标", "objectives"),
    "organisation": Text("组织架构", "organisation"),
    "mechanisms": Text("运行机制", "mechanisms"),
}


def _hollow_parts(case: Case, plan: Plan) -> Iterator[_Problem]:
    hollow = _hollow(plan, _PLAN_PARTS, case.policy)
    if hollow:
        yield _Problem(plan.place / hollow[0], {"hollow": Measure(_labels(hollow, _PLAN_PARTS))}, _PLAN_HOLLOW)


def _strangers(case: Case, plan: Plan) -> Iterator[_Problem]:
    """Those who carry out a task are members, or were until it was due.

    Who left after the approval leaves a task to hand on, which is told but does not spoil the plan.
    """
    approval = steps.approval(case).marks
    left = {
        member.credit_code
        for member in case.union.members
        if approval and member.left_on is not None and approval[0].day < member.left_on <= case.as_of
    }
    strange: dict[Outcome, list[tuple[Place, str, str]]] = {Outcome.NOT_MET: [], Outcome.NOTE: []}
    for task in plan.tasks:
        _ = task.deliverable
        present = {member.credit_code for member in case.union.members_on(min(case.as_of, task.due_on))}
        for number, code in enumerate(task.members):
            if code not in present:
                outcome = Outcome.NOTE if code in left else Outcome.NOT_MET
                strange[outcome].append((task.place / "members" / number, task.title, code))
    for outcome, found in strange.items():
        if found:
            places, tasks, codes = zip(*found, strict=True)
            told = {"concerned": Measure(tuple(dict.fromkeys(tasks))), "units": Measure(tuple(dict.fromkeys(codes)))}
            yield _Problem(places[0], told, _LEFT if outcome is Outcome.NOTE else _STRANGERS, outcome)


def _phases_running_back(plan: Plan) -> Iterator[_Problem]:
    before = plan.schedule[0].starts_on
    places, numbers = [], []
    for number, phase in enumerate(plan.schedule, start=1):
        _ = phase.milestone
        if phase.starts_on < before or phase.ends_on < phase.starts_on:
            places.append(phase.place / ("starts_on" if phase.starts_on < before else "ends_on"))
            numbers.append(str(number))
        before = phase.starts_on
    if places:
        yield _Problem(places[0], {"concerned": Measure(tuple(numbers))}, _PHASES)


def _tasks_outside(plan: Plan) -> Iterator[_Problem]:
    first, last = min(phase.starts_on for phase in plan.schedule), max(phase.ends_on for phase in plan.schedule)
    outside = [task for task in plan.tasks if not first <= task.due_on <= last]
    if outside:
        told = Measure(tuple(f"{task.title} {task.due_on}" for task in outside))
        yield _Problem(outside[0].place / "due_on", {"concerned": told}, _OUTSIDE)


_PLAN_HOLLOW = Text("方案的{hollow}没有写出内容", "these parts of the plan say nothing: {hollow}")
_STRANGERS = Text(
    "承担任务的 {units} 不是成员（任务：{concerned}）", "{units} are no members but carry out tasks: {concerned}"
)
_LEFT = Text(
    "{units} 已退出，手上的任务要有单位接：{concerned}",
    "{units} left; somebody has to take over these tasks: {concerned}",
)
_PHASES = Text(
    "进度安排第 {concerned} 段先后颠倒：结束不能早于开始，开始不能早于前一段的开始",
    "phases {concerned} run backwards: none ends before it starts or starts before the former one",
)
_OUTSIDE = Text(
    "完成时限在进度安排（{starts} 至 {ends}）之外的任务：{concerned}",
    "tasks due outside the schedule, {starts} to {ends}: {concerned}",
)

PLAN_COMPLETE = Rule(
    id="plan-complete",
    clause="四（二）",
    strength=Strength.MUST,
    title=Text("建设方案", "Development plan"),
    judge=plan_is_complete,
    reads=(
        "plan/objectives",
        "plan/organisation",
        "plan/mechanisms",
        "plan/tasks/*/title",
        "plan/tasks/*/members",
        "plan/tasks/*/due_on",
        "plan/schedule/*/starts_on",
        "plan/schedule/*/ends_on",
        "members/members/*/credit_code",
        "members/members/*/joined_on",
        "members/members/*/left_on",
        "bureau-review/reviewed_on",
        "bureau-approval/approved_on",
    ),
    met=Text(
        "{tasks} 项任务都由成员承担、都有时限，进度分 {phases} 段，{starts} 至 {ends}",
        "members carry out all tasks ({tasks}), each has a deadline; phases: {phases}, {starts} to {ends}",
    ),
    not_met=steps.PASSED_OVER,
    fix=Text(
        "在 plan.yaml 里改：任务由成员承担并写信用代码，时限在进度安排之内，各段按先后写，每一项写出内容",
        "in plan.yaml let members carry out tasks, by credit code, set deadlines within the schedule, put phases in order and write every part",
    ),
)


def plan_is_reviewed(case: Case) -> Judgement:
    review, policy = case.union.review, case.policy
    if review is None or review.reviewed_on > case.as_of:
        return steps.not_taken(case, steps.REVIEW, "bureau/review.yaml", steps.approval(case))
    for expert in review.experts:
        _ = expert.field, expert.institution
    facts = {
        "reviewed": Measure(review.reviewed_on),
        "experts": Measure(len(review.experts), "人"),
        "minimum": limit(policy.review_expert_minimum, "人"),
        "departments": Measure(len(review.departments), "个"),
    }
    if review.conclusion != "passed":
        at, words = review.place / "conclusion", _CONCLUSIONS[review.conclusion]
    elif len(review.experts) < policy.review_expert_minimum:
        at, words = review.place / "experts", _FEW_EXPERTS
    elif not _says_something(review.opinion, policy):
        at, words = review.place / "opinion", _NO_OPINION
    else:
        return Judgement(Outcome.MET, review.place / "conclusion", facts)
    return Judgement(Outcome.NOT_MET, at, facts, words)


_CONCLUSIONS = {
    "revise": Text(
        "{reviewed} 论证的结论是修改后再论证，还没有通过", "the review of {reviewed} wants the plan revised first"
    ),
    "rejected": Text("{reviewed} 论证的结论是不通过", "the review of {reviewed} turned the plan down"),
}
_FEW_EXPERTS = Text(
    "{reviewed} 论证有专家 {experts} 人，至少 {minimum} 人",
    "experts of the review of {reviewed}: {experts}, at least {minimum} wanted",
)
_NO_OPINION = Text("{reviewed} 论证没有写出论证意见", "the review of {reviewed} gives no opinion")

PLAN_REVIEWED = Rule(
    id="plan-reviewed",
    clause="四（三）",
    strength=Strength.MUST,
    title=Text("可行性论证", "Feasibility review"),
    judge=plan_is_reviewed,
    reads=(
        "bureau-review/reviewed_on",
        "bureau-review/experts",
        "bureau-review/departments",
        "bureau-review/opinion",
        "bureau-review/conclusion",
        "bureau-approval/approved_on",
    ),
    met=Text(
        "{reviewed} 通过论证，专家 {experts} 人，部门 {departments} 个",
        "passed on {reviewed}; experts: {experts}, departments: {departments}",
    ),
    not_met=steps.PASSED_OVER,
    fix=Text(
        "请盟科技局组织论证并登记 bureau/review.yaml；没有通过的，牵头单位先按论证意见改 plan.yaml",
        "the bureau has the plan reviewed and fills in bureau/review.yaml; where it did not pass, the lead first mends plan.yaml by the opinion",
    ),
)


def charter_is_adopted(case: Case) -> Judgement:
    if not steps.charter(case).marks:
        return steps.not_taken(case, steps.CHARTER, "charter.yaml", steps.approval(case))
    charter = case.union.charter
    return _written(charter, _CHARTER_PARTS, case.policy, {"adopted": Measure(charter.adopted_on)})


_CHARTER_PARTS = {
    "purpose": Text("建设宗旨", "purpose"),
    "business_scope": Text("业务范围", "business scope"),
    "organisation": Text("组织架构", "organisation"),
    "mechanisms": Text("运行机制", "mechanisms"),
}

CHARTER_ADOPTED = Rule(
    id="charter-adopted",
    clause="四（四）a",
    strength=Strength.MUST,
    title=Text("联合体章程", "Charter"),
    judge=charter_is_adopted,
    reads=(
        "charter/adopted_on",
        *(f"charter/{part}" for part in _CHARTER_PARTS),
        "bureau-approval/approved_on",
    ),
    met=Text(
        "章程 {adopted} 通过，四部分写了 {present}/{total}",
        "the charter was adopted on {adopted}; parts written: {present}/{total}",
    ),
    not_met=Text(
        "章程写了 {present}/{total}，没有写出内容的是：{hollow}",
        "parts of the charter written: {present}/{total}; without content: {hollow}",
    ),
    fix=Text(
        "在 charter.yaml 里写出宗旨、业务范围、组织架构和运行机制，并填通过日期",
        "write purpose, scope, organisation and mechanisms in charter.yaml, and the day of adoption",
    ),
)


def agreement_is_complete(case: Case) -> Judgement:
    """All the points of 四（四） and of annex 2; who has signed is judged under 三（四）."""
    if "agreement.yaml" not in case.union.files:
        return steps.not_taken(case, steps.AGREEMENT, "agreement.yaml", steps.approval(case))
    return _written(case.union.agreement, _POINTS, case.policy, {})


_POINTS = {
    "objectives": Text("技术创新目标", "goals"),
    "tasks": Text("任务分工", "tasks"),
    "cooperation": Text("合作内容", "content of the cooperation"),
    "rights_and_duties": Text("责权利", "rights and duties"),
    "ownership": Text("成果和知识产权归属", "ownership of results"),
    "licence_income": Text("许可使用和转化收益", "licences and income"),
    "misconduct": Text("科研诚信追究", "misconduct"),
    "breach": Text("违约责任", "liability for breach"),
    "disputes": Text("争议解决", "settlement of disputes"),
    "joining_and_leaving": Text("进入和退出", "joining and leaving"),
    "dissolution": Text("解散时的权责分配", "dissolution"),
}

AGREEMENT_COMPLETE = Rule(
    id="agreement-complete",
    clause="四（四）b",
    strength=Strength.MUST,
    title=Text("组建协议", "Agreement"),
    judge=agreement_is_complete,
    reads=(*(f"agreement/{point}" for point in _POINTS), "bureau-approval/approved_on"),
    met=Text("协议的要点写了 {present}/{total}", "points of the agreement written: {present}/{total}"),
    not_met=Text(
        "协议的要点写了 {present}/{total}，没有写出内容的是：{hollow}",
        "points of the agreement written: {present}/{total}; without content: {hollow}",
    ),
    fix=Text(
        "在 agreement.yaml 里逐项写出约定；“略”“见附件”之类不算",
        "write every point out in agreement.yaml; “omitted” or “see annex” does not count",
    ),
)


def _written(record: Record, parts: Mapping[str, Text], policy: Policy, facts: Mapping[str, Measure]) -> Judgement:
    """Met if every one of `parts` of the record says something."""
    hollow = _hollow(record, parts, policy)
    told = {
        "present": Measure(len(parts) - len(hollow), "项"),
        "total": limit(len(parts), "项"),
        "hollow": Measure(_labels(hollow, parts)),
    }
    return met_if(not hollow, record.place / hollow[0] if hollow else record.place, **facts, **told)


def _hollow(record: Record, parts: Iterable[str], policy: Policy) -> list[str]:
    return [part for part in parts if not _says_something(getattr(record, part), policy)]


def _says_something(text: str, policy: Policy) -> bool:
    """Whether a text is more than one of the policy's words for nothing, punctuation aside."""
    words = re.sub(r"[\W_]", "", text)
    return bool(words) and words not in policy.placeholder_words


def _labels(parts: Iterable[str], labels: Mapping[str, Text]) -> tuple[Text, ...]:
    return tuple(labels[part] for part in parts)
