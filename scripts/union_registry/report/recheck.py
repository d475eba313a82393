"""Approvals judged again, as lines for people and as JSON (`schema/decision.schema.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from union_registry.finding import OUTCOME_WORDS, Fact, Finding
from union_registry.model.bureau import Decision
from union_registry.oversight.decision import Deviation, Recheck, State, rules_version
from union_registry.report.lines import Line
from union_registry.report.rulebook import FORM_CHECKS
from union_registry.rules import RULES
from union_registry.text import Text

FORMAT = "union-registry/decision/1"

_TITLES = {rule.id: rule.title for rule in RULES} | {check.id: check.title for check in FORM_CHECKS}
_GONE = Text("这条规则现在没有了", "there is no such rule any more")
_WORDS = {
    State.HOLDS: ("good", Text("仍然一致", "still holds")),
    State.DIFFERS: ("bad", Text("不再一致", "no longer holds")),
    State.NOT_JUDGED: ("note", Text("无法重新判定", "cannot be judged again")),
    State.NOT_KEPT: ("quiet", Text("没有留存判定依据", "no decision was kept")),
}


def recheck_lines(recheck: Recheck, *, public: bool) -> Iterator[Line]:
    """One approval; `public` leaves out what is not public of the facts."""
    style, words = _WORDS[recheck.state]
    yield Line(style, f"{recheck.slug} · {words.zh} {words.en}")
    if recheck.decision is not None:
        day, commit = recheck.decision.as_of, recheck.decision.commit
        yield Line("quiet", f"  判定日期 as of {day} · 数据版本 data {commit} · 规则 rules {recheck.decision.rules}")
    for deviation in recheck.deviations:
        yield from _deviation(deviation, public)
    for reason in recheck.reasons:
        yield Line("note", f"  ! {reason.zh}")
        yield Line("quiet", f"    {reason.en}")
    if recheck.newer:
        listed = "、".join(recheck.newer)
        yield Line("quiet", f"  批复之后新增的规则不计入：{listed} · newer rules, left out: {', '.join(recheck.newer)}")


def rechecks_json(rechecks: Iterable[Recheck], *, public: bool) -> str:
    """All approvals as one JSON object, with the version of the rules that judged."""
    unions = [_as_json(recheck, public) for recheck in rechecks]
    return json.dumps({"schema": FORMAT, "rules": rules_version(), "unions": unions}, ensure_ascii=False, indent=2)


def _deviation(deviation: Deviation, public: bool) -> Iterator[Line]:
    title = _TITLES.get(deviation.rule, _GONE)
    yield Line("bad", f"  ✗ {title.zh} {title.en} [{deviation.rule}]")
    then, now = _outcomes(deviation.then), _outcomes([str(finding.outcome) for finding in deviation.now])
    yield Line("plain", f"      当时 then：{then} → 现在 now：{now}")
    for finding in deviation.now:
        if not public:
            yield Line("plain", f"      {finding.message.zh}")
            yield Line("quiet", f"      {finding.message.en}")
        facts = "，".join(f"{name} {fact.text} {fact.unit}".rstrip() for name, fact in _facts(finding, public).items())
        if facts:
            yield Line("quiet", f"      {facts}")


def _outcomes(outcomes: Sequence[str]) -> str:
    known = {str(outcome): words for outcome, words in OUTCOME_WORDS.items()}
    return "、".join(f"{known[o].zh} {known[o].en}" if o in known else o for o in outcomes) or "没有 none"


def _facts(finding: Finding, public: bool) -> dict[str, Fact]:
    return {name: fact for name, fact in finding.facts.items() if fact.public or not public}


def _as_json(recheck: Recheck, public: bool) -> dict[str, Any]:
    return {
        "slug": recheck.slug,
        "state": str(recheck.state),
        "decision": _kept(recheck.decision) if recheck.decision else None,
        "differences": [
            {
                "rule": rule,
                "title": _TITLES.get(rule, _GONE).as_json(),
                "then": list(then),
                "now": [
                    {
                        "outcome": str(finding.outcome),
                        "facts": [
                            {"fact": name, "value": fact.text, "unit": fact.unit}
                            for name, fact in _facts(finding, public).items()
                        ],
                    }
                    for finding in now
                ],
            }
            for rule, then, now in recheck.deviations
        ],
        "newer_rules": list(recheck.newer),
        "reasons": [reason.as_json() for reason in recheck.reasons],
    }


def _kept(decision: Decision) -> dict[str, str]:
    return {
        "as_of": decision.as_of.isoformat(), "commit": decision.commit,
        "policy": decision.policy, "rules": decision.rules,
    }  # fmt: skip
