"""A union's annual figures year by year, and its open problems: text, JSON, Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from union_registry.report.escape import prose
from union_registry.report.lines import Line
from union_registry.yearly import REMARK_WORDS, Figure, Problem, Remark, Series

_STYLES = {Remark.OUTLIER: "note", Remark.CARRIED_OVER: "note", Remark.MISSING: "note", Remark.SAME: "plain"}


@dataclass(frozen=True, slots=True)
class UnionYears:
    """What is told of one union; `problems` are all that were raised."""

    slug: str
    name: str
    series: Sequence[Series]
    problems: Sequence[Problem]

    @property
    def open_problems(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.closed_on is None]

    def as_json(self) -> dict[str, Any]:
        """Amounts as text, since they are exact; the words of a problem may not be for the public and stay out."""
        return {
            "slug": self.slug,
            "name": self.name,
            "indicators": [
                {
                    "indicator": series.indicator.key,
                    "unit": series.indicator.unit,
                    "years": [
                        {
                            "year": figure.year,
                            "value": _plain(figure.value),
                            "change": _plain(figure.change),
                            "remark": figure.remark and str(figure.remark),
                        }
                        for figure in series.figures
                    ],
                }
                for series in self.series
            ],
            "problems": [
                {
                    "year": problem.year,
                    "number": problem.number,
                    "raised_on": problem.raised_on.isoformat(),
                    "closed_on": problem.closed_on and problem.closed_on.isoformat(),
                }
                for problem in self.problems
            ],
        }


def year_lines(union: UnionYears) -> Iterator[Line]:
    """For a terminal: a line for each indicator, years from left to right."""
    yield Line("head", f"{union.slug} · {union.name}")
    for series in union.series:
        told = "  ".join(f"{figure.year}: {_told(figure)}" for figure in series.figures)
        remark = series.figures[-1].remark
        unit, label = series.indicator.unit, series.indicator.label
        yield Line(_STYLES[remark] if remark else "plain", f"  {label.zh} {label.en}（{unit}）  {told}")
    if not union.series:
        yield Line("quiet", "  没有年度指标 · no annual figures")
    for problem in union.open_problems:
        yield Line("note", f"  ! {_open(problem)}")


def year_markdown(union: UnionYears) -> Iterator[str]:
    """A table, indicators down and years across."""
    yield f"## {prose(union.name)}（{union.slug}）"
    yield ""
    if union.series:
        years = [figure.year for figure in union.series[0].figures]
        yield "| 指标 | " + " | ".join(map(str, years)) + " |"
        yield "| --- |" + " ---: |" * len(years)
        for series in union.series:
            cells = " | ".join(prose(_told(figure)) for figure in series.figures)
            yield f"| {series.indicator.label.zh} {series.indicator.label.en}（{series.indicator.unit}） | {cells} |"
        yield ""
    for problem in union.open_problems:
        yield f"- {_open(problem)}"
    if union.open_problems:
        yield ""


def _open(problem: Problem) -> str:
    return (
        f"{problem.year} 年度第 {problem.number} 项问题未办结，{problem.raised_on} 提出 · "
        f"problem {problem.number} of {problem.year} is open since {problem.raised_on}"
    )


def _told(figure: Figure) -> str:
    """12 (+3, 出入大 outlier)"""
    words = REMARK_WORDS[figure.remark] if figure.remark else None
    change = f"{figure.change:+f}" if figure.change else ""
    beside = ", ".join(part for part in (change, f"{words.zh} {words.en}" if words else "") if part)
    return ("—" if figure.value is None else f"{figure.value:f}") + (f" ({beside})" if beside else "")


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
