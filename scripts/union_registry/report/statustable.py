"""The progress of unions as JSON, and as a table in one language; wide characters take two columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from rich.cells import cell_len

from union_registry.model.union import STATUS_WORDS
from union_registry.oversight.progress import ACTOR_WORDS, Progress, totals
from union_registry.report.lines import Line
from union_registry.text import Text

FORMAT = "union-registry/status/1"

_Row = tuple[str, ...]
_Say = Callable[[Text], str]

_HEAD = (
    Text("文件夹", "folder"),
    Text("阶段", "stage"),
    Text("该谁办", "turn of"),
    Text("等了", "waited"),
    Text("待办", "awaited"),
    Text("还缺", "missing"),
    Text("名称", "name"),
)
_IDLE = Text("没有待办", "nothing is awaited")


def table_lines(listed: Sequence[Progress], say: _Say) -> Iterator[Line]:
    """A row for everything that is awaited, in the given order of unions, and the totals; `say` picks the language."""
    head = tuple(map(say, _HEAD))
    rows = [row for progress in listed for row in _rows(progress, say)]
    cells = [head, *(cells for _, cells in rows)]
    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(head) - 1)]
    yield Line("head", _joined(head, widths))
    for style, row in rows:
        yield Line(style, _joined(row, widths))
    yield Line("plain", "")
    yield from _totals(listed, say)


def status_json(listed: Sequence[Progress], day: date) -> dict[str, Any]:
    """As `schema/status.schema.json` describes it."""
    return {
        "schema": FORMAT,
        "as_of": day.isoformat(),
        "unions": [progress.as_json() for progress in listed],
        "totals": totals(listed).as_json(),
    }


def _rows(progress: Progress, say: _Say) -> Iterator[tuple[str, _Row]]:
    first = progress.slug, say(progress.stage)
    last = say(progress.missing.told()) or "—", progress.name
    if not progress.waits:
        yield "quiet", (*first, "—", "—", say(_IDLE), *last)
    for wait in progress.waits:
        overdue = wait.is_overdue_on(progress.day)
        told = say(ACTOR_WORDS[wait.who]), say(wait.told_on(progress.day)), say(wait.what)
        yield "bad" if overdue else "plain", (*first, *told, *last)
        first, last = ("", ""), ("", "")


def _totals(listed: Sequence[Progress], say: _Say) -> Iterator[Line]:
    numbers = totals(listed)
    statuses = [f"{say(STATUS_WORDS[status])} {count}" for status, count in numbers.statuses.items() if count]
    awaiting = [f"{say(ACTOR_WORDS[actor])} {count}" for actor, count in numbers.awaiting.items()]
    coming = f"{say(Text('只有未到期的', 'only what has time'))} {numbers.coming}"
    yield Line("head", f"{say(Text('联合体', 'unions'))} {numbers.unions}")
    if statuses:
        yield Line("plain", " · ".join(statuses))
    yield Line("plain", " · ".join([*awaiting, coming, f"{say(_IDLE)} {numbers.idle}"]))
    if numbers.overdue:
        yield Line("bad", f"{say(Text('年度总结逾期', 'annual summary overdue'))} {numbers.overdue}")


def _joined(row: _Row, widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=False)]
    return "  ".join([*padded, row[-1]]).rstrip()
