"""The lists in headless Chromium, against Tabulator with the same rows: python -m tests.bench.lists.

Milliseconds are medians, in brackets the CPU time of the page's main thread, which other work on the machine disturbs
less. First paint is that of the list as it stands; ready is from opening an address with a filter to its rows; a step is
the slowest of typing a letter, typing one more, and choosing a county, each to the next frame. Kilobytes are compressed:
the page, and what is read once somebody uses the list.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copy
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench import words
from tests.bench.generate import AS_OF, write
from tests.bench.measure import UNIONS, run
from tests.bench.serving import chromium, served
from tests.browser import package
from union_registry.catalogue.edition import Edition
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import CHINESE
from union_registry.catalogue.listing.data import data_file
from union_registry.catalogue.listing.listing import Listing
from union_registry.catalogue.listing.unions import unions_list
from union_registry.catalogue.overview import Overview, UnionEntry
from union_registry.catalogue.pages.lists import list_pages
from union_registry.catalogue.prose import prose
from union_registry.catalogue.settings import settings
from union_registry.register import Register

SIZES = (1_000, 10_000)
TIMES = 5


class Times(NamedTuple):
    """Milliseconds to the first paint, to the rows of a filtered list, and for a step in it; of the latter two also CPU."""

    paint: float
    ready: float
    ready_cpu: float
    step: float
    step_cpu: float


class List(NamedTuple):
    """A list to be measured: where it lies, how its rows are asked for, and its files, those of the page first."""

    what: str
    plain: str
    filtered: str
    page: Sequence[str]
    more: Sequence[str]


def measure(root: Path, site: Path) -> None:
    """Print the figures for the register in `root`, whose `site` has been built, and for invented unions."""
    with tempfile.TemporaryDirectory(prefix="unions-lists-") as name:
        www = Path(name)
        (www / "site").symlink_to(site)
        lists = [*_invented(root, site, www), _list(f"units, {_total(site):,} rows", "site/organisations")]
        print(f"\n  {'lists: ms (CPU)':<34}{'first paint':>12}{'ready':>16}{'step':>16}   kB")
        with served(www) as (address, _), chromium() as browser:
            for one in lists:
                _print(one, www, _median(browser, address, one))


def _print(one: List, www: Path, times: Times) -> None:
    pairs = ((times.ready, times.ready_cpu), (times.step, times.step_cpu))
    cells = "".join(f"{f'{wall:.0f} ({cpu:.0f})':>16}" for wall, cpu in pairs)
    sizes = " + ".join(f"{sum(_compressed(www / file) for file in files):.0f}" for files in (one.page, one.more))
    print(f"  {one.what:<34}{times.paint:>12.0f}{cells}   {sizes}", flush=True)


def _compressed(path: Path) -> float:
    return len(gzip.compress(path.read_bytes(), 6)) / 1000


def _total(site: Path) -> int:
    text = (site / "organisations/index.data.js").read_text("utf-8")
    document: dict[str, Any] = json.loads(text.removeprefix("registerList(").removesuffix(");\n"))
    return int(document["total"])


def _invented(root: Path, site: Path, www: Path) -> Iterator[List]:
    """Lists of unions of each size, ours and Tabulator's in turn."""
    edition = Edition(CHINESE, Register(root), prose(root), settings(root))
    for size in SIZES:
        overview = Overview(date.fromisoformat(AS_OF))
        overview.unions += _entries(size, edition.labels)
        listing = unions_list(overview, edition.labels)
        folder = www / str(size)
        (folder / "unions").mkdir(parents=True)
        (folder / "assets").symlink_to(site / "assets")
        for page in list_pages(listing, CHINESE):
            (folder / page.path).write_bytes(edition.html(page))
        (folder / listing.data).write_bytes(data_file(listing))
        _tabulator(folder, listing)
        yield _list(f"unions, {size:,} rows", f"{size}/unions")
        theirs, rows = (
            f"{size}/tabulator.html",
            [f"{size}/tabulator.{kind}" for kind in ("min.js", "min.css", "rows.js")],
        )
        yield List(f"Tabulator, {size:,} rows", theirs, theirs, [theirs], rows)


def _list(what: str, folder: str) -> List:
    page = f"{folder}/index.html"
    assets = f"{folder.partition('/')[0]}/assets/list.js"
    return List(what, page, f"{page}?chain=mutton", [page], [assets, f"{folder}/index.data.js"])


