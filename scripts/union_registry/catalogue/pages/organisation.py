"""The page of a unit, and the list of units, cut into several pages where it is long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from union_registry.catalogue import address
from union_registry.catalogue.overview import Membership, by_name, sampling
from union_registry.catalogue.page import Page

# More rows than this make typing into the filter feel slow on an old phone.
ROWS = 1000


class OrganisationView(NamedTuple):
    """What the page of a unit shows: the unit as its newest union names it."""

    unit: Membership
    memberships: Sequence[Membership]
    other_names: Sequence[str]
    sampling: str


class OrganisationsView(NamedTuple):
    """What one page of the list of units shows."""

    units: Sequence[tuple[Membership, Sequence[Membership]]]
    total: int
    number: int
    pages: Sequence[str]
    sampling: str


def organisation_page(memberships: Sequence[Membership]) -> Page:
    """The page of the unit that holds these memberships (at least one)."""
    if len(memberships) > 1:
        memberships = _newest_first(memberships)
    unit = memberships[0]
    names = dict.fromkeys(name for one in memberships for name in (one.name, *one.former_names) if name != unit.name)
    return Page(
        path=address.organisation_page(unit.key),
        template="organisation.html",
        title=unit.name,
        description=f"{unit.name}参加的创新联合体",
        view=OrganisationView(unit, memberships, list(names), sampling([one.union for one in memberships])),
    )


def organisations_pages(units: Mapping[str, Sequence[Membership]]) -> Iterator[Page]:
    """The list of units in the order of their names, `ROWS` to a page."""
    order = by_name([_newest_first(memberships)[0] for memberships in units.values()])
    sheets = [order[start : start + ROWS] for start in range(0, len(order), ROWS)] or [[]]
    paths = [f"organisations/{_sheet(number)}.html" for number in range(1, len(sheets) + 1)]
    for number, sheet in enumerate(sheets, 1):
        listed = [(unit, units[unit.key]) for unit in sheet]
        yield Page(
            path=paths[number - 1],
            template="organisations.html",
            title="单位" if number == 1 else f"单位（第 {number} 页）",
            description=f"参加创新联合体的单位，共 {len(order)} 家",
            view=OrganisationsView(
                listed,
                len(order),
                number,
                paths,
                sampling(one.union for _, memberships in listed for one in memberships),
            ),
        )


def _sheet(number: int) -> str:
    return "index" if number == 1 else f"list-{number}"


def _newest_first(memberships: Sequence[Membership]) -> list[Membership]:
    by_slug = sorted(memberships, key=lambda one: one.union.slug)
    return sorted(by_slug, key=lambda one: one.union.approved_on, reverse=True)
