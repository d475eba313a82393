"""How a comment is written: in which language, with which addresses, names and room."""

from __future__ import annotations

from typing import NamedTuple

from union_registry.finding import Finding
from union_registry.report.comment.links import Links
from union_registry.report.comment.room import Room
from union_registry.report.comment.tongue import Tongue
from union_registry.schema.field import field_at
from union_registry.schema.store import Schemas
from union_registry.source.kinds import kind_of

# More digits than any list has entries.
_LONGEST_NUMBER = 6
_LABEL = 80


class Setting(NamedTuple):
    """What all parts of a comment are given."""

    tongue: Tongue
    links: Links
    room: Room
    schemas: Schemas

    def label(self, finding: Finding) -> str:
        """What the field that a finding points to is called on the form: 成员单位第 2 家 · 注册地; "" for a whole file."""
        kind = kind_of((finding.file or "").split("/", 2)[-1])
        if kind is None or not finding.path:
            return ""
        steps = (step.replace("~1", "/").replace("~0", "~") for step in finding.path[1:].split("/"))
        path = tuple(int(s) if s.isascii() and s.isdecimal() and len(s) <= _LONGEST_NUMBER else s for s in steps)
        return self.tongue.told(field_at(self.schemas, kind.schema, path).label, _LABEL)
