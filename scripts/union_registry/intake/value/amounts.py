"""Amounts and counts as people write them; amounts in 万元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from union_registry.intake.value.read import Read
from union_registry.schema.mend import mended
from union_registry.text import Text

_ABOUT = re.compile(
    r"^(?:大约|大概|约为?|近|将近|超过?|不足|不低于|≈|~|>|<|≥|≤)|(?:左右|上下|以上|以下|余|多|\+)(?=[亿万千百]?元?$)|(?:左右|上下|以上|以下)$"
)
_NUMBER = re.compile(r"([0-9][0-9,.]*)((?:人民币)?[亿万千百]*元?(?:人民币|RMB)?)\Z")
_PER_UNIT = {"万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000), "亿": Decimal(10000),
             "千元": Decimal("0.1"), "百万元": Decimal(100), "千万元": Decimal(1000), "百万": Decimal(100), "千万": Decimal(1000)}  # fmt: skip
_COUNTERS = re.compile(r"(?:个|件|项|人|名|家|岁|周岁|条|篇|套)\Z")
_ROUGH = Text(
    "写的是约数，只取了数字；请核对并写确切的数",
    "a rough figure, of which the number alone was taken; compare it and write the exact one",
)
_NONE = Text(
    "读不出金额；请写以万元计的数字，如 1250.50", "no amount that can be read; write a number in 万元, such as 1250.50"
)
_FINE = Text(
    "换算成万元后超过两位小数，没有取舍；请写以万元计、最多两位小数的数",
    "more than two decimals in 万元, and nothing was rounded; write at most two",
)
_NO_COUNT = Text("读不出个数；请写整数，如 12", "no count that can be read; write a whole number, such as 12")
_EVERYDAY = frozenset(("", "万元", "万"))


def amount(text: str, unit: str = "") -> Read:
    """An amount in 万元; `unit` is the one that the label gives, which holds where the text gives none."""
    said, rough = _exact(text)
    match = _NUMBER.match(said)
    if not match:
        return Read(None, _NONE)
    written = match[2].replace("人民币", "").replace("RMB", "")
    if written not in _PER_UNIT and written:
        return Read(None, _NONE)
    number = mended("amount", match[1]) or match[1]
    named = written or (unit if unit in _PER_UNIT else "")
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", number):
        return Read(None, _NONE)
    if named in _EVERYDAY:
        converted, told = number, None
    else:
        converted = f"{(Decimal(number) * _PER_UNIT[named]).normalize():f}"
        told = Text(
            f"由 {named} 换算成 {converted} 万元；请核对", f"{converted} 万元, converted from {named}; compare it"
        )
    if len(converted.partition(".")[2]) > 2:
        return Read(None, _FINE)
    return Read(converted, _ROUGH if rough else told)


def count(text: str) -> Read:
    """A whole number."""
    said, rough = _exact(text)
    said = _COUNTERS.sub("", said)
    number = mended("count", said) or said
    if not re.fullmatch("0|[1-9][0-9]{0,6}", number):
        return Read(None, _NO_COUNT)
    return Read(number, _ROUGH if rough else None)


def _exact(text: str) -> tuple[str, bool]:
    """The text half-width without blanks and without what makes it rough; and whether something did."""
    said = "".join(unicodedata.normalize("NFKC", text).replace("，", ",").split()).rstrip("。.;；")
    exact = _ABOUT.sub("", said)
    return exact, exact != said
