"""Places for the nodes of a network, none on top of another, the same for the same graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import rustworkx

from union_registry.catalogue.drawing.meetings import Tie

SEED = 26
# Draws together what nothing ties together, so that it does not drift off the sheet.
_GRAVITY = 0.3
_ROUNDS = 200
_GROWTH = 1.15
# Of the sheet, this part is covered at first; more makes it hard to keep nodes apart.
_COVERED = 0.42


class Extent(NamedTuple):
    """Room that a node needs with its label, in em; its point is in the middle of the top of it."""

    width: float
    height: float


class Sheet(NamedTuple):
    """The top left corner of each node's extent in em, on a sheet so many em high."""

    corners: Sequence[tuple[float, float]]
    height: float


def spread(keys: Sequence[str], extents: Sequence[Extent], ties: Sequence[Tie], room: float) -> Sheet:
    """Places on a sheet `room` em wide and as high as it takes; the caller sorts `keys` and `ties`."""
    places = _drawn_together(keys, ties)
    area = sum(extent.width * extent.height for extent in extents)
    height = max(area / room / _COVERED, 1.5 * max(extent.height for extent in extents))
    while True:
        free = [(room - extent.width, height - extent.height) for extent in extents]
        corners = [[x * wide, y * high] for (x, y), (wide, high) in zip(places, free, strict=True)]
        if _moved_apart(corners, extents, free):
            return Sheet([(x, y) for x, y in corners], height)
        height *= _GROWTH


def holding(ties: Sequence[Tie], most: int) -> list[Tie]:
    """The first `most` of `ties`, and those without which what hangs together would fall apart; the strongest come first."""
    graph: rustworkx.PyGraph[str, int] = rustworkx.PyGraph(multigraph=False)
    numbers = {key: graph.add_node(key) for key in sorted({key for tie in ties for key in (tie.one, tie.other)})}
    graph.add_edges_from([(numbers[tie.one], numbers[tie.other], rank) for rank, tie in enumerate(ties)])
    needed = {rank for _, _, rank in rustworkx.minimum_spanning_edges(graph, weight_fn=float)}
    first = [rank for rank in range(len(ties)) if rank not in needed][: max(most - len(needed), 0)]
    return [ties[rank] for rank in sorted(needed.union(first))]


def _drawn_together(keys: Sequence[str], ties: Sequence[Tie]) -> list[tuple[float, float]]:
    """Places in a square of side 1, near each other for what is tied."""
    graph = rustworkx.PyGraph(multigraph=False)
    numbers = dict(zip(keys, graph.add_nodes_from(list(keys)), strict=True))
    graph.add_edges_from([(numbers[tie.one], numbers[tie.other], float(tie.weight)) for tie in ties])
    middle = graph.add_node("")
    graph.add_edges_from([(number, middle, _GRAVITY) for number in numbers.values()])
    found = rustworkx.spring_layout(graph, weight_fn=float, num_iter=300, seed=SEED)
    points = [found[numbers[key]] for key in keys]
    return list(zip(_scaled([x for x, _ in points]), _scaled([y for _, y in points]), strict=True))


def _scaled(numbers: Sequence[float]) -> list[float]:
    least, greatest = min(numbers), max(numbers)
    # Rounded, since the last digits may differ from machine to machine.
    return [round((number - least) / (greatest - least), 4) if greatest > least else 0.5 for number in numbers]


def _moved_apart(corners: list[list[float]], extents: Sequence[Extent], free: Sequence[tuple[float, float]]) -> bool:
    """Push apart whatever overlaps, within the sheet; whether nothing does in the end."""
    for _ in range(_ROUNDS):
        still = True
        for first, one in enumerate(corners):
            for second in range(first + 1, len(corners)):
                if _pushed(one, corners[second], extents[first], extents[second]):
                    still = False
        if still:
            return True
        for corner, (wide, high) in zip(corners, free, strict=True):
            corner[0], corner[1] = min(max(corner[0], 0), wide), min(max(corner[1], 0), high)
    return False


def _pushed(one: list[float], other: list[float], extent: Extent, room: Extent) -> bool:
    """Move two that overlap away from each other, the shorter way; whether they did."""
    gaps = []
    for axis in (0, 1):
        distance = other[axis] + room[axis] / 2 - one[axis] - extent[axis] / 2
        overlap = (extent[axis] + room[axis]) / 2 - abs(distance)
        if overlap <= 1e-3:
            return False
        gaps.append((overlap, axis, 1 if distance >= 0 else -1))
    overlap, axis, way = min(gaps)
    one[axis] -= way * (overlap / 2 + 0.01)
    other[axis] += way * (overlap / 2 + 0.01)
    return True
