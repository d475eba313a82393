"""Article 六（三）: changes follow the charter, a new name or lead ends the union, projects are asked about first.

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
from union_registry.model.bureau import Grant, Project, Share
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
    founding -= _before(base).keys()
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
                yield _Event(kind, told, member.credit_code, _names(member), day)


_JOINED = Text("{name} {day} 加入", "{name} joined on {day}")
_LEFT = Text("{name} {day} 退出", "{name} left on {day}")


def _events(base: Base, members: tuple[Member, ...]) -> Iterator[_Event]:
    """What has changed since the base, once for each kind and unit: one entry tells of all that a unit changed."""
    before, now = _before(base), {member.credit_code: member for member in members}
    seen = set()
    for difference in base.differences:
        if difference.kind in _ENTERED and (difference.kind, difference.unit) not in seen:
            seen.add((difference.kind, difference.unit))
            what = difference.what if difference.public else difference.subject
            known = [held[difference.unit] for held in (before, now) if difference.unit and difference.unit in held]
            yield _Event(difference.kind, what, difference.unit, tuple(name for unit in known for name in _names(unit)))


def _before(base: Base) -> dict[str, Member]:
    """The members that the older version held, as far as it can be read: its faults are not this version's."""
    before: dict[str, Member] = {}
    with suppress(Unfilled):
        for member in base.union.members:
            with suppress(Unfilled):
                _ = member.name, member.former_names
                before[member.credit_code] = member
    return before


def _days_before(base: Base) -> set[tuple[str, str, date | None]]:
    """Kind, unit and day of each joining and leaving that the older version held already."""
    days: set[tuple[str, str, date | None]] = set()
    with suppress(Unfilled):
        for member in base.union.members:
            with suppress(Unfilled):
                days.add(("member_joined", member.credit_code, member.joined_on))
                days.add(("member_left", member.credit_code, member.left_on))
    return days


def _names(member: Member) -> tuple[str, ...]:
    return (member.name, *member.former_names)


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
    return event.kind not in _OF_A_UNIT or _is_about(entry, event.unit, event.names)


def _told(event: _Event, among: Iterable[Change]) -> Text:
    """What has no entry, and the day of one that would be its own but for the day."""
    days = [entry.on.isoformat() for entry in among if _covers(entry, event._replace(on=None))]
    if event.on is None or not days:
        return event.what
    return Text(
        f"{event.what.zh}（登记的日期却是 {'、'.join(days)}）",
        f"{event.what.en} (entered for {', '.join(days)} instead)",
    )


def _is_about(entry: Change, unit: str | None, names: tuple[str, ...]) -> bool:
    """Whether an entry is about a unit: by its credit code, or by its name in the summary where no code is given."""
    return entry.unit == unit if entry.unit else any(name in entry.summary for name in names)


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


def name_and_lead_are_kept(case: Case) -> Iterator[Judgement]:
    """Compared with the base, from approval on; a lead that only changed its own name is the same lead."""
    place = case.union.place
    if case.base is None:
        yield Judgement(Outcome.NOT_APPLICABLE, place, words=_NO_BASE)
        return
    if case.base.status not in (Status.APPROVED, Status.DISSOLVED):
        yield Judgement(Outcome.NOT_APPLICABLE, place, words=_STILL_FREE)
        return
    told = [difference for difference in case.base.differences if difference.kind in ("name", "lead")]
    for difference in told:
        yield Judgement(Outcome.NOT_MET, difference.at, {"change": Measure(difference.what)})
    if not told:
        facts = {"name": Measure(case.union.basics.name), "lead": Measure(case.union.lead.name)}
        yield Judgement(Outcome.MET, case.union.basics.place / "name", facts)


_NO_BASE = Text("没有可比较的原来一版", "there is no older version to compare with")
_STILL_FREE = Text(
    "原来一版尚未核准，名称和牵头单位可以改",
    "the older version was not approved, so that name and lead may change",
)

