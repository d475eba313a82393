"""Article 六（三）: changes since the approval follow the charter and have their entry.

What has changed is known from the base of a check (`unions check --base`); what the files themselves
say of changes, such as the day on which a member left, is judged without one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from union_registry.difference import Difference
from union_registry.finding import Outcome, Place, Strength
from union_registry.model.forms import Change, Member
from union_registry.model.record import Unfilled
from union_registry.model.union import Status
from union_registry.rule import Base, Case, Judgement, Measure, Rule
from union_registry.text import Text

_NOT_APPROVED = Text("尚未核准，不用登记变更", "not approved yet, so changes need no entry")
_NOTHING_CHANGED = Text("没有要登记的变动", "nothing has changed that needs an entry")
# Kinds of entry in changes.yaml that cover a kind of difference other than their own.
_ALSO_FITS = {"member_changed": ("other",), "other": ("organisation", "member_changed")}
_OF_A_UNIT = ("member_joined", "member_left", "member_changed", "tier")
_ENTERED = frozenset((*_OF_A_UNIT, "organisation", "goals", "agreement", "charter", "plan", "other"))
_SHOWN = 5


class _Event(NamedTuple):
    """Something that wants an entry: on that very day if `on` is given."""

    kind: str
    what: Text
    unit: str | None = None
    names: tuple[str, ...] = ()
    on: date | None = None


def changes_are_recorded(case: Case) -> Iterator[Judgement]:
    """Every joining and leaving since approval has its entry on its day, every other change a new one of its kind.

    Entries stay once they are made. What was approved in the base counts as approved here, too: no
    change slips through beside a record of approval that was taken out or put off.
    """
    union = case.union
    base = case.base if case.base and case.base.status is Status.APPROVED else None
    approved_on = _approved_on(case, base)
    if approved_on is None:
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_NOT_APPROVED)
        return
    if base and any(difference.kind in ("name", "lead") for difference in base.differences):
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_ANOTHER_UNION)
        return
    unfounded = list(_unfounded(base, union.members, approved_on)) if base else []
    for difference, words in unfounded:
        yield Judgement(Outcome.NOT_MET, difference.at, {"change": Measure(difference.what)}, words)
    if base and any(difference.kind == "unreadable" for difference in base.differences):
        files = tuple(difference.what for difference in base.differences if difference.kind == "unreadable")
        yield Judgement(Outcome.NOTE, union.place, {"files": Measure(files)})
    entries = union.change_list.changes if union.change_list else ()
    dated = list(_comings_and_goings(union.members, approved_on, case.as_of))
    events: list[tuple[_Event, Iterable[Change]]] = [(event, entries) for event in dated]
    dropped: list[Change] = []
    at = Place(f"{union.place.file}changes.yaml") / "changes"
    if base:
        fresh, dropped = _compared(entries, base)
        fresh = [entry for entry in fresh if entry.on >= approved_on]
        held = _days_before(base)
        known = {(event.kind, event.unit) for event in dated if (event.kind, event.unit, event.on) not in held}
        events += [(event, fresh) for event in _events(base, union.members) if (event.kind, event.unit) not in known]
    if dropped:
        days = tuple(dict.fromkeys(entry.on.isoformat() for entry in dropped))
        yield Judgement(Outcome.NOT_MET, at, {"days": Measure(days)}, _DROPPED)
    missing = [_told(event, among) for event, among in events if not any(_covers(entry, event) for entry in among)]
    facts = {"changes": Measure(len(events), "项"), "recorded": Measure(len(events) - len(missing), "项")}
    if missing:
        more = (Text("……", "…"),) if len(missing) > _SHOWN else ()
        facts |= {"unrecorded": Measure(len(missing), "项"), "missing": Measure((*missing[:_SHOWN], *more))}
        yield Judgement(Outcome.NOT_MET, at, facts)
    elif events:
        yield Judgement(Outcome.MET, at, facts)
    elif not (unfounded or dropped):
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_NOTHING_CHANGED)


def _approved_on(case: Case, base: Base | None) -> date | None:
    """The day of the approval, of the base's where this version has none by the day of the check."""
    approval = case.union.approval
    if approval is not None and approval.approved_on <= case.as_of:
        return approval.approved_on
    return base.union.approval.approved_on if base and base.union.approval else None


def _unfounded(base: Base, members: tuple[Member, ...], approved_on: date) -> Iterator[tuple[Difference, Text]]:
    """Members that came or went without a day, as if they had always or never belonged."""
    founding = {member.credit_code for member in members if member.joined_on is None or member.joined_on <= approved_on}
    founding -= base.members().keys()
    for difference in base.differences:
        if difference.kind == "vanished":
            yield difference, _GONE
        elif difference.kind == "member_joined" and difference.unit in founding:
            yield difference, _NO_DAY


_ANOTHER_UNION = Text(
    "改了联合体名称或牵头单位，不是登记变更的事：原文件夹应恢复原样",
    "the union's name or its lead has changed, which no entry can record: the folder has to stay as it was",
)
_GONE = Text("{change}", "{change}")
_NO_DAY = Text(
    "{change}，像是创始成员；核准以后加入的，joined_on 填核准以后实际加入的那天",
    "{change}, as if it were a founding member; who joins after approval has that day, later than the approval, as joined_on",
)
_DROPPED = Text(
    "changes.yaml 里 {days} 的登记被删去；登记过的变更要保留，写错的在原处更正",
    "entries of {days} were taken out of changes.yaml; entries are kept, and a wrong one is corrected where it stands",
)


