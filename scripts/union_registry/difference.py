"""What differs between two versions of a union's files, in words; `comparison.py` finds it."""

from __future__ import annotations

from dataclasses import dataclass

from union_registry.finding import Place
from union_registry.text import NOTHING, Text

# Kinds of difference, the weightiest first; those not explained here are kinds of changes.yaml (六（三）).
KINDS = (
    "name",  # of the union
    "lead",  # another credit code stands first among the members
    "vanished",  # a member is gone from the list
    "unreadable",  # a file could not be compared
    "member_left",
    "member_joined",
    "tier",
    "member_changed",
    "organisation",
    "goals",
    "agreement",
    "charter",
    "plan",
    "other",
    "bureau",  # the bureau's own files
    "record",  # what needs no entry in changes.yaml
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `kind` is one of KINDS; `unit` the credit code of the unit concerned: of what was, if it is no more.

    `at` is where the new version says it; `public` whether everything `what` quotes is public.
    `subject` names what has changed without quoting a value, for those who may not see it.
    """

    kind: str
    at: Place
    what: Text
    unit: str | None = None
    public: bool = False
    subject: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Changes:
    """All that has changed in a union since the base; `new` if the union was not there."""

    new: bool
    differences: tuple[Difference, ...] = ()
