"""The list of unions."""

from __future__ import annotations

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.listing.column import Column, Link
from union_registry.catalogue.listing.listing import Filter, Listing, Row, mixed, up
from union_registry.catalogue.overview import Overview, UnionEntry, newest_first
from union_registry.model.union import STATUS_WORDS


def unions_list(overview: Overview, labels: Labels) -> Listing:
    """All unions, newest first; in a preview those not yet approved too."""
    language, _ = labels.language, labels.language.gettext
    listed = newest_first(overview.unions)
    chains = {key: labels.chain(key) for key in labels.chains}
    counties = {key: labels.county(key) for key in labels.counties}
    statuses = {str(status): language.text(words) for status, words in STATUS_WORDS.items()}
    sampling = mixed(union.sample for union in listed)
    years = dict.fromkeys(union.approved_on[:4] for union in listed if union.approved_on)
    return Listing(
        path="unions/index",
        title=_("创新联合体"),
        description=_("盟科技局核准的重点产业链创新联合体，共 %(n)s 个") % {"n": len(listed)},
        columns=(
            Column("name", _("联合体"), "link", before="../unions/", after=".html"),
            Column("chain", _("产业链"), "term", chains),
            Column("county", _("所在地"), "term", counties),
            Column("lead", _("牵头单位"), "link", before=f"{up(language)}organisations/", after=".html"),
            Column("members", _("成员"), "number"),
            Column("approved", _("批复日期"), "date", blank=_("尚未批复")),
            Column("status", _("状态"), "badge", statuses, colours={key: _colour(key) for key in statuses}),
        ),
        rows=[_row(union, labels, sampling) for union in listed],
        filters=(
            Filter("chain", _("产业链"), chains),
            Filter("county", _("所在地"), counties),
            Filter("status", _("状态"), statuses),
            Filter("year", _("批复年份"), {year: year for year in years}),
        ),
        order="-approved",
        sampling=sampling,
    )


def union_link(union: UnionEntry, labels: Labels, sampling: str = "") -> Link:
    """The name of a union, which leads to its page; marked as invented where not all of a list is."""
    return Link(labels.language.name(union.name, union.name_en), union.slug, union.sample and sampling == "some")


def _row(union: UnionEntry, labels: Labels, sampling: str) -> Row:
    lead = Link(labels.language.name(union.lead, union.lead_en), union.lead_page.split("/")[-1].removesuffix(".html"))
    return Row(
        cells=(
            union_link(union, labels, sampling),
            union.chain,
            union.county,
            lead,
            union.member_count,
            union.approved_on,
            union.status,
        ),
        keys=(
            (union.chain,),
            (union.county,),
            (union.status,),
            (union.approved_on[:4],) if union.approved_on else (),
        ),
    )


def _colour(status: str) -> str:
    return "green" if status == "approved" else "grey"