def _entries(size: int, labels: Labels) -> Iterator[UnionEntry]:
    chosen = random.Random(size)
    chains, counties = list(labels.chains), list(labels.counties)
    for number in range(size):
        chain, county = chosen.choice(chains), chosen.choice(counties)
        brand = chosen.choice(words.FIRST) + chosen.choice(words.SECOND)
        code = f"9115{number:04X}QQ{chosen.randrange(16**8):08X}".replace("I", "X")
        yield UnionEntry(
            slug=f"bench-{number:05}", page=f"unions/bench-{number:05}.html",
            name=f"锡林郭勒盟{labels.chain(chain)}重点产业链创新联合体（示例 {number}）", name_en="",
            status=chosen.choice(("approved", "approved", "approved", "dissolved")), sample=True, chain=chain, county=county,
            lead=f"{labels.county(county)}{brand}{chosen.choice(words.TRADES)}有限公司（示例）", lead_en="",
            lead_page=f"organisations/{code}.html", member_count=chosen.randint(8, 40),
            approved_on=f"{chosen.randint(2020, 2026)}-{chosen.randint(1, 12):02}-{chosen.randint(1, 28):02}",
            technologies=(),
        )  # fmt: skip


_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>Tabulator</title>
<link rel="stylesheet" href="tabulator.min.css"><div id="list"></div>
<script src="tabulator.min.js"></script><script src="tabulator.rows.js"></script>
"""
_ROWS = """const rows = %s;
const columns = %s.map((title, i) => ({title, field: String(i)}));
const table = new Tabulator("#list", {data: rows.map((row) => ({...row})), columns, height: "600px", layout: "fitColumns"});
const narrow = (word, place) => table.setFilter((row) =>
  (!place || row[2] === place) && Object.values(row).some((value) => String(value).toLowerCase().includes(word)));
table.on("tableBuilt", () => narrow("肉羊"));
"""


def _tabulator(folder: Path, listing: Listing) -> None:
    """A page that shows the rows of `listing` with Tabulator, as plain text."""
    files = package("tabulator-tables") / "dist"
    copy(files / "js/tabulator.min.js", folder)
    copy(files / "css/tabulator.min.css", folder)
    rows = [
        [
            cell[0] if isinstance(cell, tuple) else column.labels.get(str(cell), cell)
            for column, cell in zip(listing.columns, row.cells, strict=True)
        ]
        for row in listing.rows
    ]
    titles = [column.title for column in listing.columns]
    script = _ROWS % (json.dumps(rows, ensure_ascii=False), json.dumps(titles, ensure_ascii=False))
    (folder / "tabulator.rows.js").write_text(script, "utf-8")
    (folder / "tabulator.html").write_text(_PAGE, "utf-8")


# Tells when the rows of a filtered list are there, whoever makes them.
_WATCH = """const look = () => {
  const ours = document.querySelector(".register-filters output");
  const theirs = () => window.Tabulator && document.querySelector(".tabulator-row") && table.getFilters(true).length;
  if (ours ? ours.textContent.includes("符合") : theirs()) window.readyAfter = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);"""
_STEP = """async (step) => {
  const input = document.querySelector(".register-filters input");
  const type = (text) => { input.value = text; input.dispatchEvent(new InputEvent("input", {bubbles: true})); };
  const choose = (key) => {
    const county = document.querySelector(".register-filters [name=county]");
    county.value = key;
    county.dispatchEvent(new Event("change", {bubbles: true}));
  };
  const steps = [
    () => input ? type("有") : narrow("有"),
    () => input ? type("有限") : narrow("有限"),
    () => input ? choose("152502") : narrow("有限", "锡林浩特市"),
  ];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await frame();
  const start = performance.now();
  const changed = new Promise((done) => new MutationObserver((_, one) => { one.disconnect(); done(); })
    .observe(document.querySelector(".register-list tbody, .tabulator-table"), {childList: true, subtree: true}));
  steps[step]();
  await changed;
  await frame();
  return performance.now() - start;
}"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def _median(browser: Browser, address: str, one: List) -> Times:
    found = [_times(browser, address, one) for _ in range(TIMES)]
    return Times(*(median(values) for values in zip(*found, strict=True)))


def _times(browser: Browser, address: str, one: List) -> Times:
    with _fresh(browser) as (page, _):
        page.goto(f"{address}/{one.plain}")
        page.wait_for_function(_PAINT)
        paint = page.evaluate(_PAINT)
    with _fresh(browser) as (page, inspector):
        page.goto(f"{address}/{one.filtered}")
        page.wait_for_function("window.readyAfter")
        ready, steps = _cpu(inspector), []
        for step in range(3):
            before = _cpu(inspector)
            steps.append((page.evaluate(_STEP, step), _cpu(inspector) - before))
        return Times(paint, page.evaluate("window.readyAfter"), ready, *max(steps))


def _cpu(inspector: CDPSession) -> float:
    """CPU milliseconds of the page's main thread so far."""
    metrics = {one["name"]: one["value"] for one in inspector.send("Performance.getMetrics")["metrics"]}
    return float(metrics["ThreadTime"]) * 1000


@contextmanager
def _fresh(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """A page of a browser that has kept nothing, and its inspector."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    inspector = context.new_cdp_session(page)
    inspector.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.add_init_script(_WATCH)
    yield page, inspector
    context.close()


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
