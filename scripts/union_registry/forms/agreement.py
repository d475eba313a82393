"""Annex 2, 组建协议: who takes part and on what terms."""

from __future__ import annotations

from typing import Any

from union_registry.forms.given import paragraphs, text
from union_registry.forms.material import Material, lead_part
from union_registry.forms.rows import numbered
from union_registry.forms.wording import day

_TEXTS = (
    "objectives", "tasks", "cooperation", "rights_and_duties", "joining_and_leaving", "dissolution", "ownership",
    "licence_income", "misconduct", "breach", "disputes",
)  # fmt: skip


def agreement(material: Material) -> dict[str, Any]:
    """What annex 2 says, as text; `tiers` has the members by tier, in the regulation's order."""
    union, form = material.file("union.yaml"), material.file("agreement.yaml")
    return {
        "union_name": text(union, "name"),
        "industry_class": text(union, "industry_class"),
        "chain": material.words.term("chains", text(union, "chain")),
        "filed_on": day(text(material.file("filing.yaml"), "filed_on")),
        "lead": lead_part(material),
        "tiers": [
            {"number": str(number), "title": title, "members": _members(material, tier)}
            for number, (tier, title) in enumerate(material.words.tiers.items(), 1)
        ],
        "texts": {part: paragraphs(form, part) for part in _TEXTS},
        "signatures": numbered(({"name": text(member, "name")} for member in material.members), name=""),
    }


def _members(material: Material, tier: str) -> list[dict[str, Any]]:
    of_tier = (member for member in material.members if text(member, "tier") == tier)
    return numbered(
        ({"name": text(member, "name"), "credit_code": text(member, "credit_code")} for member in of_tier),
        name="", credit_code="",
    )  # fmt: skip
