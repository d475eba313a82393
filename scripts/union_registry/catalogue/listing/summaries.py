"""The list of annual summaries: each union in each year in which it owes one."""

from __future__ import annotations

from collections.abc import Sequence

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.listing.column import Column, Link, chinese_order
from union_registry.catalogue.listing.listing import Filter, Listing, Row, mixed
from union_registry.catalogue.listing.unions import union_link
from union_registry.catalogue.overview import Overview, Summary
from union_registry.catalogue.pages.year import STANDINGS


def summaries_list(overview: Overview, labels: Labels) -> Listing:
    """All summaries that are or were due, the latest year first; within a year by name."""
    language, _ = labels.language, labels.language.gettext
    years = sorted(overview.summaries, reverse=True)
    sampling = mixed(summary.union.sample for summaries in overview.summaries.values() for summary in summaries)
    rows = [_row(summary, labels, sampling) for year in years for summary in _by_name(overview.summaries[year], labels)]
    chains = {key: labels.chain(key) for key in labels.chains}
    counties = {key: labels.county(key) for key in labels.counties}
    standings = {key: language.text(words) for key, words in STANDINGS.items()}
    return Listing(
        path="years/summaries",
        title=_("全部年度总结"),
        description=_("每个联合体各年度的总结，共 %(n)s 份") % {"n": len(rows)},
        columns=(
            Column("name", _("联合体"), "link", before="../unions/", after=".html"),
            Column("year", _("年度"), "link", before="../years/", after=".html"),
            Column("chain", _("产业链"), "term", chains),
            Column("county", _("所在地"), "term", counties),
            Column("status", _("报送"), "badge", standings),
            Column("due", _("期限"), "date"),
            Column("received", _("收到"), "date"),
            Column("text", _("公开内容"), "link", before="../years/"),
        ),
        rows=rows,
        filters=(
            Filter("year", _("年度"), {str(year): str(year) for year in years}),
            Filter("chain", _("产业链"), chains),
            Filter("county", _("所在地"), counties),
            Filter("status", _("报送"), standings),
        ),
        order="-year",
        sampling=sampling,
    )


def _by_name(summaries: Sequence[Summary], labels: Labels) -> list[Summary]:
    def order(summary: Summary) -> tuple[bytes, str]:
        union = summary.union
        return chinese_order(labels.language.name(union.name, union.name_en)), union.slug

    return sorted(summaries, key=order)


def _row(summary: Summary, labels: Labels, sampling: str) -> Row:
    union, standing = summary.union, summary.standing
    year, read = str(standing.year), labels.language.gettext("阅读")
    return Row(
        cells=(
            union_link(union, labels, sampling),
            Link(year, year),
            union.chain,
            union.county,
            standing.standing,
            standing.due_on.isoformat(),
            standing.received_on.isoformat() if standing.received_on else "",
            Link(read, f"{year}.html#text-{union.slug}") if summary.text else Link("", ""),
        ),
        keys=((year,), (union.chain,), (union.county,), (standing.standing,)),
    )
