"""The page of an industry chain, and the list of chains; those without a union have one too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from union_registry.catalogue import address
from union_registry.catalogue.labels import Labels
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

GROUPS: Mapping[str, str] = {"key": "重点产业链", "other": "盟里确定的其他产业"}


@dataclass(frozen=True)
class Chain:
    """A chain with its unions and the units that now belong to them."""

    term: Term
    page: str
    group: str
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
    stages: Sequence[tuple[str, Sequence[Membership]]]
    sampling: str


@dataclass(frozen=True)
class ChainsView:
    """What the list of chains shows."""

    chains: Sequence[Chain]
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
            GROUPS.get(term.group, ""),
            newest_first(unions.get(key, ())),
            units.get(key, ()),
        )
        for key, term in labels.chains.items()
    ]


def chain_page(chain: Chain, labels: Labels) -> Page:
    """The page of one chain."""
    name = chain.term.label.zh
    view = ChainView(
        chain,
        [
            (label, by_name({one.key: one for one in chain.units if stage in one.stages}.values()))
            for stage, label in labels.stages.items()
        ],
        _sampling([chain]),
    )
    return Page(
        path=chain.page,
        template="chain.html",
        title=name,
        description=f"{name}：{len(chain.live)} 个创新联合体",
        view=view,
        contents=[("unions", "联合体"), ("stages", "产业链环节")] if chain.unions else (),
    )


def chains_page(listed: Sequence[Chain]) -> Page:
    """The list of chains, with and without a union."""
    return Page(
        path="chains/index.html",
        template="chains.html",
        title="产业链",
        description="重点产业链及其创新联合体",
        view=ChainsView(listed, _sampling(listed)),
    )


def _sampling(listed: Sequence[Chain]) -> str:
    """As `sampling`, with the vocabulary's own invented terms counted in."""
    found = {sampling(chain.unions) for chain in listed if chain.unions}
    found |= {"all" if chain.term.sample else "" for chain in listed}
    return "" if found == {""} else "all" if found == {"all"} else "some"
