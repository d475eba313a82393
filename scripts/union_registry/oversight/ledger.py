"""The ledger of support: what was granted to whom under which measure of article 五, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from union_registry.model.bureau import Grant, Project
from union_registry.model.union import Union
from union_registry.text import Text


class State(StrEnum):
    """How a project stands; a grant for something else is simply `granted`."""

    GRANTED = "granted"
    UNDER_WAY = "under-way"
    COMPLETED = "completed"
    TERMINATED = "terminated"


STATE_WORDS = {
    State.GRANTED: Text("已支持", "granted"),
    State.UNDER_WAY: Text("在研", "under way"),
    State.COMPLETED: Text("已验收", "completed"),
    State.TERMINATED: Text("已终止", "terminated"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One grant; amounts in 万元, None where none is on record. `shares` are money by name of the unit."""

    slug: str
    union: str
    measure: str
    granted_on: date
    title: str
    document: str
    amount: Decimal | None
    state: State
    recovered: Decimal
    shares: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What was granted under one measure, in 万元."""

    measure: str
    grants: int
    amount: Decimal
    recovered: Decimal


def entries(union: Union, day: date) -> Iterator[Entry]:
    """The grants of a union made on or before `day`, as they stood then (五, 六（二）). Unfilled where one is incomplete."""
    if union.support is None:
        return
    names = {member.credit_code: member.name for member in union.members}
    for grant in union.support.grants:
        if grant.granted_on <= day:
            yield _entry(union, grant, day, names)


def sums(ledger: Iterable[Entry], measures: Iterable[str]) -> list[Sum]:
    """One sum for each of `measures`, in their order."""
    by_measure: dict[str, list[Entry]] = {measure: [] for measure in measures}
    for entry in ledger:
        by_measure[entry.measure].append(entry)
    return [
        Sum(measure, len(listed), sum((e.amount or Decimal(0) for e in listed), Decimal(0)),
            sum((e.recovered for e in listed), Decimal(0)))
        for measure, listed in by_measure.items()
    ]  # fmt: skip


def _entry(union: Union, grant: Grant, day: date, names: dict[str, str]) -> Entry:
    state, recovered, shares = State.GRANTED, Decimal(0), tuple[tuple[str, Decimal], ...]()
    if grant.project is not None:
        state, recovered = _state(grant.project, day)
        shares = tuple((names.get(s.credit_code, s.credit_code), s.amount) for s in grant.project.shares)
    return Entry(
        union.slug, union.basics.name, grant.measure, grant.granted_on, grant.title, grant.document, grant.amount, state,
        recovered, shares,
    )  # fmt: skip


def _state(project: Project, day: date) -> tuple[State, Decimal]:
    ended = project.termination
    if ended is not None and ended.terminated_on <= day:
        back = ended.recovered_on is not None and ended.recovered_on <= day
        return State.TERMINATED, ended.recovered if back else Decimal(0)
    if project.completed_on is not None and project.completed_on <= day:
        return State.COMPLETED, Decimal(0)
    return State.UNDER_WAY, Decimal(0)
