"""Waivers at work (三, in principle only): which facts one is for, whether it still stands, when it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from union_registry.finding import Fact, Finding, Strength
from union_registry.model.bureau import Waiver
from union_registry.model.record import Unfilled
from union_registry.model.union import Status, Union, status_on
from union_registry.rule import Rule
from union_registry.rules import RULES
from union_registry.text import Text

# Days: long enough for the bureau to ask the union and to issue another document before the end.
NOTICE = 60

_WAIVABLE = {rule.id: rule for rule in RULES if rule.strength is Strength.IN_PRINCIPLE}
_HOLDS = Text("；已豁免至 {until}（{document}）：{reason}", "; waived until {until} ({document}): {reason}")
_ENDING = Text(
    "；已豁免至 {until}（{document}），还有 {days} 天到期：{reason}",
    "; waived until {until} ({document}), days left: {days}: {reason}",
)
_LAST_DAY = Text(
    "；已豁免至 {until}（{document}），今天到期：{reason}",
    "; waived until {until} ({document}), which is today: {reason}",
)
_VOID = Text("；原豁免（{document}）针对{changes}，已失效", "; void is the waiver ({document}) for {changes_en}")
_ENDED = Text("；原豁免（{document}）已于 {until} 到期", "; the waiver ({document}) ended on {until}")


class Standing(StrEnum):
    """How a waiver stands on a day."""

    LATER = "later"
    ENDED = "ended"
    VOID = "void"
    HOLDS = "holds"


class Compared(NamedTuple):
    """A fact that a waiver covers: its value when granted, and now; None where no judgement gives it now."""

    words: Text
    then: str
    now: str | None
    unit: str

    @property
    def changed(self) -> bool:
        """Whether it is another value; the order of a list is none of it."""
        return self.now is not None and sorted(self.now.split("、")) != sorted(self.then.split("、"))

    @property
    def shown(self) -> Text:
        """成员 7 家，现为 6 家; without the latter where nothing changed."""
        zh, en = f"{self.words.zh} {self.then} {self.unit}".rstrip(), f"{self.words.en}: {self.then}"
        if not self.changed:
            return Text(zh, en)
        return Text(f"{zh}，现为 {self.now} {self.unit}".rstrip(), f"{en}, now {self.now}")


class Effect(NamedTuple):
    """What a waiver does to a finding that is not met: how it stands, and how the message goes on."""

    waiver: Waiver
    standing: Standing
    words: Text


def covers(rule: Rule, finding: Finding) -> list[dict[str, str]]:
    """What a waiver granted on `finding` covers, as `bureau/waivers.yaml` holds it: each waivable fact and its value.

    Only for a finding of `rule`, which has to be one in principle, that is not met or waived.
    """
    return [{"fact": name, "value": finding.facts[name].text} for name in rule.waivable]


def ending(union: Union, day: date, within: int = NOTICE) -> list[Waiver]:
    """The waivers in force on `day` that end at most `within` days later, the soonest first.

    None of a dissolved union. One that is void because a fact changed is among them: only judging
    tells.
    """
    if status_on(union, day) is Status.DISSOLVED:
        return []
    soon = [waiver for waiver in usable(union) if waiver.holds_on(day) and (waiver.until - day).days <= within]
    return sorted(soon, key=lambda waiver: waiver.until)


def running_out(union: Union, day: date) -> list[Waiver]:
    """Those `ending` soon that no other waiver of the same rule carries on, so that something has to be done about them."""
    listed = list(usable(union))
    return [waiver for waiver in ending(union, day) if not any(_carries_on(other, waiver) for other in listed)]


def _carries_on(other: Waiver, waiver: Waiver) -> bool:
    """Whether `other` outlasts `waiver` without leaving a day between them."""
    without_a_gap = (other.granted_on - waiver.until).days <= 1
    return other.rule == waiver.rule and other.until > waiver.until and without_a_gap


def effect(union: Union, rule: Rule, facts: Mapping[str, Fact], day: date) -> Effect | None:
    """What the waivers of a union do on `day` to a finding of `rule` that is not met; None if there are none yet.

    Of several the one that holds counts, then the one that is void, then the one that ended last.
    """
    mine = [(standing_on(waiver, facts, day), waiver) for waiver in usable(union) if waiver.rule == rule.id]
    told = [(standing, waiver) for standing, waiver in mine if standing is not Standing.LATER]
    if not told:
        return None
    order = list(Standing)
    standing, waiver = max(told, key=lambda item: (order.index(item[0]), item[1].until, item[1].granted_on))
    return Effect(waiver, standing, _words(union, waiver, standing, facts, day))


def standing_on(waiver: Waiver, facts: Mapping[str, Fact], day: date) -> Standing:
    """How a usable waiver stands on `day`, on which its condition is judged by `facts`."""
    if not waiver.holds_on(day):
        return Standing.LATER if day < waiver.granted_on else Standing.ENDED
    return Standing.VOID if any(fact.changed for fact in compared(waiver, facts)) else Standing.HOLDS


def compared(waiver: Waiver, facts: Mapping[str, Fact]) -> list[Compared]:
    """Each fact that a usable waiver covers beside what it is now; the unit comes from `facts`."""
    words, found = _WAIVABLE[waiver.rule].waivable, []
    for item in waiver.covers:
        now = facts.get(item.fact)
        found.append(Compared(words[item.fact], item.value, now.text if now else None, now.unit if now else ""))
    return found


def usable(union: Union) -> Iterator[Waiver]:
    """The waivers that can have an effect: filled in, for a condition in principle and for facts that it has."""
    for waiver in listed(union):
        try:
            _ = waiver.document, waiver.reason, waiver.approved_by, waiver.granted_on, waiver.until
            if waiver.rule in _WAIVABLE and not list(strange_facts(waiver)):
                yield waiver
        except Unfilled:
            continue  # half a waiver is none


def strange_facts(waiver: Waiver) -> Iterator[tuple[int, Rule]]:
    """Positions in `covers` of what the rule, one in principle, cannot be waived for; Unfilled at a blank."""
    rule = _WAIVABLE[waiver.rule]
    return ((place, rule) for place, item in enumerate(waiver.covers) if item.fact not in rule.waivable)


def listed(union: Union) -> tuple[Waiver, ...]:
    """All waivers of a union, of use or not; none if the list cannot be read."""
    try:
        return union.waivers.waivers if union.waivers else ()
    except Unfilled:
        return ()


def _words(union: Union, waiver: Waiver, standing: Standing, facts: Mapping[str, Fact], day: date) -> Text:
    changed = [fact.shown for fact in compared(waiver, facts) if fact.changed]
    told = {
        "until": waiver.until.isoformat(), "document": waiver.document, "reason": waiver.reason,
        "days": (waiver.until - day).days,
        "changes": "；".join(text.zh for text in changed), "changes_en": "; ".join(text.en for text in changed),
    }  # fmt: skip
    if standing is Standing.HOLDS and waiver in ending(union, day):
        return (_ENDING if told["days"] else _LAST_DAY).fill(told)
    return {Standing.HOLDS: _HOLDS, Standing.VOID: _VOID, Standing.ENDED: _ENDED}[standing].fill(told)
