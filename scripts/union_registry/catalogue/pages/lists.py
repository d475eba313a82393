"""The pages of the lists, each long one cut into several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language
from union_registry.catalogue.listing.chains import chains_list
from union_registry.catalogue.listing.counties import counties_list
from union_registry.catalogue.listing.listing import ROWS, Filter, Listing
from union_registry.catalogue.listing.organisations import organisations_list
from union_registry.catalogue.listing.summaries import summaries_list
from union_registry.catalogue.listing.table import Table
from union_registry.catalogue.listing.unions import unions_list
from union_registry.catalogue.listing.years import years_list
from union_registry.catalogue.overview import Overview
from union_registry.catalogue.page import Page
from union_registry.catalogue.pages.chain import Chain
from union_registry.catalogue.pages.county import County


class Choice(NamedTuple):
    """A value that a list can be filtered by, and its label with the number of rows that have it."""

    key: str
    label: str
    counted: str


class ListView(NamedTuple):
    """What one page of a list shows: its rows, its number, which other pages it links to (0 is a gap), and the filters."""

    listing: Listing
    rows: Sequence[Markup]
    number: int
    links: Sequence[int]
    filters: Sequence[tuple[Filter, Sequence[Choice]]]

    @property
    def size(self) -> int:
        """Rows of a full page."""
        return ROWS


def lists(overview: Overview, chains: Sequence[Chain], counties: Sequence[County], labels: Labels) -> Iterator[Listing]:
    """Every list of an edition, one at a time."""
    yield unions_list(overview, labels)
    yield organisations_list(overview, labels)
    yield chains_list(chains, labels)
    yield counties_list(counties, labels)
    yield years_list(overview, labels)
    yield summaries_list(overview, labels)


def list_pages(listing: Listing, language: Language) -> Iterator[Page]:
    """The pages of a list, `ROWS` rows to each."""
    table = Table(listing.columns, language)
    filters = [(one, _choices(one, counts, language)) for one, counts in listing.choices()]
    later = language.gettext("%(title)s（第 %(n)s 页）")
    for number in range(1, listing.sheets + 1):
        yield Page(
            path=listing.sheet(number),
            template=listing.template,
            title=listing.title if number == 1 else later % {"title": listing.title, "n": number},
            description=listing.description,
            view=ListView(
                listing,
                [table.row(row) for row in listing.rows[(number - 1) * ROWS : number * ROWS]],
                number,
                linked(number, listing.sheets),
                filters,
            ),
        )


def _choices(one: Filter, counts: Mapping[str, int], language: Language) -> list[Choice]:
    counted = language.gettext("{label}（{n}）")
    return [Choice(key, one.options[key], counted.format(label=one.options[key], n=n)) for key, n in counts.items()]


def linked(number: int, last: int) -> list[int]:
    """The pages that page `number` of `last` links to, 0 for a gap: its neighbours, both ends, and round numbers between.

    However many pages there are, each links to a few, and any is a few steps away.
    """
    near = {1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)}
    step = 10
    while step < last:
        near |= {one for one in ((number - 3) // step * step, -(-(number + 3) // step) * step) if 1 < one < last}
        step *= 10
    shown = sorted(near)
    found = [1]
    for before, one in pairwise(shown):
        found += [one] if one == before + 1 else [0, one]
    return found
