"""What the application form costs: bytes, how long until it can be typed in, and the first verdict beside a bare Pyodide."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from tests.bench.serving import chromium, served
from union_registry.source.reader import read

TIMES = 3
NEXT = 10
_USABLE = "async () => { while (!document.querySelector('.apply-app')) await new Promise(requestAnimationFrame); return performance.now() }"
_BARE = """async () => {
  const from = performance.now();
  const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", document.baseURI).href);
  const python = await loadPyodide({ indexURL: new URL("pyodide/", document.baseURI).href, fullStdLib: false });
  python.runPython("1");
  return performance.now() - from;
}"""
_CHECK = """async ([draft, day, times]) => {
  const worker = new Worker(new URL("worker.js", document.baseURI), { type: "module" });
  const ask = (id) => new Promise((answered) => {
    worker.onmessage = ({ data }) => data.progress || answered(data);
    worker.postMessage({ id, call: "check", args: [draft, day] });
  });
  const spent = [];
  for (let id = 0; id <= times; id++) {
    const from = performance.now();
    const { error } = await ask(id);
    if (error) throw new Error(error);
    spent.push(performance.now() - from);
  }
  return spent;
}"""


def measure(site: Path, slug: str, files: Path) -> None:
    """Print the costs; `files` is the folder of the union `slug`, which the first verdict is of."""
    draft = {
        "slug": slug,
        "files": {path.name: read(path.read_bytes()).data for path in files.glob("*.yaml")},
        "private": {},
    }
    with served(site) as (address, sent), chromium() as browser:
        page = f"{address}/apply/index.html"
        made = [_once(browser, page, draft, sent) for _ in range(TIMES)]
    bare, first, after, usable = (median(one[place] for one in made) for place in range(4))
    print(
        f"\n  the form: {made[0][4] / 1000:,.0f} kB until it can be typed in, {made[0][5] / 1e6:.1f} MB more for the first verdict, uncompressed"
    )
    print(
        f"  typed in after {usable:.0f} ms; first verdict {first / 1000:.2f} s ({first / bare:.1f} times a bare Pyodide, {bare / 1000:.2f} s); next {after:.0f} ms"
    )


def _once(
    browser: Browser, page: str, draft: dict[str, Any], sent: list[int]
) -> tuple[float, float, float, float, int, int]:
    """Milliseconds of a bare Pyodide, of the first verdict, of a later one, until the form is there; bytes until then and after."""
    sent.clear()
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(page)
    usable = float(opened.evaluate(_USABLE))
    opened.wait_for_load_state("networkidle")
    form = sum(sent)
    sent.clear()
    first, *after = opened.evaluate(_CHECK, [json.loads(json.dumps(draft)), "2026-11-23", NEXT])
    engine = sum(sent)
    context.close()
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(page)
    bare = float(opened.evaluate(_BARE))
    context.close()
    return bare, first, median(after), usable, form, engine
