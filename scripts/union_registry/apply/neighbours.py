"""The other unions, as far as the public knows them: what rules across the register look things up in.

In the browser a draft is held against approved unions only, by names, codes and days that the site
shows. `FOR_THE_BOT` lists the rules that can come out otherwise against the whole register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from union_registry.index import Entry, Unit
from union_registry.rules.a3_members import ONE_LEAD_ONE_UNION
from union_registry.rules.a6_conduct import RESEARCH_INTEGRITY
from union_registry.rules.a6_succession import SUCCESSION_LINKED
from union_registry.rules.annexes import ONE_NAME_PER_CODE
from union_registry.text import Text

FOR_THE_BOT = (ONE_LEAD_ONE_UNION.id, ONE_NAME_PER_CODE.id, RESEARCH_INTEGRITY.id, SUCCESSION_LINKED.id)
WHY = Text(
    "这里只同已核准、已公开的联合体比对。正在申报的联合体、不公开的信用代码和诚信惩戒记录，要等提交后由自动核对来比",
    "here compared with approved unions only, by what is public of them; pending unions, codes that are not public "
    "and sanctions are compared once it is handed in",
)
# A lead that is not public stays the first of its union, and is nobody's.
_NOBODY = Unit("", "", (), 0)


def told(slug: str, data: Mapping[str, Any]) -> list[Any]:
    """What is passed on of a published union: `data` is the public part of its files, by path without `.yaml`.

    [slug, approved on, dissolved on, successor, units]; a unit is [name, code, former names …], or null.
    """
    approval, dissolution = data.get("bureau/approval", {}), data.get("bureau/dissolution", {})
    units = [_unit(member) for member in data.get("members", {}).get("members", ())]
    return [
        slug, approval.get("approved_on"), dissolution.get("dissolved_on"), dissolution.get("successor"),
        [unit for place, unit in enumerate(units) if unit or not place],
    ]  # fmt: skip


def entries(listed: Iterable[list[Any]]) -> Iterator[Entry]:
    """The entries of the index that `told` has told of."""
    for slug, approved, dissolved, successor, units in listed:
        yield Entry(
            slug,
            date.fromisoformat(approved) if approved else None,
            date.fromisoformat(dissolved) if dissolved else None,
            tuple(Unit(unit[0], unit[1], tuple(unit[2:]), 0) if unit else _NOBODY for unit in units),
            (),
            successor,
        )


def _unit(member: Mapping[str, Any]) -> list[str] | None:
    if "name" not in member or "credit_code" not in member:
        return None
    return [member["name"], member["credit_code"], *member.get("former_names", ())]
