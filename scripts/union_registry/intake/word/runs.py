"""The text of a Word paragraph: runs, tracked changes, ticked boxes, breaks; text boxes apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from union_registry.intake.xml import attribute, child, is_on, tag

TICKED, UNTICKED = "☑", "☐"
# What Word's symbol fonts show for a character, where it says something: a tick, a box, a cross.
_SYMBOLS = {
    "Wingdings": {"FC": "√", "FE": TICKED, "FD": TICKED, "A8": UNTICKED, "6F": UNTICKED, "FB": "×", "6E": "■"},
    "Wingdings 2": {"50": "√", "52": TICKED, "54": TICKED, "53": TICKED, "A3": UNTICKED, "30": UNTICKED, "4F": "×"},
}
_TRANSPARENT = frozenset(
    ("r", "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "sdtContent", "dir", "bdo", "rubyBase", "ruby",
     "oMath", "oMathPara")
)  # fmt: skip
_DROPPED = frozenset(("del", "moveFrom"))
_SHAPES = frozenset(("txbxContent", "blip", "imagedata", "drawing", "pict"))
_DRAWN = frozenset(("drawing", "pict", "object", "AlternateContent"))


@dataclass(slots=True)
class Said:
    """A paragraph's text, the text boxes anchored in it, and what was changed or hidden in it."""

    text: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    pictures: int = 0


def said(paragraph: Element) -> Said:
    """What a paragraph says."""
    found = Said()
    _walk(paragraph, found)
    return found


def _walk(node: Element, found: Said) -> None:
    for inner in node:
        name = tag(inner)
        if name == "r" and (unread := _unread(inner, found)) is not None:
            unread.append(_letters(inner))
        elif name == "ins":
            found.inserted.append(_part(inner, found))
        elif name in _TRANSPARENT:
            _walk(inner, found)
        elif name in _DROPPED:
            found.deleted.append(_letters(inner))
        elif name == "sdt":
            _control(inner, found)
        elif name == "AlternateContent" and not any(tag(part) in _SHAPES for part in inner.iter()):
            _walk(_plainest(inner), found)  # a sign such as a tick from the panel of emoji
        elif name in _DRAWN:
            _drawn(inner, found)
        elif name in _SIGNS:
            found.text.append(_SIGNS[name](inner))


def _unread(run: Element, found: Said) -> list[str] | None:
    """Where a run is noted that is not read: it is hidden, or struck out."""
    if is_on(child(run, "rPr", "vanish")):
        return found.hidden
    struck = any(is_on(child(run, "rPr", name)) for name in ("strike", "dstrike"))
    return found.struck if struck else None


def _plainest(node: Element) -> Element:
    """Of several versions of the same the one that any program can show."""
    found = child(node, "Fallback")
    return found if found is not None else next(iter(node), node)


def _part(node: Element, found: Said) -> str:
    """The text that `node` adds to what was found."""
    start = len(found.text)
    _walk(node, found)
    return "".join(found.text[start:])


def _control(node: Element, found: Said) -> None:
    """A content control: a box is ticked or not; a prompt that nobody has answered says nothing."""
    settings = child(node, "sdtPr")
    box = child(settings, "checkbox") if settings is not None else None
    if box is not None:
        checked = child(box, "checked")
        found.text.append(TICKED if checked is not None and is_on(checked) else UNTICKED)
    elif settings is None or not is_on(child(settings, "showingPlcHdr")):
        _walk(node, found)


def _old_box(node: Element) -> str:
    """A box of an old form field."""
    box = child(node, "ffData", "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    return TICKED if is_on(state if state is not None else child(box, "default")) else UNTICKED


def _symbol(node: Element) -> str:
    code = (attribute(node, "char") or "").upper().removeprefix("F0")
    return _SYMBOLS.get(attribute(node, "font") or "", {}).get(code, "�")


def _drawn(node: Element, found: Said) -> None:
    """Text boxes in a drawing, and whether it is a picture; of two versions of the same the first counts."""
    boxes = list(_boxes(node))
    found.boxes += boxes
    if not boxes:
        found.pictures += any(tag(inner) in ("blip", "imagedata") for inner in node.iter())


def _boxes(node: Element) -> Iterator[Element]:
    for inner in node:
        name = tag(inner)
        if name == "txbxContent":
            yield inner
        elif name != "Fallback" or tag(node) != "AlternateContent":
            yield from _boxes(inner)


def _letters(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter() if tag(text) in ("t", "delText"))


def _break(node: Element) -> str:
    return "" if attribute(node, "type") in ("page", "column") else "\n"


# What an element adds to the text.
_SIGNS: dict[str, Callable[[Element], str]] = {
    "t": lambda node: node.text or "",
    "br": _break,
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "cr": lambda _: "\n",
    "noBreakHyphen": lambda _: "-",
    "sym": _symbol,
    "fldChar": _old_box,
    "rt": lambda node: f"({_letters(node)})",  # the small print over a character
}
