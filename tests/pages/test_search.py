"""The search as a reader uses it, in headless Chromium: typed, found, walked through by keyboard, sent to others."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.bench.queries import Record, union_record, unit_record
from tests.browser import package
from tests.catalogue import fake
from tests.pages.conftest import AS_OF
from tests.sites import own_root
from union_registry.catalogue.build import build
from union_registry.catalogue.overview import Overview
from union_registry.catalogue.published import PublishedUnion
from union_registry.vocabulary import load

HOSTILE = "<img src=x onerror=alert(1)>&amp;羊"
# Whatever NFKC and lower case change, what lies beyond the first plane, and words apart.
ODD = (
    "Ｘｉｌｉｎ　Ｇｏｌ 牧业", "𠮷野家ﬁ㎏", "İstanbul ΣΊΣΥΦΟΣ", "é́cole 👍👩‍🌾羊", "ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ", "①Ⅳ号　羊", "羊", "羊羊羊羊",
)  # fmt: skip
TYPED = (
    "羊", "羊羊", "羊羊羊", "有限公司", "示例单位", "单位1", "XILIN", "ｘｉｌｉｎ", "gol 牧", "𠮷", "𠮷野", "fi", "kg", "㎏", "i̇s", "σί", "ς",
    "é", "👍", "👩", "🌾羊", "ᠮᠣᠩ", "ᠤᠯ", "1", "4", "iv号", "Ⅳ", "号 羊", "mutton", "肉羊 锡林浩特", "肉羊  锡林浩特市 有限", "从前的名字",
    "000012", "９１１５２５", "保鲜", "锡科函〔2025〕8号", "联合体", "abag", "<img", "&amp;", "没有的东西",
)  # fmt: skip


def made() -> list[PublishedUnion]:
    """The unions of `fake`, and one with odd names, a hostile one among them."""
    odd = fake.union("odd-names", first=31, size=20, name="锡林郭勒盟奶业重点产业链创新联合体（示例）", chain="dairy")
    odd.data["union"]["name_en"] = "Xilingol Dairy Innovation Union"
    for member, name in zip(odd.data["members"]["members"][1:], (*ODD, HOSTILE), strict=False):
        member["name"] = name
    return [*fake.register(), odd]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    words, overview = load(own_root() / "schema"), Overview(AS_OF)
    unions = [union_record(union, overview.add(union)[0], words) for union in made()]
    return unions + [unit_record(memberships, words) for memberships in overview.units.values()]


@pytest.fixture(scope="module")
def searched(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of `made`; its prose is that of the sample site."""
    folder = tmp_path_factory.mktemp("searched") / "site"
    build(site.parent, folder, AS_OF, unions=made())
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(searched: Path) -> Iterator[str]:
    """Where that site is served, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(searched))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield page
    assert problems == []


def panel(page: Page) -> Locator:
    return page.locator(".md-header .register-search__panel")


def look(page: Page, typed: str) -> Locator:
    """Types into the box in the header, and waits for what is found."""
    page.locator(".md-header").get_by_role("searchbox").fill(typed)
    expect(panel(page)).to_have_attribute("aria-busy", "false")
    return panel(page)


def counts(found: Locator) -> dict[str, int]:
    labels = found.locator(".register-search__label").all_inner_texts()
    return {name: int(count.replace(",", "")) for name, count in (label.rsplit(" ", 1) for label in labels)}


def test_nothing_is_loaded_until_the_box_is_used(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/unions/mutton-sample.html")
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if path.startswith("/search/")] == []
    page.keyboard.press("/")
    expect(panel(page)).to_contain_text("信用代码")
    assert [path for path in asked if path.startswith("/search/")] == ["/search/index.json"]


def test_exactly_the_records_that_hold_what_is_typed_are_counted(
    address: str, page: Page, records: list[Record]
) -> None:
    page.goto(f"{address}/guide/applicant.html")
    for typed in TYPED:
        found = counts(look(page, typed))
        # A letter or digit alone is not looked for, and the panel says so.
        alone = re.fullmatch(r"[0-9a-z]", typed) is not None
        assert ("至少输入两个" in panel(page).inner_text()) is alone
        for kind, label in (("union", "联合体"), ("organisation", "单位")):
            wanted = 0 if alone else sum(record.kind == kind and record.holds(typed) for record in records)
            assert found.get(label, 0) == wanted, (typed, label)


def test_results_are_grouped_and_say_where_they_belong_with_the_words_marked(address: str, page: Page) -> None:
    page.goto(f"{address}/index.html")
    found = look(page, "肉羊 锡林浩特")
    group = found.get_by_role("group", name="联合体")
    result = group.get_by_role("listitem").first
    expect(result.get_by_role("link")).to_have_text("锡林郭勒盟肉羊重点产业链创新联合体（示例）")
    facts = result.locator(".register-result__facts")
    expect(facts).to_have_text("肉羊 · 锡林浩特市 · 示例单位1号有限公司")
    assert facts.locator("mark").all_inner_texts() == ["肉羊", "锡林浩特"]
    expect(result.get_by_role("link").locator("mark")).to_have_text("肉羊")
    expect(result.locator(".register-badge")).to_have_text("示例")
    expect(found.get_by_role("group", name="单位")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("多胎性状", "多胎性状分子标记辅助选育"),
        ("00000012", "91152500MA00000012"),
        ("从前的名字", "从前的名字有限公司"),
        ("冷链运力", "冷链运力不足，需要协调"),
        ("打不开的文件", None),
    ],
)
def test_a_result_shows_the_line_in_which_it_was_found(address: str, page: Page, typed: str, found: str | None) -> None:
    page.goto(f"{address}/index.html")
    shown = look(page, typed)
    if found is None:
        expect(shown).to_contain_text("没有找到")
        expect(shown.get_by_role("link", name="单位")).to_have_attribute("href", f"{address}/organisations/index.html")
    else:
        line = shown.locator(".register-result__found", has_text=found)
        expect(line.locator("mark").first).to_have_text(typed)


def test_the_best_come_first(address: str, page: Page) -> None:
    page.goto(f"{address}/index.html")
    found = look(page, "羊")
    # The whole name, what begins with it, what holds it, what only belongs to the chain of that name.
    names = found.get_by_role("group", name="单位").get_by_role("link").all_inner_texts()
    assert names[:2] == ["羊", "羊羊羊羊"]
    assert {"①Ⅳ号　羊", "é́cole 👍👩‍🌾羊"} & set(names[2:4])
    assert not any("示例单位" in name for name in names)
    assert list(counts(look(page, "肉羊"))) == ["产业链", "联合体", "年度总结", "单位", "指南与规则"]


def test_a_section_of_a_guide_is_found_and_opened_at_its_anchor(address: str, page: Page) -> None:
    page.goto(f"{address}/unions/mutton-sample.html")
    link = look(page, "不用填 文件夹").get_by_role("group", name="指南与规则").get_by_role("link").first
    link.click()
    expect(page).to_have_url(f"{address}/guide/applicant.html#overview")


def test_the_keyboard_alone_does(address: str, page: Page) -> None:
    page.goto(f"{address}/unions/mutton-sample.html")
    page.keyboard.press("/")
    page.keyboard.insert_text("旧能源")
    expect(panel(page).get_by_role("group", name="联合体")).to_contain_text("旧能源")
    page.keyboard.press("ArrowDown")
    expect(panel(page).get_by_role("link").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert page.locator("#search-words").input_value() == "旧能源"
    page.keyboard.press("ArrowDown")
    expect(panel(page)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/unions/energy-old.html")


def test_escape_leads_back_to_the_box_and_leaving_closes_the_panel(address: str, page: Page) -> None:
    page.goto(f"{address}/guide/applicant.html")
    look(page, "示例单位")
    panel(page).get_by_role("link").nth(2).focus()
    page.keyboard.press("Escape")
    expect(page.locator("#search-words")).to_be_focused()
    expect(panel(page)).to_be_hidden()
    look(page, "示例")
    page.mouse.click(20, 600)
    expect(panel(page)).to_be_hidden()
    look(page, "示例单位2")
    panel(page).get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(panel(page)).to_be_hidden()


def test_a_click_beside_a_result_does_not_close_the_panel(address: str, page: Page) -> None:
    page.goto(f"{address}/guide/applicant.html")
    look(page, "示例单位").locator(".register-search__label").first.click()
    expect(panel(page)).to_be_visible()


def test_a_slash_typed_elsewhere_stays_a_slash(address: str, page: Page) -> None:
    page.goto(f"{address}/search.html")
    box = page.locator("main").get_by_role("searchbox")
    box.press_sequentially("1/2")
    expect(box).to_have_value("1/2")


def test_the_page_of_results_has_an_address_to_send_to_others(address: str, page: Page, browser: Browser) -> None:
    page.goto(f"{address}/unions/mutton-sample.html")
    page.keyboard.press("/")
    page.keyboard.insert_text("示例单位")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    other = browser.new_context()
    sent = other.new_page()
    sent.goto(page.url)
    main = sent.locator("main")
    expect(main.get_by_role("searchbox")).to_have_value("示例单位")
    group = main.get_by_role("group", name="单位")
    expect(group.get_by_role("listitem")).to_have_count(10)
    total = counts(main)["单位"]
    group.get_by_role("button", name="再显示").click()
    expect(group.get_by_role("listitem")).to_have_count(min(30, total))
    expect(group.get_by_role("link").nth(10)).to_be_focused()
    main.get_by_role("searchbox").fill("肉羊")
    expect(main.get_by_role("group", name="产业链")).to_be_visible()
    assert sent.url == f"{address}/search.html?q=%E8%82%89%E7%BE%8A"
    other.close()


def test_the_panel_leads_to_all_results(address: str, page: Page) -> None:
    page.goto(f"{address}/guide/applicant.html")
    found = look(page, "示例单位")
    total = sum(counts(found).values())
    found.get_by_role("link", name=f"查看全部 {total} 条结果").click()
    expect(page.locator("main").get_by_role("status")).to_have_text(f"找到 {total} 条结果")


def test_while_a_word_is_being_composed_nothing_is_looked_up(address: str, page: Page, context: BrowserContext) -> None:
    page.goto(f"{address}/guide/applicant.html")
    page.keyboard.press("/")
    expect(panel(page)).to_have_attribute("aria-busy", "false")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    keyboard = context.new_cdp_session(page)
    for letters in ("r", "ro", "rou", "rou'yang"):
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_timeout(200)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "肉羊"})
    expect(panel(page).get_by_role("group", name="产业链")).to_be_visible()


def test_what_somebody_typed_into_the_register_stays_text(address: str, page: Page) -> None:
    page.goto(f"{address}/guide/applicant.html")
    found = look(page, "<img src=x")
    expect(found.get_by_role("link", name=HOSTILE)).to_be_visible()
    assert found.locator("img").count() == 0


def test_english_pages_find_english_words_and_lead_to_english_pages(address: str, page: Page) -> None:
    page.goto(f"{address}/en/index.html")
    found = look(page, "dairy")
    union = found.get_by_role("group", name="Consortia").get_by_role("link")
    expect(union).to_have_text("Xilingol Dairy Innovation Union")
    expect(found.get_by_role("group", name="Industry chains")).to_contain_text("Dairy")
    union.click()
    expect(page).to_have_url(f"{address}/en/unions/odd-names.html")
    look(page, "dairy").get_by_role("group", name="Organisations").get_by_role("link").first.click()
    assert page.url.startswith(f"{address}/organisations/")
    page.goto(f"{address}/en/search.html?q=zzzz")
    expect(page.locator("main").get_by_role("status")).to_contain_text("Nothing found")


def test_without_scripts_the_box_leads_to_a_page_that_says_so(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/unions/mutton-sample.html")
    page.locator("#search-words").fill("肉羊")
    page.locator("#search-words").press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("main noscript p")).to_be_visible()
    assert "查找需要 JavaScript" in page.content()
    page.locator("main").get_by_role("link", name="单位").click()
    expect(page.locator("h1")).to_have_text("单位")
    context.close()


def test_opened_from_a_folder_the_box_says_that_it_needs_a_server(searched: Path, page: Page) -> None:
    page.goto((searched / "unions/mutton-sample.html").as_uri())
    page.keyboard.press("/")
    expect(panel(page)).to_contain_text("要通过网站服务器才能用")
    panel(page).get_by_role("link", name="产业链").click()
    expect(page.locator("h1")).to_have_text("重点产业链和其他产业")


def test_a_page_opened_before_the_site_was_built_again_finds_what_is_there_now(
    searched: Path, address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    (old,) = (path for path in (searched / "search").iterdir() if path.is_dir())
    new, index = old.with_name("0123456789ab"), searched / "search/index.json"
    page.goto(f"{address}/guide/applicant.html")
    expect(look(page, "肉羊").get_by_role("group", name="产业链")).to_be_visible()
    told = index.read_text("utf-8")
    old.rename(new)
    index.write_text(told.replace(old.name, new.name), "utf-8")
    try:
        page.locator("#search-words").fill("示例单位")
        expect(panel(page).get_by_role("group", name="单位")).to_be_visible()
    finally:
        new.rename(old)
        index.write_text(told, "utf-8")


_FOUND = """async () => (await axe.run({include: [".register-search", ".register-search__results"]})).violations
  .map((found) => `${found.id}: ${found.nodes[0].html}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_open_results_and_a_phone_does_not_scroll_sideways(
    browser: Browser, address: str, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page = context.new_page()
    axe = (package("axe-core") / "axe.min.js").read_text("utf-8")
    for path in ("guide/applicant.html", "search.html?q=示例"):
        page.goto(f"{address}/{path}")
        if "?" in path:
            expect(page.locator("main").get_by_role("group", name="单位")).to_be_visible()
        else:
            expect(look(page, "示例").get_by_role("group", name="单位")).to_be_visible()
        page.evaluate(axe)
        assert page.evaluate(_FOUND) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
