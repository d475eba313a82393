"""Article 六（二）: league projects, the money in them, and how they end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from union_registry.finding import Outcome, Place, Strength
from union_registry.model.bureau import Grant, Project, Termination
from union_registry.rule import Case, Judgement, Measure, Rule
from union_registry.text import Text

_LEAGUE = "league"  # the key, in the vocabulary of levels, of the projects that the clause speaks of
_NO_PROJECT = Text("没有承担项目", "no project has been granted")


class _Problem(NamedTuple):
    at: Place
    words: Text


def project_rules_exist(case: Case) -> Judgement:
    """Wanted from the day on which the first league project is granted, and from then on."""
    projects = [project for _, project in _projects(case, case.as_of) if project.level == _LEAGUE]
    if not projects:
        return Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NO_LEAGUE_PROJECT)
    governance = case.union.basics.governance
    facts, rules = {"projects": Measure(len(projects), "项")}, governance.project_management
    if rules is None:
        return Judgement(Outcome.NOT_MET, governance.place, facts)
    _ = rules.summary
    return Judgement(Outcome.MET, rules.place, facts | {"title": Measure(rules.title)})


_NO_LEAGUE_PROJECT = Text("没有承担盟级项目", "no league project has been granted")

PROJECT_RULES = Rule(
    id="project-rules",
    clause="六（二）",
    strength=Strength.MUST,
    title=Text("盟级项目管理制度", "Rules for running league projects"),
    judge=project_rules_exist,
    reads=(
        "union/governance/project_management/title",
        "bureau-support/grants/*/granted_on",
        "bureau-support/grants/*/project/level",
    ),
    met=Text(
        "承担盟级项目 {projects} 项，按《{title}》管理", "league projects granted: {projects}, run by the rules {title}"
    ),
    not_met=Text(
        "承担盟级项目 {projects} 项，却没有项目管理制度",
        "league projects granted: {projects}, but there are no rules for running them",
    ),
    fix=Text(
        "在 union.yaml 的 governance 下填 project_management（名称、要点），写明各家的责权利",
        "fill in project_management under governance in union.yaml (title, summary): duties, rights and benefits of each",
    ),
)


def shares_add_up(case: Case) -> Iterator[Judgement]:
    """One judgement for each project: exact sums, each unit once, and only members of the day of the grant."""
    any_project = False
    for grant, project in _projects(case, case.as_of):
        any_project = True
        yield _shares_of(case, grant, project)
    if not any_project:
        yield Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NO_PROJECT)


def _shares_of(case: Case, grant: Grant, project: Project) -> Judgement:
    # Who joins later may take over the share of one that left.
    joined = [m for m in case.union.members if m.joined_on is None or m.joined_on <= case.as_of]
    members = {m.credit_code for m in joined if m.left_on is None or m.left_on > grant.granted_on}
    total, seen, twice, strange = Fraction(0), set[str](), list[str](), list[str]()
    problems = []
    for share in project.shares:
        _ = share.task
        total += Fraction(share.amount)
        if share.credit_code in seen:
            twice.append(share.credit_code)
            problems.append(_Problem(share.place / "credit_code", _TWICE))
        elif share.credit_code not in members:
            strange.append(share.credit_code)
            problems.append(_Problem(share.place / "credit_code", _STRANGE))
        seen.add(share.credit_code)
    facts = {
        "project": Measure(grant.title),
        "granted": Measure(grant.granted_on),
        "units": Measure(len(seen), "家"),
        "total": Measure(total, "万元"),
        "twice": Measure(tuple(dict.fromkeys(twice))),
        "strange": Measure(tuple(strange)),
    }
    if grant.amount is None:
        problems.append(_Problem(grant.place, _NO_AMOUNT))
    else:
        amount = Fraction(grant.amount)
        facts |= {"amount": Measure(amount, "万元"), "difference": Measure(abs(total - amount), "万元")}
        if total != amount:
            problems.append(_Problem(grant.place / "amount", _OVER if total > amount else _SHORT))
    return _judged(_SHARES_WRONG, problems, facts) or Judgement(Outcome.MET, grant.place / "amount", facts)


_SHARES_WRONG = Text("项目“{project}”的分配有误", "the shares of project {project} are wrong")
_TWICE = Text("重复列出 {twice}", "listed twice: {twice}")
_STRANGE = Text("{granted} 立项以来都不是成员的有 {strange}", "no members since it was granted on {granted}: {strange}")
_NO_AMOUNT = Text(
    "没有填金额，各家合计 {total} 万元，无从核对", "no amount is given to compare the shares of {total} 万元 with"
)
_OVER = Text(
    "各家合计 {total} 万元，比金额 {amount} 万元多 {difference} 万元",
    "the shares are {total} 万元, {difference} more than the {amount} granted",
)
_SHORT = Text(
    "各家合计 {total} 万元，比金额 {amount} 万元少 {difference} 万元",
    "the shares are {total} 万元, {difference} less than the {amount} granted",
)

PROJECT_SHARES_ADD_UP = Rule(
    id="project-shares-add-up",
    clause="六（二）",
    strength=Strength.MUST,
    title=Text("项目任务和经费分配", "Tasks and money in projects"),
    judge=shares_add_up,
    reads=(
        "bureau-support/grants/*/title",
        "bureau-support/grants/*/granted_on",
        "bureau-support/grants/*/amount",
        "bureau-support/grants/*/project/shares/*/credit_code",
        "bureau-support/grants/*/project/shares/*/amount",
        "members/members/*/credit_code",
        "members/members/*/joined_on",
        "members/members/*/left_on",
    ),
    met=Text(
        "项目“{project}”：{units} 家合计 {total} 万元，与金额相符",
        "project {project}: the shares of {units} units are {total} 万元, as granted",
    ),
    not_met=_SHARES_WRONG,
    fix=Text(
        "请盟科技局核对 bureau/support.yaml 里该项目的 amount 和 shares：每家成员一行，经费合计等于金额，分文不差",
        "the bureau checks amount and shares of the project in bureau/support.yaml: one line for each member, adding up exactly to the amount",
    ),
)


def projects_end_in_order(case: Case) -> Iterator[Judgement]:
    """One judgement for each project, as of the day of the check: the money of a dissolved union is followed up too."""
    any_project = False
    for grant, project in _projects(case, case.today):
        any_project = True
        yield _end_of(grant, project, case.today)
    if not any_project:
        yield Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NO_PROJECT)


def _end_of(grant: Grant, project: Project, day: date) -> Judgement:
    completed_on = project.completed_on if project.completed_on and project.completed_on <= day else None
    ended = project.termination if project.termination and project.termination.terminated_on <= day else None
    facts = {
        "project": Measure(grant.title),
        "granted": Measure(grant.granted_on),
        "ends": Measure(project.ends_on),
    }
    problems = []
    if completed_on is not None:
        facts["completed"] = Measure(completed_on)
        if completed_on < grant.granted_on:
            problems.append(_Problem(project.place / "completed_on", _COMPLETED_TOO_SOON))
        if ended is not None:
            problems.append(_Problem(project.place / "completed_on", _BOTH))
    if ended is not None:
        facts |= _facts_of(ended)
        if ended.terminated_on < grant.granted_on:
            problems.append(_Problem(ended.place / "terminated_on", _ENDED_TOO_SOON))
        if grant.amount is not None and ended.recovered > grant.amount:
            facts |= {
                "amount": Measure(Fraction(grant.amount), "万元"),
                "over": Measure(Fraction(ended.recovered - grant.amount), "万元"),
            }
            problems.append(_Problem(ended.place / "recovered", _TOO_MUCH))
    return _judged(_END_WRONG, problems, facts) or _standing(project, ended, completed_on, facts, day)


def _facts_of(ended: Termination) -> dict[str, Measure]:
    _ = ended.document
    return {
        "terminated": Measure(ended.terminated_on),
        "cause": Measure(_CAUSES[ended.cause]),
        "recovered": Measure(Fraction(ended.recovered), "万元"),
    }


def _standing(
    project: Project, ended: Termination | None, completed_on: date | None, facts: Mapping[str, Measure], day: date
) -> Judgement:
    """A project that holds no fault: over, under way, or with something still to come."""
    if completed_on is not None:
        return Judgement(Outcome.MET, project.place / "completed_on", facts)
    if ended is not None:
        return _recovery(ended, facts, day)
    if day > project.ends_on:
        over = {"days": Measure((day - project.ends_on).days, "天")}
        return Judgement(Outcome.NOTE, project.place / "ends_on", {**facts, **over}, _OVERDUE)
    return Judgement(Outcome.MET, project.place / "ends_on", facts, _UNDER_WAY)


def _recovery(ended: Termination, facts: Mapping[str, Measure], day: date) -> Judgement:
    if not ended.recovered and ended.cause in _MONEY_BACK:
        return Judgement(Outcome.NOTE, ended.place / "recovered", facts, _NOTHING_BACK)
    if ended.recovered and (ended.recovered_on is None or ended.recovered_on > day):
        waited = {"days": Measure((day - ended.terminated_on).days, "天")}
        return Judgement(Outcome.NOTE, ended.place / "recovered", {**facts, **waited}, _NOT_YET_BACK)
    return Judgement(Outcome.MET, ended.place / "recovered", facts, _BACK)


_CAUSES = {
    "misallocation": Text("经费分配不当", "money misallocated"),
    "poor_cooperation": Text("任务配合不力", "poor cooperation"),
    "other": Text("其他原因", "other cause"),
}
_END_WRONG = Text("项目“{project}”的验收或终止有误", "the end of project {project} is wrong")
_MONEY_BACK = frozenset(("misallocation", "poor_cooperation"))  # for these the clause has the money taken back
_COMPLETED_TOO_SOON = Text(
    "验收日期 {completed} 早于立项日期 {granted}", "completed on {completed}, before it was granted on {granted}"
)
_BOTH = Text(
    "既登记了 {completed} 验收，又登记了 {terminated} 终止",
    "on record as completed on {completed} and as terminated on {terminated} too",
)
_ENDED_TOO_SOON = Text(
    "终止日期 {terminated} 早于立项日期 {granted}", "terminated on {terminated}, before it was granted on {granted}"
)
_TOO_MUCH = Text(
    "收回 {recovered} 万元，比金额 {amount} 万元多 {over} 万元",
    "{recovered} 万元 taken back, {over} more than the {amount} granted",
)
_UNDER_WAY = Text("项目“{project}”在研，到 {ends} 为止", "project {project} is under way until {ends}")
_OVERDUE = Text(
    "项目“{project}”{ends} 到期，已过 {days} 天，没有验收也没有终止",
    "project {project} ended on {ends}, {days} days ago, and is neither completed nor terminated",
)
_NOTHING_BACK = Text(
    "项目“{project}”{terminated} 终止（{cause}），收回 {recovered} 万元，请核对是否没有应收回的经费",
    "project {project} was terminated on {terminated} ({cause}) with {recovered} 万元 taken back; check that none was due",
)
_NOT_YET_BACK = Text(
    "项目“{project}”{terminated} 终止（{cause}），应收回的 {recovered} 万元尚未收回，已 {days} 天",
    "project {project} was terminated on {terminated} ({cause}); {recovered} 万元 is not back yet, after {days} days",
)
_BACK = Text(
    "项目“{project}”{terminated} 终止（{cause}），已收回 {recovered} 万元",
    "project {project} was terminated on {terminated} ({cause}); {recovered} 万元 is back",
)

PROJECT_ENDED = Rule(
    id="project-ended",
    clause="六（二）",
    strength=Strength.MUST,
    title=Text("项目验收、终止和经费收回", "End of projects, money taken back"),
    judge=projects_end_in_order,
    reads=(
        "bureau-support/grants/*/title",
        "bureau-support/grants/*/granted_on",
        "bureau-support/grants/*/amount",
        "bureau-support/grants/*/project/ends_on",
        "bureau-support/grants/*/project/completed_on",
        "bureau-support/grants/*/project/termination",
    ),
    met=Text("项目“{project}”{completed} 通过验收", "project {project} was completed on {completed}"),
    not_met=_END_WRONG,
    fix=Text(
        "请盟科技局核对 bureau/support.yaml 里该项目的 completed_on 和 termination（日期、收回经费、收回日期）",
        "the bureau checks completed_on and termination of the project in bureau/support.yaml (days, money taken back and when)",
    ),
)


def _projects(case: Case, day: date) -> Iterator[tuple[Grant, Project]]:
    """The grants that pay for a project and were made on or before `day`."""
    for grant in case.union.support.grants if case.union.support else ():
        if grant.project is not None and grant.granted_on <= day:
            yield grant, grant.project


def _judged(wrong: Text, problems: list[_Problem], facts: Mapping[str, Measure]) -> Judgement | None:
    """One judgement for all problems of a project, each kind told once, at the first; None without problems."""
    if not problems:
        return None
    told = list(dict.fromkeys(problem.words for problem in problems))
    zh, en = "；".join(text.zh for text in told), "; ".join(text.en for text in told)
    return Judgement(Outcome.NOT_MET, problems[0].at, facts, Text(f"{wrong.zh}：{zh}", f"{wrong.en}: {en}"))
