"""Days as people write them: 2025.3.1, 2025年3月1日, 二〇二五年三月一日."""

from __future__ import annotations

import re
import unicodedata

from union_registry.intake.value.read import Read
from union_registry.schema.mend import mended
from union_registry.schema.validator import is_day
from union_registry.text import Text

_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
    "０": "0",
}
_CHINESE = re.compile(
    r"([〇零○OＯ0一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,4})[日号])?)?\Z"
)
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*月?\Z|((?:19|20)\d\d)\s*年?\Z")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)\Z")
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\Z")
_ABOUT = re.compile(r"^(?:约|大约|预计|拟于?|计划)|(?:左右|前后|前|底|初|以前)$")
_RANGE = re.compile(r"\s*(?:至今|至|到|[—–~～]+|--+|(?<=[日0-9月年.])\s*[-－](?=\s*(?:19|20)\d\d))\s*")

NO_DAY = Text(
    "只写了年月（或年份），没有日；没有猜，请补全年月日",
    "the day is missing and was not guessed; write year, month and day",
)
NO_DATE = Text("读不出日期；请写成 2025-03-01 或 2025年3月1日", "no date that can be read; write 2025-03-01")
_ONLY_ABOUT = Text("写的是大概日期；请写确切的年月日", "a rough date; write the exact day")


def day(text: str) -> Read:
    """The day that `text` names, as 2025-03-01."""
    said = _TIME.sub("", unicodedata.normalize("NFKC", text).replace("_", " ").strip())
    compact = "".join(said.split()).replace("号", "日")
    if _ABOUT.search(compact):
        return Read(None, _ONLY_ABOUT)
    better = _written(compact)
    if better is None and (match := _COMPACT.match(compact)):
        better = _written("-".join(match.groups()))
    if better is None and (chinese := _CHINESE.match("".join(text.replace("_", " ").split()))):
        typed, month, number = chinese.groups()
        if not number:
            return Read(None, NO_DAY)
        better = _written(f"{''.join(_DIGITS.get(c, c) for c in typed)}-{_number(month):02}-{_number(number):02}")
    if better is not None:
        return Read(better)
    return Read(None, NO_DAY if _MONTH.match(compact) else NO_DATE)


def digit(character: str) -> str:
    """A Chinese digit as an Arabic one; any other character as it is."""
    return _DIGITS.get(character, character)


def year(text: str) -> Read:
    """A year such as 2024年."""
    better = mended("year", text) or text.strip()
    return (
        Read(better)
        if re.fullmatch("20[0-9]{2}", better)
        else Read(None, Text("读不出年份", "no year that can be read"))
    )


def period(text: str) -> tuple[Read, Read]:
    """First and last day of a span such as 2024年4月1日至2026年3月31日."""
    parts = [part for part in _RANGE.split(text.strip()) if part]
    if len(parts) != 2:
        read = Read(
            None,
            Text(
                "读不出起止日期；请写成 2024年4月1日至2026年3月31日",
                "no first and last day; write both, such as 2024-04-01 至 2026-03-31",
            ),
        )
        return read, read
    return day(parts[0]), day(parts[1])


def _written(text: str) -> str | None:
    """A day in the form of the files, None if `text` is none."""
    return text if is_day(text) else mended("date", text)


def _number(text: str) -> int:
    """A Chinese number below 100."""
    tens, ten, ones = text.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + (int(_DIGITS.get(ones, "0")) if ones else 0)
