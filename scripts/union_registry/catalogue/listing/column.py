"""The columns of a list and what stands in their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["link", "term", "badge", "number", "date", "code", "seats"]


class Link(NamedTuple):
    """A name and the part of its address that is its own; the column has the rest. Without a key it is left blank."""

    name: str
    key: str
    sample: bool = False


class Seat(NamedTuple):
    """A unit's place in a union: the union's link, the tier there, and a key of the column's remarks or ""."""

    union: Link
    tier: str
    remark: str


Cell = Link | str | int | tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    What its cells hold depends on `kind`: `link` a Link, `term` and `badge` a key of `labels`, `number` an int, `date` a
    day or "", `code` a credit code or "", `seats` Seats whose tiers are keys of `labels`. `before` and `after` stand
    around a link's own part of the address; `blank` is shown where there is nothing.
    """

    key: str
    title: str
    kind: Kind
    labels: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    # What the badge of a key is coloured by, where it is not the key itself.
    colours: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    blank: str = "—"

    @property
    def falls_first(self) -> bool:
        """Whether who sorts by it wants the largest or latest first."""
        return self.kind in ("number", "date", "seats")


def chinese_order(text: str) -> bytes:
    """Sorts as a Chinese reader expects: GB 18030 keeps the common characters in the order of their pinyin."""
    return text.encode("gb18030", "replace")
