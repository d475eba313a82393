"""How much of each part a comment has room for: the forge takes 65,536 characters and refuses one more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """Numbers for each union: `findings` to mend, `others` in any other list, characters of `mended` text in all."""

    findings: int
    others: int
    mended: int
    preview: bool
    english: bool


# From the most to the least; what is longer still is told in a few lines.
ROOMS = (
    Room(60, 60, 16_000, preview=True, english=True),
    Room(40, 30, 6_000, preview=True, english=True),
    Room(25, 12, 0, preview=True, english=True),
    Room(15, 6, 0, preview=False, english=True),
    Room(15, 4, 0, preview=False, english=False),
    Room(5, 2, 0, preview=False, english=False),
)
# Characters of one message as it was before escaping.
MESSAGE = 500
