"""The number of the section that is being read, by which a section that the form does not have is known."""

from __future__ import annotations

import re

from union_registry.intake.labels import plain

_NUMBER = re.compile(r"[(（]([一二三四五六七八九十]{1,3})[)）]|([一二三四五六七八九十]{1,3})[、.．]")
_ONES = "零一二三四五六七八九"
_LONGEST = 30  # letters of a heading


class Section:
    """Knows the number of the last heading."""

    def __init__(self, heading: str) -> None:
        self._style, self._last = _numbered(heading)

    def follows(self, text: str) -> bool:
        """Whether a line is numbered as the next section would be, and short enough for a heading."""
        style, number = _numbered(text)
        if not number or style != self._style or number != self._last + 1 or len(plain(text)) > _LONGEST:
            return False
        self._last = number
        return True


def _numbered(text: str) -> tuple[int, int]:
    """Which of the styles （一） and 一、 a line is numbered in, and its number; 0 for none."""
    match = _NUMBER.match(plain(text))
    if match is None:
        return 0, 0
    return match.lastindex or 0, _value(match[match.lastindex or 0])


def _value(digits: str) -> int:
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _ONES.index(digits) if digits in _ONES else 0
    return (_ONES.index(tens) if tens else 1) * 10 + (_ONES.index(ones) if ones else 0)
