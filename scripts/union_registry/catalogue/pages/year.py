"""The page of a year's annual summaries, and the list of years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from union_registry.catalogue import address
from union_registry.catalogue.labels import Indicator, Labels
from union_registry.catalogue.overview import Summary, sampling
from union_registry.catalogue.page import Page

STANDINGS: Mapping[str, str] = {
    "on-time": "按时",
    "late": "迟交",
    "missing": "未交",
    "due": "待交",
}


@dataclass(frozen=True)
class YearView:
    """What the page of a year shows."""

    year: int
    counts: Mapping[str, int]
    summaries: Sequence[Summary]
    totals: Sequence[tuple[Indicator, int, int]]
    sampling: str

    @property
    def told(self) -> list[Summary]:
        """Summaries that have a text to read."""
        return [summary for summary in self.summaries if summary.text]


@dataclass(frozen=True)
class YearsView:
    """What the list of years shows."""

    years: Sequence[tuple[int, str, Mapping[str, int]]]
    sampling: str


def counts(summaries: Sequence[Summary]) -> dict[str, int]:
    """How many summaries have each standing."""
    found = dict.fromkeys(STANDINGS, 0)
    for summary in summaries:
        found[summary.standing.standing] += 1
    return found


def year_page(year: int, summaries: Sequence[Summary], labels: Labels) -> Page:
    """The page of one year; `summaries` holds every union that owes one."""
    found = counts(summaries)
    view = YearView(
        year,
        found,
        summaries,
        _totals(summaries, labels),
        sampling(summary.union for summary in summaries),
    )
    shown = (
        ("standing", "报送情况", True),
        ("totals", "指标合计", view.totals),
        ("texts", "总结摘要", view.told),
    )
    return Page(
        path=address.year_page(year),
        template="year.html",
        title=f"{year} 年度总结",
        description=f"{year} 年度总结：" + "，".join(f"{STANDINGS[s]} {found[s]} 个" for s in found),
        view=view,
        contents=[(anchor, text) for anchor, text, content in shown if content],
    )


def years_page(summaries: Mapping[int, Sequence[Summary]]) -> Page:
    """The list of years, the latest first."""
    years = [(year, address.year_page(year), counts(summaries[year])) for year in sorted(summaries, reverse=True)]
    unions = [summary.union for listed in summaries.values() for summary in listed]
    return Page(
        path="years/index.html",
        template="years.html",
        title="年度总结",
        description="各年度创新联合体总结的报送情况和公开内容",
        view=YearsView(years, sampling(unions)),
    )


def _totals(summaries: Sequence[Summary], labels: Labels) -> list[tuple[Indicator, int, int]]:
    """Each public figure, its sum, and from how many unions it comes."""
    totals = []
    for indicator in labels.indicators:
        values = [
            int(summary.indicators[indicator.key]) for summary in summaries if indicator.key in summary.indicators
        ]
        if values:
            totals.append((indicator, sum(values), len(values)))
    return totals
