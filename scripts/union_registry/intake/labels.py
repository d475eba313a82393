"""Labels as people leave them in a form: blanks and line breaks inside, numbers before, colons and notes behind."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Numbers of headings, such as 一、 （二） 3. 4、; an Arabic one is none where digits follow, as in 3.5.
NUMBERING = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|[（(][0-9]{1,2}[）)]|[0-9]{1,3}[、．.)）](?![0-9]))"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_NOTE = re.compile(r"[(\[【〔][^()\[\]]*[)\]】〕]$")
_EDGES = ":：_*·.。 "
_LAST_YEARS = re.compile("近([0-9])年")
_DIGITS = "零一二三四五六七八九"
# What a form prints where somebody is to write, sign or seal; nothing that anybody has filled in.
_LINE = re.compile("[_＿]{2,}|^[_＿]+|[_＿]+$", re.MULTILINE)
_SEAL = re.compile(r"\s*[(（](?:盖章|签章|公章|签字|签名|单位盖章|加盖公章)[)）]\s*$")
_NO_DATE = re.compile(r"[\s_＿.]*年[\s_＿.]*月[\s_＿.]*日?[\s_＿.]*\Z")
_NOTHING = frozenset(
    ("", "无", "/", "//", "\\", "-", "--", "—", "——", "...", "......", "暂无", "没有", "N/A", "n/a", "NA", "空")
)


def visible(text: str) -> str:
    """`text` without characters that nobody sees, each line ended by a line feed."""
    return _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text))


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """`text` half-width, without blanks and invisible characters."""
    return "".join(unicodedata.normalize("NFKC", visible(text)).split())


def unnumbered(text: str) -> str:
    """`text` without the number that it begins with."""
    match = NUMBERING.match(text)
    return text[match.end() :] if match else text


def keys(text: str) -> tuple[str, ...]:
    """How a label may be looked up, the fullest way first: without its number, then without notes in brackets."""
    full = plain(text)
    while match := NUMBERING.match(full):
        full = full[match.end() :]
    full = _LAST_YEARS.sub(lambda years: f"近{_DIGITS[int(years[1])]}年", full.strip(_EDGES))
    short = full
    while (shorter := _NOTE.sub("", short).strip(_EDGES)) != short:
        short = shorter
    return (full,) if short in (full, "") else (full, short)


def key(label: str) -> str:
    """The way in which a label of the table of a form is looked up."""
    return keys(label)[0] if label else ""


def filled(text: str) -> str:
    """What somebody wrote at a place that the form left open: without its lines, seal and date blanks; "" if nothing."""
    text = visible(text).strip()
    if _NO_DATE.match(text):
        return ""
    said = _SEAL.sub("", _LINE.sub(" ", text)).strip()
    return "" if plain(said) in _NOTHING or _NO_DATE.match(said) else said


def note(text: str) -> str:
    """What stands in brackets at the end of a label, such as 万元; "" if nothing."""
    match = _NOTE.search(plain(text).strip(_EDGES))
    return match[0][1:-1] if match else ""
