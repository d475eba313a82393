"""Article 六（三）: a new name or another lead ends the union, and one that follows it names it."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.finding import Outcome, Strength
from union_registry.model.union import Status
from union_registry.rule import Case, Judgement, Measure, Rule
from union_registry.text import Text


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
