"""The page of a year's annual summaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from markupsafe import Markup

from union_registry.catalogue import address
from union_registry.catalogue.drawing.bars import Bar, bars
from union_registry.catalogue.labels import Indicator, Labels
from union_registry.catalogue.overview import Summary, sampling
from union_registry.catalogue.page import Page
from union_registry.text import Text

STANDINGS: Mapping[str, Text] = {
    "on-time": Text("按时", "on time"),
    "late": Text("迟交", "late"),
    "missing": Text("未交", "missing"),
    "due": Text("待交", "due"),
}


class Total(NamedTuple):
    """A public figure over the unions that gave it: its sum and its median."""

    indicator: Indicator
    total: Decimal
    median: Decimal
    unions: int


@dataclass(frozen=True)
class YearView:
    """What the page of a year shows."""

    year: int
    counts: Mapping[str, int]
    summaries: Sequence[Summary]
    totals: Sequence[Total]
    charts: Sequence[Markup]
    raised: int
    answered: int
    sampling: str

    @property
    def told(self) -> list[Summary]:
        """Summaries that have a text to read."""
        return [summary for summary in self.summaries if summary.text]


def counts(summaries: Sequence[Summary]) -> dict[str, int]:
    """How many summaries have each standing."""
    found = dict.fromkeys(STANDINGS, 0)
    for summary in summaries:
        found[summary.standing.standing] += 1
    return found


def year_page(year: int, summaries: Sequence[Summary], labels: Labels) -> Page:
    """The page of one year; `summaries` holds every union that owes one."""
    found = counts(summaries)
    language = labels.language
    view = YearView(
        year,
        found,
        summaries,
        _totals(summaries, labels),
        _charts(found, summaries, labels),
        sum(len(summary.problems) for summary in summaries),
        sum("answered_on" in problem for summary in summaries for problem in summary.problems),
        sampling(summary.union for summary in summaries),
    )
    shown = (
        ("standing", language.gettext("报送情况"), True),
        ("problems", language.gettext("问题与答复"), view.raised),
        ("totals", language.gettext("指标合计"), view.totals),
        ("texts", language.gettext("总结摘要"), view.told),
    )
    return Page(
        path=address.year_page(year),
        template="year.html",
        title=(title := language.gettext("%(year)s 年度总结") % {"year": year}),
        description=title
        + language.gettext("：")
        + language.gettext("，").join(f"{language.text(STANDINGS[key])} {count}" for key, count in found.items()),
        view=view,
        contents=[(anchor, text) for anchor, text, content in shown if content],
    )


def _charts(found: Mapping[str, int], summaries: Sequence[Summary], labels: Labels) -> list[Markup]:
    """How many summaries have each standing, and from which chains they come."""
    language = labels.language
    by_chain: dict[str, int] = dict.fromkeys(labels.chains, 0)
    for summary in summaries:
        by_chain[summary.union.chain] += summary.standing.received_on is not None
    standings = [Bar(language.text(STANDINGS[key]), count) for key, count in found.items()]
    received = [Bar(labels.chain(key), count) for key, count in by_chain.items() if count]
    charts = [bars(language.gettext("报送情况"), language.gettext("个"), standings, language)]
    if received:
        charts.append(bars(language.gettext("各产业链收到的总结"), language.gettext("份"), received, language))
    return charts


def _totals(summaries: Sequence[Summary], labels: Labels) -> list[Total]:
    """Each public figure that at least one union gave."""
    totals = []
    for indicator in labels.indicators:
        values = [
            Decimal(summary.indicators[indicator.key]) for summary in summaries if indicator.key in summary.indicators
        ]
        if values:
            totals.append(Total(indicator, sum(values, Decimal()), median(values), len(values)))
    return totals
