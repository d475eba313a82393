"""Reads one filled form from top to bottom: every text becomes a value, is the form's own wording, or stays over."""

from __future__ import annotations

import re
from typing import Any

from union_registry.intake.claims import Claims, Place
from union_registry.intake.gridding import Grid
from union_registry.intake.heads import Head
from union_registry.intake.index import Index
from union_registry.intake.labels import NUMBERING, filled, plain
from union_registry.intake.layout import Block, Cell, Paragraph, Table
from union_registry.intake.printed.form import IGNORED, Field, Form, Part
from union_registry.intake.rowing import Reader
from union_registry.intake.section import Section
from union_registry.intake.sharing import NAME, Said, of_units
from union_registry.intake.value.amounts import standing_unit
from union_registry.intake.value.dates import day
from union_registry.intake.value.units import are_units
from union_registry.intake.values import Values
from union_registry.text import Text

_TABLED = Text(
    "文字里的表格，按行并入了这一项；请核对", "a table within the text, which became lines of it; compare them"
)
_OTHER_SECTION = Text(
    "像是表里没有的一节，连同后面的内容放进了上一项；不属于这一项的，请移走或删去",
    "looks like a section that the form does not have; it went into the field above with what follows, move it if it does not belong there",
)
_NO_UNIT = Text(
    "不像单位的名称，没有当作成员写入；是成员的，请写全称和统一社会信用代码",
    "does not look like the name of a unit and was not written as a member; if it is one, give its full name and code",
)
_SEAL_DAY = Text("盖章的日期，不读入", "the day of the seal, which is not read")
_SEAL = re.compile(r"(?:牵头单位|推荐单位|单位)?\(?(?:盖章|签章|公章)\)?:?")
_SHORT = 60
_UNMISTAKABLE = 7  # letters of a heading that nobody writes by chance, such as 牵头单位审核意见


