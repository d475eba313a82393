"""What the bureau's files hold. Field names are those of the schemas, which describe them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from union_registry.model.forms import Expert
from union_registry.model.record import Record


class OwnerList(Record):
    owners: tuple[Owner, ...]


class Owner(Record):
    """An account that may change the folder; `id` is the forge's numeric user id, as text."""

    id: str


class Selection(Record):
    selected_on: date
    departments: tuple[str, ...]
    document: str


class Review(Record):
    reviewed_on: date
    experts: tuple[Expert, ...]
    departments: tuple[str, ...]
    opinion: str
    conclusion: str


class JudgedRule(Record):
    """What came of one rule when the union was approved."""

    rule: str
    outcome: str
    digest: str


class Decision(Record):
    """What an approval rests on; see `oversight/decision.py`."""

    as_of: date
    commit: str
    policy: str
    rules: str
    digest: str
    findings: tuple[JudgedRule, ...]


class Approval(Record):
    approved_on: date
    letter: str
    reason: str | None
    decision: Decision | None


class CoveredFact(Record):
    """A fact that a waiver covers, with the value it had when the waiver was granted."""

    fact: str
    value: str


class Waiver(Record):
    rule: str
    covers: tuple[CoveredFact, ...]
    reason: str
    document: str
    approved_by: str
    granted_on: date
    until: date

    def holds_on(self, day: date) -> bool:
        """Whether the waiver is in force on `day`, both ends included."""
        return self.granted_on <= day <= self.until


class WaiverList(Record):
    waivers: tuple[Waiver, ...]


class Share(Record):
    """Task and money (万元) of one unit in a project."""

    credit_code: str
    task: str
    amount: Decimal


class Termination(Record):
    """How a project was ended early; money in 万元."""

    terminated_on: date
    cause: str
    document: str
    recovered: Decimal
    recovered_on: date | None


class Project(Record):
    level: str
    authority: str
    starts_on: date
    ends_on: date
    shares: tuple[Share, ...]
    completed_on: date | None
    termination: Termination | None

    def ended_by(self, day: date) -> bool:
        """Whether it was completed or terminated on or before `day`; a project past its last day goes on until then."""
        completed = self.completed_on is not None and self.completed_on <= day
        return completed or (self.termination is not None and self.termination.terminated_on <= day)


class Grant(Record):
    """Support under one measure of article 五; the amount in 万元."""

    measure: str
    granted_on: date
    title: str
    amount: Decimal | None
    document: str
    project: Project | None


class Support(Record):
    grants: tuple[Grant, ...]


class ConductDecision(Record):
    credit_code: str
    document: str
    summary: str
    starts_on: date
    ends_on: date


class Conduct(Record):
    decisions: tuple[ConductDecision, ...]


class Dissolution(Record):
    dissolved_on: date
    reason: str
    successor: str | None


class Answer(Record):
    """`problem` counts from 1 in the applicant's list of the same year."""

    problem: int
    answered_on: date
    closed: bool


class Supervision(Record):
    asked_on: date
    asked: str
    due_on: date | None
    outcome: str | None
    done_on: date | None


class Receipt(Record):
    """bureau/annual/YEAR.yaml"""

    year: int
    bureau_received_on: date | None
    recommender_received_on: date | None
    answers: tuple[Answer, ...]
    supervision: tuple[Supervision, ...]
