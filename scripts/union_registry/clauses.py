"""The regulation's clauses, in our own words: data of `schema/clauses.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from union_registry.ownfile import OwnFiles
from union_registry.text import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: `strength` is must, in-principle, people, goal or record.

    `files` are the kinds of file that hold what it asks for, `pages` those of the site that show how
    the register stands with it.
    """

    number: str
    strength: str
    summary: Text
    reading: Text = NOTHING
    files: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """What its row on the map of the regulation is called in an address: `3-2-f` for 三（二）f, `annex-1`."""
        number = self.number.replace("附件", "annex-").replace("（", "-").replace("）", "-").translate(_DIGITS)
        return number.strip("-")


def load(schema: Path) -> dict[str, Clause]:
    """Clauses by number, in the regulation's order; BrokenRegister if the file cannot be used."""
    listed = OwnFiles(schema).data(schema / "clauses.yaml", "clauses")["clauses"]
    return {item["number"]: _clause(item) for item in listed}


def _clause(item: dict[str, Any]) -> Clause:
    reading = Text(**item["reading"]) if "reading" in item else NOTHING
    files, pages = tuple(item.get("files", ())), tuple(item.get("pages", ()))
    return Clause(item["number"], item["strength"], Text(**item["summary"]), reading, files, pages)


_DIGITS = str.maketrans("一二三四五六", "123456")
