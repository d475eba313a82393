"""A rule: one checkable clause of the regulation, as one small frozen object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from union_registry.difference import Difference
from union_registry.finding import Outcome, Place, Strength
from union_registry.index import Index
from union_registry.model.forms import Member
from union_registry.model.record import Unfilled
from union_registry.model.union import Status, Union
from union_registry.policy import Policy
from union_registry.text import NOTHING, Text
from union_registry.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule judges: one union, as it stands on `as_of`, by the policy in force when it filed.

    `as_of` of a dissolved union is its last day; `today` is the day of the check all the same.
    `filed_on` is the day of filing, or `as_of` before it. `base` is the version to compare with,
    None where there is none: a check without one, or a union that is new.
    """

    union: Union
    status: Status
    as_of: date
    today: date
    filed_on: date
    policy: Policy
    index: Index
    vocabularies: Mapping[str, Vocabulary]
    base: Base | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """The version of a union to compare with, its status on the day, and what has changed since."""

    union: Union
    status: Status
    differences: tuple[Difference, ...]

    def members(self) -> dict[str, Member]:
        """The members by credit code, as far as they can be read: an older version's faults are not this one's."""
        found: dict[str, Member] = {}
        with suppress(Unfilled):
            for member in self.union.members:
                with suppress(Unfilled):
                    _ = member.names
                    found[member.credit_code] = member
        return found


Value = int | str | Fraction | date | Text | tuple[str, ...] | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of a judgement. `of_union` is False for a limit that stands in the policy."""

    value: Value
    unit: str = ""
    of_union: bool = True


def limit(value: Value, unit: str = "") -> Measure:
    """A limit from the policy; always public."""
    return Measure(value, unit, of_union=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says of a union: an outcome, at a place, with the facts it rests on.

    `words` picks another message than the outcome's usual one; `clause` is given where the policy
    names the clause (other places' conditions).
    """

    outcome: Outcome
    at: Place
    facts: Mapping[str, Measure] = field(default_factory=dict)
    words: Text | None = None
    clause: str = ""


def met_if(condition: bool, at: Place, **facts: Measure) -> Judgement:
    """Met or not met, with the same facts either way."""
    return Judgement(Outcome.MET if condition else Outcome.NOT_MET, at, facts)


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause that can be checked.

    `judge` is a pure function that reads as the satisfied state and returns or yields judgements,
    also when the clause is met. `reads` names the fields its facts come from, which decides
    whether the facts are public. Messages hold `{fact}` for each fact they mention. A waiver is for
    the facts that `waivable` names, each with words for it, and void when one of them changes.
    `asked_by` names the policy entries that ask for it: where they are all off, it does not apply.
    """

    id: str
    clause: str
    strength: Strength
    title: Text
    judge: Callable[[Case], Judgement | Iterable[Judgement]]
    reads: tuple[str, ...]
    met: Text
    not_met: Text = NOTHING
    fix: Text = NOTHING
    note: Text = NOTHING
    waivable: Mapping[str, Text] = field(default_factory=dict)
    asked_by: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def is_asked_by(self, policy: Policy) -> bool:
        """Whether the policy has the rule at all: another place's may leave it out."""
        return self.id not in policy.rules_off and policy.asks_for(*self.asked_by)

    def in_force_on(self, day: date) -> bool:
        """Whether the rule holds on `day`, both ends included; without dates it always does."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def texts(self) -> Iterator[Text]:
        """All its words, for the catalogue and for tests."""
        yield from (text for text in (self.title, self.met, self.not_met, self.note, self.fix) if text)
        yield from self.waivable.values()

    def words(self, outcome: Outcome) -> Text:
        """The message for an outcome."""
        if outcome is Outcome.NOT_MET:
            return self.not_met
        return self.note if outcome is Outcome.NOTE else self.met


def shown(value: Value, language: str = "zh") -> str:
    """A fact as people read it: a list with commas, a fraction as a decimal, a day as 2025-03-01."""
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, Fraction):
        return _rounded(value, 4).rstrip("0").rstrip(".")
    if isinstance(value, Text):
        return value.zh if language == "zh" else value.en
    if isinstance(value, tuple):
        return ("、" if language == "zh" else ", ").join(shown(item, language) for item in value)
    return value.isoformat()


def percent(share: Fraction, threshold: Fraction) -> str:
    """A share in per cent with as many decimals as it takes not to look equal to a threshold it misses."""
    for places in range(1, 16):
        text = _rounded(share * 100, places)
        if share == threshold or Fraction(text) != threshold * 100:
            break
    return text.rstrip("0").rstrip(".") if Fraction(text) == share * 100 else text


def _rounded(number: Fraction, places: int) -> str:
    scaled = round(number * 10**places)  # half to even; exact, since it is a fraction
    sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
