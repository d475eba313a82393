"""Article 六（三）: who runs a project is asked before a unit with a part in it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from union_registry.difference import Difference
from union_registry.finding import Outcome, Place, Strength
from union_registry.model.bureau import Grant, Project, Share
from union_registry.model.forms import Change, Member
from union_registry.model.union import Status
from union_registry.rule import Case, Judgement, Measure, Rule
from union_registry.text import Text


class _Leaving(NamedTuple):
    """A unit with a part in a project that goes on, and the entries that may hold the application."""

    name: str
    credit_code: str
    on: date
    at: Place
    entries: list[Change]


def projects_are_asked_about(case: Case) -> Iterator[Judgement]:
    """One judgement for each unit that left (or leads no more) and each live project it has a share in."""
    union, any_share = case.union, False
    if union.support is not None:
        for leaving in _leaving(case):
            for grant, project, share in _shares(case, union.support.grants, leaving):
                any_share = True
                yield _asked(leaving, grant, project, share)
    if not any_share:
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_NO_LIVE_PROJECT)


def _leaving(case: Case) -> Iterator[_Leaving]:
    union = case.union
    approved_on = union.approval.approved_on if union.approval else case.as_of
    entries = union.change_list.changes if union.change_list else ()
    left = [member for member in union.members if member.left_on and approved_on < member.left_on <= case.as_of]
    for member in left:
        about = [entry for entry in entries if entry.kind == "member_left" and entry.on == member.left_on
                 and entry.is_about(member.credit_code, member.names)]  # fmt: skip
        yield _Leaving(member.name, member.credit_code, member.left_on or case.as_of, member.place / "left_on", about)
    if case.base is None or case.base.status is not Status.APPROVED:
        return
    told: set[str | None] = {member.credit_code for member in left}
    before = case.base.members()
    for difference in case.base.differences:
        if difference.kind in ("lead", "vanished") and difference.unit in before and difference.unit not in told:
            told.add(difference.unit)
            yield _changed(case, difference, before[difference.unit], entries)


def _changed(case: Case, difference: Difference, member: Member, entries: tuple[Change, ...]) -> _Leaving:
    about = [entry for entry in entries if entry.is_about(member.credit_code, member.names)]
    return _Leaving(member.name, member.credit_code, case.as_of, difference.at, about)


def _shares(case: Case, grants: tuple[Grant, ...], leaving: _Leaving) -> Iterator[tuple[Grant, Project, Share]]:
    """Its shares in projects of league level or higher that were granted and not ended on the day of leaving."""
    levels = case.vocabularies["levels"].terms
    for grant in grants:
        project = grant.project
        if project is None or grant.granted_on > leaving.on or project.ended_by(leaving.on):
            continue
        if not levels[project.level].rank:
            continue
        for share in project.shares:
            if share.credit_code == leaving.credit_code:
                yield grant, project, share


def _asked(leaving: _Leaving, grant: Grant, project: Project, share: Share) -> Judgement:
    facts = {
        "unit": Measure(leaving.name), "project": Measure(grant.title), "authority": Measure(project.authority),
        "amount": Measure(f"{share.amount:f}", "万元"),
    }  # fmt: skip
    entry = next((entry for entry in leaving.entries if entry.application), None)
    if entry is None:
        at = leaving.entries[0].place if leaving.entries else leaving.at
        return Judgement(Outcome.NOT_MET, at, facts)
    facts["application"] = Measure(entry.application or "")
    return Judgement(Outcome.MET, entry.place / "application", facts)


_NO_LIVE_PROJECT = Text(
    "没有成员在项目进行中退出或变更",
    "no member with a part in a project that goes on has left or changed",
)

PROJECT_APPLICATION = Rule(
    id="project-application",
    clause="六（三）c",
    strength=Strength.MUST,
    title=Text("涉及项目的变更先申请", "Application where a project is touched"),
    judge=projects_are_asked_about,
    reads=(
        "bureau-support/grants/*/project/shares/*/credit_code",
        "members/members/*/left_on",
        "changes/changes/*/application",
    ),
    met=Text(
        "{unit}退出或变更，涉及在研项目“{project}”（经费 {amount} 万元），已向{authority}申请：{application}",
        "{unit} left or changed with a part in the project “{project}” ({amount} 万元); application to {authority}: {application}",
    ),
    not_met=Text(
        "{unit}退出或变更，涉及在研项目“{project}”（经费 {amount} 万元），变更记录里没有向{authority}申请的文号",
        "{unit} left or changed with a part in the project “{project}” ({amount} 万元), and no application to {authority} is on record",
    ),
    fix=Text(
        "先向项目主管部门提出变更申请，再在 changes.yaml 的这一项填 application（申请文号）",
        "apply to the project's authority, then enter the application's number in this entry of changes.yaml",
    ),
)
