"""How a page is shown: language, colours, type, contrast, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme="light")
    yield context.new_page()
    context.close()


def _style(page: Page, name: str, of: str = "body") -> str:
    found: str = page.eval_on_selector(of, f"(one) => getComputedStyle(one).{name}")
    return found


@pytest.mark.parametrize("address", ["unions/sample-mutton.html", "organisations/index.html"])
def test_the_largest_type_need_not_scroll_sideways_either(browser: Browser, served: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{served}/{address}")
    page.locator(".register-display summary").click()
    page.get_by_role("button", name="特大").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_type_and_contrast_that_were_chosen_hold_on_every_page(page: Page, served: str) -> None:
    page.goto(f"{served}/index.html")
    usual = float(_style(page, "fontSize", "h1").removesuffix("px"))
    page.locator(".register-display summary").click()
    page.get_by_role("button", name="特大").click()
    page.get_by_role("button", name="高", exact=True).click()
    page.goto(f"{served}/en/unions/sample-mutton.html")
    assert float(_style(page, "fontSize", "h1").removesuffix("px")) > 1.3 * usual
    assert _style(page, "color", "article") == "rgb(0, 0, 0)"
    page.locator(".register-display summary").click()
    expect(page.get_by_role("button", name="Larger")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Normal").first.click()
    page.reload()
    assert float(_style(page, "fontSize", "h1").removesuffix("px")) < 1.1 * usual


def test_the_panel_is_worked_by_the_keyboard_and_closes_on_escape(page: Page, served: str) -> None:
    page.goto(f"{served}/index.html")
    page.locator(".register-display summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "标准"
    page.keyboard.press("Escape")
    assert page.locator(".register-display").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_dark_follows_the_system_and_stays_as_chosen(browser: Browser, served: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{served}/unions/sample-mutton.html")
    dark = _style(page, "backgroundColor")
    page.get_by_title("切换到浅色").click()
    light = _style(page, "backgroundColor")
    assert light != dark
    page.goto(f"{served}/en/index.html")
    assert _style(page, "backgroundColor") == light
    context.close()


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("index.html", "en/index.html"), ("unions/sample-mutton.html", "en/unions/sample-mutton.html"),
     ("organisations/index.html", "en/organisations/index.html"), ("search.html", "en/search.html")],
)  # fmt: skip
def test_the_language_switch_leads_to_the_same_page_and_back(
    page: Page, served: str, chinese: str, english: str
) -> None:
    page.goto(f"{served}/{chinese}")
    page.get_by_role("link", name="English").click()
    page.locator("html[lang=en]").wait_for(state="attached")
    assert page.url == f"{served}/{english}"
    page.get_by_role("link", name="中文").click()
    assert page.url == f"{served}/{chinese}"


def test_what_is_in_chinese_only_leads_to_the_english_home(page: Page, served: str) -> None:
    for address in ("organisations/91152525QQ7A0B5X8J.html", "guide/applicant.html"):
        page.goto(f"{served}/{address}")
        page.get_by_role("link", name="English").click()
        assert page.url == f"{served}/en/index.html"


def test_english_pages_speak_english_but_for_names_and_what_people_wrote(page: Page, served: str) -> None:
    page.goto(f"{served}/en/unions/sample-mutton.html")
    said = page.locator("h1, h2, thead th, .md-tabs, .md-footer, .register-badge, .register-facts > tbody > tr > th")
    assert page.locator("h1").inner_text() == "Xilingol Mutton Sheep Innovation Consortium (sample)"
    assert not re.search(r"[\u4e00-\u9fff]", " ".join(said.all_inner_texts()))


def test_a_union_is_printed_on_a_few_clean_pages_of_a4(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/unions/sample-mutton.html")
    printed = page.pdf(prefer_css_page_size=True)
    width, height = map(float, re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)[0])
    assert abs(width - 595.28) < 1
    assert abs(height - 841.89) < 1
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 7
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-tabs", ".md-footer", ".md-sidebar--secondary", ".register-embed"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert _style(page, "backgroundColor") == "rgb(255, 255, 255)"
    assert _style(page, "color", "article h1") == "rgb(0, 0, 0)"


def test_a_dark_screen_prints_black_on_white(browser: Browser, served: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{served}/unions/sample-mutton.html")
    page.emulate_media(media="print")
    assert _style(page, "backgroundColor") == "rgb(255, 255, 255)"
    assert _style(page, "color", "article p") == "rgb(0, 0, 0)"
    context.close()


def test_filing_numbers_stand_in_the_footer_only_once_they_are_given(site: Path) -> None:
    assert "register-filing" not in (site / "index.html").read_text("utf-8")
