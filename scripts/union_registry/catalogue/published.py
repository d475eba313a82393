"""What the public may see of the register: approved unions only, public fields only.

Everything after this module is given nothing else, so no template can show more. Unions that are
not approved are not even in the index that rules look things up in. Only `preview` gives one that is
not approved, for pages that say so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from union_registry import index, waiving
from union_registry.engine import Judge, UnionVerdict, fault_finding
from union_registry.finding import Finding, Outcome
from union_registry.model.union import Status, Union
from union_registry.policy import Policy
from union_registry.register import Folder, Register
from union_registry.rules import RULES
from union_registry.rules.a6_annual import ANNUAL_SUMMARY, duties
from union_registry.rules.a6_applications import PROJECT_APPLICATION
from union_registry.rules.a6_conduct import RESEARCH_INTEGRITY
from union_registry.rules.a6_figures import INDICATORS_COMPARABLE
from union_registry.rules.a6_problems import PROBLEMS_SETTLED, SUPERVISION_FOLLOWED
from union_registry.rules.a6_projects import PROJECT_ENDED, PROJECT_RULES, PROJECT_SHARES_ADD_UP
from union_registry.rules.a6_succession import NAME_AND_LEAD_KEPT
from union_registry.rules.samples import SAMPLES_APART
from union_registry.schema.checks import MISSING_FILE
from union_registry.source.fault import Fault
from union_registry.source.kinds import kind_of
from union_registry.text import Text
from union_registry.waiving import Standing
from union_registry.yearly import Series, Values, compare

_TITLES = {rule.id: rule.title for rule in RULES}
# Told by `summaries`; its message counts days, which would make every page another one every day.
# That samples stay apart is the register's own concern. Problems and what the bureau asked are between
# the union and the bureau, and figures are told by `figures`. Who is sanctioned is not public, nor what was
# granted: that a rule about it applies, and how often, would tell. The site has no version to compare with.
_APART = frozenset(
    rule.id
    for rule in (
        ANNUAL_SUMMARY, INDICATORS_COMPARABLE, PROBLEMS_SETTLED, SUPERVISION_FOLLOWED, SAMPLES_APART,
        RESEARCH_INTEGRITY, PROJECT_RULES, PROJECT_SHARES_ADD_UP, PROJECT_ENDED, PROJECT_APPLICATION, NAME_AND_LEAD_KEPT,
    )
)  # fmt: skip
_APPROVAL = "bureau/approval.yaml"
# The day of what a file is about; a file dated later is not there yet.
_DAY_OF = {
    "annual": "submitted_on", "bureau-selection": "selected_on", "bureau-review": "reviewed_on",
    "bureau-approval": "approved_on",
}  # fmt: skip
# Where such a file is in disorder, the page does without what it holds.
_LEFT_OUT = {"plan"}
# Without them there is no page; any other file may be missing.
_NEEDED = ("union.yaml", "members.yaml")


class Unpublishable(Exception):
    """An approved union has faults of form in files that the public sees; `findings` tells them."""

    def __init__(self, findings: list[Finding], doubtful: str | None = None) -> None:
        """`doubtful` is the file of an approval that leaves open whether the union is approved."""
        what = f"{doubtful} 读不出来或没填完，不知道是否已核准" if doubtful else "以上文件写错或没填完"
        super().__init__(what)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Condition:
    """One clause's outcome. `message` is None where a fact in it is not public."""

    rule: str
    clause: str
    strength: str
    title: Text
    outcome: str
    message: Text | None
    facts: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SummaryYear:
    """How a union stands with the summary of one year; days in Asia/Shanghai."""

    year: int
    standing: str
    due_on: date
    received_on: date | None


@dataclass(frozen=True, slots=True)
class PublishedUnion:
    """A union as the public sees it, or in a preview would see it. `data` holds the public part of each file by its path
    within the folder, without `.yaml`: `data["union"]`, `data["bureau/annual/2025"]`, …; each waiver also gives its `standing` and what is `covered`, in words.
    `figures` are the public indicators of the annual summaries, year by year.
    """

    slug: str
    status: str
    sample: bool
    data: Mapping[str, Any]
    conditions: tuple[Condition, ...]
    summaries: tuple[SummaryYear, ...]
    figures: tuple[Series, ...] = ()


