"""Bilingual text: Chinese first, English after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English; may hold `{placeholders}` for facts."""

    zh: str
    en: str

    def fill(self, values: Mapping[str, object]) -> Text:
        """Both languages with their placeholders filled; KeyError if a value is missing."""
        return Text(self.zh.format_map(values), self.en.format_map(values))

    def placeholders(self) -> tuple[set[str], set[str]]:
        """Names of the placeholders in the Chinese and in the English words."""
        return _names(self.zh), _names(self.en)

    def as_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    def __bool__(self) -> bool:
        return bool(self.zh)


NOTHING = Text("", "")


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
