"""Queries put to each search in headless Chromium: what it finds, what it loads for that, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copy, copytree
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from tests.bench.serving import chromium, served
from tests.browser import package

OURS = "this site"

# Looked for before the query whose time is taken as that of a next one.
_BEFORE = "饲料"
_READING = 300  # milliseconds before somebody types again


class Answer(NamedTuple):
    """Hits; kilobytes and milliseconds of the query as the first on a page; milliseconds as a later one."""

    hits: int
    kilobytes: float
    first: float
    following: float


def answers(site: Path, folder: Path, queries: Sequence[str]) -> dict[str, list[Answer]]:
    """Each search's answers to the queries; `folder` holds the indexes."""
    www = _stage(site, folder)
    with served(www) as (address, sent), chromium() as browser:
        found = {
            name: [_answer(browser, f"{address}/{page}", sent, way, query) for query in queries]
            for name, (page, way) in _WAYS.items()
        }
    script = (site / "assets/search.js").stat().st_size / 1000
    found[OURS] = [one._replace(kilobytes=one.kilobytes + script) for one in found[OURS]]
    return found


# Each way is given a query, and gives the milliseconds it took and what it found.
_BOX = """async (query) => {
  const input = document.getElementById("search-words"), panel = input.form.querySelector(".register-search__panel");
  const start = performance.now();
  input.focus();
  input.value = query;
  input.dispatchEvent(new InputEvent("input"));
  await new Promise((done) => new MutationObserver((_, observer) => {
    if (panel.getAttribute("aria-busy") !== "false") return;
    observer.disconnect();
    done();
  }).observe(panel, {attributes: true, attributeFilter: ["aria-busy"]}));
  const took = performance.now() - start;
  const labels = [...panel.querySelectorAll(".register-search__label")].map((label) => label.textContent.split(" "));
  const counts = labels.filter(([kind]) => kind === "联合体" || kind === "单位").map(([, count]) => +count.replace(",", ""));
  return [took, counts.reduce((sum, count) => sum + count, 0)];
}"""
_LIBRARY = """async (query) => {
  const load = (name) => import({minisearch: "/bench/minisearch/index.js", flexsearch: "/bench/flexsearch.bundle.module.min.mjs"}[name]);
  const start = performance.now();
  window.ask ??= await (async () => {
    const { RIVALS } = await import("/bench/rivals.mjs");
    return RIVALS.NAME.open(load, await (await fetch("/bench/NAME.json")).text());
  })();
  const found = window.ask(query);
  return [performance.now() - start, found];
}"""
_PAGEFIND = """async (query) => {
  const start = performance.now();
  const { search } = await import("/bench/pagefind/pagefind.js");
  const found = (await search(query)).results.length;
  return [performance.now() - start, found];
}"""
_WAYS: Mapping[str, tuple[str, str]] = {
    OURS: ("guide/applicant.html", _BOX),
    "MiniSearch": ("bench/index.html", _LIBRARY.replace("NAME", "minisearch")),
    "FlexSearch": ("bench/index.html", _LIBRARY.replace("NAME", "flexsearch")),
    "Pagefind": ("bench/index.html", _PAGEFIND),
}


def _answer(browser: Browser, url: str, sent: list[int], way: str, query: str) -> Answer:
    with _fresh(browser, url) as page:
        sent.clear()
        first, hits = page.evaluate(way, query)
        kilobytes = sum(sent) / 1000
    with _fresh(browser, url) as page:
        page.evaluate(way, _BEFORE)
        page.wait_for_timeout(_READING)
        following, _ = page.evaluate(way, query)
    return Answer(hits, kilobytes, first, following)


@contextmanager
def _fresh(browser: Browser, url: str) -> Iterator[Page]:
    """The page in a browser that has nothing in store."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def _stage(site: Path, folder: Path) -> Path:
    """The site with the index in `folder`, and beside it the other searches with theirs."""
    www = folder / "www"
    bench = www / "bench"
    bench.mkdir(parents=True)
    for entry in site.iterdir():
        if entry.name != "search":
            (www / entry.name).symlink_to(entry.resolve())
    (folder / "search").rename(www / "search")
    (folder / "pages" / "pagefind").rename(bench / "pagefind")
    for name in ("minisearch", "flexsearch"):
        (folder / f"{name}.json").rename(bench / f"{name}.json")
    copy(Path(__file__).with_name("rivals.mjs"), bench)
    copytree(package("minisearch") / "dist" / "es", bench / "minisearch")
    copy(package("flexsearch") / "dist" / "flexsearch.bundle.module.min.mjs", bench)
    (bench / "index.html").write_text("<!doctype html><title>bench</title>", "utf-8")
    return www
