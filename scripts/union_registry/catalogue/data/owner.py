"""The columns by which a row of another table names its union."""

from __future__ import annotations

from typing import Protocol

from union_registry.catalogue.data.column import Column, Type
from union_registry.catalogue.data.table import Reference
from union_registry.catalogue.overview import UnionEntry
from union_registry.text import Text

TO_UNION = Reference("union_slug", "unions", "slug")


class Owned(Protocol):
    """What belongs to a union."""

    @property
    def union(self) -> UnionEntry: ...


def union_columns() -> tuple[Column[Owned], Column[Owned]]:
    """Identifier and name of the union that a row belongs to."""
    return (
        Column(
            "union_slug",
            Type.TEXT,
            Text("联合体编号", "Union"),
            lambda row: row.union.slug,
            Text("联合体表的 slug", "Column slug of table unions."),
            is_required=True,
        ),
        Column(
            "union_name",
            Type.TEXT,
            Text("联合体名称", "Name of the union"),
            lambda row: row.union.name,
            Text("联合体表的 name，便于阅读", "Column name of table unions, repeated for reading."),
            is_required=True,
        ),
    )
