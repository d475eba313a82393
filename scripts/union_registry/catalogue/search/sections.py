"""A hand-written page cut at its headings, and at whatever else has an anchor of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
# An anchor within a table or a list names what it stands on.
_ANCHORS = frozenset(("span", "dt"))
_APART = frozenset(("p", "li", "td", "th", "tr", "div", "br", "dd", "dt", "pre", "blockquote", "summary", *_HEADINGS))
_SILENT = frozenset(("script", "style", "noscript", "svg", "form"))


class Section(NamedTuple):
    """A part of a page: its address in the site, the page's title, its own heading and its words."""

    address: str
    page: str
    heading: str
    text: str


def sections(path: str, html: str) -> Iterator[Section]:
    """The parts of the article of the page at `path`, in its order; none if it has no article.

    The first heading is the page's title, and what stands below it has the page's own address.
    """
    article = _ARTICLE.search(html)
    if not article:
        return
    reader = _Reader()
    reader.feed(article[1])
    reader.close()
    parts = [part for part in reader.parts if part.heading or part.text.strip()]
    top = next((part for part in parts if part.heading), None)
    title = _spaced(top.heading) if top else ""
    for part in parts:
        address = f"{path}#{part.anchor}" if part.anchor and part is not top else path
        yield Section(address, title, _spaced(part.heading) or title, _spaced(part.text))


def _spaced(text: str) -> str:
    return " ".join(text.split())


class _Part:
    """Words since the last anchor."""

    __slots__ = ("anchor", "heading", "text")

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor
        self.heading = ""
        self.text = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts = [_Part("")]
        self._heading: str | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        if anchor and tag in _HEADINGS | _ANCHORS:
            self.parts.append(_Part(anchor))
            self._heading = tag
        if tag in _SILENT:
            self._silent += 1
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._heading:
            self._heading = None
        if tag in _SILENT:
            self._silent -= 1
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        part = self.parts[-1]
        if self._heading:
            part.heading += data
        else:
            part.text += data

    def _space(self, tag: str) -> None:
        if tag in _APART and not self._heading:
            self.parts[-1].text += " "
