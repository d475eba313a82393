"""A table as XLSX, for people: Chinese heads, labels in place of keys, and a sheet that explains both.

XlsxWriter makes the workbook and the head row. It takes 8 µs a cell, which for 30,000 members is more
than all their pages take, so the rows themselves are written here and put into what it made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from union_registry.catalogue.data.column import Column, Type, Value
from union_registry.catalogue.data.formula import SUSPECT, is_formula
from union_registry.catalogue.data.table import Filled
from union_registry.catalogue.data.workbook import Styles, frame

_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
# Deflate's level: 6 would save a sixth of the bytes and take twice the time.
_LEVEL = 3
# Stands for the number of a row. No cell holds it otherwise: texts lie in a part of their own.
_ROW = "#"
_DAY_NOUGHT = date(1899, 12, 30).toordinal()

# What XML cannot hold is written as _x0001_, and so is what looks like that.
_UNWRITABLE = re.compile("[\\0-\\x08\\x0b-\\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# Where the part names the last row of the sheet.
_LAST = re.compile(rb'(<dimension ref="A1:[A-Z]+)1')
# Texts without any of these are written as they are.
_SPECIAL = re.compile("[&<>\\0-\\x1f\ufffe\uffff]|_x|^\\s|\\s$")


def xlsx_file(filled: Filled[Any]) -> bytes:
    """The file; the same bytes for the same table. Every text is a text cell, whatever it begins with."""
    made = frame(filled.table, len(filled))
    written = BytesIO()
    with ZipFile(BytesIO(made.content)) as source, ZipFile(written, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as target:
        strings = _Strings(source.read(_STRINGS).count(b"<si>"))
        # The strings are known once the sheet has been written.
        for name in sorted(source.namelist(), key=lambda name: (name == _STRINGS, name)):
            content = source.read(name)
            with target.open(name, "w") as part:
                if name == _SHEET:
                    head, tail = content.split(b"</sheetData>")
                    part.write(_LAST.sub(rb"\g<1>%d" % (len(filled) + 1), head, count=1))
                    for block in _rows(filled, made.styles, strings):
                        part.write(block.encode())
                    part.write(b"</sheetData>" + tail)
                elif name == _STRINGS:
                    part.write(strings.appended(content))
                else:
                    part.write(content)
    return written.getvalue()


class _Strings(dict[str, int]):
    """The texts of a workbook, each once: a cell holds the number of one, which is a new one for a new text."""

    def __init__(self, first: int) -> None:
        """`first` is the number of the first text that is asked for."""
        self._first = first

    def __missing__(self, text: str) -> int:
        number = self[text] = self._first + len(self)
        return number

    def appended(self, content: bytes) -> bytes:
        """The part that holds the texts, with those asked for behind those it has."""
        head = re.sub(rb' count="\d+" uniqueCount="\d+"', b"", content.removesuffix(b"</sst>"), count=1)
        return head + "".join(map(_string, self)).encode() + b"</sst>"


def _string(text: str) -> str:
    if not _SPECIAL.search(text):
        return f"<si><t>{text}</t></si>"
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<si><t xml:space="preserve">{_UNWRITABLE.sub(_written, written)}</t></si>'


def _written(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


class _Cells(dict[Value, str]):
    """The cells of a column as XML by their values, a mark standing for the number of the row."""

    def __init__(self, letters: str, column: Column[Any], styles: Styles, strings: _Strings) -> None:
        super().__init__({None: ""})
        self._begin = f'<c r="{letters}{_ROW}"'
        self._column = column
        self._labels = {one.value: one.label.zh for one in column.choices.listed} if column.choices else {}
        self._styles = styles
        self._strings = strings

    def __missing__(self, value: Any) -> str:
        cell = self[value] = self._begin + self._end(value)
        return cell

    def _end(self, value: Any) -> str:
        kind = self._column.type
        if kind is Type.TEXT:
            return self._text(self._labels.get(value, value))
        if kind is Type.TEXTS:
            return self._text("\n".join(value))
        if kind is Type.BOOLEAN:
            return f' t="b"><v>{value:d}</v></c>'
        if kind is Type.DATE:
            return f' s="{self._styles.day}"><v>{date.fromisoformat(value).toordinal() - _DAY_NOUGHT}</v></c>'
        return f"><v>{value:f}</v></c>" if kind is Type.NUMBER else f"><v>{value}</v></c>"

    def _text(self, text: str) -> str:
        style = ""
        if text[:1] in SUSPECT and is_formula(text):
            style = f' s="{self._styles.quoted}"'
        elif self._column.pattern:
            style = f' s="{self._styles.code}"'
        return f'{style} t="s"><v>{self._strings[text]}</v></c>'


def _rows(filled: Filled[Any], styles: Styles, strings: _Strings) -> Iterator[str]:
    """The rows below the head as XML, block by block."""
    columns = [_Cells(*place, styles, strings) for place in zip(_letters(), filled.table.columns, strict=False)]
    number = 2  # rows are counted from 1, and the head is one
    for block in filled.blocks():
        cells = [map(column.__getitem__, held) for column, held in zip(columns, block, strict=True)]
        rows = []
        for row in map("".join, zip(*cells, strict=True)):
            rows.append(f'<row r="{_ROW}">{row}</row>'.replace(_ROW, str(number)))
            number += 1
        yield "".join(rows)


def _letters() -> Iterator[str]:
    """Names of columns: A, B, … Z, AA, AB, …"""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)
