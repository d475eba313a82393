"""What the bureau's files hold. Field names are those of the schemas, which describe them."""

from __future__ import annotations

from datetime import date

from union_registry.model.record import Record


class Selection(Record):
    selected_on: date


class Review(Record):
    reviewed_on: date
    conclusion: str


class Approval(Record):
    approved_on: date
    letter: str


class Waiver(Record):
    rule: str
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


class Dissolution(Record):
    dissolved_on: date
    reason: str


class Receipt(Record):
    """bureau/annual/YEAR.yaml"""

    year: int
    bureau_received_on: date | None
    recommender_received_on: date | None
