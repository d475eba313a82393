"""The page of a county-level place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from union_registry.catalogue import address
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language
from union_registry.catalogue.listing.listing import ROWS
from union_registry.catalogue.overview import (
    Membership,
    Overview,
    UnionEntry,
    by_name,
    newest_first,
    sampling,
)
from union_registry.catalogue.page import Page
from union_registry.vocabulary import Term

Units = Sequence[tuple[Membership, Sequence[Membership]]]


@dataclass(frozen=True)
class County:
    """A place with the unions seated and the units registered there."""

    term: Term
    page: str
    unions: Sequence[UnionEntry]
    units: Units


@dataclass(frozen=True)
class CountyView:
    """What the page of a place shows: of either kind as many as `limit`, and the way to the list of all of them."""

    county: County
    limit: int
    sampling: str


def counties(overview: Overview, labels: Labels) -> list[County]:
    """Every place of the vocabulary, in its order."""
    unions: dict[str, list[UnionEntry]] = {}
    for union in overview.unions:
        unions.setdefault(union.county, []).append(union)
    units: dict[str, dict[str, list[Membership]]] = {}
    for key, memberships in overview.units.items():
        for one in memberships:
            units.setdefault(one.county, {}).setdefault(key, []).append(one)
    return [
        County(
            term,
            address.county_page(key),
            newest_first(unions.get(key, ())),
            _listed(units.get(key, {})),
        )
        for key, term in labels.counties.items()
    ]


def county_page(county: County, language: Language) -> Page:
    """The page of one place."""
    name = language.text(county.term.label)
    shown = (
        ("unions", language.gettext("联合体"), county.unions),
        ("units", language.gettext("登记的单位"), county.units),
    )
    return Page(
        path=county.page,
        template="county.html",
        title=name,
        description=language.gettext("%(name)s：%(unions)s 个联合体，%(units)s 家单位")
        % {"name": name, "unions": len(county.unions), "units": len(county.units)},
        view=CountyView(county, ROWS, _sampling([county])),
        contents=[(anchor, text) for anchor, text, entries in shown if entries],
    )


def _listed(units: Mapping[str, Sequence[Membership]]) -> Units:
    order = by_name([memberships[0] for memberships in units.values()])
    return [(unit, units[unit.key]) for unit in order]


def _sampling(listed: Sequence[County]) -> str:
    unions = {union for county in listed for union in county.unions}
    unions |= {one.union for county in listed for _, memberships in county.units for one in memberships}
    return sampling(unions)
