"""Unified social credit codes (GB 32100-2015): judged by python-stdnum, with its gaps filled.

python-stdnum insists on digits in the first eight places, which refuses rural collectives (N…);
and about one in 31 resident ID numbers has the shape and check character of a credit code.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from operator import mul

_PLACES = {place: value for value, place in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_WEIGHTS = (*(3**place % 31 for place in range(17)), 1)
_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}\Z")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}\Z")
_NOISE = re.compile("[\\s\\-\u200b-\u200f\u2060\ufeff]")


class Flaw(StrEnum):
    """Why a text is no credit code."""

    TYPED = "typed"  # full-width, lower-case, blanks or invisible characters; the code itself is right
    LENGTH = "length"
    LETTERS = "letters"
    CHECK = "check"
    ROUNDED = "rounded"
    RESIDENT_ID = "resident-id"


def is_credit_code(text: str) -> bool:
    """Whether `text` is a credit code exactly as it is to be written: whether it has no `flaw`."""
    # Almost every code is right, and seen so without python-stdnum, whose import alone costs as much
    # as judging two unions. What could be a resident's ID number is left to `flaw`.
    if _SHAPE.match(text) and not text[:17].isdigit():
        total: int = sum(map(mul, map(_PLACES.__getitem__, text), _WEIGHTS))
        return total % 31 == 0
    return flaw(text) is None


def tidy(text: str) -> str:
    """`text` half-width, upper-case, without blanks, hyphens and invisible characters."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()


def flaw(text: str) -> Flaw | None:
    """What is wrong with `text` as a credit code, None if nothing is.

    `Flaw.TYPED` means that `tidy(text)` is right. Source: GB 32100-2015; python-stdnum.
    """
    from stdnum.cn import uscc  # imported late: only a check that meets codes pays for it

    code = tidy(text)
    if _is_resident_id(code):
        return Flaw.RESIDENT_ID
    if _SCIENTIFIC.match(code):
        return Flaw.ROUNDED
    if len(code) != 18:
        return Flaw.LENGTH
    if not _SHAPE.match(code):
        return Flaw.LETTERS
    if uscc.calc_check_digit(code[:17]) != code[17]:
        return Flaw.ROUNDED if code.isdigit() and code.endswith("000") else Flaw.CHECK
    return None if code == text else Flaw.TYPED


def _is_resident_id(code: str) -> bool:
    from stdnum.cn import ric

    try:
        return bool(ric.is_valid(code))
    except KeyError:  # python-stdnum knows the province and stumbles over a county that there is not
        return False