NAME_AND_LEAD_KEPT = Rule(
    id="name-and-lead-kept",
    clause="六（三）b",
    strength=Strength.MUST,
    title=Text("名称和牵头单位不变", "Name and lead stay"),
    judge=name_and_lead_are_kept,
    reads=("union/name", "members/members/*/name"),
    met=Text("名称和牵头单位没有变：{name}，{lead}", "name and lead are the same: {name}, {lead}"),
    not_met=Text(
        "{change}：已核准的联合体改名或更换牵头单位，按六（三）即告解散",
        "{change}: by 六（三） an approved union that changes its name or its lead is dissolved",
    ),
    fix=Text(
        "这个文件夹恢复原样；请盟科技局登记 bureau/dissolution.yaml（原因、后继联合体 successor），"
        "另建新文件夹，在 union.yaml 的 predecessor 填原文件夹名",
        "put this folder back as it was; the bureau records bureau/dissolution.yaml (reason, successor), and a new "
        "folder is founded whose union.yaml names the old one as predecessor",
    ),
)


def succession_is_linked(case: Case) -> Iterator[Judgement]:
    """A union that ended and the one that took its place name each other."""
    union, index = case.union, case.index
    ended = union.dissolution
    if ended is not None and ended.successor is not None:
        there = ended.successor in index.entries and ended.successor != union.slug
        facts = {"other": Measure(ended.successor)}
        at = ended.place / "successor"
        yield Judgement(Outcome.MET, at, facts) if there else Judgement(Outcome.NOT_MET, at, facts, _NO_SUCH_UNION)
    named = union.basics.predecessor
    if named is not None:
        yield _predecessor(case, named)
    for entry in index.dissolved_into(union.slug):
        if entry.slug not in (named, union.slug):
            at = union.basics.place / "predecessor"
            yield Judgement(Outcome.NOT_MET, at, {"other": Measure(entry.slug)}, _NOT_NAMED)
    if named is None and not index.dissolved_into(union.slug) and (ended is None or ended.successor is None):
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_STANDS_ALONE)


def _predecessor(case: Case, named: str) -> Judgement:
    entry, facts = case.index.entries.get(named), {"other": Measure(named)}
    at = case.union.basics.place / "predecessor"
    if entry is None or named == case.union.slug:
        return Judgement(Outcome.NOT_MET, at, facts, _NO_SUCH_UNION)
    if not entry.dissolved_by(case.today):
        approved = case.status is Status.APPROVED
        return Judgement(Outcome.NOT_MET if approved else Outcome.NOTE, at, facts, _GOES_ON)
    if entry.successor is None:
        return Judgement(Outcome.NOTE, at, facts)
    if entry.successor != case.union.slug:
        return Judgement(Outcome.NOT_MET, at, facts | {"successor": Measure(entry.successor)}, _OTHER_SUCCESSOR)
    return Judgement(Outcome.MET, at, facts)


_STANDS_ALONE = Text("没有前身，也没有后继联合体", "it has neither predecessor nor successor")
_NO_SUCH_UNION = Text("登记册里没有另一个联合体 {other}", "the register has no other union {other}")
_NOT_NAMED = Text(
    "{other} 的解散记录写明由本联合体接替，union.yaml 却没有填这个前身",
    "the dissolution of {other} names this union as successor, but its union.yaml does not name that predecessor",
)
_GOES_ON = Text("前身 {other} 还没有解散", "the predecessor {other} is not dissolved")
_OTHER_SUCCESSOR = Text(
    "前身 {other} 的解散记录写的后继是 {successor}，不是本联合体",
    "the dissolution of the predecessor {other} names {successor} as its successor, not this union",
)

SUCCESSION_LINKED = Rule(
    id="succession-linked",
    clause="六（三）b",
    strength=Strength.MUST,
    title=Text("前身与后继", "Predecessor and successor"),
    judge=succession_is_linked,
    reads=("union/predecessor", "bureau-dissolution/successor", "bureau-dissolution/dissolved_on"),
    met=Text("与 {other} 前后相接，记录一致", "linked with {other}, and the records agree"),
    note=Text(
        "前身 {other} 的解散记录没有写后继联合体",
        "the dissolution of the predecessor {other} names no successor",
    ),
    not_met=Text("与 {other} 的前后关系对不上", "the link with {other} does not hold"),
    fix=Text(
        "两边写成一致：原联合体的 bureau/dissolution.yaml 写 successor（由盟科技局填），新联合体的 union.yaml 写 predecessor",
        "make the two agree: successor in bureau/dissolution.yaml of the old union (the bureau's), predecessor in union.yaml of the new one",
    ),
)


class _Leaving(NamedTuple):
    """A unit with a part in a project that goes on, and the entries that may hold the application."""

    name: str
    credit_code: str
    on: date
    at: Place
    entries: list[Change]


