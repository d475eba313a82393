"""What happened to a union, as the public may know it: one small object for each thing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.overview import UnionEntry
from union_registry.text import Text


class Kind(StrEnum):
    """What kind of thing happened, the weightiest first."""

    APPROVED = "approved"
    DISSOLVED = "dissolved"
    CHANGED = "changed"
    JOINED = "joined"
    LEFT = "left"
    WAIVED = "waived"
    WAIVER_ENDED = "waiver-ended"
    RECEIVED = "received"
    ANSWERED = "answered"
    EDITED = "edited"


KIND_WORDS: Mapping[Kind, Text] = {
    Kind.APPROVED: Text("核准", "Approved"),
    Kind.DISSOLVED: Text("解散", "Dissolved"),
    Kind.CHANGED: Text("变更", "Changed"),
    Kind.JOINED: Text("成员加入", "Joined"),
    Kind.LEFT: Text("成员退出", "Left"),
    Kind.WAIVED: Text("豁免", "Waived"),
    Kind.WAIVER_ENDED: Text("豁免到期", "Waiver ended"),
    Kind.RECEIVED: Text("年度总结", "Summary"),
    Kind.ANSWERED: Text("问题答复", "Answered"),
    Kind.EDITED: Text("信息更新", "Edited"),
}
SECTION_WORDS: Mapping[str, Text] = {
    "facts": Text("基本信息", "basic facts"),
    "members": Text("成员单位", "members"),
    "goals": Text("建设目标", "goals"),
    "governance": Text("运行机制", "governance"),
    "plan": Text("建设方案", "development plan"),
    "changes": Text("变更记录", "record of changes"),
    "summaries": Text("年度总结", "annual summaries"),
    "waivers": Text("豁免", "waivers"),
    "dissolution": Text("解散记录", "record of the dissolution"),
}
# Units named in one sentence.
_NAMED = 10
_MORE_UNITS = Text("{shown}等 {n} 家", "{shown} and {more} more")
# Sections that every union's page has; the others stand there only while there is something to show.
_ALWAYS = ("facts", "members", "goals", "governance")


@dataclass(frozen=True, slots=True)
class Event(ABC):
    """Something that happened to a union on a day (Asia/Shanghai)."""

    kind: ClassVar[Kind]

    day: date
    union: UnionEntry

    @property
    @abstractmethod
    def anchor(self) -> str:
        """The place in the union's page that shows it."""

    @property
    def mark(self) -> str:
        """What tells it from the union's other events of its kind and day, whatever is put right about it later."""
        return ""

    @abstractmethod
    def words(self, labels: Labels) -> str:
        """What is told beside the kind and the union's name, in the language of `labels`."""

    def more(self, labels: Labels) -> str:
        """What those may want to know who do not have the union's page before them; "" if that is nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Approved(Event):
    """The bureau's letter."""

    kind = Kind.APPROVED
    anchor = "facts"

    letter: str

    def words(self, labels: Labels) -> str:
        return self.letter

    def more(self, labels: Labels) -> str:
        union, language = self.union, labels.language
        told = {
            "lead": language.name(union.lead, union.lead_en),
            "chain": labels.chain(union.chain),
            "county": labels.county(union.county),
        }
        return language.text(
            Text(
                "牵头单位：{lead}；产业链：{chain}；所在地：{county}", "Lead: {lead}; chain: {chain}; place: {county}"
            ).fill(told)
        )


@dataclass(frozen=True, slots=True)
class Dissolved(Event):
    """The end; `reason` is a key of the schema."""

    kind = Kind.DISSOLVED
    anchor = "record"

    reason: str
    document: str

    def words(self, labels: Labels) -> str:
        told = {"reason": labels.reasons[self.reason], "document": self.document}
        return labels.language.text(Text("{reason}（{document}）", "{reason} ({document})").fill(told))


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """An entry of changes.yaml; `what` is a key of the schema, `number` counts those of one day and kind from 1."""

    kind = Kind.CHANGED
    anchor = "changes"

    what: str
    number: int
    summary: str

    @property
    def mark(self) -> str:
        return f"{self.what}-{self.number}"

    def words(self, labels: Labels) -> str:
        told = {"what": labels.change_kinds[self.what], "summary": self.summary}
        return labels.language.text(Text("{what}：{summary}", "{what}: {summary}").fill(told))


