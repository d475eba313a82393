"""A condition's facts as a number, what it is held against, and what is to spare."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from union_registry.catalogue.published import Condition

# What rules call the number that a value is held against. Of a rule without them that counts parts, it is all parts.
_LIMITS = ("minimum", "maximum", "limit", "total")
# What rules call what is derived from value and limit, or goes into a share.
_DERIVED = frozenset(("short", "spare", "join", "over", "margin", "total", "listed"))


class Quantity(NamedTuple):
    """A number and its unit."""

    number: Decimal
    unit: str


class Measured(NamedTuple):
    """What was measured, as far as it is public and one number; a negative `margin` is what is lacking."""

    value: Decimal | None = None
    value_unit: str | None = None
    threshold: Decimal | None = None
    threshold_unit: str | None = None
    margin: Decimal | None = None
    margin_unit: str | None = None


NOTHING_MEASURED = Measured()
_NOT_KNOWN = None, None


def measured(condition: Condition) -> Measured:
    """Value, threshold and margin of a condition, read from the names that rules give their facts.

    A rule of several values or thresholds has none here: which counts is not for a table to say. Without
    a message some fact is not public, so that only a threshold can be told.
    """
    if not condition.facts:
        return NOTHING_MEASURED
    numbers = {
        name: Quantity(number, unit)
        for name, (text, unit) in condition.facts.items()
        if (number := _number(text)) is not None
    }
    limit = next((name for name in _LIMITS if name in numbers), "")
    threshold = numbers.get(limit)
    if condition.message is None:
        return Measured(None, None, *(threshold or _NOT_KNOWN))
    value = _value(numbers, limit)
    margin = _margin(numbers, value, limit)
    return Measured(*(value or _NOT_KNOWN), *(threshold or _NOT_KNOWN), *(margin or _NOT_KNOWN))


def _value(numbers: Mapping[str, Quantity], limit: str) -> Quantity | None:
    if "share" in numbers:
        return numbers["share"]
    values = [quantity for name, quantity in numbers.items() if name != limit and name not in _DERIVED]
    return values[0] if len(values) == 1 else None


def _margin(numbers: Mapping[str, Quantity], value: Quantity | None, limit: str) -> Quantity | None:
    if "margin" in numbers:
        return numbers["margin"]
    if "spare" in numbers and "short" in numbers:
        spare, short = numbers["spare"], numbers["short"]
        return Quantity(spare.number - short.number, spare.unit)
    if value is None or not limit or value.unit != numbers[limit].unit:
        return None
    over = value.number - numbers[limit].number
    return Quantity(-over if limit in ("maximum", "limit") else over, value.unit)


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
