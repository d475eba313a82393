"""unions support: the ledger of support granted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import click

from union_registry.cli.edge import as_of_option, chosen_slugs, register, term_named
from union_registry.cli.say import say
from union_registry.ledger import STATE_WORDS, Entry, Sum, entries, sums
from union_registry.model.record import Unfilled
from union_registry.register import Register
from union_registry.report.lines import Line
from union_registry.report.terminal import Printer
from union_registry.vocabulary import Vocabulary

FORMAT = "union-registry/support/1"
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
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=say("输出格式", "output format")
)
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
        click.echo(json.dumps(_json(ledger, totals, as_of), ensure_ascii=False, indent=2))
    else:
        Printer().print(_lines(ledger, totals, words))


def _entries(held: Register, slugs: list[str], as_of: date) -> Iterator[Entry]:
    for slug in slugs:
        try:
            yield from entries(held.open(slug, _KINDS).union, as_of)
        except Unfilled as unfilled:
            file = unfilled.place.file
            told = say(f"{file} 没有填完，未计入；请运行 unions check {slug}",
                       f"{file} is incomplete and left out: run unions check {slug}")  # fmt: skip
            click.echo(told, err=True)


def _lines(ledger: list[Entry], totals: list[Sum], words: Vocabulary) -> Iterator[Line]:
    for total in totals:
        term = words.terms[total.measure]
        back = f"，收回 {_money(total.recovered)} 万元" if total.recovered else ""
        yield Line("head", f"{term.clause or ''} {term.label.zh} {term.label.en} · "
                           f"{total.grants} 项 {_money(total.amount)} 万元{back}")  # fmt: skip
        for entry in ledger:
            if entry.measure == total.measure:
                yield from _entry_lines(entry)


def _entry_lines(entry: Entry) -> Iterator[Line]:
    amount = "—" if entry.amount is None else f"{_money(entry.amount)} 万元"
    state = STATE_WORDS[entry.state]
    yield Line("plain", f"  {entry.granted_on} {entry.title} · {amount} · {state.zh} {state.en}")
    back = f" · 收回 {_money(entry.recovered)} 万元" if entry.recovered else ""
    yield Line("quiet", f"      {entry.slug} {entry.union} · {entry.document}{back}")
    for name, share in entry.shares:
        yield Line("quiet", f"      {_money(share)} 万元 {name}")


def _json(ledger: list[Entry], totals: list[Sum], as_of: date) -> dict[str, Any]:
    return {
        "schema": FORMAT,
        "as_of": as_of.isoformat(),
        "grants": [
            {
                "union": entry.slug, "name": entry.union, "measure": entry.measure,
                "granted_on": entry.granted_on.isoformat(), "title": entry.title, "document": entry.document,
                "amount": None if entry.amount is None else _money(entry.amount), "state": str(entry.state),
                "recovered": _money(entry.recovered),
                "shares": [{"unit": name, "amount": _money(share)} for name, share in entry.shares],
            }
            for entry in ledger
        ],
        "measures": [
            {"measure": s.measure, "grants": s.grants, "amount": _money(s.amount), "recovered": _money(s.recovered)}
            for s in totals
        ],
    }  # fmt: skip


def _money(amount: Decimal) -> str:
    """万元 without needless zeros, never in powers of ten."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
