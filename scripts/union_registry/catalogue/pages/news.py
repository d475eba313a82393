"""The change log: the newest on one page, and every year on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from babel.dates import format_date

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.news.event import KIND_WORDS, Event
from union_registry.catalogue.overview import sampling
from union_registry.catalogue.page import Page
from union_registry.text import Text

# Events on the first page, and at most on each page of a year.
NEWEST = 100
ROWS = 500

_MONTH = Text("y 年 M 月", "LLLL y")


class Row(NamedTuple):
    """An event with its kind in words, and what is said of it."""

    event: Event
    kind: str
    words: str


class Month(NamedTuple):
    """The events of a month, the newest first; `key` is its id in the page."""

    key: str
    title: str
    rows: Sequence[Row]


class NewsView(NamedTuple):
    """What a page of the change log shows: of `total` events those in `months`.

    `year` is None on the first page; `pages` are all pages of the year, this one the `number`th; `years`
    gives the first page of each.
    """

    months: Sequence[Month]
    total: int
    year: int | None
    pages: Sequence[str]
    number: int
    years: Mapping[int, str]
    sampling: str


def news_pages(events: Sequence[Event], labels: Labels) -> Iterator[Page]:
    """All pages about `events`, which come newest first, in the language of `labels`."""
    language = labels.language
    by_year = {year: list(listed) for year, listed in groupby(events, key=lambda event: event.day.year)}
    years = {year: _path(year, 1) for year in by_year}
    yield _page(
        "news/index.html",
        language.gettext("动态"),
        language.gettext("名录新近的变化：核准、解散、变更、成员进出、豁免和年度总结"),
        _view(events[:NEWEST], labels, total=len(events), year=None, pages=(), number=1, years=years),
    )
    for year, told in by_year.items():
        sheets = [told[start : start + ROWS] for start in range(0, len(told), ROWS)]
        paths = [_path(year, number) for number in range(1, len(sheets) + 1)]
        words = {"year": year, "n": len(told)}
        for number, sheet in enumerate(sheets, 1):
            title = (
                language.gettext("%(year)s 年动态")
                if number == 1
                else language.gettext("%(year)s 年动态（第 %(page)s 页）")
            )
            yield _page(
                paths[number - 1],
                title % {**words, "page": number},
                language.gettext("名录在 %(year)s 年的变化，共 %(n)s 条") % words,
                _view(sheet, labels, total=len(told), year=year, pages=paths, number=number, years=years),
            )


def _path(year: int, number: int) -> str:
    return f"news/{year}.html" if number == 1 else f"news/{year}-{number}.html"


def _page(path: str, title: str, description: str, view: NewsView) -> Page:
    contents = [(month.key, month.title) for month in view.months]
    return Page(path, "news.html", title, description, view, contents)


def _view(
    events: Sequence[Event], labels: Labels, *, total: int, year: int | None, pages: Sequence[str], number: int,
    years: Mapping[int, str],
) -> NewsView:  # fmt: skip
    months = [
        Month(f"m{first}", _month(first, labels), [_row(event, labels) for event in listed])
        for first, listed in groupby(events, key=lambda event: event.day.isoformat()[:7])
    ]
    return NewsView(months, total, year, pages, number, years, sampling(event.union for event in events))


def _row(event: Event, labels: Labels) -> Row:
    return Row(event, labels.language.text(KIND_WORDS[event.kind]), event.words(labels))


def _month(first: str, labels: Labels) -> str:
    day = date.fromisoformat(f"{first}-01")
    return format_date(day, labels.language.text(_MONTH), locale=labels.language.key)
