"""The list of chains."""

from __future__ import annotations

from collections.abc import Sequence

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language
from union_registry.catalogue.listing.column import Column, Link
from union_registry.catalogue.listing.listing import Filter, Listing, Row, mixed
from union_registry.catalogue.pages.chain import GROUPS, Chain


def chains_list(chains: Sequence[Chain], labels: Labels) -> Listing:
    """Every chain of the vocabulary in its order, with and without a union."""
    language, _ = labels.language, labels.language.gettext
    groups = {key: language.text(words) for key, words in GROUPS.items()}
    covered = {"yes": _("已有联合体"), "no": _("尚无联合体")}
    sampling = mixed(
        flag for chain in chains for flag in (chain.term.sample, *(union.sample for union in chain.unions))
    )
    return Listing(
        path="chains/index",
        title=_("重点产业链和其他产业"),
        description=_("重点产业链及其创新联合体"),
        columns=(
            Column("name", _("产业链"), "link", before="../chains/", after=".html"),
            Column("group", _("类别"), "term", {**groups, "": "—"}),
            Column("covered", _("覆盖"), "badge", covered, colours={"yes": "green", "no": "grey"}),
            Column("unions", _("联合体"), "number"),
            Column("units", _("成员单位"), "number"),
        ),
        rows=[_row(chain, sampling, language) for chain in chains],
        filters=(Filter("group", _("类别"), groups), Filter("covered", _("覆盖"), covered)),
        sampling=sampling,
    )


def _row(chain: Chain, sampling: str, language: Language) -> Row:
    term = chain.term
    group = term.group if term.group in GROUPS else ""
    covered = "yes" if chain.live else "no"
    return Row(
        cells=(
            Link(language.text(term.label), term.key, term.sample and sampling == "some"),
            group,
            covered,
            len(chain.live),
            len({one.key for one in chain.units}),
        ),
        keys=((group,) if group else (), (covered,)),
    )
