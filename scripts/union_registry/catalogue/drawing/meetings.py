"""Which units meet in which unions, and which unions share units: the graph that the networks are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

# A unit in more unions than this ties all to all: that tells nothing, and the pairs would grow with the square.
EVERYWHERE = 50


class Meeting(NamedTuple):
    """A unit that another one meets, and the unions where they meet, in the order of their keys."""

    unit: str
    unions: Sequence[str]


class Tie(NamedTuple):
    """Two unions, in the order of their keys, and how many units are in both."""

    one: str
    other: str
    weight: int


class Meetings:
    """The units that are in several unions; all others meet nobody twice."""

    def __init__(self, memberships: Iterable[tuple[str, str]]) -> None:
        """`memberships` are keys of a unit and of a union it is in, in any order."""
        unions: dict[str, set[str]] = {}
        for unit, union in memberships:
            unions.setdefault(unit, set()).add(union)
        self.bridges: Mapping[str, Sequence[str]] = {
            unit: sorted(joined) for unit, joined in sorted(unions.items()) if len(joined) > 1
        }
        self._units: dict[str, list[str]] = {}
        for unit, joined in self.bridges.items():
            for union in joined:
                self._units.setdefault(union, []).append(unit)

    def partners(self, unit: str) -> list[Meeting]:
        """Who meets `unit` in at least two unions, the most often met first."""
        met: dict[str, list[str]] = {}
        for union in self.bridges.get(unit, ()):
            for other in self._units[union]:
                if other != unit:
                    met.setdefault(other, []).append(union)
        found = [Meeting(other, unions) for other, unions in met.items() if len(unions) > 1]
        return sorted(found, key=lambda meeting: (-len(meeting.unions), meeting.unit))

    def ties(self) -> list[Tie]:
        """Every two unions that share units other than those that are `EVERYWHERE`, the strongest first."""
        weights: dict[tuple[str, str], int] = {}
        for unions in self.bridges.values():
            if len(unions) <= EVERYWHERE:
                for pair in combinations(unions, 2):
                    weights[pair] = weights.get(pair, 0) + 1
        ties = [Tie(one, other, weight) for (one, other), weight in weights.items()]
        return sorted(ties, key=lambda tie: (-tie.weight, tie.one, tie.other))

    def everywhere(self) -> list[str]:
        """The units in so many unions that they tie none."""
        return [unit for unit, unions in self.bridges.items() if len(unions) > EVERYWHERE]
