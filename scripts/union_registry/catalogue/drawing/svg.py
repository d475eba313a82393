"""The few pieces that every drawing is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

# Height of a line of text, and how far below its top the letters stand, in em.
LINE, BASE = 1.3, 1.0
# Width of a mark and the space after it, in em.
MARK = 1.25


# Pixels of an em where no style sheet says better.
_PIXELS = 14

CLOSED = "</g></svg>"


def opened(kind: str, height: float, role: str, label: str, *, anchor: str = "start") -> str:
    """The start of a drawing as wide as its room and `height` em high; `role` and `label` are for who does not see it.

    `anchor` tells which part of a text stands where the text is placed.

    Material takes away the height of every SVG, so the style sheet takes it from its size of type, and gives
    what is in it the right size again.
    """
    high = short(height)
    return (
        f'<svg class="drawing-{kind}" width="100%" height="{round(height * _PIXELS)}" font-size="{high}em"'
        f' role="{role}" aria-label="{escape(label)}"><g font-size="{_PIXELS}" text-anchor="{anchor}">'
    )


@lru_cache(maxsize=4096)
def short(number: float) -> str:
    """A coordinate, no more exact than can be seen."""
    return f"{round(number, 2):g}"


def text(lines: Sequence[str], across: float, top: float, *, right: float, mark: str = "") -> str:
    """SVG of `lines` one below the other, `right` em to the right of `across` percent, the first from `top` em on.

    `mark` stands before the first line, and the others are as far to the right as that one's words.
    """
    x, first = short(across), f"{mark} {lines[0]}" if mark else lines[0]
    inset = short(right + MARK if mark else right)
    others = "".join(f'<tspan x="{x}%" dx="{inset}em" dy="{LINE}em">{escape(line)}</tspan>' for line in lines[1:])
    return f'<text x="{x}%" dx="{short(right)}em" y="{short(top + BASE)}em">{escape(first)}{others}</text>'


def centred(lines: Sequence[str], across: str, top: float, *, kind: str = "") -> str:
    """SVG of `lines` one below the other, the first from `top` em on; `kind` is a class.

    `across` is where their middle is, in percent, for which the drawing has the anchor `middle`.
    """
    spans = "".join(
        f'<tspan x="{across}%" y="{short(top + BASE + number * LINE)}em">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text class="{kind}">{spans}</text>' if kind else f"<text>{spans}</text>"


def markup(pieces: Iterable[str]) -> Markup:
    """The finished drawing; whoever made the pieces has escaped in them what people typed."""
    return Markup("".join(pieces))  # noqa: S704
