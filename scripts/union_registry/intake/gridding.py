"""A grid of labels and values, as forms have it: the value stands beside its label, behind it, or below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_registry.intake.claims import Claims
from union_registry.intake.gathering import nested
from union_registry.intake.labels import filled, plain
from union_registry.intake.layout import Cell, Paragraph
from union_registry.intake.printed.form import Field
from union_registry.intake.value.dates import digit
from union_registry.intake.values import Values

if TYPE_CHECKING:
    from union_registry.intake.placing import Placing

_CHINESE_YEAR = re.compile("二[〇零○O0][零〇○O0一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(r"(20[0-9]{2})年?度?\Z")
_ANY = re.compile("项目|指标|类别|名称|年份|年度|内容")
_UNIT = re.compile(r"[(（]?(?:金额)?(?:单位[:：]?)?(?:人民币)?[亿万千百]*元[)）]?")
_YEAR_AND_MORE = re.compile(r"(20[0-9]{2})\s*年度?\s*[:：]?\s*")


class Grid:
    """Reads rows of cells one after the other; `begin` starts a table."""

    def __init__(self, placing: Placing, values: Values, claims: Claims) -> None:
        self._placing, self._values, self._claims = placing, values, claims
        self.begin()

    def begin(self) -> None:
        self._seen: set[int] = set()
        self._yearly: tuple[Field, str] | None = None  # a label whose values stand by year
        self._years: dict[str, Cell] = {}  # a row of years, by which later rows are read
        self._above: tuple[Field, str, Cell] | None = None  # a label that has a row to itself

    def row(self, row: list[Cell]) -> None:
        """One row that is no row of labels."""
        cells = [cell for cell in row if id(cell) not in self._seen]
        self._seen.update(id(cell) for cell in row)
        filled_cells = [cell for cell in cells if cell.text.strip()]
        if len({id(cell) for cell in row}) == 1 and cells:
            self._single(cells[0])
            return
        if self._placing.part.text and not any(self._is_known(cell.text) for cell in filled_cells):
            self._placing.tabled(filled_cells)
            return
        for cell in cells:  # tables within cells are read where they stand
            for block in cell.blocks:
                if not isinstance(block, Paragraph):
                    self._placing.block(block)
        years = [cell for cell in filled_cells if _year(cell.text)]
        if len(years) > 1 and any(one.column + one.span == other.column for one in years for other in years):
            self._of_years(years, [cell for cell in cells if cell not in years])
            return
        if self._years and self._by_years(cells):
            return
        if self._years and any((field := self._field(cell.text)) and field.reader != "yearly" for cell in cells):
            self._years, self._yearly = {}, None
        self._pairs(cells)

    def _of_years(self, years: list[Cell], others: list[Cell]) -> None:
        """A row of years, and what stands beside them: what they are the years of, or 项目 and the like."""
        own = self._label_of(others)
        said = [plain(cell.text) for cell in others if filled(cell.text)]
        unknown = not all(_ANY.fullmatch(text) or _UNIT.fullmatch(text) for text in said)
        yearly = own or (None if unknown else self._yearly)
        self._claims.take(*years)
        self._pairs(others)
        self._years, self._yearly = {_year(cell.text): cell for cell in years}, yearly

    def _label_of(self, cells: list[Cell]) -> tuple[Field, str] | None:
        for cell in cells:
            field = self._field(cell.text)
            if field is not None and field.reader == "yearly":
                self._claims.take(cell)
                return field, cell.text
        return None

    def _by_years(self, cells: list[Cell]) -> bool:
        """Reads cells below a row of years, where the row or one above says what they are."""
        yearly = self._label_of(cells) or self._yearly
        if yearly is None:
            return False
        field, label = yearly
        if any((other := self._field(cell.text)) and other.reader != "yearly" for cell in cells):
            return False
        below = [
            (year, cell) for year, head in self._years.items() for cell in cells
            if cell.overlaps(head) and self._field(cell.text) is None
        ]  # fmt: skip
        for year, cell in below:
            self.put_year(cell, field, label, year, cell.text)
        return bool(below)

    def _single(self, cell: Cell) -> None:
        """A cell that has a row to itself: heading, label of what is below, or running text."""
        text = cell.text
        field = self._field(text)
        if field is not None and self._placing.index.heading(text) is None:
            self._claims.take(cell)
            self._placing.follow(text)
            if field.reader == "yearly":
                self._yearly = field, text
            else:
                self._above = field, text, cell
        elif self._above is not None and text.strip():
            field, label, _ = self._above
            self._above = None
            self._placing.put(cell, field, text, label)
        elif (part := self._placing.index.heading(text)) is not None:
            self._claims.take(cell)
            self._placing.enter(part, text)
        elif self._yearly and _YEAR_AND_MORE.match(text):
            self._years_within(cell, *self._yearly)
        else:
            self._forget_years(text)
            for block in cell.blocks:
                self._placing.block(block)

    def _pairs(self, cells: list[Cell]) -> None:
        """Labels with their values to the right; a year counts as a label where values go by year."""
        waiting = list(cells)
        while waiting:
            cell = waiting.pop(0)
            text = cell.text.strip()
            if not text:
                continue
            year, field = _year(text), self._field(text)
            if (year and self._yearly) or (field is not None and field.reader != "yearly"):
                self._claims.take(cell)
                self._placing.follow(text)
                if waiting and not self._is_label(waiting[0]):
                    beside = waiting.pop(0)
                    if year and self._yearly:
                        self.put_year(beside, *self._yearly, year, beside.text)
                    elif field is not None:
                        self._placing.put(beside, field, beside.text, text, numeric=beside.numeric)
            elif field is not None:
                self._claims.take(cell)
                self._placing.follow(text)
                self._yearly = field, text
            else:
                self._other(cell, text)

    def _other(self, cell: Cell, text: str) -> None:
        """A cell that is no label of a field: heading, the form's wording, or text that its part asks for."""
        if (part := self._placing.index.heading(text)) is not None:
            self._claims.take(cell)
            self._placing.enter(part, text)
        elif self._placing.is_wording(text) or not filled(text):
            self._claims.take(cell)
        elif self._yearly and _YEAR_AND_MORE.match(text):
            self._years_within(cell, *self._yearly)
        else:
            self._forget_years(text)
            for block in cell.blocks:
                if isinstance(block, Paragraph):
                    self._placing.paragraph(block)

    def _forget_years(self, text: str) -> None:
        """Years that stand behind a label nobody knows are not those of the label before it."""
        if filled(text) and not _UNIT.fullmatch(plain(text)) and not self._placing.is_wording(text):
            self._yearly, self._years = None, {}

    def _years_within(self, cell: Cell, field: Field, label: str) -> None:
        """2022年：1200 2023年：1300, all in one cell."""
        parts = _YEAR_AND_MORE.split(cell.text)
        for year, text in zip(parts[1::2], parts[2::2], strict=True):
            self.put_year(cell, field, label, year, text.strip(" \n　;；,，、"))

    def put_year(self, cell: Cell, field: Field, label: str, year: str, text: str) -> None:
        """An amount of one year."""
        self._claims.take(cell)
        for path, read in self._values.read(Field(field.path, field.labels), text, label=label):
            shown = path.replace("[]", f"[{year}]")
            if read.why is not None:
                self._claims.doubt(cell, read.why, shown, text)
            if read.value is not None:
                entry = nested(path, read.value)
                (account,) = entry["lead.yaml"]["accounts"]
                entry["lead.yaml"]["accounts"] = [{"year": year, **account}]
                self._claims.lay(entry, cell)

    def _field(self, text: str) -> Field | None:
        return self._placing.index.field(self._placing.part, text) if text.strip() else None

    def _is_known(self, text: str) -> bool:
        """Whether a text is a label, a heading, or the form's own wording."""
        index = self._placing.index
        return self._field(text) is not None or index.heading(text) is not None or self._placing.is_wording(text)

    def _is_label(self, cell: Cell) -> bool:
        return bool(cell.text.strip()) and (
            self._field(cell.text) is not None or bool(self._yearly and _year(cell.text))
        )


def _year(label: str) -> str:
    """The year that a label is, in digits: 2024年, 2024年度, 二〇二四年; "" if it is none."""
    said = _CHINESE_YEAR.sub(lambda year: "".join(map(digit, year[0])), plain(label))
    match = _YEAR.match(said)
    return match[1] if match else ""
