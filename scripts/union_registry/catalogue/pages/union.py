"""The page of a union."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from union_registry.catalogue.data.linked_data import embedded, union_document
from union_registry.catalogue.drawing.bars import Bar, bars
from union_registry.catalogue.drawing.chain import chain
from union_registry.catalogue.drawing.placing import ChainUnit
from union_registry.catalogue.drawing.timeline import Phase, Step, timeline
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language, message, to_top
from union_registry.catalogue.overview import (
    Membership,
    UnionEntry,
    sampling,
)
from union_registry.catalogue.page import Page
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.catalogue.edition import Edition
    from union_registry.catalogue.published import Condition, PublishedUnion, SummaryYear
    from union_registry.yearly import Series


@dataclass(frozen=True)
class Waiver:
    """A waiver with the title of the condition it covers."""

    title: Text
    facts: Mapping[str, str]


@dataclass(frozen=True)
class UnionView:
    """What the page of a union shows."""

    entry: UnionEntry
    facts: Mapping[str, Any]
    letter: str
    steps: Sequence[tuple[Text, str]]
    members: Sequence[Membership]
    former: Sequence[Membership]
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
    chain_drawing: Markup
    timeline: Markup
    charts: Sequence[Markup]
    changed_on: date | None
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
    as_of: date,
    changed_on: date | None,
    edition: Edition,
) -> Page:
    """The union's page; of its `relatives`, `relations` holds those that are published too.

    `changed_on` is the day on which its public records last changed, None if that is not known.
    """
    data, labels, language = union.data, edition.labels, edition.language
    name = language.name(entry.name, entry.name_en)
    dissolution, approval = data.get("bureau/dissolution"), data.get("bureau/approval", {})
    members = [member for member in memberships if not member.is_former]
    view = UnionView(
        entry=entry,
        facts=data["union"],
        letter=approval.get("letter", ""),
        steps=_steps(data, entry),
        members=members,
        former=[member for member in memberships if member.is_former],
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
        chain_drawing=_chain_drawing(members, labels),
        timeline=_timeline(data, entry, as_of, language),
        charts=_charts(union.figures, labels),
        changed_on=changed_on,
        sampling=sampling([entry]),
    )
    return Page(
        path=entry.page,
        template="union.html",
        title=name,
        description=language.gettext("%(name)s：牵头单位%(lead)s，成员 %(n)s 家，%(chain)s，%(county)s")
        % {
            "name": name,
            "lead": language.name(entry.lead, entry.lead_en),
            "n": entry.member_count,
            "chain": labels.chain(entry.chain),
            "county": labels.county(entry.county),
        },
        view=view,
        contents=_contents(view, language),
        meta=list(_meta(name, entry, edition)),
        head=embedded(union_document(union, memberships, labels, edition.address)),
    )


def _steps(data: Mapping[str, Any], entry: UnionEntry) -> list[tuple[Text, str]]:
    """What happened when, from selection to dissolution, as far as it is public."""
    known = (
        (Text("遴选", "selected"), data.get("bureau/selection", {}).get("selected_on")),
        (Text("论证", "reviewed"), data.get("bureau/review", {}).get("reviewed_on")),
        # Told also where it is still to come.
        (Text("核准", "approved"), entry.approved_on),
        (Text("解散", "dissolved"), data.get("bureau/dissolution", {}).get("dissolved_on")),
    )
    return [(word, day) for word, day in known if day is not None]


def _chain_drawing(members: Iterable[Membership], labels: Labels) -> Markup:
    language = labels.language
    units = [
        ChainUnit(
            language.name(member.name, member.name_en), to_top(language) + member.page, member.tier, member.stages
        )
        for member in members
    ]
    return chain(labels.stages, labels.tiers, units, "#members", language)


def _timeline(data: Mapping[str, Any], entry: UnionEntry, as_of: date, language: Language) -> Markup:
    phases = [
        Phase(date.fromisoformat(phase["starts_on"]), date.fromisoformat(phase["ends_on"]), phase["milestone"])
        for phase in data.get("plan", {}).get("schedule", ())
    ]
    steps = [Step(language.text(word), date.fromisoformat(day)) for word, day in _steps(data, entry) if day]
    # The month, not the day: a page need not change every night.
    return timeline(phases, steps, as_of.replace(day=1), language)


def _charts(figures: Iterable[Series], labels: Labels) -> list[Markup]:
    """A chart for each indicator that was given in some year."""
    language = labels.language
    return [
        bars(
            language.text(series.indicator.label),
            language.gettext(series.indicator.unit),
            [Bar(str(figure.year), figure.value) for figure in series.figures],
            language,
        )
        for series in figures
        if len(series.figures) > 1 and any(figure.value for figure in series.figures)
    ]


def _meta(name: str, entry: UnionEntry, edition: Edition) -> Iterator[tuple[str, str]]:
    """What government sites tell of a page (国办发〔2017〕47号), as far as it is known."""
    settings, language = edition.settings, edition.language
    yield "SiteName", language.text(settings.site_name)
    if settings.site_code:
        yield "SiteIDCode", settings.site_code
    yield "ColumnName", language.gettext("联合体")
    yield "ArticleTitle", name
    if entry.approved_on:
        yield "PubDate", entry.approved_on
    yield "ContentSource", language.text(settings.publisher)


def _waivers(union: PublishedUnion) -> list[Waiver]:
    titles = {condition.rule: condition.title for condition in union.conditions}
    waivers = union.data.get("bureau/waivers", {}).get("waivers", ())
    return [Waiver(titles.get(waiver["rule"], Text(waiver["rule"], waiver["rule"])), waiver) for waiver in waivers]


def _contents(view: UnionView, language: Language) -> list[tuple[str, str]]:
    sections = (
        ("facts", message("基本信息"), True),
        ("stages", message("产业链环节"), True),
        ("members", message("成员单位"), True),
        ("goals", message("建设目标"), True),
        ("plan", message("建设进度安排"), view.timeline),
        ("governance", message("运行机制"), True),
        ("conditions", message("条件核对"), view.conditions),
        ("waivers", message("豁免"), view.waivers),
        ("decision", message("批复依据"), view.decision),
        ("changes", message("变更"), view.changes),
        ("summaries", message("年度总结"), view.summaries),
        ("about", message("关于本页"), True),
    )
    return [(anchor, language.gettext(text)) for anchor, text, shown in sections if shown]
