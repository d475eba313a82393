"""Annex 3, 备案登记表: what the bureau keeps on record."""

from __future__ import annotations

from typing import Any

from union_registry.forms.given import Node, lines, paragraphs, text
from union_registry.forms.material import Material, lead_part
from union_registry.forms.platforms import counted_platforms, platform_rows
from union_registry.forms.rows import list_lines, numbered
from union_registry.forms.wording import day

_GOALS = ("scientific_problems", "key_generic_technologies", "results_to_transfer")


def filing(material: Material) -> dict[str, Any]:
    """What annex 3 says, as text; sections 一 to 三 are inferred (A10)."""
    union, form, words = material.file("union.yaml"), material.file("filing.yaml"), material.words
    return {
        "year_made": str(material.filed_on.year),
        "union_name": text(union, "name"),
        "field": words.field(text(union, "field")),
        "chain": words.term("chains", text(union, "chain")),
        "sub_field": text(union, "sub_field"),
        "industry_class": text(union, "industry_class"),
        "county": words.term("counties", text(union, "county")),
        "principal": text(union, "principal"),
        "filed_on": day(text(form, "filed_on")),
        "lead": lead_part(material),
        "counts": counts(material),
        "goals": {goal: list_lines(lines(union, "goals", goal)) for goal in _GOALS},
        "members": numbered(
            (_member(material, member) for member in material.members),
            name="", credit_code="", kind="", county="", tier="", stages="", statement=[""],
        ),
        "platforms": platform_rows(material, material.members),
        "cooperation_so_far": paragraphs(form, "cooperation_so_far"),
        "lead_opinion": paragraphs(form, "lead_opinion"),
    }  # fmt: skip


def counts(material: Material) -> dict[str, str]:
    """Members, enterprises among them (A3), those registered in the league, platforms; blank without members."""
    members = material.members
    if not members:
        return dict.fromkeys(("members", "enterprises", "local", "platforms"), "")
    places = material.held.vocabularies["counties"].terms
    local = [place for member in members if (place := places.get(text(member, "county"))) and place.in_league]
    enterprises = [member for member in members if text(member, "kind") in material.policy.enterprise_kinds]
    return {
        "members": str(len(members)),
        "enterprises": str(len(enterprises)),
        "local": str(len(local)),
        "platforms": str(counted_platforms(material)),
    }


def _member(material: Material, member: Node) -> dict[str, Any]:
    words, tier = material.words, text(member, "tier")
    return {
        "name": text(member, "name"),
        "credit_code": text(member, "credit_code"),
        "kind": words.term("kinds", text(member, "kind")),
        "county": words.term("counties", text(member, "county")),
        "tier": words.tiers.get(tier, tier),
        "stages": words.stages(member),
        "statement": paragraphs(member, "statement"),
    }
