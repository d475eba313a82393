"""The news as an Atom feed (RFC 4287) whose ids are tag URIs (RFC 4151): they hold wherever the site lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from markupsafe import Markup

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.news.entry import Entry
from union_registry.catalogue.news.event import KIND_WORDS, Event
from union_registry.text import Text

PATH = "news/feed.xml"
ENTRIES = 50

# Unions listed in the text of one entry.
_LISTED = 100
_TITLE = Text("{site}：动态", "{site}: what changed")
_LINES = {"zh": Markup("<p>{union}：{words}</p>"), "en": Markup("<p>{union}: {words}</p>")}
_MORE = Markup("<p>{}</p>")
_RESTS = {"zh": Markup("<p>另有 {n} 个。</p>"), "en": Markup("<p>And {n} more.</p>")}
_TAGS = {"zh": "zh-CN", "en": "en"}
# What XML 1.0 does not know as a character.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Channel(NamedTuple):
    """Whose news it is: the site's name, who publishes it, and its address (with a slash at its end) if that is known.

    `authority` is the domain in the ids of entries and of calendar events. It must never change, or
    every reader is told of everything anew; so it does not follow the site's address.
    """

    site_name: Text
    publisher: Text
    address: str | None
    authority: str = "union-registry.invalid"


def feed(entries: Sequence[Entry], channel: Channel, labels: Labels, as_of: date) -> bytes:
    """The newest `ENTRIES` of `entries`, which come newest first; a feed without any is dated `as_of`.

    An entry is dated with the day of what happened (Asia/Shanghai) and never again, so that nobody is
    notified of a correction.
    """
    language, told = labels.language, entries[:ENTRIES]
    root = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": _TAGS[language.key]})
    _text(root, "id", _tag(channel, language.folder + "news"))
    _text(root, "title", language.text(_TITLE.fill({"site": language.text(channel.site_name)})))
    _text(root, "updated", _midnight(told[0].day if told else as_of))
    _text(Xml.SubElement(root, "author"), "name", language.text(channel.publisher))
    if channel.address:
        _link(root, "self", "application/atom+xml", channel.address + language.page(PATH))
        _link(root, "alternate", "text/html", channel.address + language.page("news/index.html"))
    for entry in told:
        _entry(root, entry, channel, labels)
    Xml.indent(root, "")
    written: bytes = Xml.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: Xml.Element, entry: Entry, channel: Channel, labels: Labels) -> None:
    language, made = labels.language, Xml.SubElement(root, "entry")
    _text(made, "id", _tag(channel, f"{language.folder}news/{entry.name}"))
    _text(made, "title", entry.title(labels))
    _text(made, "updated", _midnight(entry.day))
    _category(made, _tag(channel, "kinds"), entry.kind, language.text(KIND_WORDS[entry.kind]))
    for chain in sorted({event.union.chain for event in entry.events}):
        _category(made, _tag(channel, "chains"), chain, labels.chain(chain))
    if channel.address:
        _link(made, "alternate", "text/html", channel.address + language.page(entry.page))
    _text(made, "content", _html(entry.events, channel, labels)).set("type", "html")


def _html(events: Sequence[Event], channel: Channel, labels: Labels) -> str:
    """Each union with its words; markup of ours, with all that was typed escaped."""
    line, over = _LINES[labels.language.key], len(events) - _LISTED
    told = []
    for event in events[:_LISTED]:
        told.append(line.format(union=_union(event, channel, labels), words=event.words(labels)))
        if more := event.more(labels):
            told.append(_MORE.format(more))
    if over > 0:
        told.append(_RESTS[labels.language.key].format(n=over))
    return "".join(told)


def _union(event: Event, channel: Channel, labels: Labels) -> str:
    """The union's name, as a link where it can be a whole one."""
    language = labels.language
    name = language.name(event.union.name, event.union.name_en)
    if not channel.address:
        return name
    page = channel.address + language.page(f"{event.union.page}#{event.anchor}")
    return Markup('<a href="{}">{}</a>').format(page, name)


def _text(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    made = Xml.SubElement(parent, name)
    made.text = _FORBIDDEN.sub("", text)
    return made


def _link(parent: Xml.Element, relation: str, kind: str, target: str) -> None:
    Xml.SubElement(parent, "link", {"rel": relation, "type": kind, "href": target})


def _category(parent: Xml.Element, scheme: str, term: str, label: str) -> None:
    Xml.SubElement(parent, "category", {"scheme": scheme, "term": term, "label": label})


def _tag(channel: Channel, specific: str) -> str:
    # The year in which the regulation was issued: RFC 4151 asks for a day on which the authority was one's own.
    return f"tag:{channel.authority},2025:{specific}"


def _midnight(day: date) -> str:
    return f"{day}T00:00:00+08:00"
