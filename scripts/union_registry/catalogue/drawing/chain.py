"""The drawing of a chain: its stages from left to right, every unit in the place where it works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from union_registry.catalogue.drawing.measure import wrapped
from union_registry.catalogue.drawing.names import plain
from union_registry.catalogue.drawing.placing import Box, ChainUnit, Placing, placing
from union_registry.catalogue.drawing.svg import CLOSED, LINE, MARK, markup, opened, short, text
from union_registry.catalogue.drawing.words import listed, more_units, units
from union_registry.catalogue.language import Language

# In less room the list of the same units is shown instead.
ROOM = 48.0
# Every Chinese font has these; they tell tiers apart on paper, too.
MARKS = {"lead": "★", "core": "●", "close": "◎", "general": "○"}

# Between two stages, in percent of the whole; between a panel's edge and its boxes, in percent of the panel.
_GAP, _MARGIN = 1.6, 2.5
# Room beside a text within its box, in em.
_EDGE = 0.6
_HEAD, _PADDING, _BETWEEN = 2.4, 0.7, 0.5


def chain(
    stages: Mapping[str, str],
    tiers: Mapping[str, str],
    members: Iterable[ChainUnit],
    everybody: str,
    language: Language,
) -> Markup:
    """The drawing, and its words for where it has no room.

    `stages` and `tiers` hold the words for keys, in the order in which they are to be read.
    `everybody` is the address of the list of all units, for those who have no place. A unit that works
    at neighbouring stages lies across them; a line joins the places of one that leaves a stage out.
    """
    named = (unit._replace(name=plain(unit.name)) for unit in members)
    shown = _Shown(stages, tiers, placing(named, stages, tiers), everybody, language)
    return markup(
        (
            '<div class="drawing drawing--chain"><figure>',
            *_svg(shown),
            *_words(shown),
            *_legend(shown),
            "</figure></div>",
        )
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """What both the drawing and its words tell."""

    stages: Mapping[str, str]
    tiers: Mapping[str, str]
    placed: Placing
    everybody: str
    language: Language

    def counted(self, column: int) -> str:
        """How many units there are at a stage."""
        return units(self.placed.totals[column], self.language)

    def more(self, column: int) -> str:
        """How many at a stage have no place; nothing if there are none."""
        number = self.placed.others[column]
        return more_units(number, self.language) if number else ""

    def remark(self, unit: ChainUnit, stage: str = "") -> str:
        """What there is to say of a unit: its tier, and at which stages beside `stage` it works."""
        _ = self.language.gettext
        said = [self.tiers[unit.tier]] if unit.tier else []
        if len(unit.stages) > 1:
            others = _("、").join(word for key, word in self.stages.items() if key in unit.stages and key != stage)
            said.append(_("兼{stages}").format(stages=others) if stage else others)
        return listed(said, self.language)


class _Grid(NamedTuple):
    """Measures: the width of a column in percent of the drawing, else across in percent of a column, downwards in em."""

    column: float
    box: float

    def top(self, row: int) -> float:
        return _HEAD + _PADDING + row * (self.box + _BETWEEN)

    def away(self, columns: int) -> float:
        """How far the column so many further on begins."""
        return columns * (100 + 100 * _GAP / self.column)

    def wide(self, columns: int) -> float:
        """A box over so many columns."""
        return self.away(columns - 1) + 100 - 2 * _MARGIN


def _svg(shown: _Shown) -> Iterator[str]:
    placed, number = shown.placed, len(shown.stages)
    grid = _Grid((100 - (number - 1) * _GAP) / number, 0)
    rooms = [grid.wide(columns) * grid.column / 10000 * ROOM - MARK - 2 * _EDGE for columns in range(1, number + 1)]
    names = [wrapped(box.unit.name, rooms[len(box.columns) - 1 if box.is_whole else 0], 2) for box in placed.boxes]
    grid = grid._replace(box=max(map(len, names), default=1) * LINE + 0.8)
    below = grid.top(max((box.row + 1 for box in placed.boxes), default=1))
    height = below + _PADDING - _BETWEEN + (LINE + _BETWEEN if any(placed.others) else 0)
    told = listed((f"{stage} {shown.counted(at)}" for at, stage in enumerate(shown.stages.values())), shown.language)
    yield opened("chain", height, "group", told)
    places = [f'x="{short(n * (grid.column + _GAP))}%" width="{short(grid.column)}%"' for n in range(number)]
    # Every panel first: a box may lie across the next one.
    for column, place in enumerate(places):
        yield f'<svg {place} aria-hidden="true">{_panel(column, number, height)}</svg>'
    drawn: list[list[str]] = [[] for _ in places]
    for box, name in zip(placed.boxes, names, strict=True):
        drawn[box.columns[0]].extend(_unit(shown, grid, box, name))
    for column, stage in enumerate(shown.stages.values()):
        yield (
            f'<svg {places[column]} overflow="visible" role="group" aria-label="{escape(stage)}">'
            f'<text class="drawing-head" x="50%" y="1.6em" text-anchor="middle">{escape(stage)}'
            f" <tspan>{escape(shown.counted(column))}</tspan></text>"
        )
        yield from drawn[column]
        if more := shown.more(column):
            yield f'<a class="drawing-more" href="{escape(shown.everybody)}">{text([more], _MARGIN, below, right=_EDGE)}</a>'
        if not placed.totals[column]:
            yield text([shown.language.gettext("暂无")], _MARGIN, grid.top(0), right=_EDGE)
        yield "</svg>"
    yield CLOSED


def _panel(column: int, columns: int, height: float) -> str:
    """The ground of a stage below a head that points from the stage before to the one after."""
    start = "M0 0L5 12L0 24" if column else "M0 0V24"
    end = "H100V0z" if column == columns - 1 else "H95L100 12L95 0z"
    return (
        f'<rect class="drawing-panel" y="{_HEAD}em" width="100%" height="{short(height - _HEAD)}em"/>'
        f'<svg class="drawing-arrow" width="100%" height="{_HEAD}em" viewBox="0 0 100 24"'
        f' preserveAspectRatio="none"><path d="{start}{end}"/></svg>'
    )


def _unit(shown: _Shown, grid: _Grid, box: Box, name: Sequence[str]) -> Iterator[str]:
    """A unit's link; everything in it is placed within the column of its first stage."""
    unit, top, mark = box.unit, grid.top(box.row), MARKS.get(box.unit.tier, "")
    middle, remark = top + grid.box / 2, shown.remark(box.unit)
    title = listed([unit.name, remark] if remark else [unit.name], shown.language)
    yield f'<a class="drawing-{unit.tier or "unit"}" href="{escape(unit.href)}"><title>{escape(title)}</title>'
    widths = [len(box.columns)] if box.is_whole else [1] * len(box.columns)
    lefts = [grid.away(column - box.columns[0]) + _MARGIN for column in box.columns[: len(widths)]]
    if not box.is_whole:
        yield f'<line x1="{100 - _MARGIN}%" x2="{short(lefts[-1])}%" y1="{short(middle)}em" y2="{short(middle)}em"/>'
    for left, width in zip(lefts, widths, strict=True):
        yield (
            f'<rect x="{short(left)}%" y="{short(top)}em" width="{short(grid.wide(width))}%"'
            f' height="{short(grid.box)}em"/>'
        )
        yield text(name, left, middle - len(name) * LINE / 2, right=_EDGE, mark=mark)
    yield "</a>"


