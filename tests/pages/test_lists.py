"""The lists as a reader uses them: filtered, sorted, narrowed, sent to a colleague; with a script and without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import package
from tests.catalogue import fake
from tests.pages.conftest import AS_OF
from union_registry.catalogue.build import build

LISTS = ("unions/index", "organisations/index", "chains/index", "counties/index", "years/index", "years/summaries")
HOSTILE = "<img src=x onerror=alert(1)> & </script>"
UNITS = 330


@pytest.fixture(scope="module")
def long(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose list of units takes several pages; the last union has a name that would be markup."""
    chains = ("mutton", "energy-equipment", "mutton")
    unions = [
        fake.union(
            f"long-{n}", first=1 + 110 * n, size=110, chain=chain, name=f"长名单联合体 {n} {HOSTILE if n else ''}"
        )
        for n, chain in enumerate(chains)
    ]
    # A unit of two unions: close in the one, core in the other.
    unions[1].data["members"]["members"].append(fake.member(3, tier="core"))
    built = tmp_path_factory.mktemp("long")
    build(site.parent, built, AS_OF, unions=unions)
    return built


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    yield page
    context.close()


def rows(page: Page) -> Locator:
    return page.locator(".register-list tbody tr")


def names(page: Page) -> list[str]:
    return rows(page).locator("th").all_inner_texts()


def told(page: Page) -> Locator:
    return page.locator(".register-filters output")


def words(page: Page) -> Locator:
    return page.locator(".register-filters input")


def choice(page: Page, label: str) -> Locator:
    return page.locator(".register-filters").get_by_label(label, exact=True)


def choose(page: Page, label: str, option: str) -> None:
    choice(page, label).select_option(option)


def sorter(page: Page, column: str) -> Locator:
    return page.locator(".register-list thead").get_by_role("button", name=column)


def test_a_filtered_list_can_be_sent_to_a_colleague(served: str, page: Page, browser: Browser) -> None:
    page.goto(f"{served}/organisations/index.html")
    choose(page, "产业链", "mutton")
    choose(page, "性质", "enterprise")
    words(page).fill("有限")
    sorter(page, "统一社会信用代码").click()
    expect(told(page)).to_have_text("共 34 家单位，符合 9")
    page.wait_for_url("**/index.html?q=*&chain=mutton&kind=enterprise&sort=code")
    found = names(page)
    context = browser.new_context()
    theirs = context.new_page()
    theirs.goto(page.url)
    expect(told(theirs)).to_have_text("共 34 家单位，符合 9")
    assert names(theirs) == found
    assert words(theirs).input_value() == "有限"
    assert choice(theirs, "性质").input_value() == "enterprise"
    expect(theirs.locator("th[aria-sort]")).to_have_text("统一社会信用代码")
    context.close()


def test_back_and_forward_go_through_what_was_asked_a_typed_word_being_one_step(served: str, page: Page) -> None:
    page.goto(f"{served}/organisations/index.html")
    whole = names(page)
    choose(page, "性质", "university")
    expect(rows(page)).to_have_count(2)
    words(page).press_sequentially("朔方", delay=20)
    expect(rows(page)).to_have_count(1)
    page.wait_for_url("**q=%E6%9C%94%E6%96%B9*")
    page.go_back()
    expect(rows(page)).to_have_count(2)
    expect(words(page)).to_have_value("")
    page.go_back()
    expect(told(page)).to_have_text("共 34 家单位")
    assert names(page) == whole
    assert page.url.endswith("/organisations/index.html")
    page.go_forward()
    page.go_forward()
    expect(rows(page)).to_have_count(1)
    expect(words(page)).to_have_value("朔方")


def test_every_word_must_stand_in_the_row_whatever_its_width_or_case(served: str, page: Page) -> None:
    page.goto(f"{served}/organisations/index.html")
    words(page).fill("ｑｑ７ａ０　肉羊")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("锡原羊业集团有限公司")
    words(page).fill("qq7a0 奶业")
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_text("没有符合条件的记录")).to_be_visible()


