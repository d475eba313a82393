"""How many 字 a text may have by the policy, noted in the form's schemas so that a form can count along (附件1, 附件3)."""

from __future__ import annotations

from union_registry.policy import Policy
from union_registry.schema.store import Node

_TOGETHER = ("overview", "innovation", "achievements")


def marked(kind: str, schema: Node, policy: Policy) -> None:
    """Puts `x-zi` into the form schema of `kind`: the limit, or for texts counted together {"limit", "of"}."""
    properties = schema["properties"]
    if kind == "members" and policy.statement_limit:
        properties["members"]["items"]["properties"]["statement"]["x-zi"] = policy.statement_limit
    if kind == "lead":
        narrative = properties["narrative"]
        if policy.chain_narrative_limit:
            narrative["properties"]["chain"]["x-zi"] = policy.chain_narrative_limit
        if policy.narrative_limit:
            narrative["x-zi"] = {"limit": policy.narrative_limit, "of": list(_TOGETHER)}
