"""A part of a comment that opens at a click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """`lines` of Markdown behind `summary`, which is safe already. Blank lines around them, or they were read as HTML."""
    yield from ("", f"<details><summary>{summary}</summary>", "", *lines, "", "</details>")
