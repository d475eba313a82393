"""The drawing of a plan: its phases as bars over years and quarters, and the day that the page tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from markupsafe import Markup, escape

from union_registry.catalogue.drawing.measure import shortened, width
from union_registry.catalogue.drawing.svg import CLOSED, markup, opened, short
from union_registry.catalogue.language import Language

# The narrowest room that it is readable in, in em.
ROOM = 22.0

# Where the quarters begin and end, in percent: before the first is room for a number, after the last for half a mark.
_START, _END = 8.0, 97.5
# Heights in em: the years, a step or phase, the day below all.
_HEAD, _ROW, _FOOT = 2.2, 1.7, 1.8
# Quarters are told apart if there are no more years than this, and every year has its number if it is as wide, in em.
_FINE, _LABEL = 8, 2.8


class Phase(NamedTuple):
    """A phase of a plan, from its first to its last day."""

    starts_on: date
    ends_on: date
    milestone: str


class Step(NamedTuple):
    """What was decided about the union, and the day."""

    word: str
    on: date


def timeline(phases: Sequence[Phase], steps: Sequence[Step], as_of: date, language: Language) -> Markup:
    """The drawing, and the phases as a numbered list; nothing where there are none.

    A line marks `as_of` (Asia/Shanghai) unless it lies outside the years drawn. A phase that ends
    before it starts is drawn between the two days.
    """
    if not phases:
        return Markup("")
    drawing = ('<div class="drawing"><figure>', *_svg(phases, steps, as_of, language), "</figure></div>")
    return markup((*drawing, *_words(phases, as_of, language)))


class _Axis(NamedTuple):
    """The quarters drawn: from the first day of one to the first day after another."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins, in percent of the drawing."""
        return _START + (_END - _START) * (day - self.first).days / (self.last - self.first).days

    def starts(self, months: int) -> list[date]:
        """First days of periods of so many months, 1 to 12, that begin within."""
        years = range(self.first.year, self.last.year + 1)
        days = (date(year, month, 1) for year in years for month in range(1, 13, months))
        return [day for day in days if self.first <= day < self.last]


def _axis(phases: Sequence[Phase], steps: Sequence[Step]) -> _Axis:
    days = [day for phase in phases for day in (phase.starts_on, phase.ends_on)] + [step.on for step in steps]
    first, last = min(days), max(days)
    quarter = (last.month - 1) // 3 + 1
    after = date(last.year, quarter * 3 + 1, 1) if quarter < 4 else date(last.year + 1, 1, 1)
    return _Axis(date(first.year, (first.month - 1) // 3 * 3 + 1, 1), after)


def _svg(phases: Sequence[Phase], steps: Sequence[Step], as_of: date, language: Language) -> Iterator[str]:
    axis = _axis(phases, steps)
    bottom = _HEAD + (len(steps) + len(phases)) * _ROW + 0.4
    first = min(min(phase.starts_on, phase.ends_on) for phase in phases)
    last = max(max(phase.starts_on, phase.ends_on) for phase in phases)
    number = len(phases)
    told = language.ngettext(
        "{n} 个阶段，{first} 至 {last}", "{n} 个阶段，{first} 至 {last}", number
    ).format(n=number, first=first, last=last)  # fmt: skip
    yield opened("time", bottom + _FOOT, "img", told)
    yield from _years(axis, bottom)
    for row, phase in enumerate(phases, len(steps)):
        yield _phase(row - len(steps) + 1, phase, axis, as_of, _HEAD + row * _ROW)
    if axis.first <= as_of < axis.last:
        yield _today(axis.at(as_of), bottom, language.gettext("截至 {day}").format(day=as_of))
    # Last, so that no line crosses their words.
    for row, step in enumerate(steps):
        yield _step(step, axis.at(step.on), _HEAD + row * _ROW)
    yield CLOSED


def _years(axis: _Axis, bottom: float) -> Iterator[str]:
    """A number for every year, or for every so many if they are narrow, and lines where years and quarters begin."""
    # The first year may begin within the quarters drawn, or before them.
    begins = sorted({axis.first, *axis.starts(12)})
    spans = list(pairwise([*map(axis.at, begins), _END]))
    every = ceil(_LABEL / (max(right - left for left, right in spans) / 100 * ROOM))
    for number, (begin, (left, _)) in enumerate(zip(begins, spans, strict=True)):
        if number % every:
            continue
        upto = spans[min(number + every, len(spans)) - 1][1]
        if (upto - left) / 100 * ROOM >= _LABEL:
            yield f'<text class="drawing-year" x="{short(left)}%" dx=".3em" y="1.1em">{begin.year}</text>'
        yield f'<line x1="{short(left)}%" x2="{short(left)}%" y2="{short(bottom)}em"/>'
    if len(begins) <= _FINE:
        for quarter in axis.starts(3):
            if quarter not in begins:
                x = short(axis.at(quarter))
                yield f'<line x1="{x}%" x2="{x}%" y1="1.5em" y2="1.9em"/>'
    yield f'<line x1="{short(_START)}%" x2="{_END}%" y1="1.9em" y2="1.9em"/>'


def _today(at: float, bottom: float, said: str) -> str:
    """A line from top to bottom with its words below."""
    x, side = short(at), "start" if at < 21 else "end" if at > 79 else "middle"
    return (
        f'<g class="drawing-today"><line x1="{x}%" x2="{x}%" y1="{_HEAD}em" y2="{short(bottom + 0.5)}em"/>'
        f'<text x="{x}%" y="{short(bottom + 1.5)}em" text-anchor="{side}">{escape(said)}</text></g>'
    )


def _step(step: Step, at: float, top: float) -> str:
    """A mark with its word and day on the side where there is more room."""
    room = max(at, 100 - at) / 100 * ROOM - width(f"◆ {step.on} ")
    said = f"{escape(shortened(step.word, room))} {step.on}"
    where = f'x="{short(at)}%" y="{short(top + 1.1)}em"'
    if at < 50:
        return f'<text {where} dx="-.5em"><tspan>◆</tspan> {said}</text>'
    return f'<text {where} dx=".5em" text-anchor="end">{said} <tspan>◆</tspan></text>'


def _phase(number: int, phase: Phase, axis: _Axis, as_of: date, top: float) -> str:
    first, last = sorted((phase.starts_on, phase.ends_on))
    left, right = axis.at(first), axis.at(last)
    # The last day belongs to the phase.
    wide = right - left + axis.at(axis.first.replace(day=2)) - _START
    return (
        f'<text class="drawing-number" x="{short(left)}%" dx="-.4em" y="{short(top + 1.2)}em" text-anchor="end">'
        f"{number}</text>"
        f'<rect class="drawing-{_state(phase, as_of)}" x="{short(left)}%" y="{short(top + 0.25)}em"'
        f' width="{short(wide)}%" height="1.2em"/>'
    )


def _state(phase: Phase, as_of: date) -> str:
    return "past" if phase.ends_on < as_of else "coming" if phase.starts_on > as_of else "now"


def _words(phases: Sequence[Phase], as_of: date, language: Language) -> Iterator[str]:
    _ = language.gettext
    states = {"past": _("已到期"), "now": _("进行中"), "coming": _("未开始")}
    yield '<ol class="drawing-phases">'
    for phase in phases:
        span = _("{first} 至 {last}").format(first=phase.starts_on, last=phase.ends_on)
        yield (
            f'<li><span class="register-date">{escape(span)}</span> <span>{escape(states[_state(phase, as_of)])}</span>'
            f"<p>{escape(phase.milestone)}</p></li>"
        )
    yield "</ol>"
