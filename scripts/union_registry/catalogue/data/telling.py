"""What is told of a condition: its measure, and its JSON within that of its union."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NamedTuple

from union_registry.catalogue.data.measured import Measured, measured
from union_registry.catalogue.published import Condition

# Unions share most of what is told of them: two thirds of a build's conditions were told before.
_REMEMBERED = 10_000


class Telling(NamedTuple):
    """The measure of a condition, and the condition as JSON."""

    measured: Measured
    json: str


class Tellings:
    """Tells of conditions; what was told of one that says the same is remembered."""

    def __init__(self) -> None:
        self._told: dict[tuple[object, ...], Telling] = {}

    def of(self, condition: Condition) -> Telling:
        """What is told of `condition`."""
        words = condition.message
        key = (
            condition.rule, condition.clause, condition.outcome, words and words.zh, words and words.en,
            *condition.facts.items(),
        )  # fmt: skip
        found = self._told.get(key)
        if found is None:
            if len(self._told) == _REMEMBERED:
                self._told.clear()
            measures = measured(condition)
            found = self._told[key] = Telling(measures, encoded(_as_json(condition, measures)))
        return found


encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _as_json(condition: Condition, measures: Measured) -> dict[str, Any]:
    return {
        "rule": condition.rule,
        "clause": condition.clause,
        "strength": condition.strength,
        "outcome": condition.outcome,
        "title": condition.title.as_json(),
        "message": condition.message.as_json() if condition.message else None,
        "facts": {name: {"value": value, "unit": unit} for name, (value, unit) in condition.facts.items()},
        "value": _quantity(measures.value, measures.value_unit),
        "threshold": _quantity(measures.threshold, measures.threshold_unit),
        "margin": _quantity(measures.margin, measures.margin_unit),
    }


def _quantity(number: Decimal | None, unit: str | None) -> dict[str, Any] | None:
    return None if number is None else {"value": float(number), "unit": unit}
