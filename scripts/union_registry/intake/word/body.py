"""Word's body as paragraphs and tables, and what was read on the way that is no part of it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from union_registry.intake.layout import Aside, Block, Cell, Paragraph, Table
from union_registry.intake.word.runs import said
from union_registry.intake.xml import attribute, child, is_on, tag
from union_registry.text import Text

_THROUGH = frozenset(("sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_DELETED = Text(
    "修订中删去的文字，没有采用；若仍要，请在 Word 里拒绝这处修订",
    "deleted in tracked changes and not used; reject the change in Word if it still holds",
)
_INSERTED = Text(
    "修订中插入的文字，已采用；若不要，请在 Word 里拒绝这处修订",
    "inserted in tracked changes and used; reject the change in Word if it does not hold",
)
_HIDDEN = Text("隐藏的文字，没有采用；若要，请取消隐藏", "hidden text, which was not used; unhide it if it is meant")
_MANY = 10**6


_STRUCK = Text("划去的文字，没有读", "struck out, and not read")


class Body:
    """Reads the body; `asides` holds tracked changes and hidden text, `pictures` the number of pictures."""

    def __init__(self) -> None:
        self.asides: list[Aside] = []
        self.pictures = 0
        self._paragraphs = self._tables = 0

    def blocks(self, node: Element, where: Text | None = None) -> list[Block]:
        """The blocks in `node`; `where` names the cell or box that it is, None for the body itself."""
        found: list[Block] = []
        for inner in _content(node):
            if tag(inner) == "p":
                found += self._paragraph(inner, where)
            else:
                found.append(self._table(inner, where))
        return found

    def _paragraph(self, node: Element, where: Text | None) -> list[Block]:
        found = said(node)
        self.pictures += found.pictures
        text = "".join(found.text)
        if where is None and text.strip():
            self._paragraphs += 1
        here = where or Text(f"第 {self._paragraphs} 段", f"paragraph {self._paragraphs}")
        self._tell(here, found.deleted, _DELETED)
        self._tell(here, found.inserted, _INSERTED)
        self._tell(here, found.hidden, _HIDDEN)
        self._tell(here, found.struck, _STRUCK)
        lines: list[Block] = [Paragraph(line, here) for line in text.split("\n") if line.strip()]
        for box in found.boxes:
            lines += self.blocks(box, Text(f"{here.zh}旁的文本框", f"text box at {here.en}"))
        return lines

    def _tell(self, where: Text, texts: list[str], why: Text) -> None:
        whole = "".join(texts).strip()
        if whole:
            self.asides.append(Aside(where, whole, why))

    def _table(self, node: Element, within: Text | None) -> Table:
        if within is None:
            self._tables += 1
            here = Text(f"第 {self._tables} 个表", f"table {self._tables}")
        else:
            here = Text(f"{within.zh}内的表", f"table in {within.en}")
        rows: list[list[Cell]] = []
        open_cells: dict[int, Cell] = {}  # by column: the cell that a merged one below goes on with
        for number, row in enumerate(_content(node, "tr"), 1):
            where = Text(f"{here.zh} 第 {number} 行", f"{here.en}, row {number}")
            if child(row, "trPr", "del") is not None:
                texts = [text.text or "" for text in row.iter() if tag(text) in ("t", "delText")]
                self._tell(where, texts, _DELETED)
                continue
            rows.append(list(self._row(row, where, open_cells)))
        return Table(rows)

    def _row(self, row: Element, where: Text, open_cells: dict[int, Cell]) -> Iterator[Cell]:
        column = _number(child(row, "trPr", "gridBefore"))
        started: dict[int, Cell] = {}
        for number, node in enumerate(_content(row, "tc"), 1):
            settings = child(node, "tcPr")
            span = max(1, _number(child(settings, "gridSpan")) if settings is not None else 1)
            merged = child(settings, "vMerge") if settings is not None else None
            above = open_cells.get(column)
            if merged is not None and attribute(merged, "val") != "restart" and above is not None:
                cell = above
                cell.blocks += self.blocks(node, cell.where)  # what LibreOffice may have left in a hidden cell
            else:
                here = Text(f"{where.zh} 第 {number} 格", f"{where.en}, cell {number}")
                cell = Cell(self.blocks(node, here), here, column, span)
            if merged is not None:
                started[column] = cell
            column += span
            yield cell
        open_cells.clear()
        open_cells.update(started)


def _content(node: Element, *names: str) -> Iterator[Element]:
    """The paragraphs and tables, or whatever `names` says, in `node` and in what merely wraps them."""
    wanted = names or ("p", "tbl")
    for inner in node:
        name = tag(inner)
        if name in wanted:
            yield inner
        elif name == "sdt":
            if not is_on(child(inner, "sdtPr", "showingPlcHdr")):
                yield from _content(inner, *wanted)
            elif "p" not in wanted:  # a cell that nobody has filled in still takes up its column
                yield from map(_emptied, _content(inner, *wanted))
        elif name in _THROUGH:
            yield from _content(inner, *wanted)
        elif name == "AlternateContent":
            first = child(inner, "Choice")
            yield from _content(first if first is not None else inner, *wanted)


def _emptied(node: Element) -> Element:
    """A row or cell with its settings, and without what stands in it."""
    blank = Element(node.tag, node.attrib)
    for inner in node:
        if tag(inner) in ("trPr", "tcPr"):
            blank.append(inner)
        elif tag(inner) == "tc":
            blank.append(_emptied(inner))
    return blank


def _number(node: Element | None) -> int:
    text = attribute(node, "val") or "0"
    return min(int(text), _MANY) if text.isascii() and text.isdigit() and len(text) < 9 else 0
