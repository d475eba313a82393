"""What is due as lines of text, JSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from union_registry.oversight.dues import Due, last_mark, told_left
from union_registry.report.escape import prose
from union_registry.report.lines import Line
from union_registry.rules.a6_annual import Standing
from union_registry.text import Text
from union_registry.vocabulary import Vocabulary

FORMAT = "union-registry/due/1"
# Characters of a Markdown text; an issue or a comment on GitHub holds 65,536.
_LIMIT = 60_000
_SIGNS: Mapping[Standing, tuple[str, str]] = {
    Standing.MISSING: ("bad", "✗"),
    Standing.DUE: ("note", "○"),
    Standing.LATE: ("quiet", "✓"),
    Standing.ON_TIME: ("quiet", "✓"),
}
_NOTE = Text(
    "本清单由登记册按回执自动更新，手工打勾会被改回。",
    "This list follows the receipts in the register; a box ticked by hand is set back.",
)


def due_lines(items: Iterable[Due], day: date, recommenders: Vocabulary) -> Iterator[Line]:
    """For a terminal, two lines each: what, whose, by when; overdue in red."""
    any_due = False
    for due in items:
        any_due = True
        style, sign = _SIGNS[due.standing]
        whose = [f"{due.name}（{due.slug}）", *([recommenders.label(due.recommender).zh] if due.recommender else [])]
        told = _told(due, day)
        yield Line(style, f"{sign} {due.due_on} {told.zh} · {due.title.zh} · {' · '.join(whose)}")
        yield Line("quiet", f"             {told.en} · {due.title.en}" + (f" · {due.about}" if due.about else ""))
    if not any_due:
        yield Line("plain", "没有到期事项 · nothing is due")


def due_json(items: Iterable[Due], day: date) -> dict[str, Any]:
    """As `schema/due.schema.json` describes it."""
    return {"schema": FORMAT, "as_of": day.isoformat(), "due": [due.as_json(day) for due in items]}


def due_markdown(items: Iterable[Due], year: int | None) -> str:
    """A tick list, which changes only when something is done, comes to be owed or is overdue.

    It holds names of unions, years and days alone. With `year` its first line marks the list of that
    year, so that the one issue about it can be found again.
    """
    listed = list(items)
    owed, done = ([due for due in listed if due.is_owed is is_owed] for is_owed in (True, False))
    lines = [marker(year)] if year is not None else []
    lines += [f"待办 {len(owed)} 项，已办 {len(done)} 项 · {len(owed)} owed, {len(done)} done", ""]
    lines += _within(map(_box, (*owed, *done)), "- ……另有 {more} 项 · {more} more")
    return "\n".join([*lines, "", f"{_NOTE.zh} {_NOTE.en}", ""])


def due_reminder(items: Iterable[Due], day: date, year: int | None) -> str:
    """What to tell people at the last of the days 90, 30, 7 before a deadline and the one after it; "" if nothing.

    Its first line is the same until the next of these days, so that each is told once.
    """
    owed = [due for due in items if due.is_owed]
    mark = last_mark(owed, day)
    if mark is None:
        return ""
    overdue = sum(due.standing is Standing.MISSING for due in owed)
    whose = "" if year is None else f" {year}"
    lines = [
        f"<!-- union-registry due{whose} mark {mark} -->",
        f"**还有 {len(owed)} 项待办，其中逾期 {overdue} 项 · {len(owed)} owed, {overdue} of them overdue（{day}）**",
        "",
    ]
    lines += _within((f"- {_whose(due)}：{_both(_told(due, day))}" for due in owed), "- ……另有 {more} 项 · {more} more")
    return "\n".join([*lines, ""])


def marker(year: int) -> str:
    """The first line of the tick list of `year`; a Markdown comment, so nobody sees it."""
    return f"<!-- union-registry due {year} -->"


def _told(due: Due, day: date) -> Text:
    days = due.days_on(day)
    if due.standing is Standing.LATE:
        words = Text("{done} 才办，迟 {days} 天", "done on {done}, {days} days late")
    elif due.standing is Standing.ON_TIME and due.done_on is not None:
        words = Text("{done} 按时办妥", "done on {done}, on time")
    elif due.standing is Standing.ON_TIME:
        words = Text("已有结果", "has an outcome")
    else:
        return told_left(days)
    return words.fill({"days": abs(days), "done": due.done_on})


def _box(due: Due) -> str:
    """One line of the tick list; without the number of days, which would make it another one every day."""
    if due.standing is Standing.MISSING:
        state = Text("**逾期**，应于 {due} 前", "**overdue**, was due on {due}")
    elif due.standing is Standing.DUE:
        state = Text("应于 {due} 前", "due on {due}")
    elif due.done_on is None:
        state = Text("已有结果", "has an outcome")
    elif due.standing is Standing.LATE:
        state = Text("{done}，迟于 {due}", "{done}, late: was due on {due}")
    else:
        state = Text("{done}，按时", "{done}, on time")
    words = state.fill({"due": due.due_on, "done": due.done_on})
    return f"- [{' ' if due.is_owed else 'x'}] {_whose(due)}：{_both(words)}"


def _whose(due: Due) -> str:
    return f"{prose(due.name)}（{due.slug}）{due.title.zh}"


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}"


def _within(lines: Iterable[str], rest: str) -> Iterator[str]:
    """As many lines as fit, and how many do not."""
    left, more = _LIMIT, 0
    for line in lines:
        left -= len(line) + 1
        if left > 0:
            yield line
        else:
            more += 1
    if more:
        yield rest.format(more=more)
