"""What pages about many unions need, kept small while the unions themselves stream by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from union_registry.catalogue import address

if TYPE_CHECKING:
    from union_registry.catalogue.published import PublishedUnion, SummaryYear


@dataclass(frozen=True, slots=True)
class UnionEntry:
    """A union as lists show it; `approved_on` is "" in the preview of one that is not approved."""

    slug: str
    page: str
    name: str
    status: str
    sample: bool
    chain: str
    county: str
    name_en: str
    lead: str
    lead_en: str
    lead_page: str
    member_count: int
    approved_on: str
    technologies: tuple[str, ...]

    @property
    def is_dissolved(self) -> bool:
        return self.status == "dissolved"


class Membership(NamedTuple):
    """A unit in a union."""

    key: str
    union: UnionEntry
    name: str
    name_en: str
    credit_code: str | None
    kind: str
    county: str
    tier: str
    stages: tuple[str, ...]
    joined_on: str
    left_on: str
    former_names: tuple[str, ...]
    is_former: bool

    @property
    def page(self) -> str:
        return address.organisation_page(self.key)


class Summary(NamedTuple):
    """A union's annual duty of one year and what it published; each problem has its `text`, and `answered_on` once it was answered."""

    union: UnionEntry
    standing: SummaryYear
    text: str
    indicators: Mapping[str, str]
    problems: Sequence[Mapping[str, str]]


Named = TypeVar("Named", UnionEntry, Membership)


class Overview:
    """An index of the unions added so far."""

    def __init__(self, as_of: date) -> None:
        """`as_of` decides which members have left."""
        self.as_of = as_of
        self.unions: list[UnionEntry] = []
        self.units: dict[str, list[Membership]] = {}
        self.summaries: dict[int, list[Summary]] = {}

    def add(self, union: PublishedUnion) -> tuple[UnionEntry, list[Membership]]:
        """Take a union in; gives its entry and its members in the order of its file."""
        data, facts = union.data, union.data["union"]
        members: list[Mapping[str, Any]] = data["members"]["members"]
        keys = [address.organisation_key(m["name"], m.get("credit_code")) for m in members]
        entry = UnionEntry(
            slug=union.slug,
            page=address.union_page(union.slug),
            name=facts["name"],
            status=union.status,
            sample=union.sample,
            chain=facts["chain"],
            county=facts["county"],
            name_en=facts.get("name_en", ""),
            lead=members[0]["name"],
            lead_en=members[0].get("name_en", ""),
            lead_page=address.organisation_page(keys[0]),
            # As the rules count: a unit once, however often it is listed.
            member_count=len({key for key, m in zip(keys, members, strict=True) if self._belongs(m)}),
            approved_on=data.get("bureau/approval", {}).get("approved_on", ""),
            technologies=tuple(facts.get("goals", {}).get("key_generic_technologies", ())),
        )
        memberships = [
            Membership(
                key,
                entry,
                member["name"],
                member.get("name_en", ""),
                member.get("credit_code"),
                member["kind"],
                member["county"],
                member["tier"],
                tuple(member["stages"]),
                member.get("joined_on", ""),
                member.get("left_on", ""),
                tuple(member.get("former_names", ())),
                self._has_left(member),
            )
            for key, member in zip(keys, members, strict=True)
        ]
        self.unions.append(entry)
        for membership in memberships:
            self.units.setdefault(membership.key, []).append(membership)
        for year in union.summaries:
            annual = data.get(f"annual/{year.year}", {})
            self.summaries.setdefault(year.year, []).append(
                Summary(
                    entry,
                    year,
                    annual.get("summary", ""),
                    annual.get("indicators", {}),
                    annual.get("problems", ()),
                )
            )
        return entry, memberships

    def _belongs(self, member: Mapping[str, Any]) -> bool:
        return member.get("joined_on", "") <= self.as_of.isoformat() and not self._has_left(member)

    def _has_left(self, member: Mapping[str, Any]) -> bool:
        return "left_on" in member and member["left_on"] <= self.as_of.isoformat()


def by_name(entries: Iterable[Named]) -> list[Named]:
    """Sorted as a Chinese reader expects: GB 18030 keeps the common characters in pinyin order."""
    return sorted(entries, key=lambda entry: (entry.name.encode("gb18030", "replace"), entry.page))


def newest_first(unions: Iterable[UnionEntry]) -> list[UnionEntry]:
    """The most recently approved union first; of one day, by slug."""
    by_slug = sorted(unions, key=lambda union: union.slug)
    return sorted(by_slug, key=lambda union: union.approved_on, reverse=True)


def sampling(unions: Iterable[UnionEntry]) -> str:
    """How much of what a page shows is invented: `all`, `some`, or nothing (`""`)."""
    flags = {union.sample for union in unions}
    return "" if True not in flags else "some" if False in flags else "all"
