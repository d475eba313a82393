"""What a change of policy does: for a terminal, as Markdown, as JSON (`schema/impact.schema.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from union_registry.finding import OUTCOME_WORDS, Finding, Outcome
from union_registry.model.union import STATUS_WORDS
from union_registry.oversight.impact import EntryChange, Impact, OutcomeChange, UnionImpact
from union_registry.report.escape import prose
from union_registry.report.lines import Line
from union_registry.text import NOTHING, Text

FORMAT = "union-registry/impact/1"


def impact_lines(impact: Impact) -> Iterator[Line]:
    """For a terminal: what changes in the policy, what comes of it union by union, the sum."""
    for entry in impact.entries:
        for told in _told_values(entry):
            yield Line("plain", f"{entry.clause} {told.zh} · {told.en}")
    for union in impact.changed:
        yield Line("head", _heading(union))
        for change in union.changes:
            style = "bad" if change.newly_fails else "good" if change.no_longer_fails else "note"
            outcomes = _outcomes(change)
            yield Line(style, f"  {change.clause} {change.title.zh} {change.title.en}：{outcomes.zh} {outcomes.en}")
            for word, finding in (("前 before", change.before), ("后 after", change.after)):
                if finding:
                    yield Line("plain", f"      {word}：{finding.message.zh}")
                    yield Line("quiet", f"        {finding.message.en}")
    for told in _sum(impact):
        yield Line("plain", told.zh)
        yield Line("quiet", f"  {told.en}")


def impact_markdown(impact: Impact) -> Iterator[str]:
    """The same as lines of Markdown."""
    yield "## 政策改动的影响 Impact of the change of policy"
    yield ""
    for entry in impact.entries:
        for told in _told_values(entry):
            yield f"- {prose(entry.clause)} {prose(told.zh)}<br>{prose(told.en)}"
    for union in impact.changed:
        yield from ("", f"### {prose(_heading(union))}", "")
        yield from ("| 条款 | 结果 | 前 before | 后 after |", "| --- | --- | --- | --- |")
        for change in union.changes:
            outcomes = _outcomes(change)
            cells = (f"{change.clause} {change.title.zh}", f"{outcomes.zh} {outcomes.en}")
            messages = (_message(finding) for finding in (change.before, change.after))
            yield f"| {' | '.join((*map(prose, cells), *messages))} |"
    yield ""
    for sentence in _sum(impact):
        yield f"{prose(sentence.zh)}<br>{prose(sentence.en)}"
        yield ""


def impact_json(impact: Impact) -> str:
    """The same as one JSON object: of each condition what comes out, and every fact with its value before and after."""
    told = {
        "schema": FORMAT,
        "as_of": impact.as_of.isoformat(),
        "as_if_filed": impact.as_if_filed and impact.as_if_filed.isoformat(),
        "takes_effect_on": impact.takes_effect_on and impact.takes_effect_on.isoformat(),
        "entries": [_entry_json(entry) for entry in impact.entries],
        "unions": [_union_json(union) for union in impact.changed],
        "summary": _counts(impact),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _counts(impact: Impact) -> dict[str, int]:
    return {
        "unions": len(impact.unions),
        "changed": len(impact.changed),
        "newly_failing": sum(union.newly_fails for union in impact.unions),
        "no_longer_failing": sum(union.no_longer_fails for union in impact.unions),
        "same_policy": sum(union.same_policy for union in impact.unions),
        "filed_before": impact.filed_before,
    }


def _sum(impact: Impact) -> Iterator[Text]:
    counts, start = _counts(impact), impact.takes_effect_on
    if start is None:
        yield Text("政策没有改动", "the policy does not change")
        return
    yield Text(
        "{unions} 个联合体中 {changed} 个的结果改变：{newly_failing} 个有新的未满足项，{no_longer_failing} 个有项目转为满足",
        "unions: {unions}, outcome changed: {changed}; with something not met anew: {newly_failing}, with something no longer failing: {no_longer_failing}",
    ).fill(counts)
    if impact.as_if_filed:
        yield Text(
            f"以上假设都在 {impact.as_if_filed} 填报，按那一天的政策判；年度数据仍按各自填报的年份",
            f"all judged by the policy of {impact.as_if_filed}, as if they filed then; their accounts are still those of their own filing",
        )
    elif counts["same_policy"]:
        yield Text(
            f"{counts['same_policy']} 个适用的政策不变（改动自 {start} 起生效，{counts['filed_before']} 个在此之前填报，仍按填报时的政策）；"
            f"要看对全部联合体的影响，加 --as-if-filed {start}",
            f"judged by the same values as before: {counts['same_policy']} (the change takes effect on {start}; filed before it, and so not touched: {counts['filed_before']}); "
            f"add --as-if-filed {start} to see what it would do to all",
        )


def _told_values(entry: EntryChange) -> Iterator[Text]:
    for day, before, after in entry.values:
        yield Text(
            f"{entry.title.zh}：{before.zh} → {after.zh}（{day} 起）[{entry.name}]",
            f"{entry.title.en}: {before.en} → {after.en} (from {day})",
        )


def _heading(union: UnionImpact) -> str:
    status = STATUS_WORDS[union.status]
    return f"{union.slug} · {union.name} · {status.zh} {status.en}"


def _outcomes(change: OutcomeChange) -> Text:
    before, after = (OUTCOME_WORDS[outcome] for outcome in change.outcomes)
    return Text(f"{before.zh} → {after.zh}", f"{before.en} → {after.en}")


def _message(finding: Finding | None) -> str:
    return f"{prose(finding.message.zh)}<br>{prose(finding.message.en)}" if finding else ""


def _entry_json(entry: EntryChange) -> dict[str, Any]:
    values = [
        {"from": day.isoformat(), "before": was.as_json(), "after": will.as_json()} for day, was, will in entry.values
    ]
    return {"name": entry.name, "title": entry.title.as_json(), "clause": entry.clause, "values": values}


def _union_json(union: UnionImpact) -> dict[str, Any]:
    return {
        "slug": union.slug,
        "status": str(union.status),
        "policy_of": union.policy_of.isoformat(),
        "filed": union.filed,
        "changes": [_change_json(change) for change in union.changes],
    }


def _change_json(change: OutcomeChange) -> dict[str, Any]:
    before, after = change.outcomes
    return {
        "rule": change.rule,
        "condition": change.condition,
        "clause": change.clause,
        "before": _side(change.before, before),
        "after": _side(change.after, after),
        "facts": _facts(change),
    }


def _side(finding: Finding | None, outcome: Outcome) -> dict[str, Any]:
    return {"outcome": str(outcome), "message": (finding.message if finding else NOTHING).as_json()}


def _facts(change: OutcomeChange) -> list[dict[str, Any]]:
    before, after = (finding.facts if finding else {} for finding in (change.before, change.after))
    facts = []
    for name in dict.fromkeys((*before, *after)):
        then, now = before.get(name), after.get(name)
        unit = next(fact.unit for fact in (now, then) if fact)
        facts.append({
            "name": name, "unit": unit, "before": then.value if then else None, "after": now.value if now else None,
        })  # fmt: skip
    return facts
