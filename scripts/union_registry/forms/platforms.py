"""Innovation platforms as the forms list them (附件1, 附件3)."""

from __future__ import annotations

from typing import Any

from union_registry.forms.given import Node, records, text
from union_registry.forms.material import Material
from union_registry.forms.rows import numbered
from union_registry.forms.wording import day

_BLANK = dict.fromkeys(("owner", "name", "field", "level", "approved_by", "built_on"), "")


def platform_rows(material: Material, owners: list[Node]) -> list[dict[str, Any]]:
    """A row for each platform of `owners`, in their order."""
    return numbered(
        (_row(material, owner, platform) for owner in owners for platform in records(owner, "platforms")), **_BLANK
    )


def counted_platforms(material: Material) -> int:
    """How many platforms of all members are of the league's level or higher (附件3)."""
    levels = material.held.vocabularies["levels"].terms
    terms = (levels.get(text(one, "level")) for owner in material.members for one in records(owner, "platforms"))
    return sum(term is not None and (term.rank or 0) >= material.policy.platform_rank_minimum for term in terms)


def _row(material: Material, owner: Node, platform: Node) -> dict[str, str]:
    return {
        "owner": text(owner, "name"),
        "name": text(platform, "name"),
        "field": text(platform, "field"),
        "level": material.words.term("levels", text(platform, "level")),
        "approved_by": text(platform, "approved_by"),
        "built_on": day(text(platform, "built_on")),
    }
