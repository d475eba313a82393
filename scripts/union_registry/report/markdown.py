"""Verdicts as Markdown; whatever an applicant typed comes out as the text it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from union_registry.engine import UnionVerdict
from union_registry.finding import OUTCOME_WORDS, Finding, Outcome
from union_registry.model.union import STATUS_WORDS
from union_registry.report.escape import prose
from union_registry.report.lines import place, tally, told_changes

_ORDER = (Outcome.NOT_MET, Outcome.PENDING, Outcome.WAIVED, Outcome.NOTE, Outcome.PEOPLE, Outcome.MET)


def union_markdown(verdict: UnionVerdict, base: str = "") -> Iterator[str]:
    """One union as lines of Markdown: what has changed since `base`, then what fails first, a table for each outcome."""
    status = STATUS_WORDS[verdict.status]
    yield f"## {prose(verdict.name)}（{verdict.slug}）"
    yield ""
    yield f"{status.zh} {status.en} · {tally(finding.outcome for finding in verdict.findings)}"
    if verdict.changes:
        yield ""
        yield f"### 与 {prose(base)} 相比 Changes"
        yield ""
        yield from (f"- {_both(text.zh, text.en)}" for text in told_changes(verdict.changes))
    for outcome in _ORDER:
        chosen = [finding for finding in verdict.findings if finding.outcome is outcome]
        if chosen:
            yield ""
            yield f"### {OUTCOME_WORDS[outcome].zh} {OUTCOME_WORDS[outcome].en}"
            yield ""
            yield from _table(chosen)


def register_markdown(findings: Iterable[Finding]) -> Iterator[str]:
    """Findings about the register as a whole."""
    chosen = list(findings)
    if chosen:
        yield "## 全库 Register"
        yield ""
        yield from _table(chosen)


def _table(findings: list[Finding]) -> Iterator[str]:
    yield "| 条款 | 说明 | 整改 | 位置 |"
    yield "| --- | --- | --- | --- |"
    for finding in findings:
        message, fix = _both(finding.message.zh, finding.message.en), _both(finding.fix.zh, finding.fix.en)
        yield f"| {finding.clause} | {message} | {fix} | {prose(place(finding))} |"


def _both(zh: str, en: str) -> str:
    return f"{prose(zh)}<br>{prose(en)}" if zh else ""
