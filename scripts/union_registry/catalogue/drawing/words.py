"""The few phrases that several drawings share."""

from __future__ import annotations

from collections.abc import Iterable

from union_registry.catalogue.language import Language


def units(number: int, language: Language) -> str:
    """So many units."""
    return language.ngettext("{n} 家", "{n} 家", number).format(n=number)


def more_units(number: int, language: Language) -> str:
    """So many units that are not shown."""
    return language.ngettext("另有 {n} 家单位", "另有 {n} 家单位", number).format(n=number)


def listed(said: Iterable[str], language: Language) -> str:
    """Words that are said in one breath."""
    return language.gettext("，").join(said)
