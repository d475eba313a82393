"""Prints lines: styled by rich on a terminal, plain everywhere else."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import TextIO

from union_registry.report.lines import Line

_STYLES = {
    "head": "bold",
    "plain": "",
    "quiet": "dim",
    "good": "green",
    "bad": "bold red",
    "note": "yellow",
    "waived": "cyan",
    "people": "blue",
}


class Printer:
    """Writes lines to `stream`; rich is loaded only where its colours are seen."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._console = None
        if self._stream.isatty():
            from rich.console import Console

            self._console = Console(file=self._stream, highlight=False, soft_wrap=True)

    def print(self, lines: Iterable[Line]) -> None:
        """Lines as they are; what an applicant typed is text, never markup or control codes."""
        for line in lines:
            text = _printable(line.text)
            if self._console is None:
                self._stream.write(_COMMAND.sub("\\1\u200b\\2", text) + "\n")
            else:
                self._console.print(text, style=_STYLES[line.style] or None, markup=False)


def tell(words: str, style: str = "note") -> None:
    """Says `words` to the person at the keyboard, who reads stderr."""
    Printer(sys.stderr).print([Line(style, words)])


# What a forge that keeps the output as its log would obey: `::` in front of a line, `##[` anywhere in it.
_COMMAND = re.compile(r"(^\s*:|#)(:|#\[)")


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else "�" for c in text)
