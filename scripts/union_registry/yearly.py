"""A union's annual summaries side by side: figures year by year, and the problems that are still open (六（一）)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from union_registry.finding import Place
from union_registry.model.union import Union
from union_registry.policy import Policy
from union_registry.text import Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of the annual summary; `key` is its field, `unit` 万元 or the measure word of a count."""

    key: str
    label: Text
    unit: str

    @property
    def is_amount(self) -> bool:
        return self.unit == "万元"


# The fields of `Indicators`, in the order of schema/annual.schema.json; a test compares the two.
INDICATORS = (
    Indicator("rd_spend", Text("研发投入", "R&D spend"), "万元"),
    Indicator("national_projects", Text("国家级项目", "national projects"), "项"),
    Indicator("regional_projects", Text("自治区级项目", "projects of the autonomous region"), "项"),
    Indicator("league_projects", Text("盟级项目", "league projects"), "项"),
    Indicator("patents_applied", Text("申请专利", "patents applied for"), "件"),
    Indicator("patents_granted", Text("授权专利", "patents granted"), "件"),
    Indicator("standards", Text("制定标准", "standards"), "项"),
    Indicator("new_products", Text("新产品", "new products"), "项"),
    Indicator("new_product_sales", Text("新产品销售收入", "sales of new products"), "万元"),
    Indicator("technology_contracts", Text("技术合同成交额", "technology contracts"), "万元"),
    Indicator("people_introduced", Text("引进人才", "people brought in"), "人"),
    Indicator("people_trained", Text("培养人才", "people trained"), "人"),
    Indicator("platforms_built", Text("新建平台", "platforms set up"), "个"),
    Indicator("meetings", Text("召开会议", "meetings"), "次"),
)

# By the indicator's key; what was not given is not in it.
Values = Mapping[str, Decimal]


class Remark(StrEnum):
    """What is to be said of a figure beside that of the year before; only small counts may well be the same."""

    SAME = "same"
    CARRIED_OVER = "carried-over"
    OUTLIER = "outlier"
    MISSING = "missing"


REMARK_WORDS: Mapping[Remark, Text] = {
    Remark.SAME: Text("与上年相同", "as the year before"),
    Remark.CARRIED_OVER: Text("与上年分毫不差", "carried over unchanged"),
    Remark.OUTLIER: Text("出入大", "outlier"),
    Remark.MISSING: Text("未填，上年有", "not given, was the year before"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator in one year; `before` is that of the year before. None: not given."""

    year: int
    value: Decimal | None
    before: Decimal | None
    remark: Remark | None

    @property
    def change(self) -> Decimal | None:
        """By how much it differs from the year before; None unless both were given."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator through the years, oldest first."""

    indicator: Indicator
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a summary; `number` counts from 1, `closed_on` is the day of the answer that settled it."""

    year: int
    number: int
    raised_on: date
    closed_on: date | None
    place: Place


def given(union: Union, day: date) -> dict[int, Values]:
    """The figures of each summary sent by `day`, oldest first; Unfilled if one of them cannot be read."""
    return {
        year: {
            indicator.key: value
            for indicator in INDICATORS
            if (value := getattr(summary.indicators, indicator.key)) is not None
        }
        for year, summary in sorted(union.summaries.items())
        if summary.submitted_on <= day
    }


def compare(years: Mapping[int, Values], policy: Policy) -> list[Series]:
    """Every indicator that was given in any year, each year beside the one before it; exact."""
    compared = []
    for indicator in INDICATORS:
        if any(indicator.key in values for values in years.values()):
            pairs = ((year, years[year].get(indicator.key), _before(years, year, indicator)) for year in sorted(years))
            figures = (
                Figure(year, value, before, _remark(indicator, value, before, policy)) for year, value, before in pairs
            )
            compared.append(Series(indicator, tuple(figures)))
    return compared


def problems(union: Union, day: date) -> Iterator[Problem]:
    """Every problem of the summaries sent by `day`, oldest first; one answered as closed by then is settled.

    Unfilled if a summary or an answer cannot be read.
    """
    for year, summary in sorted(union.summaries.items()):
        if summary.submitted_on <= day:
            receipt = union.receipts.get(year)
            closed = {
                answer.problem: answer.answered_on
                for answer in (receipt.answers if receipt else ())
                if answer.closed and answer.answered_on <= day
            }
            for number, problem in enumerate(summary.problems, 1):
                yield Problem(year, number, summary.submitted_on, closed.get(number), problem.place)


def _before(years: Mapping[int, Values], year: int, indicator: Indicator) -> Decimal | None:
    return years.get(year - 1, {}).get(indicator.key)


def _remark(indicator: Indicator, value: Decimal | None, before: Decimal | None, policy: Policy) -> Remark | None:
    if before is None:
        return None
    if value is None:
        return Remark.MISSING
    less, more = sorted((Fraction(value), Fraction(before)))
    if less == more:
        copied = more > 0 if indicator.is_amount else more >= policy.outlier_floor
        return Remark.CARRIED_OVER if copied else Remark.SAME if more else None
    stands_out = more - less >= policy.outlier_floor and more >= less * policy.outlier_factor
    return Remark.OUTLIER if stands_out else None
