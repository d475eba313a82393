"""What a reader waits for on each kind of page: bytes of the page and of all it loads, and the first paint."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.bench.serving import chromium, served

TIMES = 5
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


class Loaded(NamedTuple):
    """Bytes of everything that a page asked for, and milliseconds until something was seen."""

    bytes: int
    paint: float


def measure(site: Path) -> None:
    """Print a line for one page of each kind."""
    print(f"\n  {'pages: kB':<44}{'HTML':>9}{'compressed':>12}{'all loaded':>12}{'first paint':>13}")
    with served(site) as (address, sent), chromium() as browser:
        for page in _kinds(site):
            content = (site / page).read_bytes()
            loaded = [_load(browser, f"{address}/{page}", sent) for _ in range(TIMES)]
            print(
                f"  {page:<44}{len(content) / 1000:>9.1f}{len(gzip.compress(content, 6)) / 1000:>12.1f}"
                f"{loaded[0].bytes / 1000:>12.0f}{median(one.paint for one in loaded):>10.0f} ms",
                flush=True,
            )


def _kinds(site: Path) -> Iterator[str]:
    """The home page and the biggest page of each section."""
    yield "index.html"
    for section in ("unions", "organisations", "chains", "counties", "years", "news", "data", "en/unions"):
        pages = [path for path in (site / section).glob("*.html") if not path.name.startswith("index.")]
        for path in (site / section / "index.html", max(pages, key=lambda path: path.stat().st_size, default=None)):
            if path is not None:
                yield path.relative_to(site).as_posix()


def _load(browser: Browser, address: str, sent: list[int]) -> Loaded:
    sent.clear()
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    paint = float(page.evaluate(_PAINT))
    context.close()
    return Loaded(sum(sent), paint)