def _comings_and_goings(members: tuple[Member, ...], approved_on: date, as_of: date) -> Iterator[_Event]:
    for member in members:
        for kind, day, words in (("member_joined", member.joined_on, _JOINED), ("member_left", member.left_on, _LEFT)):
            if day is not None and approved_on < day <= as_of:
                told = words.fill({"name": member.name, "day": day.isoformat()})
                yield _Event(kind, told, member.credit_code, member.names, day)


_JOINED = Text("{name} {day} 加入", "{name} joined on {day}")
_LEFT = Text("{name} {day} 退出", "{name} left on {day}")


def _events(base: Base, members: tuple[Member, ...]) -> Iterator[_Event]:
    """What has changed since the base, once for each kind and unit: one entry tells of all that a unit changed."""
    before, now = base.members(), {member.credit_code: member for member in members}
    seen = set()
    for difference in base.differences:
        if difference.kind in _ENTERED and (difference.kind, difference.unit) not in seen:
            seen.add((difference.kind, difference.unit))
            what = difference.what if difference.public else difference.subject
            known = [held[difference.unit] for held in (before, now) if difference.unit and difference.unit in held]
            yield _Event(difference.kind, what, difference.unit, tuple(name for unit in known for name in unit.names))


def _days_before(base: Base) -> set[tuple[str, str, date | None]]:
    """Kind, unit and day of each joining and leaving that the older version held already."""
    days: set[tuple[str, str, date | None]] = set()
    with suppress(Unfilled):
        for member in base.union.members:
            with suppress(Unfilled):
                days.add(("member_joined", member.credit_code, member.joined_on))
                days.add(("member_left", member.credit_code, member.left_on))
    return days


def _compared(entries: Iterable[Change], base: Base) -> tuple[list[Change], list[Change]]:
    """The entries that are new since the base, and those of the base that are no more.

    An entry that was only corrected is neither, so that no old one is turned into one for a new change.
    """
    fresh, dropped = list(entries), list[Change]()
    with suppress(Unfilled):
        for entry in base.union.change_list.changes if base.union.change_list else ():
            with suppress(Unfilled):
                _ = _said(entry)
                dropped.append(entry)
    for likeness in _LIKENESSES:
        waiting: dict[object, list[Change]] = {}
        for entry in dropped:
            waiting.setdefault(likeness(entry), []).append(entry)
        fresh = [entry for entry in fresh if not _taken(waiting.get(likeness(entry)))]
        dropped = [entry for entries_left in waiting.values() for entry in entries_left]
    return fresh, dropped


def _taken(waiting: list[Change] | None) -> bool:
    """Takes one of the entries that wait for their like."""
    return bool(waiting and waiting.pop(0))


def _said(entry: Change) -> tuple[object, ...]:
    return entry.on, entry.kind, entry.unit, entry.summary, entry.charter_article


# What makes two entries the same one: all of it, else two of day, what it is about, and its words.
_LIKENESSES: tuple[Callable[[Change], object], ...] = (
    _said,
    lambda entry: (entry.on, entry.kind, entry.unit),
    lambda entry: (entry.kind, entry.unit, entry.summary),
    lambda entry: (entry.on, entry.summary),
)


def _covers(entry: Change, event: _Event) -> bool:
    if entry.kind != event.kind and entry.kind not in _ALSO_FITS.get(event.kind, ()):
        return False
    if event.on is not None and entry.on != event.on:
        return False
    return event.kind not in _OF_A_UNIT or entry.is_about(event.unit, event.names)


def _told(event: _Event, among: Iterable[Change]) -> Text:
    """What has no entry, and the day of one that would be its own but for the day."""
    days = [entry.on.isoformat() for entry in among if _covers(entry, event._replace(on=None))]
    if event.on is None or not days:
        return event.what
    return Text(
        f"{event.what.zh}（登记的日期却是 {'、'.join(days)}）",
        f"{event.what.en} (entered for {', '.join(days)} instead)",
    )


CHANGES_RECORDED = Rule(
    id="changes-recorded",
    clause="六（三）a",
    strength=Strength.MUST,
    title=Text("变更登记", "Changes are recorded"),
    judge=changes_are_recorded,
    reads=(
        "bureau-approval/approved_on",
        "members/members/*/name",
        "members/members/*/joined_on",
        "members/members/*/left_on",
        "changes/changes/*/on",
        "changes/changes/*/kind",
        "changes/changes/*/unit",
    ),
    met=Text("{changes} 项变动都在 changes.yaml 登记了", "changes: {changes}, all with an entry in changes.yaml"),
    note=Text("{files}，有没有变动要人工核对", "{files}; people have to see whether it changed"),
    not_met=Text(
        "{changes} 项变动，{unrecorded} 项没有在 changes.yaml 登记：{missing}",
        "changes: {changes}, without an entry in changes.yaml: {unrecorded}: {missing}",
    ),
    fix=Text(
        "在 changes.yaml 各补一项：日期、类别、涉及单位的信用代码、内容和依据的章程条款；已登记而日期不对的，核对后改成一致；退出的成员保留在名单里，填 left_on",
        "add an entry for each to changes.yaml: day, kind, credit code of the unit, what, article of the charter; make the days agree where an entry has another; a member that left stays in the list with its left_on",
    ),
)
