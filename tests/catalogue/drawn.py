"""Reads a drawing back: where its parts lie in a room of some width, in em."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from union_registry.catalogue.drawing.measure import width

_HEIGHT = 1.3


@dataclass(frozen=True)
class Part:
    """A shape or a line of text, from its top left corner on; `link` is the address of the link it is in."""

    kind: str
    left: float
    top: float
    width: float
    height: float
    text: str = ""
    link: str = ""
    name: str = ""

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def overlaps(self, other: Part, by: float = 0.01) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > by and down > by

    def holds(self, other: Part) -> bool:
        """Whether the other lies within, but for what rounding to hundredths moves it."""
        return (
            self.left - 0.05 <= other.left
            and other.right <= self.right + 0.05
            and self.top - 0.05 <= other.top
            and other.bottom <= self.bottom + 0.05
        )


@dataclass(frozen=True)
class _Port:
    """What percent and a viewBox refer to, and what the parts in it have in common."""

    left: float
    width: float
    height: float
    anchor: str = "start"
    link: str = ""
    name: str = ""


def parsed(drawing: Markup) -> ET.Element:
    """The whole as XML: ParseError unless it is well-formed."""
    return ET.fromstring(f"<body>{drawing}</body>")


def sheet(drawing: Markup, room: float) -> Part:
    """The drawing proper in a room so many em wide."""
    return Part("svg", 0, 0, room, float(_svg(drawing).attrib["font-size"].removesuffix("em")))


def parts(drawing: Markup, room: float) -> list[Part]:
    """All shapes and lines of text of the drawing proper."""
    whole = sheet(drawing, room)
    return list(_parts(_svg(drawing), _Port(0, room, whole.height)))


def _svg(drawing: Markup) -> ET.Element:
    found = parsed(drawing).find(".//figure/svg")
    assert found is not None
    return found


def _length(value: str, across: float) -> float:
    if value.endswith("%"):
        return float(value[:-1]) / 100 * across
    return float(value.removesuffix("em"))


def _parts(element: ET.Element, port: _Port) -> Iterator[Part]:
    port = _Port(
        port.left, port.width, port.height, element.get("text-anchor", port.anchor),
        element.get("href", port.link), element.findtext("title", port.name),
    )  # fmt: skip
    for child in element:
        match child.tag:
            case "svg":
                left = port.left + _length(child.get("x", "0"), port.width)
                inner = _Port(
                    left, _length(child.get("width", "100%"), port.width), port.height, port.anchor, port.link
                )
                yield Part("field", inner.left, 0, inner.width, port.height, child.get("viewBox", ""))
                if "viewBox" not in child.attrib:
                    yield from _parts(child, inner)
            case "g" | "a":
                yield from _parts(child, port)
            case "rect":
                left = port.left + _length(child.get("x", "0"), port.width)
                wide, high = _length(child.attrib["width"], port.width), _length(child.attrib["height"], port.height)
                yield Part("rect", left, _length(child.get("y", "0"), 0), wide, high, "", port.link, port.name)
            case "circle":
                radius = _length(child.attrib["r"], 0)
                x, y = port.left + _length(child.attrib["cx"], port.width), _length(child.attrib["cy"], 0)
                yield Part("circle", x - radius, y - radius, 2 * radius, 2 * radius, "", port.link, port.name)
            case "line":
                start, end = (port.left + _length(child.get(x, "0"), port.width) for x in ("x1", "x2"))
                top, bottom = (_length(child.get(y, "0"), 0) for y in ("y1", "y2"))
                kind = child.get("class", "")
                yield Part("line", min(start, end), min(top, bottom), abs(end - start), abs(bottom - top), kind)
            case "text":
                yield from _texts(child, port)


def _texts(element: ET.Element, port: _Port) -> Iterator[Part]:
    """Each line of a text: a part that is placed begins one, another one goes on."""
    lines: list[tuple[dict[str, str], str]] = []
    y = _length(element.get("y", "0"), 0)
    if (element.text and "x" in element.attrib) or not len(element):
        lines.append((element.attrib, element.text or ""))
    for span in element:
        if "x" in span.attrib:
            lines.append((span.attrib, span.text or ""))
        else:
            where, said = lines.pop() if lines else (element.attrib, "")
            lines.append((where, said + (span.text or "") + (span.tail or "")))
    anchor = element.get("text-anchor", port.anchor)
    for where, said in lines:
        y = _length(where["y"], 0) if "y" in where else y + _length(where.get("dy", "0"), 0)
        x = port.left + _length(where.get("x", "0"), port.width) + _length(where.get("dx", "0"), 0)
        wide = width(said)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        yield Part("text", left, y - 1, wide, _HEIGHT, said, port.link, port.name)