class Placing:
    """One pass over a form's blocks."""

    def __init__(self, form: Form, values: Values, claims: Claims) -> None:
        self._form, self._values, self._claims = form, values, claims
        self.index = Index(form, values)
        self._rows = Reader(values, claims)
        self._grid = Grid(self, values, claims)
        self._part = form.parts[0]
        self._after_seal = False
        self._section = Section("")
        self._waiting: tuple[Field, str] | None = None  # a label whose value is to come in the next paragraphs
        self._texts: dict[str, list[Paragraph]] = {}  # by field: paragraphs of a text or list
        self._tables = tuple({id(rows): rows for part in form.parts for rows in part.tables}.values())

    def read(self, blocks: list[Block]) -> None:
        """Reads all blocks and puts what they say."""
        for block in blocks:
            self.block(block)
        for path, pieces in self._texts.items():
            field = Field(path, (), "lines" if self._is_list(path) else "")
            said = "\n".join(piece.text for piece in pieces)
            self._claims.put(pieces[0], said, self._values.read(field, said))
            self._claims.take(*pieces)
        self._rows.finish()

    def block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self.paragraph(block)
        else:
            self.table(block)

    def paragraph(self, piece: Paragraph) -> None:
        """One line of running text."""
        text = piece.text.strip()
        if not text:
            return
        self._hear_unit(piece, text)
        ways = (self._labelled, self._headed, self._named, self._sealed, self._is_wording)
        if any(way(piece, text) for way in ways):
            return
        if self._waiting and self._answered(piece, text):
            return
        part = self._part
        if not filled(text):
            self._claims.take(piece)
        elif part.text:
            self._written(piece, text)
        elif part.members:
            self._units(piece, text)
        elif (field := self.index.field(part, text)) is not None:
            self._claims.take(piece)
            self._waiting = field, text

    def _hear_unit(self, piece: Paragraph, text: str) -> None:
        """A remark such as 单位：元 holds for the amounts that follow in this part."""
        unit = standing_unit(text) if len(text) < _SHORT and not self._part.text else ""
        if unit:
            self._values.unit = unit
            if plain(text).strip("()") == plain(unit):
                self._claims.take(piece)

    def _written(self, piece: Paragraph, text: str) -> None:
        """A line of a field that takes text; what may not belong there is told."""
        part = self._part
        if part.remark and part.text not in self._texts:
            self._claims.doubt(piece, part.remark, part.text)
        if self._section.follows(text):
            self._claims.doubt(piece, _OTHER_SECTION, part.text)
        self._texts.setdefault(part.text, []).append(piece)

    def _units(self, piece: Paragraph, text: str) -> None:
        """A line that names the units of a tier."""
        if not are_units(text):
            self._claims.doubt(piece, _NO_UNIT, "members.yaml: members[]")
            return
        for said in of_units([Said(NAME, piece, text)], self._claims):  # type: ignore[arg-type]
            self._unit(piece, said)

    def table(self, table: Table) -> None:
        """A table, be it a grid of labels or rows below a row of labels."""
        self._waiting = None
        self._grid.begin()
        place = 0
        while place < len(table.rows):
            row = table.rows[place]
            head = self._rows.heads.find(row, self._part.tables) or self._rows.heads.find(row, self._tables)
            if head is not None:
                default = {"tier": self._part.members} if self._part.members and head.rows.entry == "members" else {}
                place = self._rows.read(head, table.rows, place + 1, default, self._ends)
                continue
            self._grid.row(row)
            place += 1

    def tabled(self, cells: list[Cell]) -> None:
        """A row of a table in the midst of a text: a line of it."""
        line = "　".join(" ".join(cell.text.split("\n")) for cell in cells)
        for cell in cells:
            self._claims.take(cell)
        if line and not filled(line):
            return
        piece = Paragraph(line, cells[0].where) if cells else None
        if piece is not None:
            self._claims.doubt(piece, _TABLED, self._part.text)
            self._texts.setdefault(self._part.text, []).append(piece)

    def follow(self, label: str) -> None:
        """Enters the part further down that a label belongs to, where its heading is missing."""
        part = self.index.later(self._part, label)
        if part is not None:
            self._part = part

    def enter(self, part: Part, heading: str = "") -> None:
        """From here on this part is read; `heading` is what it begins with."""
        self._part, self._waiting, self._after_seal = part, None, False
        self._section = Section(heading)
        self._values.unit = ""

    @property
    def part(self) -> Part:
        return self._part

    def put(self, place: Place, field: Field, text: str, label: str, *, numeric: bool = False) -> None:
        """Puts what stands at a field."""
        said = text.strip()
        if field.path == IGNORED:
            self._claims.take(place)
        else:
            self._claims.put(place, said, self._values.read(field, said, label=label, numeric=numeric))

    def is_wording(self, text: str) -> bool:
        return self._form.is_wording(text, self._part) or self._form.named_in(text)

    def _labelled(self, piece: Paragraph, text: str) -> bool:
        """Whether labels stand in it, each with its value behind a colon."""
        found = self.index.inline(self._part, text)
        if not found and self._part.fields:
            later = (
                part
                for part in self._form.parts
                if self.index.later(self._part, text.replace("：", ":").partition(":")[0]) is part
            )
            part = next(later, None)
            found = self.index.inline(part, text) if part else []
            self._part = part if part and found else self._part
        for field, label, value in found:
            if filled(value):
                self.put(piece, field, value, label)
                self._waiting = None
            else:
                self._claims.take(piece)
                self._waiting = field, label
        return bool(found)

    def _sealed(self, piece: Paragraph, text: str) -> bool:
        """Whether it is the place of a seal, or the day beneath it, in a text that ends with one."""
        seal = _SEAL.match(plain(text)) if self._part.text else None
        rest = plain(text)[seal.end() :] if seal else plain(text)
        if not (seal or self._after_seal) or (filled(rest) and day(rest).value is None):
            self._after_seal = False
            return False
        self._after_seal = True
        if filled(rest):
            self._claims.doubt(piece, _SEAL_DAY)
        self._claims.take(piece)
        return True

    def _headed(self, piece: Paragraph, text: str) -> bool:
        """Whether it is a heading, perhaps with text behind its colon."""
        own = self.index.field(self._part, text) if self._part is self._form.parts[0] else None
        part = self.index.heading(text) if own is None or self._part.text else None
        if part is not None and self._may_follow(part):
            self._claims.take(piece)
            self.enter(part, text)
            return True
        head, colon, rest = text.replace("：", ":").partition(":")
        part = self.index.heading(head) if colon and len(plain(head)) < 40 else None
        if part is None or not (part.text or part.members) or not self._may_follow(part, head):
            return False
        self._claims.take(piece)
        self.enter(part, head)
        if filled(rest):
            self.paragraph(Paragraph(text[len(head) + 1 :], piece.where))
        return True

    def _may_follow(self, part: Part, head: str | None = None) -> bool:
        """Whether a heading may end the text that is being read.

        In the midst of a text the names of tiers and of tables are what people write about, and a
        `head` with words behind its colon is a heading only if it is numbered like one, or long.
        """
        if not self._part.text:
            return True
        parts = self._form.parts
        if head is not None and not NUMBERING.match(plain(head)) and len(plain(head)) < _UNMISTAKABLE:
            return False
        return bool(part.text) or (not part.members and parts.index(part) > parts.index(self._part))

    def _named(self, piece: Paragraph, text: str) -> bool:
        """Whether it is the union's name below its label, which looks like the form's own title."""
        return bool(self._waiting and self._waiting[0].path == "union.yaml: name") and self._answered(piece, text)

    def _is_wording(self, piece: Paragraph, text: str) -> bool:
        known = self._form.is_instruction(text) if self._part.text else self.is_wording(text)
        if known:
            self._claims.take(piece)
        return known

    def _answered(self, piece: Paragraph, text: str) -> bool:
        """Whether it is what a label above it waits for."""
        field, label = self._waiting or (Field("", ()), "")
        if self.index.is_label(text):
            return False
        if field.reader == "lines":
            self._texts.setdefault(field.path, []).append(piece)
            return True
        self._waiting = None
        if len(text) > _SHORT or not filled(text):
            return False
        self.put(piece, field, text, label)
        return True

    def _unit(self, piece: Paragraph, said: list[Said]) -> None:
        entry: list[Any] = []
        for each in said:
            entry += self._values.read(each.field, each.text)
        whole = {path.rpartition(".")[2]: read.value for path, read in entry if read.value is not None}
        self._claims.put(
            piece, piece.text.strip(), [(path, type(read)(None, read.why)) for path, read in entry if read.why]
        )
        if whole:
            self._claims.take(piece)
            self._claims.lay({"members.yaml": {"members": [{**whole, "tier": self._part.members}]}}, piece)

    def _ends(self, head: Head, row: list[Cell]) -> bool:
        """Whether a row belongs to the table below `head` no more."""
        cells = [cell for cell in {id(cell): cell for cell in row}.values() if cell.text.strip()]
        if not cells:
            return False
        first = cells[0].text
        if self._rows.heads.find(row, self._tables) is not None:
            return True
        if len({id(cell) for cell in row}) == 1:
            return self.index.is_label(first) or self.is_wording(first) or "\n" in first
        labels = sum(self.index.field(self._part, cell.text) is not None for cell in cells[::2])
        width = len(head.columns) + len(head.unknown)
        return labels > 1 or (
            labels == 1 and len({id(cell) for cell in row}) != width and self.index.field(self._part, first) is not None
        )

    def _is_list(self, path: str) -> bool:
        return any(field.path == path and field.reader == "lines" for part in self._form.parts for field in part.fields)
