"""Text that a spreadsheet would take for a formula, and how a CSV file keeps it from that.

OWASP (CSV Injection) and ASVS 1.2.10 name the characters = + - @, tab, carriage return, line feed and NUL,
and the full-width forms of the first four. What begins so, white space before it or not, gets an
apostrophe in front. So that this can be undone, what begins with an apostrophe gets one more: whoever
takes one apostrophe off every text that begins with one has the data as they are. Numbers, days and
truth values are never touched.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\t\r\n\0]|\s*[=+\-@＝＋－＠]")
_SPACES = [char for char in map(chr, range(0x3001)) if char.isspace()]
# First characters of what may have to be defused: few texts begin so, and to ask costs less than to look.
SUSPECT = frozenset(["'", "\0", *"=+-@＝＋－＠", *_SPACES])


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take `text` for more than text."""
    return _FORMULA.match(text) is not None


def defused(text: str) -> str:
    """`text` for a CSV cell; `restored` gives it back."""
    return f"'{text}" if text[:1] in SUSPECT and (text[0] == "'" or is_formula(text)) else text


def restored(cell: str) -> str:
    """The text that `defused` made `cell` of."""
    return cell.removeprefix("'")
