"""A finding: where, which clause, what is the case, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from union_registry.text import Text

Path = tuple[str | int, ...]


class Outcome(StrEnum):
    """What came of judging a clause; `pending` waits for data that is not filled in or not readable."""

    MET = "met"
    NOTE = "note"
    NOT_MET = "not-met"
    WAIVED = "waived"
    PEOPLE = "people"
    NOT_APPLICABLE = "not-applicable"
    PENDING = "pending"

    @property
    def fails(self) -> bool:
        """Whether a check that holds such a finding fails."""
        return self in (Outcome.NOT_MET, Outcome.PENDING)


class Strength(StrEnum):
    """How strongly a clause binds: 应/须, 原则上/一般, or for people to judge."""

    MUST = "must"
    IN_PRINCIPLE = "in-principle"
    PEOPLE = "people"


OUTCOME_WORDS: Mapping[Outcome, Text] = {
    Outcome.MET: Text("满足", "met"),
    Outcome.NOTE: Text("提示", "note"),
    Outcome.NOT_MET: Text("未满足", "not met"),
    Outcome.WAIVED: Text("已豁免", "waived"),
    Outcome.PEOPLE: Text("人工判断", "for people"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Outcome.PENDING: Text("待判", "pending"),
}
STRENGTH_WORDS: Mapping[Strength, Text] = {
    Strength.MUST: Text("必须", "must"),
    Strength.IN_PRINCIPLE: Text("原则上", "in principle"),
    Strength.PEOPLE: Text("人工判断", "for people"),
}


class Place(NamedTuple):
    """A value in a file: path from the top of the repository, and the way to it inside the file."""

    file: str
    path: Path = ()

    def __truediv__(self, step: str | int) -> Place:
        return Place(self.file, (*self.path, step))


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a judgement rests on, ready to be written: exact numbers are text."""

    value: str | int | bool | list[str] | None
    unit: str
    public: bool

    @property
    def text(self) -> str:
        """The value as people read it, without its unit; a list with the Chinese comma."""
        return "、".join(self.value) if isinstance(self.value, list) else str(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; the one object that feeds terminal, JSON, annotations, comment and site."""

    rule: str
    clause: str
    strength: Strength
    outcome: Outcome
    union: str | None
    file: str | None
    line: int | None
    column: int | None
    path: str
    facts: Mapping[str, Fact]
    message: Text
    fix: Text

    def as_json(self) -> dict[str, Any]:
        """The finding as `schema/verdict.schema.json` describes it."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "strength": str(self.strength),
            "outcome": str(self.outcome),
            "union": self.union,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "facts": {
                name: {"value": fact.value, "unit": fact.unit, "public": fact.public}
                for name, fact in self.facts.items()
            },
            "message": self.message.as_json(),
            "fix": self.fix.as_json(),
        }


def is_of_form(rule: str) -> bool:
    """Whether a finding's `rule` is a check of form: a fault of a file, not a clause that was judged."""
    return rule.startswith("form-")


def pointer(path: Path) -> str:
    """A path as a JSON pointer (RFC 6901), `""` for the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
