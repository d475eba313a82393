"""An entry of the feed: an event, or what a day brought of those that come by the dozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from union_registry.catalogue import address
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.news.event import KIND_WORDS, Event, Kind, listed, newest_first
from union_registry.text import Text

# Events of a day that are told as one: a hundred summaries on the last day would push everything else out.
_BUNDLED = (Kind.RECEIVED, Kind.ANSWERED, Kind.EDITED)
# What happens to a union once: its day may be put right, and it is the same all the same.
_ONCE = (Kind.APPROVED, Kind.DISSOLVED)
# Unions named in a title.
_IN_TITLE = 3
_MORE_UNIONS = Text("{shown}等 {n} 个联合体", "{shown} and {more} more")
_ONE = Text("【{kind}】{names}：{words}", "[{kind}] {names}: {words}")
_SEVERAL = {
    Kind.RECEIVED: Text("【{kind}】{names}报送 {mark} 年度总结", "[{kind}] of {mark} from {names}"),
    Kind.ANSWERED: Text(
        "【{kind}】{names}在 {mark} 年度总结中提出的问题", "[{kind}] problems of {mark} raised by {names}"
    ),
    Kind.EDITED: Text("【{kind}】{names}的公开信息有更新", "[{kind}] public information of {names}"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One or more events of a day and kind, in the order in which they are told.

    `name` is part of the entry's id for good: it holds no word that anybody might put right later, and no count.
    """

    name: str
    events: Sequence[Event]

    @property
    def day(self) -> date:
        return self.events[0].day

    @property
    def kind(self) -> Kind:
        return self.events[0].kind

    @property
    def page(self) -> str:
        """Path in the site, and anchor, of the Chinese page that tells most of it."""
        first = self.events[0]
        if len(self.events) == 1:
            return f"{first.union.page}#{first.anchor}"
        return "news/index.html" if self.kind is Kind.EDITED else address.year_page(int(first.mark))

    def title(self, labels: Labels) -> str:
        """It says it all: 【核准】锡林郭勒盟肉羊重点产业链创新联合体：锡科发〔2026〕12号."""
        language, first = labels.language, self.events[0]
        names = [language.name(event.union.name, event.union.name_en) for event in self.events]
        told = {
            "kind": language.text(KIND_WORDS[self.kind]),
            "names": listed(names, _MORE_UNIONS, labels, _IN_TITLE),
            "words": first.words(labels),
            "mark": first.mark,
        }
        return language.text((_ONE if len(self.events) == 1 else _SEVERAL[self.kind]).fill(told))


def entries(events: Iterable[Event]) -> list[Entry]:
    """The newest first; what is bundled is one entry a day, and one for each year that it is about."""
    bundles: dict[str, list[Event]] = {}
    for event in newest_first(events):
        bundles.setdefault(_name(event), []).append(event)
    return [Entry(name, bundle) for name, bundle in bundles.items()]


def _name(event: Event) -> str:
    whose = "" if event.kind in _BUNDLED else event.union.slug
    day = "" if event.kind in _ONCE else event.day.isoformat()
    return "/".join(part for part in (event.kind, whose, day, event.mark) if part)