def _words(shown: _Shown) -> Iterator[str]:
    nobody = shown.language.gettext("暂无")
    yield '<ol class="drawing-stages">'
    for column, (key, stage) in enumerate(shown.stages.items()):
        yield f"<li><p>{escape(stage)} <span>{escape(shown.counted(column))}</span></p><ul>"
        for box in shown.placed.at(column):
            unit, remark = box.unit, shown.remark(box.unit, key)
            link = f'<a href="{escape(unit.href)}">{escape(unit.name)}</a>'
            yield f"<li>{link} <span>{escape(remark)}</span></li>" if remark else f"<li>{link}</li>"
        if more := shown.more(column):
            yield f'<li><a href="{escape(shown.everybody)}">{escape(more)}</a></li>'
        if not shown.placed.totals[column]:
            yield f"<li>{escape(nobody)}</li>"
        yield "</ul></li>"
    yield "</ol>"


def _legend(shown: _Shown) -> Iterator[str]:
    present = {box.unit.tier for box in shown.placed.boxes}
    marks = [f"<span>{MARKS[tier]} {escape(word)}</span>" for tier, word in shown.tiers.items() if tier in present]
    across = shown.language.gettext("横贯几栏的单位在几个环节都有工作")
    if any(len(box.columns) > 1 for box in shown.placed.boxes):
        marks.append(f"<span>{escape(across)}</span>")
    if marks:
        yield f'<figcaption class="drawing-legend">{"".join(marks)}</figcaption>'
