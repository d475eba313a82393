"""The list of places."""

from __future__ import annotations

from collections.abc import Sequence

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.listing.column import Column, Link
from union_registry.catalogue.listing.listing import Filter, Listing, Row, mixed
from union_registry.catalogue.pages.county import County


def counties_list(counties: Sequence[County], labels: Labels) -> Listing:
    """Every place of the vocabulary in its order."""
    language, _ = labels.language, labels.language.gettext
    leagues = {"in": _("盟内"), "out": _("盟外")}
    return Listing(
        path="counties/index",
        title=_("旗县市（区）"),
        description=_("各旗县市（区）的创新联合体和成员单位"),
        columns=(
            Column("name", _("旗县市（区）"), "link", before="../counties/", after=".html"),
            Column("league", _("范围"), "term", leagues),
            Column("unions", _("联合体"), "number"),
            Column("units", _("登记的单位"), "number"),
        ),
        rows=[
            Row(
                cells=(
                    Link(language.text(county.term.label), county.term.key),
                    "in" if county.term.in_league else "out",
                    len(county.unions),
                    len(county.units),
                ),
                keys=(("in" if county.term.in_league else "out",),),
            )
            for county in counties
        ],
        filters=(Filter("league", _("范围"), leagues),),
        sampling=mixed(one.union.sample for county in counties for _unit, held in county.units for one in held),
    )
