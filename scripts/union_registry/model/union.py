"""A union: its files as records, and the status that follows from the bureau's records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from union_registry.finding import Place
from union_registry.model.bureau import (
    Approval,
    Conduct,
    Dissolution,
    OwnerList,
    Receipt,
    Review,
    Selection,
    Support,
    WaiverList,
)
from union_registry.model.forms import (
    Agreement,
    AnnualSummary,
    Basics,
    ChangeList,
    Charter,
    Filing,
    Member,
    MemberList,
    Plan,
    Recommendation,
)
from union_registry.model.record import Record, Unfilled
from union_registry.text import Text


class Status(StrEnum):
    """How far a union has come; derived, never typed."""

    DRAFT = "draft"
    SELECTED = "selected"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    DISSOLVED = "dissolved"


STATUS_WORDS: Mapping[Status, Text] = {
    Status.DRAFT: Text("草稿", "draft"),
    Status.SELECTED: Text("已遴选", "selected"),
    Status.REVIEWED: Text("已论证", "reviewed"),
    Status.APPROVED: Text("已核准", "approved"),
    Status.DISSOLVED: Text("已解散", "dissolved"),
}


class Union(Record):
    """All files of a folder `slug`. A required file that is not there raises `Unfilled` when read.

    `files` are the paths, within the folder, of the files that are there.
    """

    slug: str
    files: frozenset[str]
    basics: Basics
    recommendation: Recommendation
    member_list: MemberList
    plan: Plan
    charter: Charter
    agreement: Agreement
    filing: Filing | None
    change_list: ChangeList | None
    summaries: Mapping[int, AnnualSummary]
    owner_list: OwnerList | None
    selection: Selection | None
    review: Review | None
    approval: Approval | None
    waivers: WaiverList | None
    support: Support | None
    conduct: Conduct | None
    dissolution: Dissolution | None
    receipts: Mapping[int, Receipt]

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Every unit that ever belonged, the lead first."""
        return self.member_list.members

    @cached_property
    def lead(self) -> Member:
        """The lead (牵头单位)."""
        return self.members[0]

    @property
    def members_place(self) -> Place:
        return self.member_list.place / "members"

    def members_on(self, day: date) -> tuple[Member, ...]:
        """The units that are members on `day`."""
        return tuple(member for member in self.members if member.belongs_on(day))


def status_on(union: Union, day: date) -> Status:
    """Status on `day`, from which of the bureau's records exist and their dates (四, 六（三）).

    A record whose date cannot be read does not count; the fault itself is a finding of its own.
    """
    if _since(lambda: union.approval.approved_on if union.approval else None, day):
        dissolved = _since(lambda: union.dissolution.dissolved_on if union.dissolution else None, day)
        return Status.DISSOLVED if dissolved else Status.APPROVED
    if _since(lambda: _passed(union.review), day):
        return Status.REVIEWED
    if _since(lambda: union.selection.selected_on if union.selection else None, day):
        return Status.SELECTED
    return Status.DRAFT


def _passed(review: Review | None) -> date | None:
    return review.reviewed_on if review and review.conclusion == "passed" else None


def _since(when: Callable[[], date | None], day: date) -> bool:
    try:
        happened = when()
    except Unfilled:
        return False
    return happened is not None and happened <= day
