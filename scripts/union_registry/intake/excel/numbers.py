"""Numbers of a spreadsheet as text: dates by their format, everything else with the digits that Excel keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from union_registry.intake.xml import all_named, attribute, child

# Formats of dates that have a number of their own, those of East Asian Excel among them.
_DATES = frozenset((*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)))
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT = frozenset((9, 10))
# A comma behind the last digit divides what is shown by a thousand; 0!.0, shows 万.
_SCALED = re.compile(r"[0#?](?:[.!][0#?]*)*,+(?![0#?,])")


class Formats:
    """What the cells' styles say of their numbers; `from_1904` for the day count of old Macintoshes."""

    def __init__(self, styles: Element | None, *, from_1904: bool) -> None:
        self._first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self._kinds = list(_kinds(styles)) if styles is not None else []

    def shown(self, stored: str, style: str | None) -> str:
        """A stored number as people see it; the text as it is where it is none."""
        try:
            number = float(stored)
        except ValueError:
            return stored
        kind = self._kinds[int(style)] if style and style.isdigit() and int(style) < len(self._kinds) else ""
        if kind == "date" and 0 < number < 100_000:
            day = self._first + timedelta(days=int(number))
            return f"{day.year}年{day.month}月{day.day}日"
        if not abs(number) < 1e15:  # its last digits are gone: left as it is stored
            return stored
        plain = f"{number:.15g}"
        if "e" in plain:
            return stored
        if kind == "scaled":
            return f"{plain}（显示时按格式缩小了）"  # no number, so that nobody takes one for the other in silence
        return f"{number * 100:.15g}%" if kind == "percent" else plain


def _kinds(styles: Element) -> Iterator[str]:
    own = {attribute(node, "numFmtId"): attribute(node, "formatCode") or "" for node in all_named(styles, "numFmt")}
    formats = child(styles, "cellXfs")
    for node in formats if formats is not None else ():
        number = attribute(node, "numFmtId")
        code = _NOT_LETTERS.sub("", own.get(number, "")).lower()
        if (
            ((number or "").isdigit() and int(number or 0) in _DATES)
            or ("y" in code and "m" in code)
            or "年" in own.get(number, "")
        ):
            yield "date"
        elif ((number or "").isdigit() and int(number or 0) in _PERCENT) or "%" in code:
            yield "percent"
        elif _SCALED.search(code):
            yield "scaled"
        else:
            yield ""
