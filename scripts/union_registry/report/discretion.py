"""Findings as anybody may read them: what is not public is named, its value is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from union_registry.base import CHECKS as BASE_CHECKS
from union_registry.difference import Changes, Difference
from union_registry.engine import UnionVerdict
from union_registry.finding import OUTCOME_WORDS, Finding, Place, is_of_form
from union_registry.report.rulebook import FORM_CHECKS
from union_registry.requestchecks import CHECKS as REQUEST_CHECKS
from union_registry.rules import RULES
from union_registry.schema.checks import INCOMPLETE, MISSING_FILE, UNKNOWN_FIELD
from union_registry.schema.publicity import Publicity
from union_registry.source.folder import CHECKS as FOLDER_CHECKS
from union_registry.source.kinds import kind_of
from union_registry.text import NOTHING, Text

_WORDS: dict[str, tuple[Text, Text]] = {
    **{rule.id: (rule.title, rule.fix) for rule in RULES},
    **{check.id: (check.title, check.fix) for check in FORM_CHECKS},
}
# These name fields and files, never what stands in them.
_VALUELESS = frozenset(check.id for check in (INCOMPLETE, MISSING_FILE, *FOLDER_CHECKS, *BASE_CHECKS, *REQUEST_CHECKS))
_ASK = Text(
    "具体数值不公开：在自己电脑上运行 unions check 可以看到，也可以问盟科技局",
    "the values are not public: run `unions check` on your machine to see them, or ask the bureau",
)


def discreet(verdicts: Iterable[UnionVerdict], publicity: Publicity) -> Iterable[UnionVerdict]:
    """The verdicts for a log or comment in a public repository: no value that is not public."""
    for verdict in verdicts:
        findings = tuple(_discreet(finding, publicity) for finding in verdict.findings)
        yield replace(verdict, findings=findings, changes=verdict.changes and _discreet_changes(verdict.changes))


def _discreet_changes(changes: Changes) -> Changes:
    """Every change with what it quotes, if that is public, else with the name of what has changed; no credit codes."""
    return replace(changes, differences=tuple(_discreet_difference(told) for told in changes.differences))


def _discreet_difference(told: Difference) -> Difference:
    if told.public:
        return replace(told, unit=None)
    changed = Text(f"{told.subject.zh}有改动", f"{told.subject.en} has changed")
    # The way to it may lead over a field that the schema does not know, which is what somebody typed.
    return replace(told, unit=None, what=changed, at=Place(told.at.file))


def _discreet(finding: Finding, publicity: Publicity) -> Finding:
    if _is_public(finding, publicity):
        return finding
    (title, fix), outcome = _WORDS[finding.rule], OUTCOME_WORDS[finding.outcome]
    message = Text(f"{title.zh}：{outcome.zh}", f"{title.en}: {outcome.en}")
    facts = {name: fact for name, fact in finding.facts.items() if fact.public}
    if finding.fix:  # words without a placeholder hold no value
        fix = _ASK if any(fix.placeholders()) else fix
    # The way to a field that the schema does not know is what somebody typed.
    path = finding.path.rpartition("/")[0] if finding.rule == UNKNOWN_FIELD.id else finding.path
    return replace(finding, message=message, fix=fix if finding.fix else NOTHING, facts=facts, path=path)


def _is_public(finding: Finding, publicity: Publicity) -> bool:
    if not is_of_form(finding.rule):
        return all(fact.public for fact in finding.facts.values())
    return finding.rule in _VALUELESS or _is_public_field(finding, publicity)


def _is_public_field(finding: Finding, publicity: Publicity) -> bool:
    _, _, name = (finding.file or "").split("/", 2) if (finding.file or "").count("/") > 1 else ("", "", "")
    kind = kind_of(name)
    if kind is None or not finding.path:
        return False
    path = tuple(0 if step.isdecimal() else step for step in finding.path[1:].split("/"))  # which entry tells nothing
    return publicity.is_public_at(kind.schema, path) is True