def test_nothing_is_looked_for_while_a_chinese_word_is_being_composed(served: str, page: Page) -> None:
    page.goto(f"{served}/unions/index.html")
    words(page).focus()
    before = names(page)
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "rou", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(200)
    assert names(page) == before
    assert page.url.endswith("index.html")
    keyboard.send("Input.insertText", {"text": "肉羊"})
    expect(rows(page)).to_have_count(1)


def test_a_column_sorts_both_ways_and_keeps_the_focus(served: str, page: Page) -> None:
    page.goto(f"{served}/unions/index.html")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    sorter(page, "成员").focus()
    for way, count in (("descending", "14"), ("ascending", "7")):
        page.keyboard.press("Enter")
        expect(page.locator(f"th[aria-sort={way}]")).to_have_text("成员")
        expect(rows(page).first.locator(".register-number")).to_have_text(count)
        expect(sorter(page, "成员")).to_be_focused()
    # A chain comes where its vocabulary has it, not where its letters would.
    sorter(page, "产业链").click()
    expect(rows(page).first).to_contain_text("肉羊")


def test_each_choice_tells_how_many_it_would_leave(served: str, page: Page) -> None:
    page.goto(f"{served}/organisations/index.html")
    choose(page, "产业链", "mutton")
    expect(told(page)).to_contain_text("符合")
    kinds = choice(page, "性质").locator("option:not([disabled])").all_inner_texts()[1:]
    counts = [int(text.rstrip("）").split("（")[1]) for text in kinds]
    assert f"符合 {sum(counts)}" in told(page).inner_text()
    choose(page, "性质", "university")
    assert f"高等学校（{rows(page).count()}）" in kinds


def test_a_unit_is_found_by_chain_and_tier_only_if_it_has_both_in_one_union(long: Path, page: Page) -> None:
    page.goto((long / "organisations/index.html").as_uri())
    words(page).fill("示例单位3号")
    expect(rows(page)).to_have_count(1)
    choose(page, "产业链", "energy-equipment")
    choose(page, "层级", "core")
    expect(rows(page)).to_have_count(1)
    # With this tier no choice of the other chain would leave anything.
    expect(choice(page, "产业链").locator("[value=mutton]")).to_be_disabled()
    page.goto(page.url.replace("energy-equipment", "mutton"))
    expect(told(page)).to_have_text(f"共 {UNITS} 家单位，符合 0")
    choose(page, "层级", "close")
    expect(rows(page)).to_have_count(1)


def test_all_is_taken_back_at_once(served: str, page: Page) -> None:
    page.goto(f"{served}/unions/index.html?chain=mutton&sort=members&q=盟")
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="清除").click()
    expect(told(page)).to_have_text("共 4 个联合体")
    expect(rows(page)).to_have_count(4)
    assert page.url.endswith("/unions/index.html")
    expect(words(page)).to_be_focused()
    expect(page.get_by_role("button", name="清除")).to_be_hidden()


def test_what_a_list_has_not_is_not_found_and_one_sees_why(served: str, page: Page) -> None:
    page.goto(f"{served}/unions/index.html?chain=unicorn")
    expect(told(page)).to_have_text("共 4 个联合体，符合 0")
    expect(choice(page, "产业链")).to_have_value("unicorn")


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("path", LISTS)
def test_the_rows_that_a_script_makes_are_those_that_the_page_came_with(
    served: str, page: Page, path: str, folder: str
) -> None:
    page.goto(f"{served}/{folder}{path}.html")
    came = page.locator("tbody").inner_html()
    page.locator(".register-list th button").last.click()
    page.wait_for_url("**sort=*")
    page.locator("tbody").evaluate("(body) => body.replaceChildren()")
    page.go_back()
    expect(rows(page).first).to_be_visible()
    assert page.locator("tbody").inner_html() == came.replace("\n", "")


