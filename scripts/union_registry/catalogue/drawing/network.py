"""The drawing of the whole register: its unions, joined where they share units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from union_registry.catalogue.drawing.measure import width, wrapped
from union_registry.catalogue.drawing.meetings import EVERYWHERE, Meetings, Tie
from union_registry.catalogue.drawing.names import plain, told_apart
from union_registry.catalogue.drawing.spread import Extent, holding, spread
from union_registry.catalogue.drawing.svg import CLOSED, LINE, centred, markup, opened, short
from union_registry.catalogue.drawing.words import listed, more_units, units
from union_registry.catalogue.language import Language

# The narrowest room that it is readable in, in em.
ROOM = 22.0
# Up to here there is room for a lead in two lines, and a wide sheet would be empty.
FEW = 12
# More nodes and ties are a tangle; more units a table that nobody reads.
NODES, TIES, UNITS = 24, 40, 30
# Of a unit in very many unions only so many are named.
LISTED = 12
# As many as the style sheet has; chains beyond that share them, and are told apart by their names.
HUES = 8

# Width of a label and half of a point's, in em.
_LABEL, _POINT = 6.6, 0.5
# Below a label its lines can be seen again, for so many em.
_BELOW = 1.2


class Node(NamedTuple):
    """A union of the register; `chain` in words, `lead` by its name."""

    key: str
    name: str
    chain: str
    lead: str
    href: str


class Bridge(NamedTuple):
    """A unit that is in several unions."""

    name: str
    href: str


class _Place(NamedTuple):
    """A union on the sheet: its name in short and whole, where its point is in em, and the number of its colour."""

    node: Node
    title: str
    whole: str
    lines: Sequence[str]
    notes: Sequence[str]
    x: float
    y: float
    hue: int


class _Net(NamedTuple):
    """A sheet so many em high; `left` more unions share units, `untied` ones do not, and `loose` ties are not drawn."""

    places: Mapping[str, _Place]
    ties: Sequence[Tie]
    height: float
    left: int
    untied: int
    loose: int


def network(unions: Sequence[Node], meetings: Meetings, bridges: Mapping[str, Bridge], language: Language) -> Markup:
    """The drawing and its words: which unions share how many units, and which units these are.

    `bridges` holds at least the units that are in several unions, by their keys. Of more than `NODES`
    unions that share units, those are drawn that are tied most strongly; words say how many are left
    out, and how many share no unit. The order of `unions` does not matter.
    """
    if not meetings.bridges:
        nobody = language.gettext("还没有同时参加几个联合体的单位。")
        return markup((f"<p>{escape(nobody)}</p>",))
    by_key = {union.key: union for union in sorted(unions)}
    net = _net(by_key, meetings.ties())
    told = _counts(net, len(meetings.everywhere()), language)
    drawing = _drawing(net, language) if net.places else ()
    return markup((told, *drawing, *_bridges(by_key, meetings, bridges, language)))


def _net(unions: Mapping[str, Node], ties: Sequence[Tie]) -> _Net:
    tied = {key for tie in ties for key in (tie.one, tie.other)}
    chosen = _chosen(ties)
    if not chosen:
        return _Net({}, (), 0, 0, len(unions), 0)
    nodes = [unions[key] for key in sorted(chosen)]
    among = [tie for tie in ties if tie.one in chosen and tie.other in chosen]
    drawn = holding(among, TIES)
    names = told_apart((node.name, node.lead) for node in nodes)
    few = len(nodes) <= FEW
    labels = [
        (wrapped(name[0], _LABEL, 2), _notes(node, *name, few=few)) for node, name in zip(nodes, names, strict=True)
    ]
    extents = [_extent([*lines, *notes]) for lines, notes in labels]
    sheet = spread([node.key for node in nodes], extents, drawn, ROOM)
    hues = {chain: number % HUES + 1 for number, chain in enumerate(sorted({node.chain for node in nodes}))}
    places = {
        node.key: _Place(
            node,
            "·".join(name),
            "·".join((plain(node.name), *name[1:])),
            *label,
            x + extent.width / 2,
            y + _POINT + 0.1,
            hues[node.chain],
        )
        for node, name, label, extent, (x, y) in zip(nodes, names, labels, extents, sheet.corners, strict=True)
    }
    return _Net(places, drawn, sheet.height, len(tied) - len(nodes), len(unions) - len(tied), len(among) - len(drawn))


def _chosen(ties: Sequence[Tie]) -> set[str]:
    """The unions at the ends of the strongest ties; of equally strong ones, of those that have many."""
    strength: Counter[str] = Counter()
    for tie in ties:
        strength.update({tie.one: tie.weight, tie.other: tie.weight})
    chosen: set[str] = set()
    for tie in sorted(ties, key=lambda tie: (-tie.weight, -strength[tie.one] - strength[tie.other], tie)):
        if len(chosen | {tie.one, tie.other}) <= NODES:
            chosen |= {tie.one, tie.other}
    return chosen


def _notes(node: Node, name: str, *lead: str, few: bool) -> list[str]:
    """The chain of a union unless its name tells, and its lead where the name is not its alone."""
    chain = () if node.chain.casefold() in name.casefold() else (node.chain,)
    return [line for note in (*chain, *lead) for line in wrapped(note, _LABEL, 2 if few else 1)]


def _extent(lines: Sequence[str]) -> Extent:
    return Extent(max(map(width, lines)) + 0.8, 2 * _POINT + len(lines) * LINE + _BELOW)


def _drawing(net: _Net, language: Language) -> Iterator[str]:
    kind = "drawing drawing--few" if len(net.places) <= FEW else "drawing"
    yield f'<div class="{kind}"><figure>'
    yield from _svg(net, language)
    yield from _legend(net, language)
    yield "</figure></div>"
    yield from _shares(net, language)


def _svg(net: _Net, language: Language) -> Iterator[str]:
    label = language.gettext("联合体之间的共有单位")
    yield opened("net", net.height, "group", label, anchor="middle")
    # The strongest last, on top of the others.
    for tie in reversed(net.ties):
        one, other = net.places[tie.one], net.places[tie.other]
        yield (
            f'<line class="drawing-tie{min(tie.weight, 3)}" x1="{_across(one)}%" y1="{short(one.y)}em"'
            f' x2="{_across(other)}%" y2="{short(other.y)}em"/>'
        )
    for place in net.places.values():
        x, top = _across(place), place.y + _POINT + 0.1
        yield (
            f'<a class="drawing-hue{place.hue}" href="{escape(place.node.href)}"><title>{escape(place.whole)}</title>'
            f'<circle cx="{x}%" cy="{short(place.y)}em" r="{_POINT}em"/>{centred(place.lines, x, top)}'
        )
        if place.notes:
            yield centred(place.notes, x, top + len(place.lines) * LINE, kind="drawing-note")
        yield "</a>"
    yield CLOSED


def _across(place: _Place) -> str:
    return short(place.x / ROOM * 100)


def _legend(net: _Net, language: Language) -> Iterator[str]:
    chains = sorted({(place.node.chain, place.hue) for place in net.places.values()})
    marks = "".join(f'<span class="drawing-hue{hue}"><b>●</b> {escape(chain)}</span>' for chain, hue in chains)
    lines = escape(language.gettext("线越粗，共有的单位越多"))
    yield f'<figcaption class="drawing-legend">{marks}<span>{lines}</span></figcaption>'


def _counts(net: _Net, everywhere: int, language: Language) -> str:
    _, tied = language.gettext, len(net.places) + net.left
    sharing = language.ngettext("{n} 个联合体与别的联合体有共有单位", "{n} 个联合体与别的联合体有共有单位", tied)
    said = [sharing.format(n=tied)]
    if net.left:
        said.append(_("图中是联系最多的 {n} 个").format(n=len(net.places)))
    if net.untied:
        said.append(_("{n} 个没有").format(n=net.untied))
    if everywhere:
        said.append(_("参加 {most} 个以上联合体的 {n} 家单位不计在内").format(most=EVERYWHERE, n=everywhere))
    sentence = listed(said, language) + _("。")
    return f"<p>{escape(sentence)}</p>"


def _shares(net: _Net, language: Language) -> Iterator[str]:
    """Each union in the drawing with those it shares units with, and how many."""
    shares: dict[str, list[tuple[int, str]]] = {key: [] for key in net.places}
    for tie in net.ties:
        shares[tie.one].append((-tie.weight, tie.other))
        shares[tie.other].append((-tie.weight, tie.one))
    comma = language.gettext("、")
    yield '<ul class="drawing-list">'
    for key, others in shares.items():
        # A number and what it counts stay on one line.
        told = (
            f"{_union(net.places[other])}\u00a0{escape(units(-less, language)).replace(' ', chr(160))}"
            for less, other in sorted(others)
        )
        yield f"<li>{_union(net.places[key])}<span>{comma.join(told)}</span></li>"
    yield "</ul>"
    if net.loose:
        said = language.ngettext("另有 {n} 对联系较少，没有画出", "另有 {n} 对联系较少，没有画出", net.loose)
        yield f"<p>{escape(said.format(n=net.loose))}</p>"


def _union(place: _Place) -> str:
    return f'<a href="{escape(place.node.href)}">{escape(place.title)}</a>'


def _bridges(
    unions: Mapping[str, Node], meetings: Meetings, bridges: Mapping[str, Bridge], language: Language
) -> Iterator[str]:
    """The units that are in most unions, and in which."""
    order = sorted(meetings.bridges.items(), key=lambda bridge: (-len(bridge[1]), bridge[0]))
    _ = language.gettext
    names = told_apart((node.name, node.lead) for node in unions.values())
    titles = {key: "·".join(name) for key, name in zip(unions, names, strict=True)}
    label, heads = (
        escape(_("参加几个联合体的单位")),
        [escape(_("单位")), escape(_("联合体数")), escape(_("参加的联合体"))],
    )
    yield (
        f'<div class="register-stacked"><div class="register-frame" role="region" aria-label="{label}" tabindex="0">'
        f'<table class="register-table"><thead><tr><th scope="col">{heads[0]}</th>'
        f'<th scope="col">{heads[1]}</th><th scope="col">{heads[2]}</th></tr></thead><tbody>'
    )
    for key, joined in order[:UNITS]:
        listing = _("、").join(
            f'<a href="{escape(unions[union].href)}">{escape(titles[union])}</a>' for union in joined[:LISTED]
        )
        more = "……" if len(joined) > LISTED else ""
        yield (
            f'<tr><th scope="row"><a href="{escape(bridges[key].href)}">{escape(plain(bridges[key].name))}</a></th>'
            f'<td data-label="{heads[1]}">{len(joined)}</td>'
            f'<td data-label="{heads[2]}" class="register-wide">{listing}{more}</td></tr>'
        )
    yield "</tbody></table></div></div>"
    if len(order) > UNITS:
        yield f"<p>{escape(more_units(len(order) - UNITS, language))}</p>"
