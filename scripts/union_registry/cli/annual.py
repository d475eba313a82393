"""unions annual: annual figures of a union, year by year, and the problems that are still open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import click

from union_registry.cli.edge import as_of_option, chosen_slugs, format_option, register, tell_incomplete
from union_registry.cli.say import say
from union_registry.engine import Judge, name_of
from union_registry.index import Index
from union_registry.model.record import Unfilled
from union_registry.register import Register
from union_registry.report import yeartable
from union_registry.yearly import compare, given, problems

FORMAT = "union-registry/figures/1"
_KINDS = frozenset(("union", "filing", "annual", "bureau-annual", "bureau-approval", "bureau-dissolution"))


@click.command(
    "annual",
    help=say(
        "年度指标逐年对照（不写则全部联合体）：与上年之差、照抄的、出入大的、漏填的，以及没办结的问题。含不公开的数值。",
        "Annual figures year by year (of all unions, if none is named): changes, values carried over, outliers, what is "
        "missing, and problems still open. Holds values that are not public.",
    ),
)
@click.argument("names", nargs=-1)
@as_of_option
@format_option("text", "json", "markdown")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], as_of: date, form: str) -> None:
    held = register(ctx)
    told = [union for union in _unions(held, chosen_slugs(held, names), as_of) if names or union.series]
    if form == "json":
        unions = [union.as_json() for union in told]
        told_all = {"schema": FORMAT, "as_of": as_of.isoformat(), "unions": unions}
        click.echo(json.dumps(told_all, ensure_ascii=False, indent=2))
    elif form == "markdown":
        for union in told:
            click.echo("\n".join(yeartable.year_markdown(union)))
    else:
        from union_registry.report.terminal import Printer

        printer = Printer()
        for union in told:
            printer.print(yeartable.year_lines(union))


def _unions(held: Register, slugs: list[str], as_of: date) -> Iterator[yeartable.UnionYears]:
    judge = Judge(held, Index(()), as_of)
    for slug in slugs:
        union = held.open(slug, _KINDS).union
        try:
            series = compare(given(union, as_of), judge.policy_of(union))
            raised = list(problems(union, as_of))
        except Unfilled as unfilled:
            tell_incomplete(unfilled.place, slug)
            continue
        yield yeartable.UnionYears(slug, name_of(union), series, raised)
