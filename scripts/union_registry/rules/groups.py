"""What other places ask of groups of members: conditions that stand in the policy, none of them in this regulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from union_registry.finding import STRENGTH_WORDS, Outcome, Strength
from union_registry.group import Alternative, GroupCondition, Threshold
from union_registry.model.forms import Member
from union_registry.rule import Case, Judgement, Measure, Rule, limit, percent, shown
from union_registry.rules.a3_members import counted_units
from union_registry.text import Text
from union_registry.vocabulary import Term

_UNITS = Text("{count} 家，要求至少 {limit} 家", "{count} units, at least {limit} wanted")
_SHARE = Text(
    "{count}/{total} 家（{share} %），要求不低于 {limit} %",
    "{count}/{total} units ({share} %), at least {limit} % wanted",
)
_MORE = Text(
    "{count}/{total} 家（{share} %），要求超过 {limit} %",
    "{count}/{total} units ({share} %), more than {limit} % wanted",
)
_KINDS = Text("{count} 种性质，要求至少 {limit} 种", "{count} kinds of unit, at least {limit} wanted")
_WORDS = {
    Threshold.AT_LEAST: _UNITS,
    Threshold.SHARE_AT_LEAST: _SHARE,
    Threshold.SHARE_MORE_THAN: _MORE,
    Threshold.KINDS_AT_LEAST: _KINDS,
}
_SPARE = Text("，余 {margin}", ", {margin} to spare")
_SHORT = Text("，差 {margin}", ", {margin} short")


def groups_are_as_asked(case: Case) -> Iterator[Judgement]:
    """One judgement for each condition of the policy, which names its own clause.

    Any one of a condition's alternatives is enough; the first that holds is told, or all of them.
    As a rule it stands for 三（三）d, the must among the clauses on how the members are made up.
    """
    units, counties = counted_units(case), case.vocabularies["counties"].terms
    for condition in case.policy.group_conditions:
        counts = [_Count(alternative, units, counties) for alternative in condition.any_of]
        holding = [count for count in counts if count.margin >= 0]
        told = holding[:1] or counts
        missed = Outcome.NOT_MET if condition.strength is Strength.MUST else Outcome.NOTE
        outcome = Outcome.MET if holding else missed
        yield Judgement(outcome, case.union.members_place, _facts(condition, told), clause=condition.clause)


def _facts(condition: GroupCondition, told: list[_Count]) -> dict[str, Measure]:
    results = [count.words for count in told]
    return {
        "condition": limit(condition.key),
        "title": limit(condition.title),
        "strength": limit(STRENGTH_WORDS[condition.strength]),
        **told[0].facts,
        "result": Measure(Text("；或".join(r.zh for r in results), "; or ".join(r.en for r in results))),
    }


class _Count:
    """The members that one alternative counts; `margin` is how many are to spare, negative if short."""

    def __init__(self, alternative: Alternative, units: list[Member], counties: Mapping[str, Term]) -> None:
        self.alternative = alternative
        among = alternative.among.of(units, counties)
        counted = alternative.counted.of(among, counties)
        self.total = len(among)
        by_kind = alternative.threshold is Threshold.KINDS_AT_LEAST
        self.count = len({unit.kind for unit in counted}) if by_kind else len(counted)
        self.margin = self.count - self._needed()

    @property
    def facts(self) -> dict[str, Measure]:
        threshold, at = self.alternative.threshold, self.alternative.limit
        unit = "种" if threshold is Threshold.KINDS_AT_LEAST else "家"
        facts = {
            "count": Measure(self.count, unit),
            "total": Measure(self.total, "家"),
            "limit": limit(shown(at * 100), "%") if threshold.is_share else limit(shown(at), unit),
            "margin": Measure(self.margin, unit),
        }
        if threshold.is_share:
            facts["share"] = Measure(percent(Fraction(self.count, self.total), at) if self.total else "—", "%")
        return facts

    @property
    def words(self) -> Text:
        """What was counted, against what, and by how much it is more or less."""
        values = {name: shown(measure.value) for name, measure in self.facts.items()}
        numbers = _WORDS[self.alternative.threshold].fill(values)
        margin = (_SPARE if self.margin >= 0 else _SHORT).fill({"margin": abs(self.margin)})
        what = self.alternative.what
        zh, en = (f"{what.zh} ", f"{what.en}: ") if what else ("", "")
        return Text(zh + numbers.zh + margin.zh, en + numbers.en + margin.en)

    def _needed(self) -> int:
        """The least number that is enough; of nobody no share is."""
        threshold, at = self.alternative.threshold, self.alternative.limit
        if not threshold.is_share:
            return ceil(at)
        if not self.total:
            return 1
        return floor(at * self.total) + 1 if threshold is Threshold.SHARE_MORE_THAN else ceil(at * self.total)


MEMBER_GROUPS = Rule(
    id="member-groups",
    clause="三（三）d",
    strength=Strength.MUST,
    title=Text("对部分成员的其他要求", "What else is asked of groups of members"),
    judge=groups_are_as_asked,
    reads=(
        "members/members/*/kind",
        "members/members/*/tier",
        "members/members/*/stages",
        "members/members/*/county",
        "members/members/*/joined_on",
        "members/members/*/left_on",
    ),
    met=Text("{title}：{result}", "{title}: {result}"),
    not_met=Text("{title}未达到：{result}", "{title} is not reached: {result}"),
    note=Text(
        "{title}未达到：{result}；属原则要求，只作提示，不能单独豁免",
        "{title} is not reached: {result}; it holds in principle, so this is a note, and it cannot be waived by itself",
    ),
    fix=Text(
        "按“{title}”调整成员，并核对各成员的性质、注册地、层级和环节",
        "change the members as “{title}” asks, and check kind, county, tier and stages of each",
    ),
    asked_by=("group_conditions",),
)
