"""The list of years."""

from __future__ import annotations

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.listing.column import Column, Link
from union_registry.catalogue.listing.listing import Listing, Row, mixed
from union_registry.catalogue.overview import Overview
from union_registry.catalogue.pages.year import STANDINGS, counts


def years_list(overview: Overview, labels: Labels) -> Listing:
    """The years in which summaries were due, the latest first, and how many stand how."""
    language, _ = labels.language, labels.language.gettext
    years = sorted(overview.summaries, reverse=True)
    counted = {year: counts(overview.summaries[year]) for year in years}
    return Listing(
        path="years/index",
        title=_("年度总结"),
        description=_("各年度创新联合体总结的报送情况和公开内容"),
        columns=(
            Column("name", _("年度"), "link", before="../years/", after=".html"),
            *(Column(key, language.text(words), "number") for key, words in STANDINGS.items()),
        ),
        rows=[Row((Link(str(year), str(year)), *counted[year].values())) for year in years],
        order="-name",
        sampling=mixed(summary.union.sample for summaries in overview.summaries.values() for summary in summaries),
    )
