"""What a printed form is made of: parts with headings; in them labels, tables, texts and lists.

A path is "file: field.field", with `[]` for the entry of a list that the row is about, and `[lead]`
for the member that leads. What kind of value stands there is the schema's to say; `reader` names
what is read in a way of its own (see `fields.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from union_registry.intake.labels import key, plain
from union_registry.text import NOTHING, Text

IGNORED = ""  # the path of what is recognised and computed, printed or signed, but not read back


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its other ways of being written, and the field or fields that it stands for."""

    path: str
    labels: tuple[str, ...]
    reader: str = ""


def field(path: str, *labels: str, reader: str = "") -> Field:
    return Field(path, labels, reader)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with a row of labels on top. `entry` is the list that its rows are entries of."""

    entry: str
    columns: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands below one of `headings`, up to the next heading.

    `text` is the field that takes its paragraphs, `list` the one that takes a line as an entry;
    `members` says the tier of the units that it lists. `remark` is told where text stands here that
    the form does not divide as the register does. `wording` is what the form itself prints here.
    """

    headings: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    tables: tuple[Rows, ...] = ()
    text: str = ""
    list: str = ""
    members: str = ""
    remark: Text = NOTHING
    wording: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form: its names, its parts, the first being the cover, and its own wording as patterns."""

    names: tuple[str, ...]
    parts: tuple[Part, ...]
    wording: tuple[str, ...] = ()

    def named_in(self, text: str) -> bool:
        """Whether `text` is the form's title, or the end of it."""
        said = plain(text)
        return len(said) < 50 and any(said.endswith(name) for name in self.names)

    def headings(self) -> dict[str, Part]:
        return {key(heading): part for part in self.parts for heading in part.headings}

    def is_instruction(self, text: str) -> bool:
        """Whether `text` is what the form itself says in the midst of what others write."""
        return _is_one_of((*BLANKS, *self.wording), text)

    def is_wording(self, text: str, part: Part | None = None) -> bool:
        """Whether `text` is a title, note or instruction that the form itself prints, in this part or anywhere."""
        return _is_one_of((*TITLES, *BLANKS, *self.wording, *(part.wording if part else ())), text)


def is_titling(text: str) -> bool:
    """Whether `text` stands around the title of any form."""
    return _is_one_of((*TITLES, *BLANKS), text)


def _is_one_of(patterns: Iterable[str], text: str) -> bool:
    said = plain(text)
    return any(re.fullmatch(pattern, said) for pattern in patterns)


# Half-width and without blanks: what every form has around its title, and where nothing is filled in yet.
TITLES = (
    r"[(（]?(?:参考)?模板[)）]?",
    r"锡林郭勒盟科学技术局|盟科技局",
    r"20[0-9]{2}年制|[0-9]{4}年[0-9]{1,2}月制",
    r"锡林郭勒盟.{0,12}创新联合体(?:.{2,12}[表书议])?",
)
BLANKS = (
    r"附件[0-9一二三]?:?",
    r"[(（]此页无正文[)）]",
    r"(?:牵头单位|推荐单位|单位)?[(（]?(?:盖章|签章|公章|签字)[)）]?:?_*",
    r"_*年_*月_*日",
)
