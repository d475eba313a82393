"""What a person most likely meant by a value of the wrong form; used to suggest and to format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from union_registry.schema.creditcode import Flaw, flaw, tidy
from union_registry.schema.store import Node
from union_registry.schema.validator import is_day

_DAY = re.compile(r"((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\Z")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\Z")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")


def mended(shape: str, text: str) -> str | None:
    """`text` in the right form for a shape of `common.schema.json`; None if that would be a guess.

    Only the writing changes (width, separators, units), never a value: 1,200 becomes 1200, but a
    wrong check character or a third decimal stays for the person to mend.
    """
    if shape == "credit-code":  # judged as typed: half-width already, nothing would be left to mend
        return tidy(text) if flaw(text) is Flaw.TYPED else None
    mender = _MENDERS.get(shape)
    if mender is None:
        return None
    better = mender(unicodedata.normalize("NFKC", text).strip())
    return better if better is not None and better != text else None


def word(node: Node, words: Mapping[str, Mapping[str, str]], text: str) -> str | None:
    """The key that `text` stands for in a field of few words, whose `$ref` is followed; None if it is one or none.

    Only what is exactly a key in full width, or exactly what people read: `words` gives, by
    vocabulary, the key of each label or alias; `x-labels` are the field's own.
    """
    own = node.get("x-labels", {})
    keys = {*node["enum"], *own}  # a row may be narrower than its field: only the first unit is the lead
    if text in keys:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in keys:
        return plain
    labels = [key for key, label in own.items() if label["zh"] == text]
    key = labels[0] if len(labels) == 1 else words.get(node.get("x-vocabulary", ""), {}).get(text)
    return key if key in keys else None


def _day(text: str) -> str | None:
    match = _DAY.match(text)
    if not match:
        return None
    day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return day if is_day(day) else None


def _amount(text: str) -> str | None:
    return _digits(text.removesuffix("万元").strip(), decimals=2)


def _count(text: str) -> str | None:
    return _digits(text, decimals=0)


def _year(text: str) -> str | None:
    year = text.removesuffix("年").strip()
    return year if re.fullmatch("20[0-9]{2}", year) else None


def _percent(text: str) -> str | None:
    return _digits(text.removesuffix("%").strip(), decimals=2)


def _digits(text: str, decimals: int) -> str | None:
    plain = text.replace(",", "") if _GROUPED.match(text) else text
    match = _NUMBER.match(plain)
    if not match:
        return None
    whole, _, fraction = match[1].partition(".")
    if len(fraction) > decimals:
        return None
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


_MENDERS = {
    "date": _day,
    "amount": _amount,
    "count": _count,
    "year": _year,
    "percent": _percent,
}
