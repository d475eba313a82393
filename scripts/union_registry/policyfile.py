"""Reads policy files: every value judged when it is read, so that what is wrong is told with its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any

from union_registry.group import conditions, kinds_named
from union_registry.ownfile import OwnFiles
from union_registry.policy import FIELDS, SWITCHES, Entry, PolicyBook
from union_registry.source.document import Document
from union_registry.text import Text

Words = Mapping[str, Collection[str]]

_READINGS = {"rd_ratio_reading": ("sum", "each-year"), "rd_amount_reading": ("latest", "each-year", "mean")}
# A number in another unit would be taken for what it is not.
_UNITS = {
    "rd_ratio_minimum": "%", "local_share_minimum": "%", "enterprise_share_minimum": "%", "rd_amount_minimum": "万元",
}  # fmt: skip
# Which vocabulary the words of a list come from.
_WORDS = {
    "lead_kinds": "kinds", "lead_kinds_strict": "kinds", "enterprise_kinds": "kinds", "enterprise_kinds_wide": "kinds",
    "group_conditions": "kinds", "rules_off": "rules", "platform_rank_minimum": "ranks",
}  # fmt: skip
# Bounded, because a number such as 1e999999999 takes for ever.
_WHOLE = re.compile("[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?")


def load(schema: Path, words: Words) -> PolicyBook:
    """All policy files below a register's `schema` folder as one book; BrokenRegister if one cannot be used.

    `words` are `Register.words`; of a vocabulary that it does not hold every word will do.
    """
    own = OwnFiles(schema)
    entries: dict[str, Entry] = {}
    digest = hashlib.sha256()
    for path in sorted((schema / "policy").glob("*.yaml")):
        digest.update(path.read_bytes())
        found = _entries(own, path, own.document(path, "policy"), words)
        twice = entries.keys() & found.keys()
        if twice:
            raise own.wrong(path, f"{min(twice)} 在另一个文件里已经有了", f"{min(twice)} is given in another file too")
        entries.update(found)
    return PolicyBook(entries, digest.hexdigest()[:16])


def load_file(path: Path, schema: Path, words: Words) -> PolicyBook:
    """One policy file from anywhere, whose entries are to be laid over a book.

    BrokenRegister, with file and line, if it cannot be used or names an entry that nothing reads.
    """
    own = OwnFiles(schema)
    document = own.document(path, "policy")
    for name in document.data:
        if name not in FIELDS:
            close = get_close_matches(name, FIELDS, n=1, cutoff=0.6)
            zh, en = (f"，也许是 {close[0]}", f"; perhaps {close[0]} is meant") if close else ("", "")
            at = document.locate((name,), of_key=True)
            raise own.wrong(path, f"没有参数 {name}{zh}", f"there is no entry {name}{en}", at)
    return PolicyBook(_entries(own, path, document, words), hashlib.sha256(path.read_bytes()).hexdigest()[:16])


def _entries(own: OwnFiles, path: Path, document: Document, words: Words) -> dict[str, Entry]:
    entries = {}
    for name, entry in document.data.items():
        if name not in FIELDS:  # an entry that rules no longer read, in a policy of the past
            continue
        dated: dict[date, Any] = {}
        for number, item in enumerate(entry["values"]):
            at = document.locate((name, "values", number, "value"))
            day = date.fromisoformat(item["from"])
            if day in dated:
                raise own.wrong(
                    path, f"{name} 有两个取值从同一天起生效", f"two values of {name} hold from the same day", at
                )
            try:
                dated[day] = _value(name, item.get("value"), entry.get("unit", ""), words)
            except ValueError as error:
                zh, _, en = str(error).partition(" / ")
                raise own.wrong(path, f"{name}: {zh}", en, at) from error
        days = tuple(sorted(dated))
        entries[name] = Entry(
            Text(**entry["title"]), entry["clause"], entry.get("unit", ""), days, tuple(dated[day] for day in days)
        )
    return entries


def _value(name: str, value: Any, unit: str, words: Words) -> Any:
    """A value as rules get it; ValueError, in both languages, if it is none that they know."""
    wanted = _UNITS.get(name, unit)
    if unit != wanted:
        raise ValueError(f"单位应为 {wanted} / its unit has to be {wanted}")
    kind = FIELDS[name].removesuffix(" | None")
    if value is None:
        if name in SWITCHES or kind != FIELDS[name]:
            return None
        raise ValueError("没有填值 / the value is blank")
    typed = _typed(value, kind, unit)
    _judge(name, typed)
    if name in _WORDS and (known := words.get(_WORDS[name])) is not None:
        unknown = _words_of(typed) - set(known)
        if unknown:
            vocabulary, word = _WORDS[name], min(unknown)
            raise ValueError(f"词表 {vocabulary} 里没有 {word} / the vocabulary {vocabulary} has no {word}")
    return typed


def _words_of(value: Any) -> set[str]:
    if isinstance(value, int):
        return {str(value)}
    return kinds_named(value) if isinstance(value, tuple) else set(value)


def _typed(value: Any, kind: str, unit: str) -> Any:
    listed = kind.startswith(("frozenset", "tuple"))
    if listed != isinstance(value, list):
        raise ValueError(
            f"{value!r} 应为列表 / should be a list"
            if listed
            else "应为一个值，不是列表 / should be one value, not a list"
        )
    if kind == "tuple[GroupCondition, ...]":
        if any(isinstance(item, str) for item in value):
            raise ValueError("应为一条条的条件 / should be a list of conditions")
        return conditions(value)
    if listed:
        if not all(isinstance(item, str) for item in value):
            raise ValueError("应为一串词 / should be a list of words")
        return frozenset(value) if kind.startswith("frozenset") else tuple(value)
    if (kind == "bool") != isinstance(value, bool):
        raise ValueError(
            "应为 true 或 false / should be true or false"
            if kind == "bool"
            else "应为数字或文字 / should be a number or text"
        )
    if kind == "int" and not _WHOLE.fullmatch(value):
        raise ValueError(f"{value!r} 应为整数 / should be a whole number")
    if kind == "Fraction":
        if not _NUMBER.fullmatch(value):
            raise ValueError(f"{value!r} 应为数字 / should be a number")
        return Fraction(value) / 100 if unit == "%" else Fraction(value)
    return int(value) if kind == "int" else value


def _judge(name: str, value: Any) -> None:
    """ValueError for what only this entry cannot hold."""
    if name in _READINGS and value not in _READINGS[name]:
        raise ValueError(f"{value!r} 不是可用的理解 / is no known reading: {', '.join(_READINGS[name])}")
    if name == "required_stages" and not _STAGES.issuperset(value):
        raise ValueError(f"环节只有这几个 / the stages are: {', '.join(sorted(_STAGES))}")
    if name == "rd_years" and not 1 <= value <= _MOST_YEARS:
        raise ValueError(f"应为 1 到 {_MOST_YEARS} / has to be from 1 to {_MOST_YEARS}")
    if name == "outlier_factor" and value <= 1:
        raise ValueError("应大于 1 / has to be more than 1")
    if name == "annual_deadline" and not _is_day_of_every_year(value):
        raise ValueError(f"{value!r} 应写成 12-31 这样每年都有的日子 / is no day of every year such as 12-31")
    if name == "name_pattern" and not _holds_chain_alone(value):
        raise ValueError(f"{value!r} 里只能有 {{chain}} / may hold {{chain}} only")


_MOST_YEARS = 20
_STAGES = frozenset(("upstream", "midstream", "downstream"))


def _is_day_of_every_year(value: str) -> bool:
    try:
        date.fromisoformat(f"2025-{value}")  # no leap year
    except ValueError:
        return False
    return re.fullmatch("[0-9]{2}-[0-9]{2}", value) is not None


def _holds_chain_alone(pattern: str) -> bool:
    """Whether `{chain}` is all that is to be filled in: no other name, no attribute, no width."""
    try:
        fields = [tuple(field[1:]) for field in Formatter().parse(pattern) if field[1] is not None]
    except ValueError:
        return False
    return set(fields) <= {("chain", "", None)}
