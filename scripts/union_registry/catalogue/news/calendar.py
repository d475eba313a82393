"""What is publicly due as an iCalendar file (RFC 5545) that anybody can subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from icalendar import Event

from union_registry.catalogue import address
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.news.deadline import Deadlines, SummariesDue, WaiverEnd
from union_registry.catalogue.news.feed import Channel
from union_registry.report.calendar import all_day, opened
from union_registry.text import Text

PATH = "news/due.ics"

# Unions listed in one event.
_LISTED = 100
_NAME = Text("{site}：到期事项", "{site}: due dates")
_OWING = Text("{year} 年度总结截止：{n} 个未交", "Annual summaries of {year} due: {n} not received")
_SETTLED = Text("✓ {year} 年度总结截止：都已交", "✓ Annual summaries of {year} due: all received")
_RECEIVED = Text("已交 {n} 个", "{n} received")
_REST = Text("……另有 {n} 个", "… and {n} more")
_ENDS = Text("豁免到期：{union}", "Waiver ends: {union}")
_SEVERAL = Text("豁免到期：{n} 项", "Waivers end: {n}")
_END = Text("{union}：{title}", "{union}: {title}")


def calendar(deadlines: Deadlines, channel: Channel, labels: Labels) -> bytes:
    """One all-day event for each last day, with the unions it concerns; the same deadlines give the same bytes.

    Whoever subscribes sets alarms of their own.
    """
    name = _NAME.fill({"site": labels.language.text(channel.site_name)})
    made = opened(f"-//union-registry//public due dates//{labels.language.key.upper()}", labels.language.text(name))
    for due in deadlines.summaries():
        made.add_component(_summaries(due, channel, labels))
    for day, ends in deadlines.waivers():
        made.add_component(_waivers(day, ends, channel, labels))
    written: bytes = made.to_ical()
    return written


def _summaries(due: SummariesDue, channel: Channel, labels: Labels) -> Event:
    language, told = labels.language, {"year": due.year, "n": len(due.owing)}
    lines = [language.text(_RECEIVED.fill({"n": due.received}))] if due.received else []
    names = sorted(due.owing, key=lambda union: union.slug)
    uid = f"annual-summary-{due.year}-{due.due_on}@{channel.authority}"
    made = all_day(uid, due.due_on, due.settled_on or date(due.year, 1, 1), due.received)
    made.add("summary", language.text((_OWING if due.owing else _SETTLED).fill(told)))
    _describe(made, [*lines, *_within([language.name(union.name, union.name_en) for union in names], labels)])
    _locate(made, address.year_page(due.year), channel, labels)
    return made


def _waivers(day: date, ends: Sequence[WaiverEnd], channel: Channel, labels: Labels) -> Event:
    language = labels.language
    ends = sorted(ends, key=lambda end: (end.union.slug, end.title.zh, end.granted_on))
    unions = {end.union.slug: language.name(end.union.name, end.union.name_en) for end in ends}
    made = all_day(f"waiver-{day}@{channel.authority}", day, max(end.granted_on for end in ends), len(ends))
    words = _ENDS if len(unions) == 1 else _SEVERAL
    made.add("summary", language.text(words.fill({"union": next(iter(unions.values())), "n": len(ends)})))
    lines = [
        language.text(_END.fill({"union": unions[end.union.slug], "title": language.text(end.title)})) for end in ends
    ]
    _describe(made, _within(lines, labels))
    _locate(made, f"{ends[0].union.page}#waivers" if len(unions) == 1 else "news/index.html", channel, labels)
    return made


def _describe(event: Event, lines: Sequence[str]) -> None:
    if lines:
        event.add("description", "\n".join(lines))


def _locate(event: Event, page: str, channel: Channel, labels: Labels) -> None:
    if channel.address:
        event.add("url", channel.address + labels.language.page(page))


def _within(lines: Sequence[str], labels: Labels) -> list[str]:
    """As many as one event may list, and how many there are beside them."""
    more = len(lines) - _LISTED
    return [*lines[:_LISTED], *([labels.language.text(_REST.fill({"n": more}))] if more > 0 else [])]
