"""What keeps people out: judged by axe-core on each kind of page, and by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import package
from tests.pages.kinds import EVERY, LOOKS

_FOUND = """async (rules) => (await axe.run(document, {resultTypes: ["violations"], ...rules})).violations.map(
  (found) => `${found.id} (${found.impact}): ${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""


@pytest.fixture(scope="module")
def axe() -> str:
    return (package("axe-core") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def dark(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme="dark")
    yield context.new_page()
    context.close()


def _violations(page: Page, axe: str, rules: dict[str, Any]) -> Any:
    # Run from outside the page, which lets no foreign script in.
    page.evaluate(axe)
    return page.evaluate(_FOUND, rules)


@pytest.mark.parametrize("address", EVERY)
def test_axe_finds_no_violation(served: str, page: Page, axe: str, address: str) -> None:
    page.goto(f"{served}/{address}")
    assert _violations(page, axe, {}) == []


@pytest.mark.parametrize("address", LOOKS)
def test_axe_finds_no_violation_in_the_dark_where_only_colours_differ(
    served: str, dark: Page, axe: str, address: str
) -> None:
    dark.goto(f"{served}/{address}")
    assert _violations(dark, axe, {"runOnly": ["color-contrast", "link-in-text-block"]}) == []


@pytest.mark.parametrize("address", ["unions/sample-mutton.html", "organisations/index.html", "chains/mutton.html"])
def test_the_keyboard_alone_reaches_every_link_and_control(served: str, page: Page, address: str) -> None:
    page.goto(f"{served}/{address}")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("main :is(a[href], button, input, select, summary)")]
        .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled).length"""
    )
    reached = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (!one.closest("main")) return null;
              return [...document.querySelectorAll("main *")].indexOf(one);
            }"""
        )
        if place is not None:
            reached.add(place)
        elif reached:
            break
    # Frames that scroll can be reached, too.
    assert len(reached) >= wanted > 0
