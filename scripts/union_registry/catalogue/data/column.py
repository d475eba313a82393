"""A column of the open data: declared once, and every format and the code book are written from that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from union_registry.text import NOTHING, Text

# What reads a value from an object reads it from any of a narrower kind.
Row_contra = TypeVar("Row_contra", contravariant=True)
# None: not given. A day is text such as 2025-03-01, Asia/Shanghai.
Value = str | tuple[str, ...] | int | Decimal | bool | None


class Type(StrEnum):
    """What a column holds, by the names that Table Schema has for it."""

    TEXT = "string"
    TEXTS = "array"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


class Choice(NamedTuple):
    """A value that a field may have, and what people read for it."""

    value: str
    label: Text


class Choices(NamedTuple):
    """All values that a field may have; `name` is that of the list within the code book."""

    name: str
    title: Text
    listed: tuple[Choice, ...]


@dataclass(frozen=True)
class Column(Generic[Row_contra]):
    """A column: what it is called, what it means, and how its value is got from the row's object.

    `field` is the schema field that it shows, such as `members/members/*/kind`, "" if it is derived.
    """

    name: str
    type: Type
    title: Text
    value: Callable[[Row_contra], Value]
    description: Text = NOTHING
    unit: str = ""
    clause: str = ""
    choices: Choices | None = None
    is_required: bool = False
    pattern: str = ""
    field: str = ""
