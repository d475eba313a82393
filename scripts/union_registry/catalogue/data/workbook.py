"""The frame of a workbook, made by XlsxWriter: head row, looks, and a sheet of explanations."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from union_registry.catalogue.data.column import Type
from union_registry.catalogue.data.table import Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

TYPE_WORDS = {
    Type.TEXT: "文本", Type.TEXTS: "多项文本，每行一项", Type.INTEGER: "整数", Type.NUMBER: "数", Type.BOOLEAN: "真（TRUE）或假（FALSE）",
    Type.DATE: "日期",
}  # fmt: skip

# XlsxWriter would put the moment of writing there.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTHS = {Type.TEXT: 20, Type.TEXTS: 40, Type.INTEGER: 8, Type.NUMBER: 8, Type.BOOLEAN: 9, Type.DATE: 12}


class Styles(NamedTuple):
    """Numbers of the looks that cells may have; `quoted` is an apostrophe in front that is not part of the text."""

    day: int
    code: int
    quoted: int


class Frame(NamedTuple):
    """A finished workbook whose first sheet has a head and no rows."""

    content: bytes
    styles: Styles


def frame(table: Table[Any], rows: int) -> Frame:
    """The workbook for a table of so many rows."""
    from xlsxwriter import Workbook

    written = BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": table.title.zh, "comments": table.description.zh, "created": _CREATED})
        looks = _Looks(workbook)
        _head(workbook.add_worksheet(table.title.zh), table, rows, looks)
        _explain(workbook.add_worksheet("说明 Notes"), table, looks)
    return Frame(written.getvalue(), Styles(looks.day.xf_index, looks.code.xf_index, looks.text.xf_index))


class _Looks:
    """How cells look; `text` stays text even where somebody edits the cell."""

    def __init__(self, workbook: Workbook) -> None:
        self.head = workbook.add_format({"bold": True, "bg_color": "#E8EEF5", "text_wrap": True, "valign": "top"})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.code = workbook.add_format({"num_format": "@"})
        self.text = workbook.add_format({"quote_prefix": True})


def _head(sheet: Worksheet, table: Table[Any], rows: int, looks: _Looks) -> None:
    from xlsxwriter.utility import xl_range

    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        look = looks.day if column.type is Type.DATE else looks.code if column.pattern else None
        sheet.set_column(place, place, 22 if column.pattern else _WIDTHS[column.type], look)
        sheet.write_string(0, place, column.title.zh, looks.head)
    last = len(table.columns) - 1
    sheet.autofilter(0, 0, max(rows, 1), last)
    # Codes of digits only are meant to be text.
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, rows, last)})


def _explain(sheet: Worksheet, table: Table[Any], looks: _Looks) -> None:
    """What each column is, and the keys behind the labels that stand in it."""
    lines: list[tuple[str, ...]] = [("列", "字段 Field", "Title", "类型", "单位", "说明", "Description")]
    lines += [
        (
            one.title.zh, one.name, one.title.en, TYPE_WORDS[one.type], one.unit, one.description.zh, one.description.en,
        )
        for one in table.columns
    ]  # fmt: skip
    lines += [(), ("列", "字段 Field", "显示 Label", "代码 Key", "Label in English")]
    lines += [
        (column.title.zh, column.name, choice.label.zh, choice.value, choice.label.en)
        for column in table.columns
        for choice in (column.choices.listed if column.choices else ())
    ]
    for row, line in enumerate(lines):
        look = looks.head if line[:1] == ("列",) else looks.text
        for place, text in enumerate(line):
            sheet.write_string(row, place, text, look)
    sheet.set_column(0, 6, 20)
