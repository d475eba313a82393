"""What the applicant's files hold. Field names are those of the schemas, which describe them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from union_registry.model.record import Record


class Goals(Record):
    scientific_problems: tuple[str, ...]
    key_generic_technologies: tuple[str, ...]
    results_to_transfer: tuple[str, ...]


class CoordinatingBody(Record):
    name: str
    duties: str
    means: str


class Expert(Record):
    name: str
    institution: str
    field: str


class ExpertCommittee(Record):
    name: str
    experts: tuple[Expert, ...]


class Mechanism(Record):
    title: str
    summary: str


class Governance(Record):
    coordinating_body: CoordinatingBody | None
    expert_committee: ExpertCommittee | None
    joint_research: Mechanism | None
    gain_sharing: Mechanism | None
    intellectual_property: Mechanism | None
    project_management: Mechanism | None


class WaiverRequest(Record):
    """`rule` is the id of a rule in principle that the applicant asks to have waived."""

    rule: str
    reason: str


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


class Platform(Record):
    name: str
    field: str
    level: str


class Signature(Record):
    by: str
    capacity: str
    on: date


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

    @property
    def names(self) -> tuple[str, ...]:
        """The name it bears and those it bore."""
        return (self.name, *self.former_names)

    def belongs_on(self, day: date) -> bool:
        """Whether the unit is a member on `day`: it has joined and not yet left."""
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or day < self.left_on)


class MemberList(Record):
    """members.yaml"""

    members: tuple[Member, ...]


class Account(Record):
    """One year's accounts; amounts in 万元."""

    year: int
    revenue: Decimal
    rd: Decimal


class TeamMember(Record):
    name: str
    post: str
    speciality: str


class Narrative(Record):
    overview: str
    innovation: str
    achievements: str
    chain: str


class Recommendation(Record):
    """lead.yaml (附件1)"""

    recommender: str
    legal_representative: str
    accounts: tuple[Account, ...]
    team: tuple[TeamMember, ...]
    narrative: Narrative


class Task(Record):
    """`members` are credit codes."""

    title: str
    members: tuple[str, ...]
    deliverable: str
    due_on: date


class Phase(Record):
    starts_on: date
    ends_on: date
    milestone: str


class Plan(Record):
    """plan.yaml"""

    objectives: str
    tasks: tuple[Task, ...]
    organisation: str
    mechanisms: str
    schedule: tuple[Phase, ...]


class Charter(Record):
    """charter.yaml"""

    adopted_on: date
    purpose: str
    business_scope: str
    organisation: str
    mechanisms: str


class Agreement(Record):
    """agreement.yaml (附件2): what the members have agreed on, one text for each point."""

    objectives: str
    tasks: str
    cooperation: str
    rights_and_duties: str
    ownership: str
    licence_income: str
    misconduct: str
    breach: str
    disputes: str
    joining_and_leaving: str
    dissolution: str


class Filing(Record):
    """filing.yaml (附件3)"""

    filed_on: date


class Change(Record):
    """`unit` is the credit code of the unit that joined, left or changed."""

    on: date
    kind: str
    unit: str | None
    summary: str
    charter_article: str
    application: str | None

    def is_about(self, credit_code: str | None, names: tuple[str, ...]) -> bool:
        """Whether it is about a unit: by its credit code, or by its name in the summary where no code is given."""
        return self.unit == credit_code if self.unit else any(name in self.summary for name in names)


class ChangeList(Record):
    """changes.yaml"""

    changes: tuple[Change, ...]


class Indicators(Record):
    """Figures of one year; amounts (`rd_spend`, `new_product_sales`, `technology_contracts`) in 万元, the rest counts."""

    rd_spend: Decimal | None
    national_projects: Decimal | None
    regional_projects: Decimal | None
    league_projects: Decimal | None
    patents_applied: Decimal | None
    patents_granted: Decimal | None
    standards: Decimal | None
    new_products: Decimal | None
    new_product_sales: Decimal | None
    technology_contracts: Decimal | None
    people_introduced: Decimal | None
    people_trained: Decimal | None
    platforms_built: Decimal | None
    meetings: Decimal | None


class Problem(Record):
    text: str


class AnnualSummary(Record):
    """annual/YEAR.yaml"""

    year: int
    submitted_on: date
    summary: str
    indicators: Indicators
    problems: tuple[Problem, ...]
