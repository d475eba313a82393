"""What a file shows, whatever wrote it: paragraphs and tables in their order, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from union_registry.text import Text


@dataclass(slots=True, eq=False)
class Paragraph:
    """One line of text. `taken` once it is a value, is known as the form's own wording, or is told as a doubt."""

    text: str
    where: Text
    taken: bool = False


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a table, which takes up `span` columns from `column`; merged cells are one cell.

    `numeric` says that a spreadsheet holds it as a number.
    """

    blocks: list[Block]
    where: Text
    column: int
    span: int = 1
    numeric: bool = False

    @property
    def text(self) -> str:
        """What stands in it, a line a paragraph, without what stands in tables within it."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph) and block.text.strip())

    def overlaps(self, other: Cell) -> bool:
        return self.column < other.column + other.span and other.column < self.column + self.span


@dataclass(slots=True, eq=False)
class Table:
    """Rows of cells; a cell that is merged over several rows is the same object in each of them."""

    rows: list[list[Cell]]


Block = Paragraph | Table


@dataclass(slots=True)
class Aside:
    """What a file holds beside its text and is not placed anywhere: a comment, a header, a deleted word.

    `printed` says that the form itself may have put it there, as it does with headers and footers.
    """

    where: Text
    text: str
    why: Text
    printed: bool = False


@dataclass(slots=True)
class Layout:
    """All of a file: its text and what stands beside it."""

    blocks: list[Block]
    asides: list[Aside] = field(default_factory=list)


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph, those in tables and in tables within them too, each once."""
    seen: set[int] = set()
    waiting = list(blocks)[::-1]
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            yield block
            continue
        inner: list[Block] = []
        for row in block.rows:
            for cell in row:
                if id(cell) not in seen:
                    seen.add(id(cell))
                    inner += cell.blocks
        waiting += inner[::-1]


def row_places(blocks: Iterable[Block]) -> Iterator[tuple[int, int]]:
    """The identity of the `where` of each cell of the tables, with that of the first in its row; innermost tables last."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield id(cell.where), id(row[0].where)
                    yield from row_places(cell.blocks)
