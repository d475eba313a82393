"""What the register puts into the hand-written home page, at its `<!-- register:… -->` places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from union_registry.catalogue.errors import ShellError
from union_registry.catalogue.overview import Membership, Overview, UnionEntry, newest_first, sampling
from union_registry.catalogue.pages.chain import Chain
from union_registry.catalogue.pages.county import County
from union_registry.catalogue.pages.year import counts

PLACES = ("notice", "search", "numbers", "newest", "coverage")
NEWEST = 5

_PLACE = re.compile(r"<!-- register:([a-z]+) -->")


@dataclass(frozen=True)
class HomeView:
    """What the home page shows of the register."""

    as_of: date
    live: int
    dissolved: int
    units: int
    chains: Sequence[Chain]
    covered: int
    key_chains: int
    places: int
    league_places: int
    year: int | None
    year_counts: Mapping[str, int]
    newest: Sequence[UnionEntry]
    sampling: str


def home_view(overview: Overview, chains: Sequence[Chain], counties: Sequence[County]) -> HomeView:
    """The numbers of the whole register."""
    year = max(overview.summaries, default=None)
    live = [union for union in overview.unions if not union.is_dissolved]
    league = [county for county in counties if county.term.in_league]
    keys = [chain for chain in chains if chain.term.group == "key"]
    return HomeView(
        as_of=overview.as_of,
        live=len(live),
        dissolved=len(overview.unions) - len(live),
        units=sum(map(_is_member, overview.units.values())),
        chains=chains,
        covered=sum(bool(chain.live) for chain in keys),
        key_chains=len(keys),
        places=sum(any(_is_member(memberships) for _, memberships in county.units) for county in league),
        league_places=len(league),
        year=year,
        year_counts={} if year is None else counts(overview.summaries[year]),
        newest=newest_first(overview.unions)[:NEWEST],
        sampling=sampling(overview.unions),
    )


def _is_member(memberships: Iterable[Membership]) -> bool:
    """Whether a unit now belongs to a union that is not dissolved."""
    return any(not one.is_former and not one.union.is_dissolved for one in memberships)


def home_page(html: str, fill: Callable[[str], str]) -> bytes:
    """The home page with each place replaced by what `fill` gives for its name.

    The page is cut once, before anything is put in, so that a place's name typed into a record
    stays text. ShellError on an unknown place, or without the one for the notice that data are
    invented.
    """
    parts = _PLACE.split(html)
    found = Counter(parts[1::2])
    unknown = sorted(set(found) - set(PLACES))
    if unknown or found["notice"] != 1:
        raise ShellError(
            f"docs/index.md: 位置标记应为 {'、'.join(PLACES)}，其中 notice 恰好一处"
            f" / places are {', '.join(PLACES)}, notice exactly once; found {sorted(found)}"
        )
    parts[1::2] = [fill(name) for name in parts[1::2]]
    return "".join(parts).encode()
