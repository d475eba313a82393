"""Judges unions: every rule in force, in the regulation's order, waivers applied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from union_registry import base as base_version
from union_registry import dates, waiving
from union_registry.difference import Changes
from union_registry.finding import Fact, Finding, Outcome, Place, Strength, pointer
from union_registry.index import Index
from union_registry.model.record import Unfilled
from union_registry.model.union import Status, Union, status_on
from union_registry.policy import Policy
from union_registry.register import FILE_OF, Folder, Register
from union_registry.rule import Base, Case, Judgement, Measure, Rule, shown
from union_registry.rules import RULES
from union_registry.schema import checks
from union_registry.schema.field import field_at
from union_registry.source.fault import Fault, FormCheck
from union_registry.source.kinds import PRIVATE, kind_of
from union_registry.source.sealed import NOT_SEALED
from union_registry.text import NOTHING, Text
from union_registry.waiving import Standing

WAIVER_OF_A_MUST = FormCheck(
    "form-waiver",
    Text("不能豁免的条件", "Condition that cannot be waived"),
    Text("{rule} 是必须满足的条件，这条豁免不起作用", "{rule} is a must, so this waiver has no effect"),
    Text(
        "删去这条豁免；原则上的条件见 unions rules",
        "remove it; `unions rules` shows which conditions hold in principle",
    ),
)
WAIVER_FACT = FormCheck(
    "form-waiver-fact",
    Text("豁免所针对的事实", "Facts that a waiver covers"),
    Text(
        "{rule} 不能就 {fact} 豁免，这条豁免不起作用",
        "{rule} cannot be waived for {fact}, so this waiver has no effect",
    ),
    Text("改为 {known}，值照检查给出的写", "write {known}, with the value that the check gives"),
)
PRIVATE_TRACKED = FormCheck(
    "form-private",
    Text("联系信息进了版本库", "Contacts in the repository"),
    Text("{name} 含联系方式和年龄，已被提交到版本库", "{name} holds contacts and ages and has been committed"),
    Text(
        "运行 git rm --cached {name}；若已推送，请告知盟科技局从历史中清除",
        "run git rm --cached {name}; if it was pushed, tell the bureau so that it is purged from history",
    ),
)
# By these something of a person's is where it may not be.
PRIVATE_DATA = frozenset((PRIVATE_TRACKED.id, NOT_SEALED.id, checks.CONTACT.id))
CHECKS = (WAIVER_OF_A_MUST, WAIVER_FACT, PRIVATE_TRACKED, NOT_SEALED, *dates.CHECKS, *base_version.CHECKS)

_MUSTS = frozenset(rule.id for rule in RULES if rule.strength is not Strength.IN_PRINCIPLE)
_NOT_ASKED = Text("本政策没有这一条", "this policy does not ask for it")
_PENDING = Text("等 {field} 填好后才能判定", "waits for {field_en}")


@dataclass(frozen=True, slots=True)
class UnionVerdict:
    """Everything found about one union on a day: faults of form first, then clause by clause.

    `changes` is None if it was compared with nothing.
    """

    slug: str
    name: str
    status: Status
    findings: tuple[Finding, ...]
    changes: Changes | None = None

    @property
    def fails(self) -> bool:
        return any(finding.outcome.fails for finding in self.findings)


class Judge:
    """Judges the unions of a register as of a day (Asia/Shanghai).

    `tracked` are repository paths of files that are in version control and must not be. `base` gives
    the folder of a union as it was in the version to compare with, None if it was not there.
    """

    def __init__(
        self, register: Register, index: Index, as_of: date, tracked: frozenset[str] = frozenset(),
        base: Callable[[str], Folder | None] | None = None,
    ) -> None:  # fmt: skip
        self.register, self.index, self.as_of, self.tracked, self.base = register, index, as_of, tracked, base
        publicity = register.publicity
        self._public = {rule.id: all(publicity.is_public(field) for field in rule.reads) for rule in RULES}

    def verdict(self, slug: str) -> UnionVerdict:
        """The verdict on one union."""
        folder = self.register.open(slug)
        return self.judge(folder)

    def judge(self, folder: Folder, policy: Policy | None = None) -> UnionVerdict:
        """The verdict on a folder that has been opened; by `policy` instead of the one in force when it filed."""
        base = self._base(folder)
        case = self.case(folder.union, base)
        if policy is not None:
            case = replace(case, policy=policy)
        findings = [fault_finding(file, fault, folder.slug) for file, fault in folder.faults]
        findings += self._private(folder)
        findings += _idle_waivers(folder)
        findings += [_fault_at(folder, *day) for day in dates.impossible_days(folder.union)]
        for rule in RULES:
            if rule.in_force_on(case.filed_on):
                findings += self._apply(rule, case, folder)
        changes = Changes(base is None, base.differences if base else ()) if self.base else None
        return UnionVerdict(folder.slug, name_of(folder.union), case.status, tuple(findings), changes)

    def case(self, union: Union, base: Base | None = None) -> Case:
        """What rules are given of a union: the policy is the one in force when it filed (A11)."""
        status, as_of = status_on(union, self.as_of), self.as_of
        if status is Status.DISSOLVED and union.dissolution is not None:
            as_of = min(as_of, union.dissolution.dissolved_on)
        filed_on = _filed_on(union, as_of)
        policy = self.register.policy.on(filed_on)
        return Case(union, status, as_of, self.as_of, filed_on, policy, self.index, self.register.vocabularies, base)

    def policy_of(self, union: Union) -> Policy:
        """The policy a union is judged by."""
        return self.case(union).policy

    def private_findings(self, slugs: Collection[str]) -> Iterator[Finding]:
        """Contacts under version control in unions other than `slugs`: every check fails by them."""
        for file in sorted(self.tracked):
            if file.split("/")[1] not in slugs:
                yield fault_finding(file, Fault(PRIVATE_TRACKED, values={"name": file}), None)

    def stray_findings(self) -> Iterator[Finding]:
        """Findings about what lies in `unions/` without being a union's folder."""
        for file, fault in self.register.strays():
            yield fault_finding(file, fault, None)

    def _base(self, folder: Folder) -> Base | None:
        old = self.base(folder.slug) if self.base else None
        if old is None:
            return None
        from union_registry.comparison import differences  # late: most checks compare with nothing

        return Base(old.union, status_on(old.union, self.as_of), differences(old, folder, self.register))

    def _apply(self, rule: Rule, case: Case, folder: Folder) -> Iterator[Finding]:
        if not rule.is_asked_by(case.policy):
            unasked = Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NOT_ASKED)
            yield self._finding(rule, unasked, folder, case)
            return
        try:
            judged = rule.judge(case)
            judgements = [judged] if isinstance(judged, Judgement) else list(judged)
        except Unfilled as unfilled:
            yield self._pending(rule, unfilled.place, folder, case)
            return
        for judgement in judgements:
            yield self._finding(rule, judgement, folder, case)

    def _finding(self, rule: Rule, judgement: Judgement, folder: Folder, case: Case) -> Finding:
        outcome = judgement.outcome
        zh, en = _shown(judgement.facts)
        words = judgement.words or rule.words(outcome)
        message = Text(words.zh.format_map(zh), words.en.format_map(en))
        fix = NOTHING
        facts = {name: self._fact(rule, measure) for name, measure in judgement.facts.items()}
        if outcome is Outcome.NOT_MET:
            fix = Text(rule.fix.zh.format_map(zh), rule.fix.en.format_map(en))
            effect = waiving.effect(folder.union, rule, facts, case.as_of)
            if effect is not None:
                message = _joined(message, effect.words)
                if effect.standing is Standing.HOLDS:
                    outcome, fix = Outcome.WAIVED, NOTHING
                    facts["waived_until"] = Fact(effect.waiver.until.isoformat(), "", True)
                    facts["waiver_document"] = Fact(effect.waiver.document, "", True)
        file, line, column, path = _locate(folder, judgement.at)
        return Finding(
            rule.id, judgement.clause or _clause(rule, case), rule.strength, outcome, folder.slug, file, line, column,
            path, facts, message, fix,
        )  # fmt: skip

    def _fact(self, rule: Rule, measure: Measure) -> Fact:
        value = measure.value
        plain = value if isinstance(value, int) else shown(value)
        if isinstance(value, tuple):
            plain = [shown(item) for item in value]  # type: ignore[assignment]
        return Fact(plain, measure.unit, self._public[rule.id] if measure.of_union else True)

    def _pending(self, rule: Rule, place: Place, folder: Folder, case: Case) -> Finding:
        if place.file.endswith("/"):  # a whole file is missing
            place = Place(place.file + FILE_OF.get(str(place.path[-1]), ""))
        file, line, column, path = _locate(folder, place)
        name = (file or "").removeprefix(folder.within(""))
        kind = kind_of(name)
        label = field_at(self.register.schemas, kind.schema, place.path).label if kind and place.path else NOTHING
        told = {"field": f"{name} 的“{label.zh}”" if label else f" {name} ",
                "field_en": f"{label.en} in {name}" if label else name}  # fmt: skip
        return Finding(
            rule.id, _clause(rule, case), rule.strength, Outcome.PENDING, folder.slug, file, line, column, path, {},
            _PENDING.fill(told), NOTHING,
        )  # fmt: skip

    def _private(self, folder: Folder) -> Iterator[Finding]:
        file = folder.within(PRIVATE)
        if file in self.tracked:
            yield fault_finding(file, Fault(PRIVATE_TRACKED, values={"name": file}), folder.slug)


