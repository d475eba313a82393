"""The two languages that pages are written in. Chinese is what the templates say; English stands in locale/en.po."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from union_registry.text import Text

WORDS = Path(__file__).parent / "locale" / "en.po"


def message(words: str) -> str:
    """`words`, marked as a message of the catalogue where they are written down before they are translated."""
    return words


@dataclass(frozen=True)
class Language:
    """A language of pages: its key, the folder of its pages in the site ("" or with a slash), and its words."""

    key: str
    folder: str
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    def text(self, text: Text) -> str:
        """What `text` says in this language."""
        return text.en if self.key == "en" else text.zh

    def name(self, name: str, name_en: str) -> str:
        """A name as it is shown in this language; what has no English name keeps its Chinese one."""
        return name_en if self.key == "en" and name_en else name

    def page(self, path: str) -> str:
        """Path in the site of this language's version of the Chinese page `path`."""
        return self.folder + path


CHINESE = Language("zh", "", lambda message: message, lambda one, _many, _number: one)


@cache
def english() -> Language:
    """English, its words read once."""
    compiled = BytesIO()
    with WORDS.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale="en"))
    compiled.seek(0)
    words = GNUTranslations(compiled)
    return Language("en", "en/", words.gettext, words.ngettext)


def to_top(language: Language) -> str:
    """The way from a record's page in a language to the top of the site."""
    return "../" * (1 + language.folder.count("/"))


def languages() -> tuple[Language, Language]:
    """All of them, Chinese first."""
    return CHINESE, english()
