"""unions support: the ledger of support granted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import click

from union_registry.cli.edge import as_of_option, chosen_slugs, format_option, register, tell_incomplete, term_named
from union_registry.cli.say import say
from union_registry.model.record import Unfilled
from union_registry.oversight.ledger import Entry, entries, sums
from union_registry.register import Register
from union_registry.report.ledger import ledger_json, ledger_lines
from union_registry.report.terminal import Printer

_KINDS = frozenset(("union", "members", "bureau-support"))


@click.command(
    "support",
    help=say(
        "支持台账：按措施列出给了谁、多少钱、项目现状和收回的经费（不写则全部联合体）。",
        "The ledger of support: by measure, to whom, how much, how the project stands, what was recovered.",
    ),
)
@click.argument("names", nargs=-1)
@as_of_option
@click.option("--measure", help=say("只列这一项措施", "only this measure"))
@format_option("text", "json")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], as_of: date, measure: str | None, form: str) -> None:
    held = register(ctx)
    words = held.vocabularies["measures"]
    only = term_named(words, measure)
    measures = [only.key] if only else list(words.terms)
    ledger = [entry for entry in _entries(held, chosen_slugs(held, names), as_of) if entry.measure in measures]
    ledger.sort(key=lambda entry: (measures.index(entry.measure), entry.granted_on, entry.slug))
    totals = sums(ledger, measures)
    if form == "json":
        click.echo(json.dumps(ledger_json(ledger, totals, as_of), ensure_ascii=False, indent=2))
    else:
        Printer().print(ledger_lines(ledger, totals, words))


def _entries(held: Register, slugs: list[str], as_of: date) -> Iterator[Entry]:
    for slug in slugs:
        try:
            yield from entries(held.open(slug, _KINDS).union, as_of)
        except Unfilled as unfilled:
            tell_incomplete(unfilled.place, slug)
