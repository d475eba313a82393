"""The regulation's clauses, in our own words: data of `schema/clauses.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from union_registry.source.reader import read
from union_registry.text import NOTHING, Text
from union_registry.vocabulary import BrokenRegister


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: `strength` is must, in-principle, people, goal or record."""

    number: str
    strength: str
    summary: Text
    reading: Text = NOTHING


def load(path: Path) -> dict[str, Clause]:
    """Clauses by number, in the regulation's order; BrokenRegister if the file cannot be used."""
    try:
        document = read(path.read_bytes())
        return {item["number"]: _clause(item) for item in document.data["clauses"]}
    except (OSError, KeyError, TypeError) as error:
        raise BrokenRegister(f"{path}: {error!r}") from error


def _clause(item: dict[str, dict[str, str]]) -> Clause:
    reading = Text(**item["reading"]) if "reading" in item else NOTHING
    return Clause(str(item["number"]), str(item["strength"]), Text(**item["summary"]), reading)
