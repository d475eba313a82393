"""What a browser needs to sort and filter a list: a script that hands over every row, and no word twice.

A script, because a page that was opened from a folder may load one from there, but fetch nothing. Each column is a table
of its different values, sorted, and for each row the place of its value therein; so the order of values need not be
worked out in the browser, and is the same in all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar, cast

from union_registry.catalogue.listing.column import Cell, Column, Link, Seat, chinese_order
from union_registry.catalogue.listing.listing import Listing

Value = TypeVar("Value", bound=Hashable)
Encoded = dict[str, Any]


def data_file(listing: Listing) -> bytes:
    """The data file of a list."""
    rows = listing.rows
    document = {
        "total": len(rows),
        "columns": [_column(column, [row.cells[n] for row in rows]) for n, column in enumerate(listing.columns)],
        "filters": [
            _filter(one.key, list(one.options), [row.keys[n] for row in rows]) for n, one in enumerate(listing.filters)
        ],
    }
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return f"registerList({written});\n".encode()


def _column(column: Column, cells: Sequence[Cell]) -> Encoded:
    known = {"key": column.key, "kind": column.kind, "blank": column.blank}
    return known | _ENCODERS[column.kind](column, cells)


def _links(column: Column, cells: Sequence[Cell]) -> Encoded:
    links, at = _coded(cast("Sequence[Link]", cells), _by_name)
    return _link_table(column, links) | at


def _link_table(column: Column, links: Sequence[Link]) -> Encoded:
    table: Encoded = {
        "before": column.before,
        "after": column.after,
        "names": [link.name for link in links],
        "keys": [link.key for link in links],
    }
    samples = "".join(str(int(link.sample)) for link in links)
    return table | ({"samples": samples} if "1" in samples else {})


def _terms(column: Column, cells: Sequence[Cell]) -> Encoded:
    keys, at = _coded(cast("Sequence[str]", cells), list(column.labels).index)
    return {"labels": [column.labels[key] for key in keys]} | at


def _badges(column: Column, cells: Sequence[Cell]) -> Encoded:
    keys, _ = _coded(cast("Sequence[str]", cells), list(column.labels).index)
    return _terms(column, cells) | {"colours": [column.colours.get(key, key) for key in keys]}


def _values(_: Column, cells: Sequence[Cell]) -> Encoded:
    values, at = _coded(cast("Sequence[str]", cells), lambda value: value)
    return {"values": values} | at


def _codes(_: Column, __: Sequence[Cell]) -> Encoded:
    """Nothing: they stand in the addresses of the first column."""
    return {}


def _seats(column: Column, cells: Sequence[Cell]) -> Encoded:
    """The unions, and each different combination of seats as [union, tier, remark, union, …]."""
    combinations, at = _coded(cast("Sequence[tuple[Seat, ...]]", cells), len)
    unions = sorted({seat.union for seats in combinations for seat in seats}, key=_by_name)
    place = {union: number for number, union in enumerate(unions)}
    tiers, remarks = list(column.labels), ["", *column.remarks]
    seats: Encoded = {
        "unions": _link_table(column, unions),
        "tiers": tiers,
        "labels": list(column.labels.values()),
        "remarks": ["", *column.remarks.values()],
        "values": [
            [n for seat in seats for n in (place[seat.union], tiers.index(seat.tier), remarks.index(seat.remark))]
            for seats in combinations
        ],
    }
    return seats | at


_ENCODERS: Mapping[str, Callable[[Column, Sequence[Cell]], Encoded]] = {
    "link": _links, "term": _terms, "badge": _badges, "number": _values, "date": _values, "code": _codes, "seats": _seats,
}  # fmt: skip


def _filter(key: str, options: Sequence[str], keys: Sequence[tuple[str, ...]]) -> Encoded:
    """The keys, and each different combination of places therein."""
    combinations, at = _coded(keys, len)
    place = {option: number for number, option in enumerate(options)}
    values = [[place[one] for one in several] for several in combinations]
    known: Encoded = {"key": key, "keys": options, "values": values}
    return known | at


def _coded(values: Sequence[Value], order: Callable[[Value], Any]) -> tuple[list[Value], Encoded]:
    """The different values in their order, and the place of each row's; which is left out if it is the row's own."""
    table = sorted(dict.fromkeys(values), key=order)
    place = {value: number for number, value in enumerate(table)}
    at = [place[value] for value in values]
    return table, {} if at == list(range(len(at))) else {"at": at}


def _by_name(link: Link) -> tuple[bytes, str]:
    return chinese_order(link.name), link.key
