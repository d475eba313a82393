"""What there is to take away: a table, and its files."""

from __future__ import annotations

from typing import Any, NamedTuple

from union_registry.catalogue.data.format import Format
from union_registry.catalogue.data.table import Table

FOLDER = "data/"


class File(NamedTuple):
    """A file of a table; `sha256` is in hexadecimal, `size` in bytes."""

    name: str
    format: Format
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """Where it lies in the site."""
        return FOLDER + self.name


class Offer(NamedTuple):
    """A table with its number of rows, in every format."""

    table: Table[Any]
    rows: int
    files: tuple[File, ...]