@dataclass(frozen=True, slots=True)
class _Moved(Event):
    """Units, by their Chinese and English names, that came or went on one day, and what changes.yaml says of it."""

    anchor = "members"

    units: tuple[tuple[str, str], ...]
    summaries: tuple[str, ...]

    def words(self, labels: Labels) -> str:
        language = labels.language
        said = language.text(Text("；", "; ")).join(self.summaries)
        if all(name in said for name, _ in self.units):
            return said
        named = listed([language.name(*unit) for unit in self.units], _MORE_UNITS, labels, _NAMED)
        return (
            language.text(Text("{units}。{said}", "{units}. {said}").fill({"units": named, "said": said}))
            if said
            else named
        )


@dataclass(frozen=True, slots=True)
class Joined(_Moved):
    """Units that joined after the approval."""

    kind = Kind.JOINED


@dataclass(frozen=True, slots=True)
class Left(_Moved):
    """Units that left."""

    kind = Kind.LEFT


@dataclass(frozen=True, slots=True)
class Waived(Event):
    """A condition that the bureau waived up to the day `until`; `number` counts those of one rule and day from 1."""

    kind = Kind.WAIVED
    anchor = "waivers"

    rule: str
    number: int
    title: Text
    document: str
    until: str

    @property
    def mark(self) -> str:
        return f"{self.rule}-{self.number}"

    def words(self, labels: Labels) -> str:
        told = {"title": labels.language.text(self.title), "document": self.document, "until": self.until}
        return labels.language.text(
            Text("{title}，至 {until}（{document}）", "{title}, until {until} ({document})").fill(told)
        )


@dataclass(frozen=True, slots=True)
class WaiverEnded(Event):
    """The day after the last one of a waiver that no other carries on."""

    kind = Kind.WAIVER_ENDED
    anchor = "waivers"

    rule: str
    number: int
    title: Text
    document: str

    @property
    def mark(self) -> str:
        return f"{self.rule}-{self.number}"

    def words(self, labels: Labels) -> str:
        told = {"title": labels.language.text(self.title), "document": self.document}
        return labels.language.text(Text("{title}（{document}）", "{title} ({document})").fill(told))


_STANDINGS: Mapping[str, Text] = {
    "on-time": Text("{year} 年度，按时报送", "{year}, received on time"),
    "late": Text("{year} 年度，迟交", "{year}, received late"),
}


@dataclass(frozen=True, slots=True)
class Received(Event):
    """An annual summary that recommender and bureau both have; `standing` is on-time or late."""

    kind = Kind.RECEIVED
    anchor = "summaries"

    year: int
    standing: str

    @property
    def mark(self) -> str:
        return str(self.year)

    def words(self, labels: Labels) -> str:
        return labels.language.text(_STANDINGS[self.standing].fill({"year": self.year}))


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """So many problems of the summary of `year` got their first answer."""

    kind = Kind.ANSWERED
    anchor = "summaries"

    year: int
    problems: int

    @property
    def mark(self) -> str:
        return str(self.year)

    def words(self, labels: Labels) -> str:
        told = {"year": self.year, "n": self.problems}
        return labels.language.text(
            Text("{year} 年度总结提出的问题，答复 {n} 个", "problems raised in the summary of {year}: {n}").fill(told)
        )


@dataclass(frozen=True, slots=True)
class Edited(Event):
    """Something public was changed, and Git alone tells of it."""

    kind = Kind.EDITED

    sections: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return next((section for section in self.sections if section in _ALWAYS), "record")

    def words(self, labels: Labels) -> str:
        language = labels.language
        named = language.text(Text("、", ", ")).join(language.text(SECTION_WORDS[section]) for section in self.sections)
        return language.text(
            Text("公开信息有更新：{named}", "public information changed: {named}").fill({"named": named})
        )


def newest_first(events: Iterable[Event]) -> list[Event]:
    """The newest first; of one day the weightiest first, then by the union's folder."""
    weight = {kind: place for place, kind in enumerate(Kind)}
    return sorted(events, key=lambda event: (-event.day.toordinal(), weight[event.kind], event.union.slug, event.mark))


def listed(names: Sequence[str], more: Text, labels: Labels, most: int) -> str:
    """甲、乙、丙等 12 家: at most so many names, and how many there are in the words of `more`."""
    language = labels.language
    shown = language.text(Text("、", ", ")).join(names[:most])
    told = {"shown": shown, "n": len(names), "more": len(names) - most}
    return shown if len(names) <= most else language.text(more.fill(told))
