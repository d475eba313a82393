"""Finds what belongs to a person and may not stand in a file: mobile numbers, resident ID numbers, e-mail addresses.

Landlines are left alone: they belong to an office, and nothing but their use tells them from a
document's number. So are credit codes, whose check differs from that of an ID number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from union_registry.schema import checks
from union_registry.source.fault import Fault
from union_registry.text import Text

MOBILE = Text("手机号码", "a mobile number")
RESIDENT_ID = Text("居民身份证号码", "a resident's ID number")
MAIL = Text("电子邮箱", "an e-mail address")


class Contact(NamedTuple):
    """What was found, at a line and column counted from 1. `value` is never to be shown, `shown` may be."""

    what: Text
    value: str
    shown: str
    line: int
    column: int


def faults(raw: bytes) -> list[Fault]:
    """A fault for each contact or ID number in a file's bytes, comments included; none for nearly every file."""
    return [
        Fault(
            checks.CONTACT, found.line, found.column,
            values={"what": found.what.zh, "what_en": found.what.en, "shown": found.shown},
        )
        for found in contacts(raw)
    ]  # fmt: skip


def contacts(raw: bytes) -> Iterator[Contact]:
    """What `raw` holds of persons, line by line; in files that are not UTF-8 what can be read of them."""
    if b"@" not in raw and _WIDE_AT not in raw and not _holds_long_number(raw):
        return
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        for match in _SUSPECT.finditer(line):
            what = {"id": RESIDENT_ID, "mobile": MOBILE, "mail": MAIL}[match.lastgroup or ""]
            value = unicodedata.normalize("NFKC", match[0])
            if what is not MAIL:
                value = value.replace(" ", "").replace("-", "").upper()[-18 if what is RESIDENT_ID else -11 :]
            if what is not RESIDENT_ID or _is_resident_id(value):
                yield Contact(what, value, _shown(what, value), number, match.start() + 1)


def _holds_long_number(raw: bytes) -> bool:
    """Whether `raw` may hold a number of eleven digits or more that is no credit code.

    Most files hold none, which is seen here in a fraction of the time that reading takes.
    """
    noughts = raw.translate(_NOUGHTS, _PASSED_OVER)
    if _ELEVEN not in noughts:
        return False
    digits = raw.translate(_DIGITS, _PASSED_OVER)
    for run in _LONG.finditer(noughts):
        number = digits[run.start() : run.end()]
        if not 15 <= len(number) <= 18 or _NO_CODE.match(number) or number not in raw:
            return True
    return False


def _is_resident_id(number: str) -> bool:
    """Whether day of birth and check character fit (GB 11643); counties were renumbered since people were born."""
    from stdnum.cn import ric  # late: nearly no file holds anything like it
    from stdnum.exceptions import ValidationError

    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return bool(number[-1] == ric.calc_check_digit(number))


def _shown(what: Text, value: str) -> str:
    """Enough to know it again in its line, too little to use it."""
    return f"{value[0]}…@…" if what is MAIL else f"{value[0]}…{value[-1]}"


_ELEVEN = b"0" * 11
_WIDE_AT = "＠".encode()
# Full-width digits begin with two of the bytes passed over and end with 0x90 to 0x99.
_PASSED_OVER = b" -\xef\xbc"
_DIGITS = bytes(byte - 0x60 if 0x90 <= byte <= 0x99 else byte for byte in range(256))
_NOUGHTS = bytes(0x30 if chr(byte) in "0123456789" else byte for byte in _DIGITS)
_LONG = re.compile(rb"00000000000+")
# How a resident's ID number begins, and a mobile number with its country; a credit code has up to 18 digits in a row.
_NO_CODE = re.compile(rb"[1-8][0-9]{5}(?:19|20)|0086")
# Digits of any width (\d), in one piece or in the usual groups. Neither part of a longer number or word, nor of a
# decimal, nor a sum of money.
_SUSPECT = re.compile(
    r"(?<![\dA-Za-z_])(?<!\d[-.])"
    r"(?:(?P<id>[1-8１-８]\d{5}([ -]?)(?:19|20|１９|２０)\d{6}\2\d{3}[\dXxＸｘ])"
    r"|(?P<mobile>(?:(?:[+＋]|00)?86[ -]?)?[1１][3-9３-９]\d([ -]?)\d{4}\4\d{4}))"
    r"(?![\dA-Za-z_])(?![-.]\d)(?! *[元万亿])"
    r"|(?P<mail>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}[@＠](?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![A-Za-z]))"
)
