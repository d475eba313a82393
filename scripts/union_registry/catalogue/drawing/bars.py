"""Small bar charts: one bar below the other, every number beside its bar, so that none has to be read off an axis."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup, escape

from union_registry.catalogue.drawing.measure import shortened, width
from union_registry.catalogue.drawing.svg import CLOSED, markup, opened, short
from union_registry.catalogue.language import Language

# The narrowest room that a chart is readable in, in em.
ROOM = 17.0

# Of the room, what words before the bars may take at most, what is left to bars at least, and what is between; in em.
_LABEL, _BARS, _GAP = 6.0, 2.0, 0.6
# Height of a row, and where in it the letters stand; in em.
_ROW, _BASE = 1.5, 1.1
_MISSING = ' class="drawing-missing"'


class Bar(NamedTuple):
    """What is counted, and the number: 0 or more, None where it was not given."""

    label: str
    value: Decimal | int | None


def bars(title: str, unit: str, counted: Sequence[Bar], language: Language) -> Markup:
    """A chart of `counted`, in its order, below its title; nothing where nothing is counted. `unit` may be empty.

    The longest bar is that of the greatest number, the others are in proportion; where nothing was
    given there are words instead of a number.
    """
    if not counted:
        return Markup("")
    values = [written(bar.value, language) for bar in counted]
    after = max(map(width, values)) + _GAP
    labels = [shortened(bar.label, min(_LABEL, ROOM - after - _GAP - _BARS)) for bar in counted]
    before = max(map(width, labels)) + _GAP
    left, room = before / ROOM * 100, (ROOM - before - after) / ROOM * 100
    greatest = max((bar.value for bar in counted if bar.value), default=1)
    shares = [float((bar.value or 0) / greatest) for bar in counted]
    _ = language.gettext
    heading = title + _("（") + unit + _("）") if unit else title
    told = heading + _("：") + _("；").join(f"{bar.label} {value}" for bar, value in zip(counted, values, strict=True))
    height, start = len(counted) * _ROW, short(left)
    rows = (
        f'<text y="{short(row * _ROW + _BASE)}em">{escape(label)}</text>'
        f'<text x="{short(left + share * room)}%" dx=".4em" y="{short(row * _ROW + _BASE)}em"'
        f"{_MISSING if bar.value is None else ''}>{escape(value)}</text>"
        for row, (bar, label, value, share) in enumerate(zip(counted, labels, values, shares, strict=True))
    )
    # All bars are one shape: in the field it is drawn in, a row is 1 high and the greatest number 100 wide.
    shape = "".join(f"M0 {row}.2h{short(share * 100)}v.6H0z" for row, share in enumerate(shares) if share)
    return markup(
        (
            f'<div class="drawing drawing--chart"><figure><figcaption>{escape(heading)}</figcaption>',
            opened("bars", height, "img", told),
            f'<svg x="{start}%" width="{short(room)}%" viewBox="0 0 100 {len(counted)}"',
            f' preserveAspectRatio="none" aria-hidden="true"><path d="{shape}"/></svg>',
            f'<line x1="{start}%" x2="{start}%" y2="{short(height)}em"/>',
            *rows,
            CLOSED,
            "</figure></div>",
        )
    )


def written(value: Decimal | int | None, language: Language) -> str:
    """A number as people read it, with all its decimals: 1,234,567; in words where it was not given."""
    return (
        language.gettext("未填报") if value is None else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    )
