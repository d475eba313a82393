"""One of the two languages of a comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar

from union_registry.report.comment.room import MESSAGE
from union_registry.report.escape import prose
from union_registry.text import Text

T = TypeVar("T")


class Tongue(NamedTuple):
    """Chinese or English, for templates of ours and for text that others have a part in."""

    language: Literal["zh", "en"]

    def ours(self, zh: str, en: str) -> str:
        """Words of ours, as they are."""
        return zh if self.language == "zh" else en

    def told(self, text: Text, most: int = MESSAGE) -> str:
        """A message that may hold what others typed."""
        return prose(text.zh if self.language == "zh" else text.en, most)

    def listed(self, names: Iterable[str]) -> str:
        """Names that are safe already, with commas."""
        return self.ours("、", ", ").join(names)

    def more(self, count: int) -> str:
        """What is said of items that a list has no room for."""
        return self.ours(f"还有 {count} 项没有列出", f"{count} more are not listed")

    def some(self, items: Sequence[T], most: int) -> tuple[Sequence[T], str]:
        """The first of `items`, and what is said of the rest ("" if there is none)."""
        return items[:most], self.more(len(items) - most) if len(items) > most else ""


ZH, EN = Tongue("zh"), Tongue("en")