def published(register: Register, as_of: date) -> Iterator[PublishedUnion]:
    """The unions approved on or before `as_of`, dissolved ones included, in the order of their slugs.

    Unpublishable if a file with public fields does not hold to its schema: better no new site than
    a wrong one.
    """
    everything = index.load(register.root, register.slugs, fast=register.fast).entries.values()
    judge = Judge(register, index.Index(entry for entry in everything if entry.approved_by(as_of)), as_of)
    for entry in everything:
        # An approval that cannot be read must not make a union vanish without a word.
        doubtful = entry.approved_on is None and os.path.lexists(register.root / "unions" / entry.slug / _APPROVAL)
        if not doubtful and not entry.approved_by(as_of):
            continue
        folder = register.open(entry.slug, register.shown_or_judged)
        # A link, or a file of the wrong mode, is listed but never read.
        if doubtful or folder.within(_APPROVAL) not in folder.documents:
            approval = [(file, fault) for file, fault in folder.faults if file == folder.within(_APPROVAL)]
            raise Unpublishable(_told(folder, approval), folder.within(_APPROVAL))
        faults = public_faults(register, folder)
        if faults:
            raise Unpublishable(_told(folder, faults))
        yield _shown(judge, folder, judge.judge(folder))


def preview(judge: Judge, folder: Folder, verdict: UnionVerdict) -> PublishedUnion | None:
    """What the public would see if the bureau approved the union as it stands, on the judge's day (Asia/Shanghai).

    `verdict` is the judge's on `folder`. A union without approval has no letter and no day of
    approval in it; one that is approved is what `published` makes of it. None if the public files
    are not in order: `public_faults` tells why. Nothing is read here, so the folder may come from
    any tree.
    """
    if public_faults(judge.register, folder):
        return None
    judge, verdict = _before_the_public(judge, folder, verdict)
    return _shown(judge, folder, verdict)


def public_faults(register: Register, folder: Folder) -> list[tuple[str, Fault]]:
    """The faults of form, by repository path, in files that the public sees."""
    return [(file, fault) for file, fault in folder.faults if _concerns(register, folder, file, fault)]


def _before_the_public(judge: Judge, folder: Folder, verdict: UnionVerdict) -> tuple[Judge, UnionVerdict]:
    """Judge and verdict as if there were, beside the approved unions, this one alone, and no older version of it.

    Other drafts are not public, so that no condition may name them.
    """
    entries = judge.index.entries.values()
    known = [entry for entry in entries if entry.slug == folder.slug or entry.approved_by(judge.as_of)]
    if judge.base is None and len(known) == len(entries):
        return judge, verdict
    alone = Judge(judge.register, index.Index(known), judge.as_of)
    return alone, alone.judge(folder)


def _shown(judge: Judge, folder: Folder, verdict: UnionVerdict) -> PublishedUnion:
    """What the public may see of a union that has no `public_faults`.

    `verdict` is the judge's on `folder`. Of what it says about other unions nothing is withheld, so
    the judge must not know of any that the public may not know of.
    """
    union, register, as_of = folder.union, judge.register, judge.as_of
    case = judge.case(union)
    data = _public_data(register, folder, verdict, case.as_of, as_of)
    return PublishedUnion(
        slug=folder.slug,
        status=str(verdict.status),
        sample=bool(union.basics.sample),
        data=data,
        conditions=tuple(_conditions(verdict.findings, case.policy)),
        summaries=tuple(
            SummaryYear(duty.year, str(duty.standing), duty.due_on, duty.received_on)
            for duty in duties(union, case.policy, as_of)
        ),
        figures=tuple(compare(_figures(union, data), case.policy)),
    )


def _figures(union: Union, data: Mapping[str, Any]) -> dict[int, Values]:
    """The public indicators of each summary in `data`."""
    shown = {year: data[f"annual/{year}"] for year in union.summaries if f"annual/{year}" in data}
    return {
        year: {key: Decimal(value) for key, value in summary.get("indicators", {}).items()}
        for year, summary in shown.items()
    }


def _told(folder: Folder, faults: Iterable[tuple[str, Fault]]) -> list[Finding]:
    return [fault_finding(file, fault, folder.slug) for file, fault in faults]


def _concerns(register: Register, folder: Folder, file: str, fault: Fault) -> bool:
    """Whether a fault in `file` touches what the public sees; a file that is not there yet does not."""
    name = file.removeprefix(folder.within(""))
    kind = kind_of(name)
    if kind is None or fault.check is MISSING_FILE:
        return name in _NEEDED
    return kind.schema not in _LEFT_OUT and register.publicity.has_public(kind.schema)


