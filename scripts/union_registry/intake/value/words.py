"""Words of a vocabulary: labels, short forms, ticked boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from union_registry.intake.labels import plain
from union_registry.intake.value.read import BLANK, Read
from union_registry.text import Text

_TICKS, _OPEN = "☑√■☒✓✔🗹▣●◼⊠", "☐□○◻◯❑❒"
_MARKS = re.compile(f"([{_TICKS}{_OPEN}])")
# A box drawn as brackets: 企业（√）高校（ ）.
_BRACKETS = re.compile(f"[（(]([ 　]*|[{_TICKS}{_OPEN}])[)）]")
_BETWEEN = re.compile(r"[、，,;；/\s]+|和|及|以及|与")
_SHOWN = 20


def word(ways: Mapping[str, str], text: str) -> Read:
    """The one key that `text` names; `ways` gives the key for each way of naming it."""
    marked = ticked(text)
    if marked is not None:
        if not marked:
            return BLANK
        if len(marked) > 1:
            return Read(None, Text("勾了不止一项；请只留一项", "more than one box is ticked; leave one"))
        text = marked[0]
    exact = {plain(way): key for way, key in ways.items()}
    said = plain(text)
    if said in exact:
        return Read(exact[said])
    near = {key for way, key in exact.items() if len(way) > 1 and len(said) > 1 and (way in said or said in way)}
    if len(near) == 1:
        key = near.pop()
        label = next(way for way in ways if ways[way] == key)
        return Read(
            key,
            Text(f"写法与词表不同，按“{label}”理解；请核对", f"not as in the list, taken for “{label}”; compare it"),
        )
    listed = "、".join(list(dict.fromkeys(_labels(ways)))[:_SHOWN])
    return Read(None, Text(f"不在可选的词里；可选：{listed}", f"not one of the choices: {listed}"))


def words(ways: Mapping[str, str], text: str) -> Read:
    """The keys that a list of names, or a row of ticked boxes, names."""
    marked = ticked(text)
    if marked is not None and not marked:
        return BLANK
    said = plain(text)
    if marked is None and (short := re.fullmatch("([上中下、,/和及与]+)游", said)):
        marked = [f"{letter}游" for letter in short[1] if letter in "上中下"]
    found: list[str] = []
    for part in marked if marked is not None else [part for part in _BETWEEN.split(text.strip()) if part]:
        one = word(ways, part)
        if one.value is None:
            return Read(None, one.why)
        if one.value not in found:
            found.append(one.value)
    return Read(found) if found else BLANK


def ticked(text: str) -> list[str] | None:
    """What stands at ticked boxes, None if there are no boxes."""
    parts = _MARKS.split(_BRACKETS.sub(lambda box: box[1].strip() or "□", text))
    if len(parts) == 1:
        return None
    after = not parts[0].strip()  # ☑ one ☐ other, or one☑ other☐
    marks = parts[1::2]
    if set(marks) == {"√"} and parts[0].strip():
        after = False
    texts = parts[2::2] if after else parts[0:-1:2]
    return [
        said.strip(" 　、，,;；") for mark, said in zip(marks, texts, strict=True) if mark in _TICKS and said.strip()
    ]


def _labels(ways: Mapping[str, str]) -> list[str]:
    first: dict[str, str] = {}
    for way, key in ways.items():
        first.setdefault(key, way)
    return list(first.values())
