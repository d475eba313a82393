"""What a page may load and run: itself alone, under the policy that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.kinds import EVERY
from tests.sites import REPOSITORY, site_files

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>")
_STYLED = re.compile(r"<[a-z][^>]*\sstyle=|<style\b|<[a-z][^>]*\son[a-z]+=")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    # The smallest phone: what does not fit there shows at once.
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", EVERY)
def test_a_page_asks_nobody_but_its_own_site_breaks_none_of_its_rules_and_fits_a_phone(
    served: str, page: Page, address: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(f"{served}/{address}")
    # What scripts ask for once the page stands, they ask for at once.
    page.wait_for_timeout(60)
    assert answer is not None
    assert answer.ok
    assert asked
    assert [url for url in asked if not url.startswith(served + "/")] == []
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1


def test_every_page_carries_the_policy_and_nothing_that_it_forbids(site: Path) -> None:
    for path, content in site_files(site).items():
        if path.endswith(".html"):
            html = content.decode()
            assert len(_POLICY.findall(html)) == 1, path
            assert not _INLINE.search(html), path
            assert not _STYLED.search(re.sub(r"<(script|pre|code)\b.*?</\1>", "", html, flags=re.DOTALL)), path


def test_scripts_come_from_the_site_alone_and_none_is_inline(site: Path) -> None:
    (policy,) = _POLICY.findall((site / "index.html").read_text("utf-8"))
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_guide_gives_the_same_policy_as_a_header(site: Path) -> None:
    (policy,) = _POLICY.findall((site / "index.html").read_text("utf-8"))
    assert policy in (REPOSITORY / "docs/guide/maintainer.md").read_text("utf-8")
