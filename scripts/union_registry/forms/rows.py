"""Rows of a table: numbered, and a few blank ones to write into where there is nothing to list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

BLANK_ROWS = 3

Row = dict[str, Any]


def numbered(rows: Iterable[Row], **blank: Any) -> list[Row]:
    """`rows` with their `number`, from 1; if there is none, three rows of `blank`."""
    found = [{"number": str(number), **row} for number, row in enumerate(rows, 1)]
    return found or [{"number": "", **blank} for _ in range(BLANK_ROWS)]


def list_lines(entries: Iterable[str]) -> list[str]:
    """A list as numbered lines, "1. …"; one blank line if there is none."""
    return [f"{number}. {entry}" for number, entry in enumerate(entries, 1)] or [""]
