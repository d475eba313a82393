"""Short names for places where a whole name does not fit: what all of them share says nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_SAMPLE = re.compile(r"\s*[（(](?:示例|sample)[)）]\s*$")
_UNION = re.compile(r"(?:重点)?(?:产业链|产业)?(?:技术)?创新联合体$|\s+Innovation (?:Consortium|Union)$")
# The league or city before the name proper; 联盟 and 超市 are no places.
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:(?<!联)盟|(?<![超城都上门])市|自治州|地区)(?=..)")
_COMPANY = re.compile(r"(?:集团)?(?:股份|责任)?有限(?:责任)?公司$")


def plain(name: str) -> str:
    """A name without the mark of a sample, which the page bears already."""
    return _SAMPLE.sub("", name).strip() or name


def short_union(name: str) -> str:
    """What tells a union from most others: 肉羊 of 锡林郭勒盟肉羊重点产业链创新联合体（示例）."""
    whole = plain(name)
    core = _UNION.sub("", whole)
    return _PLACE.sub("", core) or core or whole


def short_unit(name: str) -> str:
    """A unit's name without its legal form."""
    whole = plain(name)
    return _COMPANY.sub("", whole) or whole


def told_apart(unions: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """For each name of a union and of its lead: the short name, and the lead's too where another union is called the same."""
    pairs = [(short_union(name), lead) for name, lead in unions]
    often = Counter(name for name, _ in pairs)
    return [(name, short_unit(lead)) if often[name] > 1 else (name,) for name, lead in pairs]
