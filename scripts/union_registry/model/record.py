"""Records: frozen groups of fields built from judged data, whose missing values raise `Unfilled`.

A value that the form wants and that is not there, or that the gate refused, is simply not set on
the record. Reading it raises `Unfilled` with its place, and the engine turns that into a finding
that waits; so rules are written as if everything were filled in.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from union_registry.finding import Path, Place

R = TypeVar("R", bound="Record")


class Unfilled(Exception):
    """A value that a judgement needs is not filled in, or not in a form that can be read."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


class Record:
    """A group of fields of a file; annotations name the fields. `place` is where it stands.

    Records come from `build` alone. (Thirty dataclasses would say the same and cost every start of
    the program a tenth of its time.)
    """

    place: Place

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name} of a record is fixed")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            raise Unfilled(self.place / name)


def build(cls: type[R], data: dict[str, Any], place: Place, unusable: frozenset[Path] = frozenset()) -> R:
    """A record of `cls` from the data of one mapping.

    `unusable` holds the paths that the gate refused or missed. An optional value that is absent is
    None, an optional list ().
    """
    record = object.__new__(cls)
    values = record.__dict__
    values["place"] = place
    path = place.path
    for name, convert, nested, absent in _plan(cls):
        if unusable and (*path, name) in unusable:
            continue
        value = data.get(name)
        if value is None:
            values[name] = absent
        elif convert is not None:
            values[name] = convert(value)
        elif nested is not None:
            try:
                values[name] = nested(value, Place(place.file, (*path, name)), unusable)
            except _Refused:
                continue
        else:
            values[name] = value
    return record


def unreadable(cls: type[R], place: Place) -> R:
    """A record of a file that cannot be read: every value of it raises `Unfilled`."""
    record = object.__new__(cls)
    record.__dict__["place"] = place
    return record


class _Refused(Exception):
    """An entry of a list cannot be used, so the list cannot be counted."""


_Convert = Callable[[str], Any]  # of a scalar; None keeps it as it is
_Nested = Callable[[Any, Place, frozenset[Path]], Any]  # of a group or a list
_Plan = list[tuple[str, _Convert | None, _Nested | None, Any]]  # field, how to make its value, what absent means
_plans: dict[type, _Plan] = {}


def _plan(cls: type) -> _Plan:
    if cls not in _plans:
        hints = typing.get_type_hints(cls)
        _plans[cls] = [(name, *_converter(hint)) for name, hint in hints.items() if name != "place"]
    return _plans[cls]


def _converter(hint: Any) -> tuple[_Convert | None, _Nested | None, Any]:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return None, _list_of(*_converter(typing.get_args(hint)[0])[:2]), ()
    if isinstance(hint, type) and issubclass(hint, Record):
        return None, lambda value, place, unusable: build(hint, value, place, unusable), None
    return _SCALARS[hint], None, None


def _list_of(convert: _Convert | None, nested: _Nested | None) -> _Nested:
    def build_list(value: Any, place: Place, unusable: frozenset[Path]) -> Any:
        if unusable and any((*place.path, index) in unusable for index in range(len(value))):
            raise _Refused
        if nested is not None:
            return tuple(nested(item, place / index, unusable) for index, item in enumerate(value))
        return tuple(value if convert is None else map(convert, value))

    return build_list


_SCALARS: dict[Any, _Convert | None] = {
    str: None,
    bool: None,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
}
