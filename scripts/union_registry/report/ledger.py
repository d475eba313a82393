"""The ledger of support as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from union_registry.oversight.ledger import STATE_WORDS, Entry, Sum
from union_registry.report.lines import Line
from union_registry.rule import shown
from union_registry.vocabulary import Vocabulary

FORMAT = "union-registry/support/1"


def ledger_lines(ledger: Sequence[Entry], totals: Iterable[Sum], words: Vocabulary) -> Iterator[Line]:
    """For a terminal: each measure with its sum, its grants, and the money in a project by unit."""
    for total in totals:
        term = words.terms[total.measure]
        back = f"，收回 {_money(total.recovered)} 万元" if total.recovered else ""
        yield Line("head", f"{term.clause or ''} {term.label.zh} {term.label.en} · "
                           f"{total.grants} 项 {_money(total.amount)} 万元{back}")  # fmt: skip
        for entry in ledger:
            if entry.measure == total.measure:
                yield from _entry_lines(entry)


def ledger_json(ledger: Iterable[Entry], totals: Iterable[Sum], day: date) -> dict[str, Any]:
    """As `schema/support.schema.json` describes it; amounts as text, since they are exact."""
    return {
        "schema": FORMAT,
        "as_of": day.isoformat(),
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


def _entry_lines(entry: Entry) -> Iterator[Line]:
    amount = "—" if entry.amount is None else f"{_money(entry.amount)} 万元"
    state = STATE_WORDS[entry.state]
    yield Line("plain", f"  {entry.granted_on} {entry.title} · {amount} · {state.zh} {state.en}")
    back = f" · 收回 {_money(entry.recovered)} 万元" if entry.recovered else ""
    yield Line("quiet", f"      {entry.slug} {entry.union} · {entry.document}{back}")
    for name, share in entry.shares:
        yield Line("quiet", f"      {_money(share)} 万元 {name}")


def _money(amount: Decimal) -> str:
    """万元 without needless zeros."""
    return shown(Fraction(amount))
