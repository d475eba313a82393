"""The page of an industry chain; those without a union have one too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from union_registry.catalogue import address
from union_registry.catalogue.drawing.chain import chain as draw
from union_registry.catalogue.drawing.placing import ChainUnit
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import message, to_top
from union_registry.catalogue.overview import (
    Membership,
    Overview,
    UnionEntry,
    by_name,
    newest_first,
    sampling,
)
from union_registry.catalogue.page import Page
from union_registry.text import NOTHING, Text
from union_registry.vocabulary import Term

GROUPS: Mapping[str, Text] = {
    "key": Text("重点产业链", "key industry chain"),
    "other": Text("盟里确定的其他产业", "other industry chosen by the league"),
}


@dataclass(frozen=True)
class Chain:
    """A chain with its unions and the units that now belong to them."""

    term: Term
    page: str
    group: Text
    unions: Sequence[UnionEntry]
    units: Sequence[Membership]

    @property
    def live(self) -> list[UnionEntry]:
        """Its unions that are not dissolved."""
        return [union for union in self.unions if not union.is_dissolved]


@dataclass(frozen=True)
class ChainView:
    """What the page of a chain shows."""

    chain: Chain
    drawing: Markup
    technologies: Sequence[tuple[str, Sequence[UnionEntry]]]
    gaps: Sequence[str]
    sampling: str


def chains(overview: Overview, labels: Labels) -> list[Chain]:
    """Every chain of the vocabulary, in its order."""
    unions: dict[str, list[UnionEntry]] = {}
    for union in overview.unions:
        unions.setdefault(union.chain, []).append(union)
    units: dict[str, list[Membership]] = {}
    for memberships in overview.units.values():
        for one in memberships:
            if not one.is_former and not one.union.is_dissolved:
                units.setdefault(one.union.chain, []).append(one)
    return [
        Chain(
            term,
            address.chain_page(key),
            GROUPS.get(term.group, NOTHING),
            newest_first(unions.get(key, ())),
            units.get(key, ()),
        )
        for key, term in labels.chains.items()
    ]


def chain_page(chain: Chain, labels: Labels) -> Page:
    """The page of one chain."""
    language = labels.language
    name = language.text(chain.term.label)
    stages = [
        (label, by_name({one.key: one for one in chain.units if stage in one.stages}.values()))
        for stage, label in labels.stages.items()
    ]
    view = ChainView(
        chain, _drawing(chain, labels), _technologies(chain), list(_gaps(chain, stages, labels)), _sampling([chain])
    )
    shown = (
        ("gaps", message("缺口"), view.gaps),
        ("unions", message("联合体"), chain.unions),
        ("technologies", message("正在攻关的技术"), view.technologies),
        ("stages", message("产业链环节"), chain.live),
    )
    return Page(
        path=chain.page,
        template="chain.html",
        title=name,
        description=language.gettext("%(name)s：%(n)s 个创新联合体") % {"name": name, "n": len(chain.live)},
        view=view,
        contents=[(anchor, language.gettext(text)) for anchor, text, content in shown if content],
    )


def _drawing(chain: Chain, labels: Labels) -> Markup:
    """Every unit once, at all the stages where it works in some union of the chain."""
    language = labels.language
    stages: dict[str, set[str]] = {}
    for one in chain.units:
        stages.setdefault(one.key, set()).update(one.stages)
    units = [
        ChainUnit(
            language.name(one.name, one.name_en),
            to_top(language) + one.page,
            "",
            [stage for stage in labels.stages if stage in stages[one.key]],
        )
        for one in by_name({one.key: one for one in chain.units}.values())
    ]
    return draw(labels.stages, {}, units, f"../organisations/index.html?chain={chain.term.key}", language)


def _technologies(chain: Chain) -> list[tuple[str, list[UnionEntry]]]:
    """Each technology that a live union of the chain works on, with the unions that do, in the order of the unions."""
    found: dict[str, list[UnionEntry]] = {}
    for union in chain.live:
        for technology in union.technologies:
            found.setdefault(technology, []).append(union)
    return list(found.items())


def _gaps(chain: Chain, stages: Sequence[tuple[str, Sequence[Membership]]], labels: Labels) -> Iterator[str]:
    """What is missing, in words: a union (二), units at a stage, a university or an institute to work with."""
    gettext = labels.language.gettext
    if not chain.live:
        if chain.term.group == "key":
            yield gettext("还没有创新联合体；每条重点产业链至少要有一个。")
        return
    for label, units in stages:
        if not units:
            yield gettext("%(stage)s还没有成员单位。") % {"stage": label}
    kinds = {one.kind for one in chain.units}
    if not kinds & {"university", "research-institute"}:
        yield gettext("成员单位里还没有高校和科研院所。")


def _sampling(listed: Sequence[Chain]) -> str:
    """As `sampling`, with the vocabulary's own invented terms counted in."""
    found = {sampling(chain.unions) for chain in listed if chain.unions}
    found |= {"all" if chain.term.sample else "" for chain in listed}
    return "" if found == {""} else "all" if found == {"all"} else "some"
