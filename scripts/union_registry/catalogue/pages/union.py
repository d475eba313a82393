"""The page of a union, and the list of unions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.overview import (
    NOT_YET,
    Membership,
    UnionEntry,
    newest_first,
    sampling,
)
from union_registry.catalogue.page import Page

if TYPE_CHECKING:
    from union_registry.catalogue.published import Condition, PublishedUnion, SummaryYear
    from union_registry.yearly import Series


@dataclass(frozen=True)
class Waiver:
    """A waiver with the title of the condition it covers."""

    title: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class UnionView:
    """What the page of a union shows."""

    entry: UnionEntry
    facts: Mapping[str, Any]
    letter: str
    steps: Sequence[tuple[str, str]]
    members: Sequence[Membership]
    former: Sequence[Membership]
    stages: Sequence[tuple[str, Sequence[Membership]]]
    tiers: Sequence[tuple[str, Sequence[Membership]]]
    conditions: Sequence[Condition]
    decision: Mapping[str, str]
    waivers: Sequence[Waiver]
    changes: Sequence[Mapping[str, str]]
    summaries: Sequence[SummaryYear]
    figures: Sequence[Series]
    dissolution: Mapping[str, str] | None
    predecessor: UnionEntry | None
    successor: UnionEntry | None
    sampling: str


@dataclass(frozen=True)
class UnionsView:
    """What the list of unions shows."""

    unions: Sequence[UnionEntry]
    sampling: str


def relatives(union: PublishedUnion) -> set[str]:
    """Folders of the unions that this one's page may link to."""
    dissolution = union.data.get("bureau/dissolution", {})
    named = {union.data["union"].get("predecessor"), dissolution.get("successor")}
    return {slug for slug in named if slug}


def union_page(
    union: PublishedUnion,
    entry: UnionEntry,
    memberships: Sequence[Membership],
    relations: Mapping[str, UnionEntry],
    labels: Labels,
) -> Page:
    """The union's page; of its `relatives`, `relations` holds those that are published too."""
    data = union.data
    dissolution, approval = data.get("bureau/dissolution"), data.get("bureau/approval", {})
    members = [member for member in memberships if not member.is_former]
    view = UnionView(
        entry=entry,
        facts=data["union"],
        letter=approval.get("letter", NOT_YET),
        steps=_steps(data, entry),
        members=members,
        former=[member for member in memberships if member.is_former],
        stages=[
            (label, [member for member in members if stage in member.stages]) for stage, label in labels.stages.items()
        ],
        tiers=[(tier, [member for member in members if member.tier == tier]) for tier in labels.tiers],
        conditions=union.conditions,
        decision=approval.get("decision", {}),
        waivers=_waivers(union),
        changes=data.get("changes", {}).get("changes", ()),
        summaries=union.summaries,
        figures=[series for series in union.figures if len(series.figures) > 1],
        dissolution=dissolution,
        predecessor=relations.get(data["union"].get("predecessor", "")),
        successor=relations.get((dissolution or {}).get("successor", "")),
        sampling=sampling([entry]),
    )
    return Page(
        path=entry.page,
        template="union.html",
        title=entry.name,
        description=f"{entry.name}：牵头单位{entry.lead}，成员 {entry.member_count} 家，"
        f"{labels.chain(entry.chain)}，{labels.county(entry.county)}",
        view=view,
        contents=_contents(view),
    )


def unions_page(unions: Iterable[UnionEntry]) -> Page:
    """The list of all unions, newest first."""
    listed = newest_first(unions)
    return Page(
        path="unions/index.html",
        template="unions.html",
        title="联合体",
        description=f"盟科技局核准的重点产业链创新联合体，共 {len(listed)} 个",
        view=UnionsView(listed, sampling(listed)),
    )


def _steps(data: Mapping[str, Any], entry: UnionEntry) -> list[tuple[str, str]]:
    """What happened when, from selection to dissolution, as far as it is public."""
    days = {
        "遴选": data.get("bureau/selection", {}).get("selected_on"),
        "论证": data.get("bureau/review", {}).get("reviewed_on"),
        "核准": entry.approval,
        "解散": data.get("bureau/dissolution", {}).get("dissolved_on"),
    }
    return [(word, day) for word, day in days.items() if day]


def _waivers(union: PublishedUnion) -> list[Waiver]:
    titles = {condition.rule: condition.title.zh for condition in union.conditions}
    waivers = union.data.get("bureau/waivers", {}).get("waivers", ())
    return [Waiver(titles.get(waiver["rule"], waiver["rule"]), waiver) for waiver in waivers]


def _contents(view: UnionView) -> list[tuple[str, str]]:
    sections = (
        ("facts", "基本信息", True),
        ("members", "成员单位", True),
        ("stages", "产业链环节", True),
        ("goals", "建设目标", True),
        ("governance", "运行机制", True),
        ("conditions", "条件核对", view.conditions),
        ("waivers", "豁免", view.waivers),
        ("decision", "批复依据", view.decision),
        ("changes", "变更", view.changes),
        ("summaries", "年度总结", view.summaries),
    )
    return [(anchor, text) for anchor, text, shown in sections if shown]
