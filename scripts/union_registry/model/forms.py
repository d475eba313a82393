"""What the applicant's files hold. Field names are those of the schemas, which describe them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from union_registry.model.record import Record


@dataclass(frozen=True, eq=False)
class Goals(Record):
    scientific_problems: tuple[str, ...]
    key_generic_technologies: tuple[str, ...]
    results_to_transfer: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CoordinatingBody(Record):
    name: str
    duties: str
    means: str


@dataclass(frozen=True, eq=False)
class Expert(Record):
    name: str
    institution: str
    field: str


@dataclass(frozen=True, eq=False)
class ExpertCommittee(Record):
    name: str
    experts: tuple[Expert, ...]


@dataclass(frozen=True, eq=False)
class Mechanism(Record):
    title: str
    summary: str


@dataclass(frozen=True, eq=False)
class Governance(Record):
    coordinating_body: CoordinatingBody | None
    expert_committee: ExpertCommittee | None
    joint_research: Mechanism | None
    gain_sharing: Mechanism | None
    intellectual_property: Mechanism | None


@dataclass(frozen=True, eq=False)
class WaiverRequest(Record):
    rule: str
    reason: str


@dataclass(frozen=True, eq=False)
class Basics(Record):
    """union.yaml"""

    name: str
    chain: str
    field: str
    county: str
    principal: str
    goals: Goals
    governance: Governance
    waiver_requests: tuple[WaiverRequest, ...]
    predecessor: str | None
    sample: bool | None


@dataclass(frozen=True, eq=False)
class Platform(Record):
    name: str
    field: str
    level: str
    approved_by: str
    built_on: date


@dataclass(frozen=True, eq=False)
class Signature(Record):
    by: str
    capacity: str
    on: date
    evidence: str


@dataclass(frozen=True, eq=False)
class Member(Record):
    name: str
    former_names: tuple[str, ...]
    credit_code: str
    kind: str
    county: str
    tier: str
    stages: tuple[str, ...]
    statement: str
    platforms: tuple[Platform, ...]
    joined_on: date | None
    left_on: date | None
    signature: Signature | None

    def belongs_on(self, day: date) -> bool:
        """Whether the unit is a member on `day`: it has joined and not yet left."""
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True, eq=False)
class MemberList(Record):
    """members.yaml"""

    members: tuple[Member, ...]


@dataclass(frozen=True, eq=False)
class Account(Record):
    """One year's accounts; amounts in 万元."""

    year: int
    revenue: Decimal
    rd: Decimal


@dataclass(frozen=True, eq=False)
class TeamMember(Record):
    name: str
    post: str
    speciality: str


@dataclass(frozen=True, eq=False)
class Narrative(Record):
    overview: str
    innovation: str
    achievements: str
    chain: str


@dataclass(frozen=True, eq=False)
class Recommendation(Record):
    """lead.yaml (附件1)"""

    recommender: str
    filled_on: date
    main_direction: str
    legal_representative: str
    accounts: tuple[Account, ...]
    team: tuple[TeamMember, ...]
    narrative: Narrative


@dataclass(frozen=True, eq=False)
class Filing(Record):
    """filing.yaml (附件3)"""

    filed_on: date


@dataclass(frozen=True, eq=False)
class AnnualSummary(Record):
    """annual/YEAR.yaml"""

    year: int
    submitted_on: date