def projects_are_asked_about(case: Case) -> Iterator[Judgement]:
    """One judgement for each unit that left (or leads no more) and each live project it has a share in."""
    union, any_share = case.union, False
    if union.support is not None:
        for leaving in _leaving(case):
            for grant, project, share in _shares(case, union.support.grants, leaving):
                any_share = True
                yield _asked(leaving, grant, project, share)
    if not any_share:
        yield Judgement(Outcome.NOT_APPLICABLE, union.place, words=_NO_LIVE_PROJECT)


def _leaving(case: Case) -> Iterator[_Leaving]:
    union = case.union
    approved_on = union.approval.approved_on if union.approval else case.as_of
    entries = union.change_list.changes if union.change_list else ()
    left = [member for member in union.members if member.left_on and approved_on < member.left_on <= case.as_of]
    for member in left:
        about = [entry for entry in entries if entry.kind == "member_left" and entry.on == member.left_on
                 and _is_about(entry, member.credit_code, _names(member))]  # fmt: skip
        yield _Leaving(member.name, member.credit_code, member.left_on or case.as_of, member.place / "left_on", about)
    if case.base is None or case.base.status is not Status.APPROVED:
        return
    told: set[str | None] = {member.credit_code for member in left}
    before = _before(case.base)
    for difference in case.base.differences:
        if difference.kind in ("lead", "vanished") and difference.unit in before and difference.unit not in told:
            told.add(difference.unit)
            yield _changed(case, difference, before[difference.unit], entries)


def _changed(case: Case, difference: Difference, member: Member, entries: tuple[Change, ...]) -> _Leaving:
    about = [entry for entry in entries if _is_about(entry, member.credit_code, _names(member))]
    return _Leaving(member.name, member.credit_code, case.as_of, difference.at, about)


def _shares(case: Case, grants: tuple[Grant, ...], leaving: _Leaving) -> Iterator[tuple[Grant, Project, Share]]:
    """Its shares in projects of league level or higher that were granted and not ended on the day of leaving."""
    levels = case.vocabularies["levels"].terms
    for grant in grants:
        project = grant.project
        if project is None or grant.granted_on > leaving.on or project.ended_by(leaving.on):
            continue
        if not levels[project.level].rank:
            continue
        for share in project.shares:
            if share.credit_code == leaving.credit_code:
                yield grant, project, share


def _asked(leaving: _Leaving, grant: Grant, project: Project, share: Share) -> Judgement:
    facts = {
        "unit": Measure(leaving.name), "project": Measure(grant.title), "authority": Measure(project.authority),
        "amount": Measure(f"{share.amount:f}", "万元"),
    }  # fmt: skip
    entry = next((entry for entry in leaving.entries if entry.application), None)
    if entry is None:
        at = leaving.entries[0].place if leaving.entries else leaving.at
        return Judgement(Outcome.NOT_MET, at, facts)
    facts["application"] = Measure(entry.application or "")
    return Judgement(Outcome.MET, entry.place / "application", facts)


_NO_LIVE_PROJECT = Text(
    "没有成员在项目进行中退出或变更",
    "no member with a part in a project that goes on has left or changed",
)

PROJECT_APPLICATION = Rule(
    id="project-application",
    clause="六（三）c",
    strength=Strength.MUST,
    title=Text("涉及项目的变更先申请", "Application where a project is touched"),
    judge=projects_are_asked_about,
    reads=(
        "bureau-support/grants/*/project/shares/*/credit_code",
        "members/members/*/left_on",
        "changes/changes/*/application",
    ),
    met=Text(
        "{unit}退出或变更，涉及在研项目“{project}”（经费 {amount} 万元），已向{authority}申请：{application}",
        "{unit} left or changed with a part in the project “{project}” ({amount} 万元); application to {authority}: {application}",
    ),
    not_met=Text(
        "{unit}退出或变更，涉及在研项目“{project}”（经费 {amount} 万元），变更记录里没有向{authority}申请的文号",
        "{unit} left or changed with a part in the project “{project}” ({amount} 万元), and no application to {authority} is on record",
    ),
    fix=Text(
        "先向项目主管部门提出变更申请，再在 changes.yaml 的这一项填 application（申请文号）",
        "apply to the project's authority, then enter the application's number in this entry of changes.yaml",
    ),
)
