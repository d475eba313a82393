"""One sheet of a workbook as a table; formulas, and what is hidden, are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from union_registry.intake.excel.numbers import Formats
from union_registry.intake.layout import Aside, Cell, Paragraph, Table
from union_registry.intake.xml import all_named, attribute, child, tag
from union_registry.refused import Refused
from union_registry.text import Text

MAX_CELLS = 60_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?\Z")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")  # a character that XML cannot hold
_FORMULA = Text(
    "由公式算出，采用了文件里存着的结果；请核对", "comes from a formula; the stored result was used, compare it"
)
_NO_RESULT = Text(
    "公式没有存下结果，没有读；在 Excel 里打开并保存一次，或改写成数值",
    "a formula without a stored result, not read; open and save it in Excel, or write the value",
)
_HIDDEN = Text("隐藏的内容，也读了；若不要，请删去再交", "hidden, and read nevertheless; remove it if it is not meant")


class Sheet:
    """Reads one sheet; `asides` holds what is to be told of it."""

    def __init__(self, name: str, formats: Formats, shared: list[str]) -> None:
        self._name, self._formats, self._shared = name, formats, shared
        self.asides: list[Aside] = []

    def tell(self, reference: str, said: str, why: Text) -> None:
        """Notes something that stands at a cell, or of the whole sheet if `reference` is ""."""
        self.asides.append(Aside(self._where(reference), said, why))

    def read(self, root: Element) -> list[Table]:
        """The sheet as a table, nothing if it is blank; Refused if it holds more cells than a list does."""
        if sum(1 for _ in all_named(root, "c")) > MAX_CELLS:
            raise Refused(
                Text(
                    f"工作表“{self._name}”超过 {MAX_CELLS} 格", f"sheet “{self._name}” has more than {MAX_CELLS} cells"
                ),
                Text("只留名单那几行几列再交", "keep the rows and columns of the list and hand it in again"),
            )
        merged = dict(_merged(root))
        rows: list[list[Cell]] = []
        below: dict[int, tuple[Cell, int]] = {}  # by column: a cell that is merged downwards, and its last row
        number = 0
        for node in all_named(root, "row"):
            number = _number(attribute(node, "r")) or number + 1
            row = self._row(node, number, merged, below)
            if attribute(node, "hidden") in ("1", "true") and any(cell.text for cell in row):
                self.tell(f"第 {number} 行", " | ".join(cell.text for cell in row if cell.text), _HIDDEN)
            if row:
                rows.append(row)
        for column in _hidden_columns(root):
            said = "、".join(cell.text for row in rows for cell in row if cell.column == column and cell.text)
            if said:
                self.tell(f"第 {column} 列", said[:200], _HIDDEN)
        return [Table(rows)] if rows else []

    def _row(
        self,
        node: Element,
        number: int,
        merged: dict[tuple[int, int], tuple[int, int]],
        below: dict[int, tuple[Cell, int]],
    ) -> list[Cell]:
        """The cells of a row by column, those that reach into it from above among them."""
        for column in [column for column, (_, last) in below.items() if last < number]:
            del below[column]
        row = {column: cell for column, (cell, _) in below.items()}
        column = 0
        for held in node:
            if tag(held) != "c":
                continue
            column = _place(attribute(held, "r"))[0] or column + 1
            last_column, last_row = merged.get((column, number), (column, number))
            if column in row:
                continue
            where = self._where(attribute(held, "r") or f"第 {number} 行第 {column} 列")
            text, numeric = self._value(held, attribute(held, "r") or "")
            lines = [Paragraph(line, where) for line in text.split("\n") if line.strip()]
            row[column] = Cell([*lines], where, column, max(1, last_column - column + 1), numeric)
            if last_row > number:
                below[column] = row[column], last_row
        return [row[column] for column in sorted(row)]

    def _value(self, node: Element, reference: str) -> tuple[str, bool]:
        """What a cell shows, and whether it is a number."""
        kind, stored, formula = attribute(node, "t") or "n", child(node, "v"), child(node, "f")
        text = (stored.text or "") if stored is not None else ""
        if formula is not None:
            self.tell(reference, text or f"={formula.text or ''}", _FORMULA if text else _NO_RESULT)
        if kind == "s":
            text = (
                self._shared[int(text)] if text.isascii() and text.isdigit() and int(text) < len(self._shared) else ""
            )
        elif kind == "inlineStr":
            inline = child(node, "is")
            text = text_of(inline) if inline is not None else ""
        elif kind == "b":
            text = "是" if text == "1" else "否"
        elif kind == "n" and text:
            return self._formats.shown(text, attribute(node, "s")), True
        return text.strip(), False

    def _where(self, reference: str) -> Text:
        return Text(f"工作表“{self._name}” {reference}".strip(), f"sheet “{self._name}” {reference}".strip())


def text_of(node: Element) -> str:
    """The text of a string, without the reading aids of East Asian text."""
    if tag(node) == "t":
        return _CODED.sub(lambda code: chr(int(code[1], 16)), node.text or "")
    return "" if tag(node) == "rPh" else "".join(text_of(inner) for inner in node)


def _merged(root: Element) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """By column and row of its first cell, the last column and row of each merged area."""
    for node in all_named(root, "mergeCell"):
        match = _REFERENCE.match(attribute(node, "ref") or "")
        if match and match[3]:
            yield (_column(match[1]), int(match[2])), (_column(match[3]), int(match[4]))


def _hidden_columns(root: Element) -> Iterator[int]:
    for node in all_named(root, "col"):
        first, last = _number(attribute(node, "min")), _number(attribute(node, "max"))
        if attribute(node, "hidden") in ("1", "true"):
            yield from range(first, min(last, first + 200) + 1)


def _place(reference: str | None) -> tuple[int, int]:
    match = _REFERENCE.match(reference or "")
    return (_column(match[1]), int(match[2])) if match else (0, 0)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
