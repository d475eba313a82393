"""What stands on paper for keys and days: 盟级 for league, 2026年10月12日 for 2026-10-12."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from union_registry.forms.given import Node, lines, text

if TYPE_CHECKING:
    from union_registry.register import Register


class Wording:
    """Chinese labels of one register, from its vocabularies and schemas; what they do not know prints as typed."""

    def __init__(self, held: Register) -> None:
        self._vocabularies = held.vocabularies
        member = held.schemas["members"]["$defs"]["member"]["properties"]
        self.tiers = _choices(member["tier"])
        self._stages = _choices(member["stages"]["items"])
        self._fields = _choices(held.schemas["union"]["properties"]["field"])

    def term(self, vocabulary: str, key: str) -> str:
        """The label of a word of a vocabulary."""
        return self._vocabularies[vocabulary].label(key).zh

    def field(self, key: str) -> str:
        """The label of a field of industry (附件3)."""
        return self._fields.get(key, key)

    def stages(self, member: Node) -> str:
        """上游、中游: the stages of a member."""
        return "、".join(self._stages.get(key, key) for key in lines(member, "stages"))

    def chain_field(self, union: Node) -> str:
        """传统特色优势产业（肉羊）: field of industry and chain."""
        chain = self.term("chains", text(union, "chain"))
        return self.field(text(union, "field")) + (f"（{chain}）" if chain else "")


def day(typed: str) -> str:
    """2026-10-12 as 2026年10月12日; what is no day as it was typed."""
    read = as_date(typed)
    return f"{read.year}年{read.month}月{read.day}日" if read else typed


def as_date(typed: str) -> date | None:
    """The day that a text names, None if it names none."""
    try:
        return date.fromisoformat(typed) if _DAY.match(typed) else None
    except ValueError:
        return None


# Of what ISO 8601 allows only this.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _choices(entry: Node) -> dict[str, str]:
    return {key: label["zh"] for key, label in entry["x-labels"].items()}
