"""Amounts and counts as people write them; amounts in 万元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from union_registry.intake.doubt import both
from union_registry.intake.value.read import Read
from union_registry.schema.mend import mended
from union_registry.text import Text

_ABOUT = re.compile(
    r"^(?:大约|大概|约为?|近|将近|超过?|不足|不低于|≈|~|>|<|≥|≤)|(?:左右|上下|以上|以下|余|多|\+)(?=[亿万千百]?元?$)|(?:左右|上下|以上|以下)$"
)
_NUMBER = re.compile(r"([0-9][0-9,.]*)((?:人民币)?[亿万千百]*元?(?:人民币|RMB)?)\Z")
_PER_UNIT = {"万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000), "亿": Decimal(10000),
             "千元": Decimal("0.1"), "百万元": Decimal(100), "千万元": Decimal(1000), "百万": Decimal(100), "千万": Decimal(1000)}  # fmt: skip
_UNIT = re.compile(r"(?:人民币)?([亿千百万]*元)")
_STANDING = re.compile(r"单位\s*:?\s*(?:人民币)?[亿千百万]*[美欧港日]?元")
_GROUPED = re.compile(r"[^0-9]*[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?[^0-9]*")
_STRANGE_UNIT = Text(
    "栏目里的单位（{unit}）认不出，没有写入；请换算成万元",
    "its label gives a unit ({unit}) that is not known; not written, convert it into 万元",
)
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


def unit_within(label: str) -> str:
    """A unit such as 万元 that a label has without brackets; "" if none."""
    match = re.search("[亿千百万]+元", label)
    return match[0] if match else ""


def standing_unit(text: str) -> str:
    """What a remark such as 单位：元 says of the amounts below it; "" if it says nothing of them."""
    match = _STANDING.search(unicodedata.normalize("NFKC", text))
    return match[0] if match else ""


def amount(text: str, label: str = "") -> Read:
    """An amount in 万元; `label` is what its label or heading says of the unit, which holds where the text gives none."""
    said, rough = _exact(text)
    match = _NUMBER.match(said)
    if not match:
        return Read(None, _NONE)
    written = match[2].replace("人民币", "").replace("RMB", "")
    if written not in _PER_UNIT and written:
        return Read(None, _NONE)
    number = mended("amount", match[1]) or match[1]
    unit = _unit(label)
    if not written and unit and unit not in _PER_UNIT:
        return Read(None, _STRANGE_UNIT.fill({"unit": unit}))
    named = written or unit
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
    return Read(converted, both(told, _ROUGH) if rough and told else _ROUGH if rough else told)


def _unit(label: str) -> str:
    """The unit of money that a label names: 万元, 元; one with 元 in it that is none of ours as it stands."""
    said = "".join(unicodedata.normalize("NFKC", label).split())
    match = _UNIT.search(said)
    if match is None:
        return ""
    return (
        said[max(0, match.start() - 1) : match.end()]
        if said[: match.start()].endswith(("美", "欧", "港", "日"))
        else match[1]
    )


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
    typed = unicodedata.normalize("NFKC", text).replace("，", ",").strip()
    if re.search(r"[0-9]\s+[0-9]", typed) and not _GROUPED.fullmatch(typed):
        return typed, False  # two numbers, which nobody may join
    said = "".join(typed.split()).rstrip("。.;；")
    exact = _ABOUT.sub("", said)
    return exact, exact != said
