"""What differs between two versions of a union's files, in words."""

from __future__ import annotations

from dataclasses import dataclass

from union_registry.finding import Place
from union_registry.text import Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `kind` is a kind of changes.yaml (`member_left`, `tier`, …), `name` or `lead`; `unit` a credit code.

    `at` is where the new version says it; `public` whether everything `what` quotes is public.
    """

    kind: str
    at: Place
    what: Text
    unit: str | None = None
    public: bool = False
