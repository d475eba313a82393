"""How wide text will be, in em. No browser is there at build time, and fonts differ, so it is an estimate."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from unicodedata import combining

_LATIN, _CAPITAL = 0.55, 0.7
# From here on Chinese fonts draw marks and signs as wide as a character.
_WIDE = "\u2000"
# A line does not end with one of the first, nor begin with one of the others.
_OPENING = "（《〈「『【〔“‘([{"
_CLOSING = "）》〉」』】〕”’、，。；：！？)]},.;:!?…"
_CUT = "…"


def width(text: str) -> float:
    """Estimated width of `text` in em: a Chinese character is 1, a Latin letter about half of it."""
    if not text or min(text) >= _WIDE:
        return float(len(text))
    return sum(map(_advance, text))


def shortened(text: str, room: float) -> str:
    """`text`, cut with a … where it would be wider than `room` em."""
    if width(text) <= room:
        return text
    kept, used = [], width(_CUT)
    for sign in text:
        used += _advance(sign)
        if used > room:
            break
        kept.append(sign)
    return "".join(kept).rstrip() + _CUT


def wrapped(text: str, room: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of about equal length, none wider than `room` em; the last is cut if it must be."""
    total = width(text)
    if total <= room:
        return [text]
    for wanted in range(ceil(total / room), lines + 1):
        # The evenest lines first: a last line of one character looks like a mistake.
        for narrow in (total / wanted, total / wanted + 1, room):
            if narrow <= room and len(found := list(_lines(text, narrow))) <= wanted:
                return [line.strip() for line, _ in found]
    found = list(_lines(text, room))[:lines]
    *others, (last, rest) = found
    return [line.strip() for line, _ in others] + [shortened(f"{last}{rest}".strip(), room)]


@lru_cache(maxsize=8192)
def _advance(sign: str) -> float:
    if sign >= _WIDE:
        return 1.0
    if combining(sign):
        return 0.0
    return _CAPITAL if sign.isupper() or sign in "mw@%&" else _LATIN


def _lines(text: str, room: float) -> Iterator[tuple[str, str]]:
    """Each line with what follows it. A line ends where `room` does, but within a Latin word only if there is no other way."""
    while text:
        end = _fitting(text, room)
        if end < len(text):
            end = _good_break(text, end)
        yield text[:end], text[end:]
        text = text[end:].lstrip()


def _fitting(text: str, room: float) -> int:
    """How many signs of `text` fit into `room`; at least one."""
    used = 0.0
    for count, sign in enumerate(text):
        used += _advance(sign)
        # What is computed by dividing may lack a hair.
        if used > room + 1e-9:
            return max(count, 1)
    return len(text)


def _good_break(text: str, end: int) -> int:
    """The last place up to `end` where a line may end."""
    for place in range(end, 0, -1):
        before, after = text[place - 1], text[place]
        inside_word = before < _WIDE and after < _WIDE and not before.isspace() and not after.isspace()
        if not inside_word and before not in _OPENING and after not in _CLOSING:
            return place
    return end
