"""Units as people write them: a name, a credit code, both in one cell, several in one."""

from __future__ import annotations

import re
from typing import NamedTuple

from union_registry.intake.labels import unnumbered, visible
from union_registry.intake.value.codes import CODE

_TITLE = r"(?:统一社会信用代码|信用代码|代码|单位名称|成员单位名称|成员单位|名称)"
_TITLED = re.compile(rf"^{_TITLE}\s*[:：]\s*|[（(]?{_TITLE}\s*[:：]?\s*$")
_EMPTY = re.compile(r"[(（\[【]\s*[)）\]】]")
_EDGES = " \t　、，,;；:：/|\n"
_OPENING, _CLOSING = "（([【", "）)]】"


# How names of units end, so that two lines are two units and not one that is broken in two.
_WHOLE = re.compile(
    r"(?:公司|大学|学院|院|所|中心|合作社|厂|场|局|站|集团|协会|学会|联社|商会|研究会|委员会|实验室|基地|园区|学校|银行|企业|馆|社|部|店|队)"
    r"(?:[（(][^（()）]*[)）])?\Z"
)
_SENTENCE = re.compile("[，,。；;：:！？]")


class Unit(NamedTuple):
    """A unit as it stands somewhere: its name, and its code as it was typed."""

    name: str
    code: str


def units(text: str) -> list[Unit]:
    """The units in a text: names and codes in either order; without codes a name a line, if the lines are names."""
    text = visible(text)
    matches = list(CODE.finditer(text))
    if not matches:
        lines = [_name(line) for line in text.split("\n") if _name(line)]
        whole = len(lines) > 1 and all(_WHOLE.search(line) for line in lines)
        return [Unit(name, "") for name in (lines if whole else [_name(text)]) if name]
    in_front = bool(_name(text[: matches[0].start()]))  # names stand in front of their codes, or behind
    edges = [0, *(match.end() for match in matches)] if in_front else [*(match.start() for match in matches), len(text)]
    found = []
    for place, match in enumerate(matches):
        around = text[edges[place] : match.start()] if in_front else text[match.end() : edges[place + 1]]
        found.append(Unit(_name(around), match[0]))
    rest = _name(text[matches[-1].end() :]) if in_front else ""
    return [*found, Unit(rest, "")] if rest else found


def are_units(text: str) -> bool:
    """Whether a line of running text names units: each has a code, or ends as names of units do."""
    found = units(text)
    return bool(found) and all(
        unit.name and not _SENTENCE.search(unit.name) and (unit.code or _WHOLE.search(unit.name)) for unit in found
    )


def _name(text: str) -> str:
    """A name without its number and without what stood around its code; broken lines of it joined."""
    said = text
    for _ in range(4):
        said = _TITLED.sub("", _EMPTY.sub("", said.strip(_EDGES)))
        said = said.lstrip(_CLOSING).rstrip(_OPENING)
    return unnumbered("".join(part.strip() for part in said.strip(_EDGES).split("\n"))).strip()