def _public_data(register: Register, folder: Folder, verdict: UnionVerdict, day: date, as_of: date) -> dict[str, Any]:
    """The public part of each file, as it stood on `day`, which is the last one of a dissolved union."""
    data = {}
    for file, (kind, document) in folder.documents.items():
        if kind.schema == "bureau-dissolution" and verdict.status is not Status.DISSOLVED:
            continue
        if kind.schema in _DAY_OF and document.data[_DAY_OF[kind.schema]] > as_of.isoformat():
            continue
        if register.publicity.has_public(kind.schema):
            shown = register.publicity.project(kind.schema, document.data)
            data[file.removeprefix(folder.within("")).removesuffix(".yaml")] = _until(
                day.isoformat(), kind.schema, shown
            )
    for year in folder.union.summaries:
        _note_answers(folder, data, year, as_of)
    if folder.union.waivers:
        listed = data["bureau/waivers"]["waivers"]
        data["bureau/waivers"] = {"waivers": list(_waivers(folder.union, listed, verdict.findings, day))}
    return data


def _note_answers(folder: Folder, data: dict[str, Any], year: int, as_of: date) -> None:
    """Put the day of its first answer to each public problem of `year`; what answers others is left out.

    Answers name a problem by its number in the whole list, which would tell how many are not public.
    """
    receipt = data.get(f"bureau/annual/{year}", {})
    answered: dict[int, str] = {}
    for answer in sorted(receipt.pop("answers", ()), key=lambda answer: str(answer["answered_on"])):
        if answer["answered_on"] <= as_of.isoformat():
            answered.setdefault(int(answer["problem"]), answer["answered_on"])
    if f"annual/{year}" not in data:
        return
    listed = folder.documents[folder.within(f"annual/{year}.yaml")][1].data.get("problems", ())
    numbers = [number for number, problem in enumerate(listed, 1) if not problem.get("sensitive")]
    for number, problem in zip(numbers, data[f"annual/{year}"].get("problems", ()), strict=True):
        if number in answered:
            problem["answered_on"] = answered[number]


def _waivers(
    union: Union, listed: list[dict[str, Any]], findings: Iterable[Finding], day: date
) -> Iterator[dict[str, Any]]:
    """The public part of the waivers granted by `day` that can have an effect, and how each stands."""
    judged = {finding.rule: finding.facts for finding in findings}
    for waiver in waiving.usable(union):
        facts = judged.get(waiver.rule, {})
        standing = waiving.standing_on(waiver, facts, day)
        if standing is Standing.LATER:
            continue
        public = {name: fact for name, fact in facts.items() if fact.public}
        covered = [item.shown.zh for item in waiving.compared(waiver, public)]
        yield {**listed[int(waiver.place.path[-1])], "standing": str(standing), "covered": covered}


def _until(day: str, kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """`data` without what is dated after `day`."""
    if kind == "members":
        lead, *others = data["members"]  # the lead stays: pages name the union's lead
        joined = [lead, *(member for member in others if member.get("joined_on", "") <= day)]
        return {"members": [_staying(member) if member.get("left_on", "") > day else member for member in joined]}
    if kind == "changes":
        return {"changes": [change for change in data["changes"] if change["on"] <= day]}
    return data


def _staying(member: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in member.items() if name != "left_on"}


def _conditions(findings: Iterable[Finding], policy: Policy) -> Iterator[Condition]:
    """What is told of each rule that the policy has; what may not be read is told once, a remark beside it not at all.

    That a remark is there, or how often, would tell what its words may not: that some year of the
    accounts fell short.
    """
    asked = {rule.id for rule in RULES if rule.is_asked_by(policy)}
    seen: set[tuple[str, Outcome]] = set()
    for finding in findings:
        if finding.rule not in asked or finding.rule in _APART:
            continue
        condition = _condition(finding)
        told = {outcome for rule, outcome in seen if rule == finding.rule}
        again = finding.outcome in told or (finding.outcome is Outcome.NOTE and told)
        if condition.message is not None or not again:
            yield condition
        seen.add((finding.rule, finding.outcome))


def _condition(finding: Finding) -> Condition:
    public = {name: fact for name, fact in finding.facts.items() if fact.public}
    return Condition(
        rule=finding.rule,
        clause=finding.clause,
        strength=str(finding.strength),
        title=_TITLES[finding.rule],
        outcome=str(finding.outcome),
        message=finding.message if len(public) == len(finding.facts) else None,
        facts={name: (fact.text, fact.unit) for name, fact in public.items()},
    )
