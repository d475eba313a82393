"""A list of records, cut into pages that need no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from union_registry.catalogue.language import Language
from union_registry.catalogue.listing.column import Cell, Column

# Rows of a page, with a script and without: few enough to be drawn at once on an old phone.
ROWS = 100


class Row(NamedTuple):
    """A record of a list: a cell for each column, and for each filter the keys that it has.

    Where a record has several of something (a unit its places in unions), filters that are about the same hold as many
    keys, in the same order: only what comes together is found together. One key stands for all.
    """

    cells: tuple[Cell, ...]
    keys: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Something that a list can be filtered by; `options` are its labels by key, in the order in which they are shown."""

    key: str
    title: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. `path` is that of its first page in the site's Chinese part, without `.html`.

    `order` is the key of the column that the rows are sorted by, after a minus where the largest comes first; "" where
    they follow an order of their own.
    """

    path: str
    title: str
    description: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    filters: Sequence[Filter] = ()
    order: str = ""
    sampling: str = ""

    @property
    def template(self) -> str:
        """Name of its template."""
        folder, _, name = self.path.partition("/")
        return f"{folder if name == 'index' else name}.html"

    @property
    def data(self) -> str:
        """Path of its data file, beside its pages."""
        return f"{self.path}.data.js"

    @property
    def sheets(self) -> int:
        """How many pages it is cut into."""
        return max(-(-len(self.rows) // ROWS), 1)

    def sheet(self, number: int) -> str:
        """Path of a page, counted from 1."""
        # A dot, because no record's address has one.
        return f"{self.path}.html" if number == 1 else f"{self.path}.{number}.html"

    def choices(self) -> Iterator[tuple[Filter, Mapping[str, int]]]:
        """Each filter that tells rows apart, and how many rows have each of its keys."""
        for place, one in enumerate(self.filters):
            counts = Counter(key for row in self.rows for key in set(row.keys[place]))
            if len(counts) > 1:
                yield one, {key: counts[key] for key in one.options if key in counts}


def mixed(samples: Iterable[bool]) -> str:
    """How much of a list is invented, from a flag for each thing in it: `all`, `some`, or nothing (`""`)."""
    flags = set(samples)
    return "" if True not in flags else "some" if False in flags else "all"


def up(language: Language) -> str:
    """The way from a list to the top of the site."""
    return "../" + "../" * language.folder.count("/")
