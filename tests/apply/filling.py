"""The application form in a browser, filled in as a person does, with what it asks of the network and of the engine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Locator, Page, Request

from tests.apply.drafts import AS_OF, Draft

# Hears what the engine answers; the page itself shows the reader only what he needs of it.
_HEARING = """
const Real = Worker;
window.heard = [];
window.Worker = class extends Real {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => data.ok?.unions && heard.push(data.ok));
  }
};
"""
_KEPT = "() => JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith('__apply'))))"


class Form:
    """One page with the form, on the day of the drafts."""

    def __init__(self, page: Page, served: str) -> None:
        self.page, self.address = page, f"{served}/apply/index.html"
        self.requests: list[tuple[str, str]] = []
        page.on("request", self._asked)
        page.clock.set_fixed_time(f"{AS_OF}T04:00:00Z")
        page.add_init_script(_HEARING)

    def _asked(self, request: Request) -> None:
        sent = request.post_data_buffer or b""
        headers = " ".join(request.headers.values())
        self.requests.append((request.url, unquote(f"{request.url} {headers} {sent.decode('utf-8', 'replace')}")))

    def open(self, view: str = "start") -> None:
        """Go to the page anew; what the browser keeps stays."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#/{quote(view)}")
        self.page.wait_for_selector(".apply-app")

    def go(self, view: str) -> None:
        """Another view of the same page, as the rail leads there."""
        self.page.evaluate("(view) => { location.hash = '#/' + encodeURIComponent(view) }", view)
        self.page.wait_for_function("(view) => document.querySelector('.apply-app').dataset.view === view", arg=view)

    def give(self, name: str, content: bytes, *others: Path) -> None:
        """Hand a file, or several, to the button that opens files, and wait for what it says of them."""
        files = {name: content} | {path.name: path.read_bytes() for path in others}
        self.page.set_input_files(
            ".apply-file",
            [
                {"name": name, "mimeType": "application/octet-stream", "buffer": content}
                for name, content in files.items()
            ],
        )
        self.page.wait_for_selector(".apply-choices, .apply-main [role=alert]", timeout=60_000)

    def load(self, draft: Draft) -> None:
        """Fill the form with a saved draft, instead of what was in it."""
        self.clear()
        self.give("草稿.json", json.dumps({"format": "union-registry/draft/1", **draft}).encode())
        self.page.get_by_role("button", name="填进表里").click()

    def clear(self) -> None:
        self.page.get_by_role("button", name="清除本机数据").click()
        self.page.get_by_role("button", name="清除", exact=True).click()

    def field(self, place: str) -> Locator:
        """The field of a file and a pointer, such as lead.yaml/accounts/0/rd."""
        return self.page.locator(f'[id="{place}"]')

    def check(self) -> dict[str, Any]:
        """Press 检查 and wait for the verdict; also the one that is shown on the page."""
        before = self.page.evaluate("heard.length")
        self.page.locator(".apply-bar").get_by_role("button", name="检查").click()
        self.page.wait_for_function("(before) => heard.length > before", arg=before, timeout=90_000)
        self.page.wait_for_selector(".apply-summary:not([aria-busy] *)")
        return dict(self.page.evaluate("heard.at(-1)"))

    def kept(self) -> dict[str, Any]:
        """What the browser keeps, once it has kept the last words."""
        # A timer of the page's own, which comes due behind the one that keeps, however busy the machine is.
        self.page.evaluate("() => new Promise((done) => setTimeout(done, 400))")
        return dict(self.page.evaluate(_KEPT))

    def download(self, button: str) -> tuple[str, bytes]:
        """Name and content of what a button hands out."""
        with self.page.expect_download(timeout=60_000) as waiting:
            self.page.get_by_role("button", name=button).click()
        download = waiting.value
        return download.suggested_filename, Path(download.path()).read_bytes()


def not_met(verdict: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in verdict["unions"][0]["findings"] if finding["outcome"] == "not-met"]


def texts(value: Any) -> Iterable[str]:
    """Each text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
