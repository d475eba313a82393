"""The built site as a reader meets it, in headless Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages.kinds import EVERY


@pytest.mark.parametrize("address", EVERY[::3])
def test_a_page_opens_from_a_folder_too(browser: Browser, site: Path, address: str) -> None:
    problems: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith("file:") else problems.append(request.url))
    page.goto((site / address).as_uri())
    page.wait_for_load_state("load")
    assert problems == []
    context.close()


def test_without_scripts_a_list_is_whole(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "organisations/index.html").as_uri())
    assert page.locator("tbody tr").count() == len(list((site / "organisations").glob("[0-9Nu]*.html")))
    context.close()


def test_pages_of_samples_say_so_and_guides_do_not(site: Path) -> None:
    for address in ("index.html", "unions/index.html", "unions/sample-mutton.html", "years/2025.html"):
        assert "示例数据" in (site / address).read_text(encoding="utf-8")
    for path in (site / "organisations").glob("*.html"):
        assert "示例数据" in path.read_text(encoding="utf-8")
