"""The decision behind an approval: what was judged, by what, and digests by which it can be judged again (四（五）).

A digest is over outcomes and facts alone. Other words, another order of the rules or of a file's
lines change nothing; another clause, outcome or value does.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from union_registry import __version__
from union_registry.engine import UnionVerdict
from union_registry.finding import Finding, is_of_form
from union_registry.model.bureau import Decision
from union_registry.text import Text

# What can change an outcome, a fact or its digest, in the package; commands, reports and pages cannot.
_SOURCES = ("*.py", "model/*.py", "oversight/decision.py", "rules/*.py", "schema/*.py", "source/*.py")

_OTHER_RULES = Text(
    "规则版本不同：批复时 {then}，现在 {now}", "the rules are of another version: {then} at the approval, {now} now"
)
_OTHER_POLICY = Text(
    "记下的政策摘要 {then} 与该数据版本的政策文件（{now}）不符",
    "the digest {then} of the policy is not that of the policy files of the commit ({now})",
)
_OTHER_DIGEST = Text(
    "各条判定都相符，只有总摘要不符，多半是摘要或清单被改过",
    "every finding agrees, only the digest of all does not: it or the list was probably edited",
)
_OTHER_LIST = Text(
    "总摘要相符，不符的只是记下的各条清单，多半是清单被改过",
    "the digest of all agrees, only the list that was kept does not: it was probably edited",
)
_UNREADABLE_NOW = Text(
    "该版本的材料按现在的格式读不通，须用批复时的规则版本（{then}）重新判定",
    "the files of the commit are not readable in today's form: judge again by the rules of then ({then})",
)


class State(StrEnum):
    """What came of judging again."""

    HOLDS = "holds"
    DIFFERS = "differs"
    NOT_JUDGED = "not-judged"
    NOT_KEPT = "not-kept"


class Deviation(NamedTuple):
    """A rule that does not come out as it was kept: its outcomes then, its findings now; either may be empty."""

    rule: str
    then: tuple[str, ...]
    now: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Recheck:
    """An approval judged again. `newer` are rules that came after it and do not count; `reasons` say why it is so.

    `decision` is None where none was kept or it cannot be read.
    """

    slug: str
    state: State
    decision: Decision | None = None
    deviations: tuple[Deviation, ...] = ()
    newer: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()


def decision_of(verdict: UnionVerdict, *, as_of: date, commit: str, policy: str) -> dict[str, Any]:
    """The group `decision` of `bureau/approval.yaml` for a verdict as of `as_of`.

    `verdict` has to be one on the files of `commit` (40 hexadecimal digits), as `cli.past.judge_at`
    gives it: what lies on disk may hold files that Git never saw. `policy` is the digest of the
    policy book that was judged by.
    """
    return {
        "as_of": as_of.isoformat(),
        "commit": commit,
        "policy": policy,
        "rules": rules_version(),
        "digest": digest_of(verdict.findings),
        "findings": [
            {"rule": finding.rule, "outcome": str(finding.outcome), "digest": finding_digest(finding)}
            for finding in verdict.findings
        ],
    }


def recheck(decision: Decision, verdict: UnionVerdict, policy: str) -> Recheck:
    """Whether a decision still comes out the same, given today's verdict on its commit as of its day.

    `policy` is the digest of the commit's policy files. If the rules are of another version, those
    that the decision does not know are left out: they are no part of what was decided. Unfilled if
    the decision is not wholly readable.
    """
    other_rules = decision.rules != rules_version()
    known = {kept.rule for kept in decision.findings}
    newer = {f.rule for f in verdict.findings if other_rules and f.rule not in known and not is_of_form(f.rule)}
    findings = [finding for finding in verdict.findings if finding.rule not in newer]
    deviations = _deviations(decision, findings)
    digest_holds = digest_of(findings) == decision.digest
    reasons = []
    if decision.policy != policy:
        reasons.append(_OTHER_POLICY.fill({"then": decision.policy, "now": policy}))
    if digest_holds != (not deviations):
        reasons.append(_OTHER_LIST if digest_holds else _OTHER_DIGEST)
    state = State.HOLDS if digest_holds and not deviations and not reasons else State.DIFFERS
    if other_rules and state is State.DIFFERS:
        reasons.insert(0, _OTHER_RULES.fill({"then": decision.rules, "now": rules_version()}))
    if other_rules and any(is_of_form(deviation.rule) and deviation.now for deviation in deviations):
        state = State.NOT_JUDGED
        reasons.append(_UNREADABLE_NOW.fill({"then": decision.rules}))
    return Recheck(verdict.slug, state, decision, deviations, tuple(sorted(newer)), tuple(reasons))


def digest_of(findings: Iterable[Finding]) -> str:
    """SHA-256 over all findings, in whichever order they come: 64 hexadecimal digits."""
    return _sha256(sorted(_canonical(finding) for finding in findings))


def finding_digest(finding: Finding) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of one finding."""
    return _sha256(_canonical(finding))[:16]


@cache
def rules_version() -> str:
    """Version of the rules at work: the program's, and 12 digits of a digest of the code that judges."""
    package, digest = Path(__file__).parents[1], hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(package.glob(pattern)):
            digest.update(path.read_text(encoding="utf-8").encode() + b"\0")  # line ends are the checkout's own
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _deviations(decision: Decision, findings: list[Finding]) -> tuple[Deviation, ...]:
    kept: dict[str, list[tuple[str, str]]] = defaultdict(list)
    found: dict[str, list[Finding]] = defaultdict(list)
    for item in decision.findings:
        kept[item.rule].append((item.outcome, item.digest))
    for finding in findings:
        found[finding.rule].append(finding)
    return tuple(
        Deviation(rule, tuple(outcome for outcome, _ in kept[rule]), tuple(found[rule]))
        for rule in dict.fromkeys((*kept, *found))
        if sorted(kept[rule]) != sorted((str(f.outcome), finding_digest(f)) for f in found[rule])
    )


def _canonical(finding: Finding) -> str:
    facts = {name: [fact.value, fact.unit] for name, fact in finding.facts.items()}
    return _json([finding.rule, finding.clause, str(finding.outcome), facts])


def _sha256(value: object) -> str:
    return hashlib.sha256(_json(value).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
