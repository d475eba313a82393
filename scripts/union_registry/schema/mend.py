"""What a person most likely meant by a value of the wrong form; used to suggest and to format."""

from __future__ import annotations

import re
import unicodedata

from union_registry.schema.creditcode import Flaw, flaw, tidy
from union_registry.schema.validator import is_day

_DAY = re.compile(r"((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\Z")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\Z")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")


def mended(shape: str, text: str) -> str | None:
    """`text` in the right form for a shape of `common.schema.json`; None if that would be a guess.

    Only the writing changes (width, separators, units), never a value: 1,200 becomes 1200, but a
    wrong check character or a third decimal stays for the person to mend.
    """
    mender = _MENDERS.get(shape)
    if mender is None:
        return None
    better = mender(unicodedata.normalize("NFKC", text).strip())
    return better if better is not None and better != text else None


def _credit_code(text: str) -> str | None:
    return tidy(text) if flaw(text) is Flaw.TYPED else None


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
    "credit-code": _credit_code,
    "date": _day,
    "amount": _amount,
    "count": _count,
    "year": _year,
    "percent": _percent,
}
