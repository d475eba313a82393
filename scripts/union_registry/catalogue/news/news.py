"""The news of the whole register, gathered while the unions stream by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.news import calendar, feed
from union_registry.catalogue.news.deadline import Deadlines
from union_registry.catalogue.news.entry import entries
from union_registry.catalogue.news.event import Event, newest_first
from union_registry.catalogue.news.feed import Channel
from union_registry.catalogue.news.revisions import Revisions
from union_registry.catalogue.news.telling import events
from union_registry.catalogue.overview import Membership, UnionEntry
from union_registry.catalogue.page import Page
from union_registry.catalogue.pages.news import news_pages

if TYPE_CHECKING:
    from union_registry.catalogue.published import PublishedUnion


class News:
    """What happened up to a day, and what is due; the unions themselves are not kept."""

    def __init__(self, as_of: date, revised: Mapping[str, Revisions] | None = None) -> None:
        """`revised` is what Git tells of the unions, by slug; without it the news are of the records' own dates."""
        self._as_of = as_of
        self._revised = revised or {}
        self._events: list[Event] = []
        self._deadlines = Deadlines(as_of)

    def union(self, union: PublishedUnion, entry: UnionEntry, members: Sequence[Membership]) -> None:
        """Take in what there is to tell of a union; `entry` and `members` are what the overview made of it."""
        self._events += events(union, entry, members, self._revised.get(union.slug), self._as_of)
        self._deadlines.add(union, entry)

    def newest(self, most: int) -> list[Event]:
        """At most so many events, the newest first."""
        return newest_first(self._events)[:most]

    def pages(self, labels: Labels) -> Iterator[Page]:
        """The change log in the language of `labels`: the newest, and a page or more for each year."""
        return news_pages(newest_first(self._events), labels)

    def files(self, channel: Channel, labels: Labels) -> Iterator[tuple[str, bytes]]:
        """Path in the site and bytes of the feed and of the calendar in the language of `labels`."""
        page = labels.language.page
        yield page(feed.PATH), feed.feed(entries(self._events), channel, labels, self._as_of)
        yield page(calendar.PATH), calendar.calendar(self._deadlines, channel, labels)
