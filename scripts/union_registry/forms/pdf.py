"""PDF files, set by typst from the same text as the Word files but in a layout of their own: PDF/A-2b, fonts embedded."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from union_registry.forms import fonts
from union_registry.forms.templates import TemplateFault, template
from union_registry.text import Text

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

STANDARD: PDFStandard = "a-2b"
# Printers' sign for a character that the fonts lack.
LACKING = "〓"
# A document is set again without what its fonts lack; typst names all of it at once, or nearly.
_TRIES = 5
_LACKED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


class NoFont(Exception):
    """No font with Chinese is installed."""

    why = fonts.NO_CHINESE


class Setter:
    """Sets PDFs from the templates of the register at `root`; looks for fonts once."""

    def __init__(self, root: Path) -> None:
        """NoFont if the computer has no font with Chinese."""
        self._folder = root / "schema" / "forms"
        self._root = root
        self._families = fonts.chosen(self._fonts.families())
        if self._families is None:
            raise NoFont

    def pdf(self, key: str, contents: Mapping[str, Any], dated: date) -> tuple[bytes, str]:
        """The form `key` as PDF, and the characters that no font has, for which 〓 stands in it.

        The same contents and `dated` give the same bytes with the same fonts. TemplateFault if the
        template cannot be used.
        """
        from typst import TypstError

        template(self._root, key, "typ")
        said, lacking = json.dumps(contents, ensure_ascii=False), ""
        for _ in range(_TRIES):
            try:
                return self._set(key, said, dated), lacking
            except TypstError as error:
                lacked = _lacked(error.diagnostic)
                if not lacked:
                    raise TemplateFault(_told(key, error.diagnostic)) from error
                lacking += "".join(sorted(lacked))
                said = said.translate({ord(character): LACKING for character in lacked})
        raise TemplateFault(_told(key, lacking))

    def _set(self, key: str, said: str, dated: date) -> bytes:
        from typst import Compiler

        inputs = {"data": said, "fonts": json.dumps(self._families)}
        moment = max(0, int(datetime(dated.year, dated.month, dated.day, tzinfo=UTC).timestamp()))
        compiler = Compiler(self._folder / f"{key}.typ", root=self._folder, font_paths=self._fonts, sys_inputs=inputs)
        made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment)
        assert isinstance(made, bytes)  # noqa: S101  # a list is for formats of one file a page
        return made

    @cached_property
    def _fonts(self) -> Fonts:
        from typst import Fonts  # late: 80 MB that no other command wants

        return Fonts(include_embedded_fonts=False)


def _lacked(diagnostic: str) -> set[str]:
    """The characters that typst says it has no glyph for; they stand there as a string of Rust's."""
    found: set[str] = set()
    for quoted in _LACKED.findall(diagnostic):
        found |= set(_ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], quoted))
    return found - {LACKING}


def _told(key: str, why: str) -> Text:
    said = " ".join(why.split())[:400]
    return Text(f"模板 {key}.typ 不能用：{said}", f"the template {key}.typ cannot be used: {said}")
