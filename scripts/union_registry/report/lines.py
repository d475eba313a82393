"""A verdict as lines of text, each with a style: what a person at a terminal reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from union_registry.difference import Changes
from union_registry.engine import UnionVerdict
from union_registry.finding import OUTCOME_WORDS, Finding, Outcome, Strength
from union_registry.model.union import STATUS_WORDS
from union_registry.schema.checks import INCOMPLETE, TO_DO
from union_registry.text import Text

# Changes told of one union.
MAX_CHANGES = 60


class Line(NamedTuple):
    """A line and its style: head, plain, quiet, good, bad, note or people."""

    style: str
    text: str


def union_lines(verdict: UnionVerdict, *, met: bool, base: str = "") -> Iterator[Line]:
    """One union: first what to do, then what else is worth knowing.

    `met` lists what is met too; `base` is the name of the version that it was compared with, if any.
    """
    status = STATUS_WORDS[verdict.status]
    yield Line("head", f"{verdict.slug} · {verdict.name} · {status.zh} {status.en}")
    if verdict.changes:
        yield from _change_lines(verdict.changes, base)
    counted = tally(finding.outcome for finding in verdict.findings)
    yield Line("quiet", "  " + (counted or "写法没有问题 · nothing wrong in form"))
    groups: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        groups.setdefault(_group(finding), []).append(finding)
    for finding in groups.get("to-do", ()):
        yield from _finding("bad", "□", finding)
    for finding in groups.get("bad", ()):
        yield from _finding("bad", "✗", finding)
    if pending := groups.get("pending"):
        clauses = "、".join(dict.fromkeys(finding.clause for finding in pending))
        yield Line(
            "quiet",
            f"  … 待判 {len(pending)} 项，上面的内容填好后自动判定 · {len(pending)} wait for the above：{clauses}",
        )
    for group, sign in (("note", "!"), ("waived", "◇"), ("people", "?")):
        for finding in groups.get(group, ()):
            yield from _finding(group, sign, finding)
    for finding in groups.get("good", ()):
        if met:
            yield Line("good", f"  ✓ {finding.clause} {finding.message.zh} · {finding.message.en}")


def told_changes(changes: Changes) -> Iterator[Text]:
    """What has changed, in sentences, the weightiest first; a list of hundreds helps nobody, so the rest is counted."""
    if changes.new:
        yield Text("新的联合体", "a new union")
    elif not changes.differences:
        yield Text("内容没有变化，至多改了写法", "the content is the same; at most the way of writing has changed")
    for difference in changes.differences[:MAX_CHANGES]:
        yield difference.what
    rest = len(changes.differences) - MAX_CHANGES
    if rest > 0:
        yield Text(f"另有 {rest} 处改动", f"{rest} more changes")


def finding_lines(finding: Finding) -> Iterator[Line]:
    """A finding about the register as a whole."""
    yield from _finding("bad", "✗", finding)


def tally(outcomes: Iterable[Outcome]) -> str:
    """未满足 2 not met · …: the number of findings of each outcome that occurs."""
    counts = Counter(outcomes)
    order = (Outcome.NOT_MET, Outcome.PENDING, Outcome.WAIVED, Outcome.NOTE, Outcome.PEOPLE, Outcome.MET)
    return " · ".join(f"{OUTCOME_WORDS[o].zh} {counts[o]} {OUTCOME_WORDS[o].en}" for o in order if counts[o])


def place(finding: Finding) -> str:
    """file:line:column, as far as known."""
    parts = (finding.file, finding.line, finding.column)
    return ":".join(str(part) for part in parts if part is not None)


def _group(finding: Finding) -> str:
    if finding.rule in TO_DO:
        return "to-do"
    return {
        Outcome.NOT_MET: "bad", Outcome.PENDING: "pending", Outcome.NOTE: "note", Outcome.WAIVED: "waived",
        Outcome.PEOPLE: "people", Outcome.MET: "good", Outcome.NOT_APPLICABLE: "none",
    }[finding.outcome]  # fmt: skip


def _change_lines(changes: Changes, base: str) -> Iterator[Line]:
    yield Line("plain", f"  与 {base} 相比 · compared with {base}")
    for text in told_changes(changes):
        yield Line("plain", f"  ± {text.zh}")
        yield Line("quiet", f"      {text.en}")


def _finding(style: str, sign: str, finding: Finding) -> Iterator[Line]:
    clause = f"{finding.clause} " if finding.clause else ""
    waivable = finding.outcome is Outcome.NOT_MET and finding.strength is Strength.IN_PRINCIPLE
    yield Line(style, f"  {sign} {clause}{finding.message.zh}" + ("（原则上，可申请豁免）" if waivable else ""))
    yield Line("quiet", f"      {finding.message.en}" + (" (in principle: can be waived)" if waivable else ""))
    if finding.fix and finding.rule != INCOMPLETE.id:  # a list of blanks says what to do
        yield Line("plain", f"      → {finding.fix.zh}")
        yield Line("quiet", f"        {finding.fix.en}")
    if finding.file:
        yield Line("quiet", f"      {place(finding)} [{finding.rule}]")
