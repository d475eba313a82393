"""Article 六（一）: the figures of the annual summary, beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from union_registry.finding import Outcome, Strength
from union_registry.rule import Case, Judgement, Measure, Rule, limit
from union_registry.text import Text
from union_registry.yearly import INDICATORS, Figure, Indicator, Remark, compare, given


def figures_are_comparable(case: Case) -> Iterator[Judgement]:
    """Points out what strikes in the newest summary; only a year without one figure fails."""
    years = given(case.union, case.as_of)
    year = max(years, default=0)
    if not years.get(year - 1):
        yield Judgement(Outcome.NOT_APPLICABLE, case.union.place, words=_NOTHING_BEFORE)
        return
    at = case.union.summaries[year].place / "indicators"
    told = {"year": Measure(str(year), "年"), "before": Measure(str(year - 1), "年")}
    if not years[year]:
        yield Judgement(Outcome.NOT_MET, at, {**told, "count": Measure(len(years[year - 1]), "项")})
        return
    newest = [(series.indicator, series.figures[-1]) for series in compare(years, case.policy)]
    outliers = [(indicator, figure) for indicator, figure in newest if figure.remark is Remark.OUTLIER]
    copied = [indicator for indicator, figure in newest if figure.remark is Remark.CARRIED_OVER]
    missing = [indicator for indicator, figure in newest if figure.remark is Remark.MISSING]
    for indicator, figure in outliers:
        facts = {**told, **_change(indicator, figure), "factor": limit(case.policy.outlier_factor, "倍")}
        yield Judgement(Outcome.NOTE, at / indicator.key, facts)
    if copied:
        yield Judgement(Outcome.NOTE, at / copied[0].key, {**told, "which": _labels(copied)}, _COPIED)
    if missing:
        yield Judgement(Outcome.NOTE, at, {**told, "which": _labels(missing)}, _MISSING)
    if not (outliers or copied or missing):
        yield Judgement(Outcome.MET, at, {**told, "count": Measure(len(years[year]), "项")})


def _change(indicator: Indicator, figure: Figure) -> dict[str, Measure]:
    return {
        "indicator": Measure(indicator.label),
        "earlier": Measure(str(figure.before), indicator.unit),
        "now": Measure(str(figure.value), indicator.unit),
    }


def _labels(indicators: Iterable[Indicator]) -> Measure:
    return Measure(tuple(indicator.label for indicator in indicators))


_NOTHING_BEFORE = Text(
    "没有相邻两个年度的指标，无从比较", "there are no figures of two years running, so nothing to compare"
)
_COPIED = Text(
    "{year} 年度的这些指标与 {before} 年度分毫不差：{which}；请核对是否照抄",
    "these figures of {year} are exactly those of {before}: {which}; check that they were not copied",
)
_MISSING = Text(
    "{before} 年度填了、{year} 年度没填的指标：{which}；没有的请填 0",
    "figures given for {before} and not for {year}: {which}; write 0 where there is nothing",
)

INDICATORS_COMPARABLE = Rule(
    id="indicators-comparable",
    clause="六（一）",
    strength=Strength.MUST,
    title=Text("年度指标逐年可比", "Annual figures can be compared"),
    judge=figures_are_comparable,
    reads=("annual/submitted_on", *(f"annual/indicators/{indicator.key}" for indicator in INDICATORS)),
    met=Text(
        "{year} 年度填了 {count} 项指标，与 {before} 年度相比没有异常",
        "figures given for {year}: {count}; none stands out beside {before}",
    ),
    not_met=Text(
        "{year} 年度总结一项指标也没有，{before} 年度有 {count} 项，无从比较",
        "the summary of {year} gives no figure at all; {before} gave {count}, so they cannot be compared",
    ),
    note=Text(
        "{indicator}：{before} 年度 {earlier}，{year} 年度 {now}，相差 {factor} 倍以上，请核对",
        "{indicator}: {earlier} in {before}, {now} in {year}, a factor of {factor} or more; check it",
    ),
    fix=Text(
        "在 annual/{year}.yaml 的 indicators 里补填，没有的填 0（与 {before} 年度对照）",
        "fill in indicators of annual/{year}.yaml, 0 where there is nothing (beside those of {before})",
    ),
)
