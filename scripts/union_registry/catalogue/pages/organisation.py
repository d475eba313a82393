"""The page of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from union_registry.catalogue import address
from union_registry.catalogue.data.linked_data import embedded, organisation_document
from union_registry.catalogue.overview import Membership, sampling
from union_registry.catalogue.page import Page
from union_registry.catalogue.pages.network import Network

if TYPE_CHECKING:
    from union_registry.catalogue.edition import Edition


class OrganisationView(NamedTuple):
    """What the page of a unit shows: the unit as its newest union names it."""

    unit: Membership
    memberships: Sequence[Membership]
    other_names: Sequence[str]
    drawing: Markup
    sampling: str


def organisation_page(memberships: Sequence[Membership], network: Network, edition: Edition) -> Page:
    """The page of the unit that holds these memberships (at least one)."""
    language = edition.language
    memberships = latest_first(memberships)
    unit = memberships[0]
    names = dict.fromkeys(name for one in memberships for name in (one.name, *one.former_names) if name != unit.name)
    return Page(
        path=address.organisation_page(unit.key),
        template="organisation.html",
        title=unit.name,
        description=language.gettext("%(name)s参加的创新联合体") % {"name": unit.name},
        view=OrganisationView(
            unit,
            memberships,
            list(names),
            network.drawing(unit, language),
            sampling([one.union for one in memberships]),
        ),
        head=embedded(organisation_document(memberships, edition.labels, edition.address)),
        is_bilingual=False,
    )


def latest_first(memberships: Sequence[Membership]) -> Sequence[Membership]:
    """A unit's memberships, that in the most recently approved union first; of one day, by slug."""
    if len(memberships) == 1:
        return memberships
    by_slug = sorted(memberships, key=lambda one: one.union.slug)
    return sorted(by_slug, key=lambda one: one.union.approved_on, reverse=True)
