"""The review packet: what the bureau has before it when experts meet (四（三）)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from union_registry.engine import UnionVerdict
from union_registry.finding import OUTCOME_WORDS, STRENGTH_WORDS, Finding, Outcome, is_of_form
from union_registry.forms.filing import counts
from union_registry.forms.given import Node, paragraphs, records, text
from union_registry.forms.material import Material, lead_part
from union_registry.forms.rows import numbered
from union_registry.forms.wording import day
from union_registry.model.union import STATUS_WORDS
from union_registry.rules import RULES

_RULES = {rule.id: rule for rule in RULES}
# In the order in which the packet counts them.
_COUNTED = (Outcome.NOT_MET, Outcome.PENDING, Outcome.WAIVED, Outcome.NOTE, Outcome.PEOPLE, Outcome.MET)


def packet(material: Material, verdict: UnionVerdict) -> dict[str, Any]:
    """What the review packet says, as text; amounts that are not public are in it."""
    union = material.file("union.yaml")
    clauses = [finding for finding in verdict.findings if not is_of_form(finding.rule)]
    return {
        "slug": verdict.slug,
        "union_name": verdict.name,
        "chain": material.words.chain_field(union),
        "county": material.words.term("counties", text(union, "county")),
        "recommender": material.words.term("recommenders", text(material.file("lead.yaml"), "recommender")),
        "lead": lead_part(material),
        "filed_on": day(text(material.file("filing.yaml"), "filed_on")),
        "status": STATUS_WORDS[verdict.status].zh,
        "as_of": day(material.as_of.isoformat()),
        "in_short": _in_short(clauses),
        "tally": _tally(clauses),
        "failing": [f"{f.clause}　{f.message.zh}" for f in clauses if f.outcome is Outcome.NOT_MET],
        "faults": numbered(
            ({"message": f.message.zh, "fix": f.fix.zh, "where": _where(f)} for f in _of_form(verdict)),
            message="", fix="", where="",
        ),
        "has_faults": any(_of_form(verdict)),
        "clauses": numbered(_clauses(clauses), **_NO_CLAUSE),
        "people": [_question(number, finding) for number, finding in enumerate(_for_people(clauses), 1)],
        "waivers": numbered(
            (_waiver(request, clauses) for request in records(union, "waiver_requests")),
            clause="", condition="", fact="", reason=[""],
        ),
        "counts": counts(material),
        "members": numbered((_member(material, member) for member in material.members), **_NO_MEMBER),
    }  # fmt: skip


_NO_CLAUSE = dict.fromkeys(("clause", "strength", "outcome", "fact", "where"), "")
_NO_MEMBER = dict.fromkeys(("name", "kind", "county", "tier", "stages", "platforms", "signed_on"), "")


def _of_form(verdict: UnionVerdict) -> Iterator[Finding]:
    return (finding for finding in verdict.findings if is_of_form(finding.rule))


def _for_people(clauses: list[Finding]) -> Iterator[Finding]:
    return (finding for finding in clauses if finding.outcome is Outcome.PEOPLE)


def _in_short(clauses: list[Finding]) -> str:
    found = Counter(finding.outcome for finding in clauses)
    parts = [
        f"{found[outcome]} 项{OUTCOME_WORDS[outcome].zh}"
        for outcome in (Outcome.NOT_MET, Outcome.PENDING)
        if found[outcome]
    ]
    checked = "、".join(parts) if parts else "程序核对的条件全部满足或已豁免"
    people = f"；另有 {found[Outcome.PEOPLE]} 项须由评审人员判断" if found[Outcome.PEOPLE] else ""
    return f"{checked}{people}。"


def _tally(clauses: list[Finding]) -> str:
    found = Counter(finding.outcome for finding in clauses)
    return "　".join(f"{OUTCOME_WORDS[outcome].zh} {found[outcome]}" for outcome in _COUNTED if found[outcome])


def _clauses(clauses: list[Finding]) -> Iterator[dict[str, str]]:
    """What a program has judged, in the regulation's order; the fact says the margin too."""
    for finding in clauses:
        if finding.outcome not in (Outcome.PEOPLE, Outcome.NOT_APPLICABLE):
            yield {
                "clause": finding.clause,
                "strength": STRENGTH_WORDS[finding.strength].zh,
                "outcome": OUTCOME_WORDS[finding.outcome].zh,
                "fact": finding.message.zh,
                "where": _where(finding),
            }


def _question(number: int, finding: Finding) -> dict[str, str]:
    title = _RULES[finding.rule].title.zh
    return {
        "number": str(number),
        "clause": finding.clause,
        "title": title,
        "question": finding.message.zh,
        "where": _where(finding),
    }


def _waiver(request: Node, clauses: list[Finding]) -> dict[str, Any]:
    rule = _RULES.get(text(request, "rule"))
    judged = [finding for finding in clauses if rule is not None and finding.rule == rule.id]
    return {
        "clause": rule.clause if rule else "",
        "condition": rule.title.zh if rule else text(request, "rule"),
        "fact": "；".join(finding.message.zh for finding in judged),
        "reason": paragraphs(request, "reason"),
    }


def _member(material: Material, member: Node) -> dict[str, str]:
    words, tier = material.words, text(member, "tier")
    return {
        "name": text(member, "name"),
        "kind": words.term("kinds", text(member, "kind")),
        "county": words.term("counties", text(member, "county")),
        "tier": words.tiers.get(tier, tier),
        "stages": words.stages(member),
        "platforms": str(len(records(member, "platforms"))),
        "signed_on": day(text(member, "signature", "on")),
    }


def _where(finding: Finding) -> str:
    """members.yaml 第 12 行: where the evidence stands in the union's folder."""
    name = (finding.file or "").removeprefix(f"unions/{finding.union}/")
    return f"{name} 第 {finding.line} 行" if name and finding.line else name
