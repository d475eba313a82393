"""A form: what of a schema is asked for one decision, and what the schema does not know about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from union_registry.finding import Path
from union_registry.schema.store import Node, Schemas
from union_registry.text import Text

Data = dict[str, Any]


class Choice(NamedTuple):
    """One of several possible answers: `key` is what the file holds, `label` what people read."""

    key: str
    label: Text


class Sum(NamedTuple):
    """Amounts of a list's entries that add up to an amount of the form, in 万元."""

    part: str
    whole: str

    def rest(self, entries: Sequence[Data], form: Data) -> Decimal:
        """What is still to be given out; below 0 if it is too much already."""
        return Decimal(form[self.whole]) - sum((Decimal(entry[self.part]) for entry in entries), Decimal(0))


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked for a file of `kind`, or for an entry `at` a place of it.

    Fields are named by their path within the form, with `*` for the number of an entry. `left_out`
    is not asked, `today` has the day as its default. What is to have `happened` on a day, `today` included,
    is pointed out where that day is still to come. `choices` stand in for those of the schema,
    and `refusals` say why another answer is none of them. `checks` are given a sound answer and
    the answers so far, and say what is wrong with it. `reasons` say why an optional field is needed
    this time, None if it is not. `needs` names, by group, the field without which it makes no sense.
    """

    kind: str
    at: Path = ()
    left_out: frozenset[str] = frozenset()
    today: frozenset[str] = frozenset()
    happened: frozenset[str] = frozenset()
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    refusals: Mapping[str, Callable[[str], Text]] = field(default_factory=dict)
    checks: Mapping[str, Callable[[str, Data], Text | None]] = field(default_factory=dict)
    reasons: Mapping[str, Callable[[Data], Text | None]] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, Sum] = field(default_factory=dict)


def pattern(path: Path) -> str:
    """A path as forms name it: shares/*/task."""
    return "/".join("*" if isinstance(step, int) else step for step in path)


def fields(schemas: Schemas, form: Form, node: Node, at: str = "") -> Iterator[str]:
    """The patterns of everything below `node` that may be answered, groups and lists included."""
    for name, child in schemas.resolve(form.kind, node).get("properties", {}).items():
        place = f"{at}{name}"
        if place not in form.left_out:
            yield place
            whole = schemas.resolve(form.kind, child)
            yield from fields(schemas, form, child, f"{place}/")
            if "items" in whole:
                yield f"{place}/*"
                yield from fields(schemas, form, whole["items"], f"{place}/*/")
