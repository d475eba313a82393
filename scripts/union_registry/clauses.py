"""The regulation's clauses, in our own words: data of `schema/clauses.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from union_registry.ownfile import OwnFiles
from union_registry.text import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: `strength` is must, in-principle, people, goal or record."""

    number: str
    strength: str
    summary: Text
    reading: Text = NOTHING


def load(schema: Path) -> dict[str, Clause]:
    """Clauses by number, in the regulation's order; BrokenRegister if the file cannot be used."""
    listed = OwnFiles(schema).data(schema / "clauses.yaml", "clauses")["clauses"]
    return {item["number"]: _clause(item) for item in listed}


def _clause(item: dict[str, Any]) -> Clause:
    reading = Text(**item["reading"]) if "reading" in item else NOTHING
    return Clause(item["number"], item["strength"], Text(**item["summary"]), reading)
