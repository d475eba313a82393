"""What an applicant types is text: on every page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.planting import HOSTILE, with_hostile
from tests.sites import site_root
from tests.support import SLUG, valid_union, write_union
from union_registry.catalogue.build import build
from union_registry.catalogue.links import broken_links

AS_OF = date(2026, 3, 1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = site_root(tmp_path_factory.mktemp("hostile"))
    write_union(root, with_hostile(valid_union()))
    build(root, root / "site", AS_OF)
    return root / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.on("dialog", lambda _: pytest.fail("a dialog was opened"))
    page.on("request", lambda request: _is_own(request.url) or pytest.fail(f"asked for {request.url}"))
    yield page
    page.close()


def _is_own(url: str) -> bool:
    return url.startswith(("file://", "data:", "blob:", "about:"))


@pytest.mark.parametrize(
    "address",
    [
        f"unions/{SLUG}.html",
        "unions/index.html",
        "organisations/index.html",
        "years/2025.html",
        "chains/index.html",
        "index.html",
        "ORGANISATION",
    ],
)
def test_hostile_text_is_shown_as_the_text_it_is(site: Path, page: Page, address: str) -> None:
    if address == "ORGANISATION":
        address = f"organisations/{valid_union()['members.yaml']['members'][0]['credit_code']}.html"
    page.goto((site / address).as_uri())
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert "49" not in page.title()
    if address != "chains/index.html":
        assert HOSTILE in (page.locator("main").inner_text() + page.title())


def test_the_page_is_called_by_the_name_as_typed(site: Path, page: Page) -> None:
    page.goto((site / f"unions/{SLUG}.html").as_uri())
    assert HOSTILE in page.title()
    assert HOSTILE in page.locator("h1").inner_text()


def test_every_link_holds_on_every_page(site: Path) -> None:
    assert [str(link) for link in broken_links(site)] == []
