"""What a change of policy does: every union judged by the policy as it is and as it would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from union_registry.engine import Judge, UnionVerdict
from union_registry.finding import Finding, Outcome
from union_registry.group import GroupCondition
from union_registry.model.record import Unfilled
from union_registry.model.union import Status
from union_registry.policy import Entry, PolicyBook, is_off
from union_registry.rule import Case, shown
from union_registry.rules import RULES
from union_registry.text import Text


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that differs: the days from which it does, each with the value before and after, as people read them."""

    name: str
    title: Text
    clause: str
    unit: str
    values: tuple[tuple[date, Text, Text], ...]


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """A condition that comes out otherwise; None where a policy does not have it.

    Where a rule finds several things, the weightiest of them stands for it.
    """

    rule: str
    condition: str
    title: Text
    clause: str
    before: Finding | None
    after: Finding | None

    @property
    def outcomes(self) -> tuple[Outcome, Outcome]:
        return _outcome(self.before), _outcome(self.after)

    @property
    def newly_fails(self) -> bool:
        before, after = self.outcomes
        return after.fails and not before.fails

    @property
    def no_longer_fails(self) -> bool:
        before, after = self.outcomes
        return before.fails and not after.fails


@dataclass(frozen=True, slots=True)
class UnionImpact:
    """What changes for one union. `policy_of` is the day whose policy judges it; `filed` says whether it has filed.

    Where both policies are alike on that day it is not judged, so that there is no name then.
    """

    slug: str
    name: str
    status: Status
    policy_of: date
    filed: bool
    same_policy: bool
    changes: tuple[OutcomeChange, ...] = ()

    @property
    def newly_fails(self) -> bool:
        return any(change.newly_fails for change in self.changes)

    @property
    def no_longer_fails(self) -> bool:
        return any(change.no_longer_fails for change in self.changes)


@dataclass(frozen=True, slots=True)
class Impact:
    """The change of policy, and what it does to each union of the register.

    `takes_effect_on` is the first day on which the policies differ, None if they never do;
    `as_if_filed` the day of filing supposed for all, None where each is judged by its own.
    """

    as_of: date
    as_if_filed: date | None
    entries: tuple[EntryChange, ...]
    takes_effect_on: date | None
    unions: tuple[UnionImpact, ...]

    @property
    def changed(self) -> tuple[UnionImpact, ...]:
        return tuple(union for union in self.unions if union.changes)

    @property
    def filed_before(self) -> int:
        """Unions that filed before the change takes effect, and so keep what they have."""
        start = self.takes_effect_on
        return sum(union.filed and start is not None and union.policy_of < start for union in self.unions)


def impact(
    judge: Judge, old: PolicyBook, new: PolicyBook, *, as_if_filed: date | None = None, public: bool = False
) -> Impact:
    """What it does to all unions of the register that `new` takes the place of `old`.

    A union is judged by the policy of the day it filed, or of the day of the check before that
    (A11); `as_if_filed` judges all by the policy of that day, the years of their accounts staying
    those of their own filing. `public` leaves out every value that is not. A folder is read once.
    """
    entries = tuple(_entry_changes(old, new))
    days = [day for entry in entries for day, _, _ in entry.values]
    unions = tuple(_union_impact(judge, slug, old, new, as_if_filed, public) for slug in judge.register.slugs)
    return Impact(judge.as_of, as_if_filed, entries, min(days, default=None), unions)


def _union_impact(
    judge: Judge, slug: str, old: PolicyBook, new: PolicyBook, as_if_filed: date | None, public: bool
) -> UnionImpact:
    folder = judge.register.open(slug)
    case = judge.case(folder.union)
    day, filed = as_if_filed or case.filed_on, _has_filed(case)
    policies = old.on(day), new.on(day)
    if policies[0] == policies[1]:
        return UnionImpact(slug, "", case.status, day, filed, same_policy=True)
    verdicts: Iterable[UnionVerdict] = [judge.judge(folder, policy) for policy in policies]
    if public:
        from union_registry.report.discretion import discreet  # late: it knows all rules and checks

        verdicts = discreet(verdicts, judge.register.publicity)
    before, after = verdicts
    return UnionImpact(slug, after.name, after.status, day, filed, False, tuple(_outcome_changes(before, after)))


def _has_filed(case: Case) -> bool:
    try:
        return case.union.filing is not None and case.union.filing.filed_on <= case.as_of
    except Unfilled:
        return False


def _outcome_changes(before: UnionVerdict, after: UnionVerdict) -> Iterator[OutcomeChange]:
    old, new = _weightiest(before), _weightiest(after)
    for rule in RULES:
        for key in dict.fromkeys(key for key in (*old, *new) if key[0] == rule.id):
            was, will = old.get(key), new.get(key)
            if _outcome(was) is not _outcome(will):
                clause = next(finding.clause for finding in (will, was) if finding)
                yield OutcomeChange(rule.id, key[1], rule.title, clause, was, will)


def _weightiest(verdict: UnionVerdict) -> dict[tuple[str, str], Finding]:
    """The weightiest finding of each rule; of `member-groups`, of each condition of the policy."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in verdict.findings:
        condition = finding.facts.get("condition")
        key = finding.rule, str(condition.value) if condition else ""
        if key not in found or _WEIGHT.index(finding.outcome) < _WEIGHT.index(found[key].outcome):
            found[key] = finding
    return found


_WEIGHT = (
    Outcome.NOT_MET, Outcome.PENDING, Outcome.WAIVED, Outcome.NOTE, Outcome.PEOPLE, Outcome.MET, Outcome.NOT_APPLICABLE,
)  # fmt: skip


def _outcome(finding: Finding | None) -> Outcome:
    return finding.outcome if finding else Outcome.NOT_APPLICABLE


def _entry_changes(old: PolicyBook, new: PolicyBook) -> Iterator[EntryChange]:
    for name, entry in new.entries.items():
        before = old.entries[name]
        days = sorted({*before.days, *entry.days})
        pairs = [(day, before.on(day), entry.on(day)) for day in days]
        values = tuple((day, _told(before, was), _told(entry, will)) for day, was, will in pairs if was != will)
        if values:
            yield EntryChange(name, entry.title, entry.clause, entry.unit, values)


def _told(entry: Entry, value: Any) -> Text:
    """A value of the policy as people read it."""
    if is_off(value):
        return Text("不要求", "not asked")
    if value is True:
        return Text("要求", "asked")
    if isinstance(value, Fraction):
        value = shown(value * 100 if entry.unit == "%" else value)
    elif isinstance(value, tuple) and isinstance(value[0], GroupCondition):
        return Text("、".join(one.title.zh for one in value), ", ".join(one.title.en for one in value))
    elif isinstance(value, (tuple, frozenset)):
        value = ", ".join(value if isinstance(value, tuple) else sorted(value))
    return Text(f"{value} {entry.unit}".rstrip(), f"{value} {entry.unit}".rstrip())
