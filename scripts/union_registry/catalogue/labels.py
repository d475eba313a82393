"""What people read for keys and field names: from the vocabularies and the schemas, never copied."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from union_registry.vocabulary import Term, Vocabulary


@dataclass(frozen=True)
class Indicator:
    """A public figure of the annual summary."""

    key: str
    title: str
    unit: str


class Labels:
    """Chinese labels of one register."""

    def __init__(self, schema: Path, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Read the schemas in folder `schema`; the vocabularies are read already."""
        self.chains: Mapping[str, Term] = vocabularies["chains"].terms
        self.counties: Mapping[str, Term] = vocabularies["counties"].terms
        self._kinds = vocabularies["kinds"]
        members = _read(schema, "members")["$defs"]["member"]["properties"]
        union = _read(schema, "union")["properties"]
        self.tiers = _choices(members["tier"])
        self.stages = _choices(members["stages"]["items"])
        self.fields = _choices(union["field"])
        self.reasons = _choices(_read(schema, "bureau-dissolution")["properties"]["reason"])
        changes = _read(schema, "changes")["properties"]["changes"]["items"]["properties"]
        self.change_kinds = _choices(changes["kind"])
        self.goals = _titles(union["goals"]["properties"])
        self.governance = _titles(union["governance"]["properties"])
        decision = _read(schema, "bureau-approval")["properties"]["decision"]["properties"]
        self.decision = {key: entry["title"] for key, entry in decision.items() if entry.get("x-public") is True}
        annual = _read(schema, "annual")["properties"]["indicators"]["properties"]
        self.indicators = tuple(
            Indicator(key, entry["title"], entry.get("x-unit", ""))
            for key, entry in annual.items()
            if entry.get("x-public") is True
        )

    def kind(self, key: str) -> str:
        """Label of a kind of unit."""
        return self._kinds.label(key).zh

    def county(self, key: str) -> str:
        """Label of a place."""
        return self.counties[key].label.zh

    def chain(self, key: str) -> str:
        """Label of an industry chain."""
        return self.chains[key].label.zh


def _read(schema: Path, name: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads((schema / f"{name}.schema.json").read_text("utf-8"))
    return document


def _choices(entry: Mapping[str, Any]) -> dict[str, str]:
    return {key: label["zh"] for key, label in entry["x-labels"].items()}


def _titles(entries: Mapping[str, Any]) -> dict[str, str]:
    return {key: entry["title"] for key, entry in entries.items()}
