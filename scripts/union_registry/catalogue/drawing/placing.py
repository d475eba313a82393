"""Which unit of a chain stands where: its row, and the stages it lies across."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# More would make the drawing longer than a screen.
ROWS = 12
LEAD = "lead"


class ChainUnit(NamedTuple):
    """A unit of a chain: `tier` and `stages` are keys, `tier` is "" where tiers say nothing."""

    name: str
    href: str
    tier: str
    stages: Sequence[str]


class Box(NamedTuple):
    """A unit in its place; `columns` are the numbers of its stages, from upstream on."""

    unit: ChainUnit
    row: int
    columns: Sequence[int]

    @property
    def is_whole(self) -> bool:
        """Whether its stages are neighbours, so that it lies across them in one piece."""
        return self.columns[-1] - self.columns[0] + 1 == len(self.columns)


class Placing(NamedTuple):
    """The boxes in the order of their rows; by stage, how many units there are and how many have no place."""

    boxes: Sequence[Box]
    totals: Sequence[int]
    others: Sequence[int]

    def at(self, column: int) -> list[Box]:
        """Who stands at a stage."""
        return [box for box in self.boxes if column in box.columns]


def placing(units: Iterable[ChainUnit], stages: Iterable[str], tiers: Iterable[str]) -> Placing:
    """At most `ROWS` units at each of `stages`, the lead first, then the most important of `tiers`.

    Those who work at several stages stand above those who work at one, so that no hole is left
    below them. The order of `units` does not matter.
    """
    columns = {stage: column for column, stage in enumerate(stages)}
    ranks = {tier: rank for rank, tier in enumerate(tiers)}
    rooms, totals, others = [ROWS for _ in columns], [0 for _ in columns], [0 for _ in columns]
    chosen = []
    for unit in sorted(units, key=lambda unit: _importance(unit, ranks)):
        at = sorted(columns[stage] for stage in unit.stages)
        # Between stages that are not neighbours runs a line, which needs the row as well.
        covered = range(at[0], at[-1] + 1)
        has_place = all(rooms[column] for column in covered)
        for column in at:
            totals[column] += 1
            others[column] += not has_place
        if has_place:
            chosen.append((unit, at))
            for column in covered:
                rooms[column] -= 1
    return Placing(_boxes(chosen, len(columns)), totals, others)


def _boxes(units: Sequence[tuple[ChainUnit, Sequence[int]]], columns: int) -> list[Box]:
    """Each unit in the first row where its columns are free: the lead, then the widest, and those that lie alike together."""
    taken: list[set[int]] = [set() for _ in range(columns)]
    boxes = []
    for unit, at in sorted(units, key=lambda placed: (placed[0].tier != LEAD, placed[1][0] - placed[1][-1], placed[1])):
        covered = taken[at[0] : at[-1] + 1]
        occupied = set().union(*covered)
        row = min(set(range(len(occupied) + 1)) - occupied)
        boxes.append(Box(unit, row, at))
        for rows in covered:
            rows.add(row)
    return sorted(boxes, key=lambda box: (box.row, box.columns[0]))


def _importance(unit: ChainUnit, ranks: Mapping[str, int]) -> tuple[int, bytes, str]:
    """By tier, then as a Chinese reader expects: GB 18030 keeps the common characters in pinyin order."""
    return ranks.get(unit.tier, len(ranks)), unit.name.encode("gb18030", "replace"), unit.href
