"""Article 一: what a union is, and who may lead it."""

from __future__ import annotations

from union_registry.finding import Outcome, Strength
from union_registry.rule import Case, Judgement, Measure, Rule, limit
from union_registry.text import Text


def lead_is_of_an_allowed_kind(case: Case) -> Judgement:
    """一 names a cultivated new-type R&D institution too, 三（二） says enterprise (reading A1)."""
    lead, policy = case.union.lead, case.policy
    kinds = case.vocabularies["kinds"]
    allowed = tuple(kinds.label(key) for key in kinds.terms if key in policy.lead_kinds)
    facts = {"kind": Measure(kinds.label(lead.kind)), "allowed": limit(allowed)}
    if lead.kind not in policy.lead_kinds:
        outcome = Outcome.NOT_MET
    else:
        narrow = policy.lead_kinds if policy.lead_kinds_strict is None else policy.lead_kinds_strict
        outcome = Outcome.MET if lead.kind in narrow else Outcome.NOTE
    return Judgement(outcome, lead.place / "kind", facts)


LEAD_KIND = Rule(
    id="lead-kind",
    clause="一",
    strength=Strength.MUST,
    title=Text("牵头单位的性质", "Kind of the lead"),
    judge=lead_is_of_an_allowed_kind,
    reads=("members/members/*/kind",),
    met=Text("牵头单位是{kind}", "the lead is of kind {kind}"),
    not_met=Text(
        "牵头单位是{kind}，可以牵头的是{allowed}",
        "the lead is of kind {kind}; those that may lead are {allowed}",
    ),
    note=Text(
        "牵头单位是{kind}：按一，列入盟级培育的可以牵头，请核对；从严看三（二）只限企业",
        "the lead is of kind {kind}: article 一 lets it lead if the league cultivates it, please verify; 三（二） read narrowly wants an enterprise",
    ),
    fix=Text(
        "改由企业或盟级培育的新型研发机构牵头",
        "let an enterprise or a new-type R&D institution that the league cultivates lead",
    ),
    asked_by=("lead_kinds",),
)
