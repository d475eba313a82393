"""What an applicant types is text: on every page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.sites import own_root, site_root
from tests.support import SLUG, valid_union, write_union
from union_registry.catalogue.build import build
from union_registry.catalogue.links import broken_links
from union_registry.register import Register
from union_registry.schema.store import Node
from union_registry.source.kinds import kind_of

HOSTILE = '<script>window.pwned=1</script><img src=x onerror=window.pwned=1>"\'](javascript:alert(1)) {{7*7}} =HYPERLINK("x") | `a` &lt; </title>'
AS_OF = date(2026, 3, 1)
SCHEMAS = Register(own_root()).schemas


def hostile(kind: str, data: Any, node: Node) -> Any:
    """`data` with the hostile text in front of every free text."""
    node = SCHEMAS.resolve(kind, node)
    if isinstance(data, dict):
        return {key: hostile(kind, value, node["properties"][key]) for key, value in data.items()}
    if isinstance(data, list):
        return [hostile(kind, item, node["items"]) for item in data]
    return HOSTILE + data[:50] if isinstance(data, str) and "maxLength" in node else data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = site_root(tmp_path_factory.mktemp("hostile"))
    files = valid_union()
    for name, data in files.items():
        kind = kind_of(name)
        assert kind is not None
        files[name] = hostile(kind.schema, data, SCHEMAS[kind.schema])
    write_union(root, files)
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
