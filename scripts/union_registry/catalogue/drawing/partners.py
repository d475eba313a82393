"""The drawing of whom a unit works with: the unit, its unions, and whom it meets in more than one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from union_registry.catalogue.drawing.measure import wrapped
from union_registry.catalogue.drawing.names import plain, short_unit, told_apart
from union_registry.catalogue.drawing.svg import CLOSED, LINE, centred, markup, opened, short
from union_registry.catalogue.drawing.words import listed, more_units
from union_registry.catalogue.language import Language

# The narrowest room that it is readable in, in em, and how many stand below each other at most.
ROOM = 25.0
UNIONS, UNITS = 8, 10

_PAD, _BETWEEN = 0.45, 0.7


class Joined(NamedTuple):
    """A union that the unit is in."""

    name: str
    lead: str
    href: str


class Partner(NamedTuple):
    """A unit met in several of the unions, which are given by their numbers in the list of them, from 0."""

    name: str
    href: str
    unions: Sequence[int]


class _Column(NamedTuple):
    """From where to where the boxes of a column reach, in percent."""

    left: float
    right: float

    @property
    def room(self) -> float:
        """For text, in em."""
        return (self.right - self.left) / 100 * ROOM - 2 * _PAD


_SELF, _UNION, _UNIT = _Column(0, 19), _Column(28, 57), _Column(70, 100)


class _Box(NamedTuple):
    """Some lines of text in a column, from `top` em on."""

    column: _Column
    lines: Sequence[str]
    top: float

    @property
    def height(self) -> float:
        return _height(self.lines)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def partners(name: str, unions: Sequence[Joined], met: Sequence[Partner], language: Language) -> Markup:
    """The drawing and its words for the unit called `name`; nothing if it meets nobody twice.

    `met` comes with the most often met first. Where there are more than `UNITS`, or the unions where
    these are met are more than `UNIONS`, words say how many more.
    """
    if not met:
        return Markup("")
    units = met[:UNITS]
    shown = _most_joined(len(unions), units)
    titles = told_apart((union.name, union.lead) for union in unions)
    return markup((
        '<div class="drawing drawing--partners"><figure>',
        *_svg(name, unions, titles, shown, units, language),
        "</figure></div>",
        *_words(unions, titles, len(unions) - len(shown), units, len(met) - len(units), language),
    ))  # fmt: skip


def _most_joined(unions: int, units: Sequence[Partner]) -> list[int]:
    """Numbers of the unions where most of `units` are met, in their order."""
    counts = [sum(number in unit.unions for unit in units) for number in range(unions)]
    return sorted(sorted(range(unions), key=lambda number: -counts[number])[:UNIONS])


def _svg(
    name: str, unions: Sequence[Joined], titles: Sequence[Sequence[str]], shown: Sequence[int], units: Sequence[Partner],
    language: Language,
) -> Iterator[str]:  # fmt: skip
    row = {number: place for place, number in enumerate(shown)}
    joins = [(unit, [row[number] for number in unit.unions if number in row]) for unit in units]
    # Beside the middle of the unions it is met in, so that lines cross as little as may be.
    joins.sort(key=lambda join: sum(join[1]) / len(join[1]) if join[1] else 0)
    union_lines = [[line for part in titles[number] for line in wrapped(part, _UNION.room, 2)] for number in shown]
    unit_lines = [wrapped(short_unit(unit.name), _UNIT.room, 3) for unit, _ in joins]
    height = max(_stacked(union_lines), _stacked(unit_lines))
    own = _boxes(_SELF, [wrapped(short_unit(name), _SELF.room, 5)], height)
    union_boxes = _boxes(_UNION, union_lines, height)
    unit_boxes = _boxes(_UNIT, unit_lines, height)
    label = language.gettext("{name}参加的联合体，以及在其中两个以上联合体里共事的单位").format(name=plain(name))
    yield opened("partners", height, "group", label, anchor="middle")
    yield _joined(height, [(own[0], box) for box in union_boxes])
    yield _joined(
        height, [(union_boxes[at], box) for (_, ats), box in zip(joins, unit_boxes, strict=True) for at in ats]
    )
    yield f'<g class="drawing-self">{_box(own[0])}</g>'
    for number, box in zip(shown, union_boxes, strict=True):
        name = "·".join((plain(unions[number].name), *titles[number][1:]))
        yield _link("drawing-union", unions[number].href, name, box)
    for (unit, _), box in zip(joins, unit_boxes, strict=True):
        yield _link("drawing-unit", unit.href, plain(unit.name), box)
    yield CLOSED


def _height(lines: Sequence[str]) -> float:
    return len(lines) * LINE + 0.7


def _stacked(boxes: Sequence[Sequence[str]]) -> float:
    return sum(map(_height, boxes)) + _BETWEEN * (len(boxes) - 1)


def _boxes(column: _Column, texts: Sequence[Sequence[str]], height: float) -> list[_Box]:
    """The boxes of a column spread over its height."""
    spare = (height - sum(map(_height, texts))) / len(texts)
    boxes, top = [], spare / 2
    for lines in texts:
        boxes.append(_Box(column, lines, top))
        top += _height(lines) + spare
    return boxes


def _joined(height: float, pairs: Sequence[tuple[_Box, _Box]]) -> str:
    """A line from the right of each first box to the left of its second."""
    if not pairs:
        return ""
    left, right = pairs[0][0].column.right, pairs[0][1].column.left
    curves = "".join(
        f"M0 {short(one.middle)}C50 {short(one.middle)} 50 {short(other.middle)} 100 {short(other.middle)}"
        for one, other in pairs
    )
    return (
        f'<svg x="{short(left)}%" width="{short(right - left)}%"'
        f' viewBox="0 0 100 {short(height)}" preserveAspectRatio="none" aria-hidden="true"><path d="{curves}"/></svg>'
    )


def _link(kind: str, href: str, name: str, box: _Box) -> str:
    return f'<a class="{kind}" href="{escape(href)}"><title>{escape(name)}</title>{_box(box)}</a>'


def _box(box: _Box) -> str:
    left, right = box.column.left, box.column.right
    words = centred(box.lines, short((left + right) / 2), box.middle - len(box.lines) * LINE / 2)
    return (
        f'<rect x="{short(left)}%" y="{short(box.top)}em" width="{short(right - left)}%"'
        f' height="{short(box.height)}em"/>{words}'
    )


def _words(
    unions: Sequence[Joined], titles: Sequence[Sequence[str]], unions_left: int, units: Sequence[Partner], units_left: int,
    language: Language,
) -> Iterator[str]:  # fmt: skip
    _ = language.gettext
    met = _("在两个以上联合体里都与本单位共事的单位，以及这些联合体：")
    yield f'<p>{escape(met)}</p><ul class="drawing-list">'
    for unit in units:
        where = _("、").join(
            f'<a href="{escape(unions[at].href)}">{escape("·".join(titles[at]))}</a>' for at in unit.unions
        )
        yield f'<li><a href="{escape(unit.href)}">{escape(plain(unit.name))}</a><span>{where}</span></li>'
    yield "</ul>"
    left = []
    if units_left:
        left.append(more_units(units_left, language))
    if unions_left:
        left.append(language.ngettext("另有 {n} 个联合体", "另有 {n} 个联合体", unions_left).format(n=unions_left))
    if left:
        said = _("没有画出：{what}").format(what=listed(left, language))
        yield f"<p>{escape(said)}</p>"