def fault_finding(file: str, fault: Fault, slug: str | None) -> Finding:
    """A fault of form as a finding."""
    values: Mapping[str, Any] = fault.values
    return Finding(
        fault.check.id, "", Strength.MUST, Outcome.NOT_MET, slug, file, fault.line, fault.column, pointer(fault.path),
        {}, fault.check.message.fill(values), fault.check.fix.fill(values),
    )  # fmt: skip


def _fault_at(folder: Folder, at: Place, check: FormCheck, told: Mapping[str, Any]) -> Finding:
    _, line, column, _ = _locate(folder, at)
    return fault_finding(at.file, Fault(check, line, column, at.path, dict(told)), folder.slug)


def _locate(folder: Folder, place: Place) -> tuple[str | None, int | None, int | None, str]:
    held = folder.documents.get(place.file)
    if held is None:
        return place.file.rstrip("/") or None, None, None, pointer(place.path)
    position = held[1].locate(place.path)
    return place.file, position.line, position.column, pointer(place.path)


def _idle_waivers(folder: Folder) -> Iterator[Finding]:
    for waiver in waiving.listed(folder.union):
        try:
            if waiver.rule in _MUSTS:
                yield _fault_at(folder, waiver.place / "rule", WAIVER_OF_A_MUST, {"rule": waiver.rule})
                continue
            for place, rule in waiving.strange_facts(waiver):
                told = {"rule": rule.id, "fact": waiver.covers[place].fact, "known": "、".join(rule.waivable)}
                yield _fault_at(folder, waiver.place / "covers" / place / "fact", WAIVER_FACT, told)
        except Unfilled:
            continue


def _filed_on(union: Union, as_of: date) -> date:
    try:
        return min(union.filing.filed_on, as_of) if union.filing else as_of
    except Unfilled:
        return as_of


def _clause(rule: Rule, case: Case) -> str:
    """The clause to name: where the policy takes its numbers from, which may be another place's text."""
    return case.policy.clause(*rule.asked_by) or rule.clause


def _shown(facts: Mapping[str, Measure]) -> tuple[dict[str, str], dict[str, str]]:
    """The facts as text, in Chinese and in English."""
    zh = {name: shown(measure.value, "zh") for name, measure in facts.items()}
    if all(isinstance(measure.value, (str, int)) for measure in facts.values()):
        return zh, zh
    return zh, {name: shown(measure.value, "en") for name, measure in facts.items()}


def _joined(first: Text, second: Text) -> Text:
    return Text(first.zh + second.zh, first.en + second.en)


def name_of(union: Union) -> str:
    """The union's name, or its folder's where the name cannot be read."""
    try:
        return union.basics.name
    except Unfilled:
        return union.slug
