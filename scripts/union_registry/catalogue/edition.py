"""The record pages of one language: its words, templates and frames."""

from __future__ import annotations

from typing import Any

from union_registry.catalogue.head import head
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language, languages, to_top
from union_registry.catalogue.page import Page, Templates
from union_registry.catalogue.pages.year import STANDINGS
from union_registry.catalogue.prose import Prose
from union_registry.catalogue.settings import Settings
from union_registry.finding import OUTCOME_WORDS
from union_registry.model.union import STATUS_WORDS
from union_registry.register import Register
from union_registry.yearly import REMARK_WORDS

_WORDS: dict[str, Any] = {
    "outcomes": OUTCOME_WORDS, "standings": STANDINGS, "remarks": REMARK_WORDS, "statuses": STATUS_WORDS,
}  # fmt: skip


class Edition:
    """Renders pages in one language and sets them into the frames of their sections."""

    def __init__(self, language: Language, register: Register, prose: Prose, settings: Settings) -> None:
        self.language = language
        self.address = prose.address()
        self.settings = settings
        self.labels = Labels(register.root / "schema", register.vocabularies, language)
        self.templates = Templates(
            language,
            self.labels,
            {**_WORDS, "settings": settings, "address": self.address or "", "preview": prose.preview},
        )
        self._shells = prose.shells(language)

    def path(self, page: Page) -> str:
        """Where the page lies in the site."""
        return self.language.page(page.path)

    def html(self, page: Page) -> bytes:
        """The finished page."""
        content = self.templates.render(page.template, page.view)
        return self._shells[page.section].page(
            page.title,
            page.description,
            page.contents,
            content,
            head=head(page, self.language, self.address),
            alternate=self._alternate(page),
        )

    def _alternate(self, page: Page) -> str:
        """The way from the page to the same in the other language, or to that one's home."""
        (other,) = (language for language in languages() if language is not self.language)
        return to_top(self.language) + other.page(page.path if page.is_bilingual else "index.html")
