"""Vocabularies: the words that fields may hold, with their labels; data of `schema/vocabulary/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from union_registry.source.reader import read
from union_registry.text import Text


class BrokenRegister(Exception):
    """A file of the register itself (schema, vocabulary, policy) cannot be used."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word: `key` is what data files hold, `label` what people read."""

    key: str
    label: Text
    aliases: tuple[str, ...] = ()
    group: str = ""
    rank: int | None = None
    in_league: bool | None = None
    division_code: str | None = None
    clause: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of words in the order in which lists show them."""

    name: str
    title: Text
    terms: Mapping[str, Term]

    def label(self, key: str) -> Text:
        """What people read for `key`; the key itself if it is not a word of the list."""
        term = self.terms.get(key)
        return term.label if term else Text(key, key)


def load(folder: Path) -> dict[str, Vocabulary]:
    """All vocabularies of a folder by the name of their file; BrokenRegister if one cannot be used."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = _vocabulary(path)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BrokenRegister(f"{path}: {error!r}") from error
    return found


def _vocabulary(path: Path) -> Vocabulary:
    document = read(path.read_bytes())
    if not document.readable:
        fault = document.faults[0]
        raise ValueError(f"line {fault.line}: {fault.check.message.fill(fault.values).en}")
    terms = [_term(item) for item in document.data.get("terms", ())]
    if len({term.key for term in terms}) < len(terms):
        raise ValueError("a key stands twice")
    return Vocabulary(path.stem, _text(document.data["title"]), {term.key: term for term in terms})


def _term(item: dict[str, Any]) -> Term:
    return Term(
        key=item["key"],
        label=_text(item["label"]),
        aliases=tuple(item.get("aliases", ())),
        group=item.get("group", ""),
        rank=int(item["rank"]) if "rank" in item else None,
        in_league=item.get("in_league"),
        division_code=item.get("division_code"),
        clause=item.get("clause"),
        sample=item.get("sample", False),
    )


def _text(item: dict[str, str]) -> Text:
    return Text(item["zh"], item["en"])
