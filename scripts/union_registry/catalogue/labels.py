"""What people read for keys and field names: from the vocabularies and the schemas, never copied."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from union_registry.catalogue.language import Language
from union_registry.text import Text
from union_registry.vocabulary import Term, Vocabulary
from union_registry.yearly import INDICATORS

_INDICATORS = {indicator.key: indicator.label.en[0].upper() + indicator.label.en[1:] for indicator in INDICATORS}


@dataclass(frozen=True)
class Indicator:
    """A public figure of the annual summary."""

    key: str
    title: str
    unit: str


class Labels:
    """Labels of one register in one language."""

    def __init__(self, schema: Path, vocabularies: Mapping[str, Vocabulary], language: Language) -> None:
        """Read the schemas in folder `schema`; the vocabularies are read already."""
        self.language = language
        self.chains: Mapping[str, Term] = vocabularies["chains"].terms
        self.counties: Mapping[str, Term] = vocabularies["counties"].terms
        self._kinds = vocabularies["kinds"]
        members = _read(schema, "members")["$defs"]["member"]["properties"]
        union = _read(schema, "union")["properties"]
        self.tiers = self._choices(members["tier"])
        self.stages = self._choices(members["stages"]["items"])
        self.fields = self._choices(union["field"])
        self.reasons = self._choices(_read(schema, "bureau-dissolution")["properties"]["reason"])
        changes = _read(schema, "changes")["properties"]["changes"]["items"]["properties"]
        self.change_kinds = self._choices(changes["kind"])
        self.goals = self._titles(union["goals"]["properties"])
        self.governance = self._titles(union["governance"]["properties"])
        decision = _read(schema, "bureau-approval")["properties"]["decision"]["properties"]
        self.decision = self._titles({key: entry for key, entry in decision.items() if entry.get("x-public") is True})
        annual = _read(schema, "annual")["properties"]["indicators"]["properties"]
        self.indicators = tuple(
            Indicator(key, language.text(Text(entry["title"], _INDICATORS[key])), self._unit(entry))
            for key, entry in annual.items()
            if entry.get("x-public") is True
        )

    def kind(self, key: str) -> str:
        """Label of a kind of unit."""
        return self.language.text(self._kinds.label(key))

    def county(self, key: str) -> str:
        """Label of a place."""
        return self.language.text(self.counties[key].label)

    def chain(self, key: str) -> str:
        """Label of an industry chain."""
        return self.language.text(self.chains[key].label)

    def _choices(self, entry: Mapping[str, Any]) -> dict[str, str]:
        return {key: self.language.text(Text(**label)) for key, label in entry["x-labels"].items()}

    def _titles(self, entries: Mapping[str, Any]) -> dict[str, str]:
        return {key: self._title(key, entry) for key, entry in entries.items()}

    def _title(self, key: str, entry: Mapping[str, Any]) -> str:
        # Schemas have Chinese titles; the keys are the field's English terms.
        return self.language.text(Text(entry["title"], key.replace("_", " ").capitalize()))

    def _unit(self, entry: Mapping[str, Any]) -> str:
        unit = entry.get("x-unit")
        return self.language.gettext(unit) if unit else ""


def _read(schema: Path, name: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads((schema / f"{name}.schema.json").read_text("utf-8"))
    return document
