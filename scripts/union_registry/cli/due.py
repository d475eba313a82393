"""unions due: who owes what, since when or in how many days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import click

from union_registry.cli.edge import as_of_option, format_option, register, tell_incomplete, term_named
from union_registry.cli.say import say
from union_registry.engine import Judge
from union_registry.index import Index
from union_registry.oversight.dues import Due, What, dues, oldest_first
from union_registry.register import Register

# What may hold or explain something due.
_KINDS = frozenset((
    "union", "lead", "filing", "annual", "bureau-approval", "bureau-annual", "bureau-waivers", "bureau-support",
    "bureau-dissolution",
))  # fmt: skip


@click.command(
    "due",
    help=say(
        "列出各联合体该办未办的事和限期：年度总结、督促事项、快到期的豁免和项目。早的在前。",
        "Lists what the unions owe and by when: annual summaries, what the bureau asked, waivers and projects that end "
        "soon. Oldest first.",
    ),
)
@as_of_option
@click.option("--recommender", help=say("只列这家推荐单位的（名称或代号）", "only those of this recommender"))
@click.option(
    "--year", type=int, help=say("只列这一年度的总结和督促事项", "only summaries and what was asked of this year")
)
@click.option(
    "--what",
    type=click.Choice([str(what) for what in What]),
    multiple=True,
    help=say("只列这几类（可重复）", "only these kinds (can be given more than once)"),
)
@click.option("--all", "everything", is_flag=True, help=say("已办的也列出", "list what is done too"))
@format_option(
    "text", "json", "ics", "markdown", "reminder",
    words=say(
        "输出格式：ics 为日历，markdown 为可打勾的清单，reminder 只在限期前 90、30、7 天和逾期时有内容",
        "output format: ics is a calendar, markdown a tick list, reminder is empty until 90 days before a deadline and "
        "changes 30 and 7 days before it and the day after",
    ),
)  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context, as_of: date, recommender: str | None, year: int | None, what: tuple[str, ...],
    everything: bool, form: str,
) -> None:  # fmt: skip
    held = register(ctx)
    only = term_named(held.vocabularies["recommenders"], recommender)
    listed = sorted(
        (
            due
            for due in _all(held, as_of)
            if (everything or due.is_owed)
            and (only is None or due.recommender == only.key)
            and year in (None, due.year)
            and (not what or due.what in what)
        ),
        key=oldest_first,
    )
    _print(form, listed, as_of, year, held)


def _all(held: Register, as_of: date) -> Iterator[Due]:
    judge = Judge(held, Index(()), as_of)
    for slug in held.slugs:
        union = held.open(slug, _KINDS).union
        found = dues(union, judge.policy_of(union), as_of)
        for place in found.unreadable:
            tell_incomplete(place, slug)
        yield from found.items


def _print(form: str, listed: list[Due], as_of: date, year: int | None, held: Register) -> None:
    recommenders = held.vocabularies["recommenders"]
    if form == "ics":
        from union_registry.report.calendar import calendar  # icalendar loads slowly

        click.echo(calendar(listed, recommenders), nl=False)
        return
    from union_registry.report import duelist
    from union_registry.report.terminal import Printer

    if form == "json":
        click.echo(json.dumps(duelist.due_json(listed, as_of), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(duelist.due_markdown(listed, year), nl=False)
    elif form == "reminder":
        click.echo(duelist.due_reminder(listed, as_of, year), nl=False)
    else:
        Printer().print(duelist.due_lines(listed, as_of, recommenders))
