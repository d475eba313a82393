"""The built site as a reader meets it, in headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.sites import sample_root
from union_registry.catalogue.build import build

KINDS_OF_PAGE = (
    "index.html", "unions/index.html", "unions/sample-mutton.html", "unions/sample-wind-2025.html",
    "organisations/index.html", "chains/index.html", "chains/horse.html", "counties/index.html", "counties/152502.html",
    "years/index.html", "years/2025.html", "rules/index.html", "rules/clauses.html", "guide/applicant.html",
    "guide/maintainer.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = sample_root(tmp_path_factory.mktemp("browse"))
    build(root, root / "site", date(2026, 11, 23))
    return root / "site"


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("address", KINDS_OF_PAGE)
def test_a_phone_shows_each_page_without_errors_or_scrolling_sideways(site: Path, phone: Page, address: str) -> None:
    problems: list[str] = []
    phone.on("pageerror", lambda error: problems.append(str(error)))
    phone.on("request", lambda r: r.url.startswith("http") and problems.append(r.url))
    phone.goto((site / address).as_uri())
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.locator("h1").count() == 1
    assert problems == []


def test_a_list_is_narrowed_by_typing(site: Path, phone: Page) -> None:
    phone.goto((site / "organisations/index.html").as_uri())
    rows = phone.locator("tbody tr:visible")
    before = rows.count()
    phone.get_by_role("searchbox").fill("朔方理工")
    assert 0 < rows.count() < before
    assert "符合 1" in phone.locator("output").inner_text()
    phone.get_by_role("searchbox").fill("")
    assert rows.count() == before


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
