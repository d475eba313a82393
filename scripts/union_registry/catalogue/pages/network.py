"""Who works with whom across unions: for one unit on its page, and a page for the whole register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from union_registry.catalogue.drawing.meetings import Meetings
from union_registry.catalogue.drawing.network import Bridge, Node, network
from union_registry.catalogue.drawing.partners import Joined, Partner, partners
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language, to_top
from union_registry.catalogue.overview import Membership, Overview, newest_first, sampling
from union_registry.catalogue.page import Page


class NetworkView(NamedTuple):
    """What the page of the whole network shows."""

    drawing: Markup
    sampling: str


class Network:
    """The present members of the unions that are not dissolved."""

    def __init__(self, overview: Overview) -> None:
        self._now: Mapping[str, Sequence[Membership]] = {
            key: [one for one in memberships if not one.is_former and not one.union.is_dissolved]
            for key, memberships in overview.units.items()
        }
        self._meetings = Meetings((key, one.union.slug) for key, now in self._now.items() for one in now)
        self._unions = [union for union in newest_first(overview.unions) if not union.is_dissolved]

    def drawing(self, unit: Membership, language: Language) -> Markup:
        """The unit, its unions, and whom it meets in at least two of them; nothing if that is nobody."""
        met = self._meetings.partners(unit.key)
        if not met:
            return Markup("")
        now = {one.union.slug: one for one in self._now[unit.key]}
        places = {slug: number for number, slug in enumerate(now)}
        unions = [
            Joined(
                language.name(one.union.name, one.union.name_en),
                language.name(one.union.lead, one.union.lead_en),
                "../" + one.union.page,
            )
            for one in now.values()
        ]
        others = [
            Partner(
                language.name(other.name, other.name_en),
                to_top(language) + other.page,
                [places[slug] for slug in meeting.unions],
            )
            for meeting in met
            for other in self._now[meeting.unit][:1]
        ]
        return partners(language.name(unit.name, unit.name_en), unions, others, language)

    def page(self, labels: Labels) -> Page:
        """The page of the whole network."""
        language = labels.language
        nodes = [
            Node(
                union.slug,
                language.name(union.name, union.name_en),
                labels.chain(union.chain),
                language.name(union.lead, union.lead_en),
                "../" + union.page,
            )
            for union in self._unions
        ]
        bridges = {
            key: Bridge(
                language.name(self._now[key][0].name, self._now[key][0].name_en),
                to_top(language) + self._now[key][0].page,
            )
            for key in self._meetings.bridges
        }
        return Page(
            path="organisations/network.html",
            template="network.html",
            title=language.gettext("合作网络"),
            description=language.gettext("哪些联合体有共有单位，哪些单位参加了几个联合体"),
            view=NetworkView(network(nodes, self._meetings, bridges, language), sampling(self._unions)),
        )
