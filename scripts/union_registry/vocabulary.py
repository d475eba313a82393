"""Vocabularies: the words that fields may hold, with their labels; data of `schema/vocabulary/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from union_registry.ownfile import OwnFiles
from union_registry.text import Text


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

    @property
    def names(self) -> tuple[str, ...]:
        """The ways in which people may name it."""
        return self.key, self.label.zh, self.label.en, *self.aliases


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

    def keys_by_name(self) -> dict[str, str]:
        """The key behind each Chinese label or alias that only one term has: what people write instead of the key."""
        found: dict[str, set[str]] = {}
        for term in self.terms.values():
            for name in (term.label.zh, *term.aliases):
                found.setdefault(name, set()).add(term.key)
        return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


# What fields and rules ask for by name, and what each term of it has to have.
_NEEDED = {"chains": "", "counties": "in_league", "kinds": "", "levels": "rank", "measures": "", "recommenders": ""}


def load(schema: Path) -> dict[str, Vocabulary]:
    """All vocabularies below a register's `schema` folder by name; BrokenRegister if one cannot be used."""
    own, folder = OwnFiles(schema), schema / "vocabulary"
    found = {path.stem: _vocabulary(own, path) for path in sorted(folder.glob("*.yaml"))}
    for name, field in _NEEDED.items():
        if name not in found:
            raise own.wrong(folder / f"{name}.yaml", "缺少这个词表", "this vocabulary is missing")
        for term in found[name].terms.values():
            if field and getattr(term, field) is None:
                raise own.wrong(folder / f"{name}.yaml", f"词条 {term.key} 没有填 {field}", f"{term.key} lacks {field}")
    return found


def _vocabulary(own: OwnFiles, path: Path) -> Vocabulary:
    data = own.data(path, "vocabulary")
    terms: dict[str, Term] = {}
    for item in data["terms"]:
        term = _term(item)
        if term.key in terms:
            raise own.wrong(path, f"词条 {term.key} 出现两次", f"{term.key} stands twice")
        terms[term.key] = term
    return Vocabulary(path.stem, _text(data["title"]), terms)


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