def test_pages_keep_what_was_asked_and_lead_to_the_head_of_the_table(long: Path, page: Page) -> None:
    page.goto((long / "organisations/index.html").as_uri())
    choose(page, "产业链", "mutton")
    pager = page.get_by_role("navigation", name="分页")
    expect(pager.get_by_role("link")).to_have_text(["1", "2", "3", "下一页"])
    first = names(page)
    pager.get_by_role("link", name="下一页").click()
    expect(pager.locator("[aria-current=page]")).to_have_text("2")
    assert page.url.endswith("?chain=mutton&page=2")
    assert not set(first) & set(names(page))
    expect(page.locator(".register-frame")).to_be_focused()
    choose(page, "每页", "500")
    expect(rows(page)).to_have_count(220)
    expect(pager).to_be_hidden()
    page.go_back()
    expect(pager.locator("[aria-current=page]")).to_have_text("2")


def test_later_pages_opened_from_a_folder_filter_the_whole_list(long: Path, page: Page) -> None:
    later = (long / "organisations/index.3.html").as_uri()
    page.goto(later)
    there = names(page)
    words(page).fill("示例单位17号")
    expect(rows(page)).to_have_count(1)
    page.reload()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="清除").click()
    expect(rows(page)).to_have_count(100)
    assert names(page) != there
    page.go_back()
    expect(rows(page)).to_have_count(1)
    page.go_back()
    expect(rows(page)).to_have_count(100)
    assert page.url == later
    assert names(page) == there


def test_what_a_record_says_stays_text_in_rows_that_a_script_makes(long: Path, page: Page) -> None:
    page.goto((long / "unions/index.html").as_uri())
    sorter(page, "联合体").click()
    expect(page.locator("th[aria-sort]")).to_have_text("联合体")
    assert any(HOSTILE in name for name in names(page))
    assert page.locator(".register-list img").count() == 0


def test_without_scripts_every_record_can_be_reached_and_no_control_is_shown(browser: Browser, long: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((long / "organisations/index.html").as_uri())
    found = set(names(page))
    expect(words(page)).to_be_hidden()
    expect(told(page)).to_have_text(f"共 {UNITS} 家单位")
    while (onward := page.get_by_role("link", name="下一页")).count():
        onward.click()
        found |= set(names(page))
    assert len(found) == UNITS
    context.close()


def test_nothing_of_the_whole_list_is_read_until_somebody_uses_it(served: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/organisations/index.html")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(".data.js")]
    with page.expect_request("**/index.data.js"):
        words(page).focus()


def test_a_list_that_cannot_be_read_leaves_the_rows_and_says_so(served: str, page: Page) -> None:
    page.route("**/*.data.js", lambda route: route.abort())
    page.goto(f"{served}/unions/index.html")
    choose(page, "产业链", "mutton")
    expect(told(page)).to_contain_text("没有读到整个列表")
    expect(rows(page)).to_have_count(4)
    page.unroute("**/*.data.js")
    choose(page, "产业链", "forage")
    expect(rows(page)).to_have_count(1)


@pytest.mark.parametrize("path", LISTS)
def test_a_phone_shows_cards_with_the_names_of_their_columns(browser: Browser, served: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served}/{path}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    first = rows(page).first
    assert first.locator("td").first.evaluate("(cell) => getComputedStyle(cell, '::before').content").strip('"')
    expect(page.locator(".register-list th button").last).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_filtered_list(browser: Browser, long: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto((long / "organisations/index.html").as_uri() + "?chain=mutton&page=2&sort=code")
    expect(page.get_by_role("navigation", name="分页").locator("[aria-current]")).to_have_text("2")
    page.evaluate((package("axe-core") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    assert [f"{one['id']}: {json.dumps(one['nodes'][:2], ensure_ascii=False)}" for one in found] == []
    context.close()
