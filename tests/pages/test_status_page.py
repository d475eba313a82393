"""The bureau's page of `unions status --html` as its reader meets it, in headless Chromium."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from tests.pages.test_hostile import HOSTILE
from tests.support import changed, new_root, stranger, valid_union, write_union
from union_registry.cli import cli

DAY = "2027-01-20"
# The least contrast of WCAG 2.2 AA for text of this size.
CONTRAST = 4.5
# Every element with text of its own: that text, its colour and the colour behind it.
TEXTS = """() => [...document.body.querySelectorAll('*')].filter(element => element.checkVisibility()).flatMap(element => {
  const text = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join('');
  let behind = element;
  while (behind.parentElement && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
  return text ? [[text, getComputedStyle(element).color, getComputedStyle(behind).backgroundColor]] : [];
})"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a register with a union at each stage, one of them hostile."""
    root = new_root(tmp_path_factory.mktemp("status") / "register")
    late = ("annual/2025.yaml", "bureau/annual/2025.yaml", "changes.yaml", "bureau/support.yaml")
    approval, review, selection = (f"bureau/{name}.yaml" for name in ("approval", "review", "selection"))
    stages = {
        "approved": (),
        "overdue": late,
        "reviewed": (*late, approval),
        "selected": (*late, approval, review),
        "draft": (*late, approval, review, selection),
        "started": (*late, approval, review, selection, "lead.yaml", "plan.yaml"),
    }
    for slug, left_out in stages.items():
        write_union(root, {name: data for name, data in stranger(slug).items() if name not in left_out}, slug)
    write_union(root, changed({"union.yaml": [{"path": "name", "value": HOSTILE}]}, valid_union()), "hostile")
    dissolution = {"dissolved_on": "2025-12-01", "reason": "withdrawn", "explanation": "商定", "document": "示例2号"}
    write_union(root, {**stranger("dissolved"), "bureau/dissolution.yaml": dissolution}, "dissolved")
    page = root / "status.html"
    done = CliRunner().invoke(cli, ["--root", str(root), "status", "--as-of", DAY, "--html", str(page)])
    assert done.exit_code == 0, done.output
    return page


def opened(browser: Browser, file: Path, **options: object) -> tuple[Page, list[str]]:
    """The page in a window of its own, and what must not have happened."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("request", lambda request: troubles.append(request.url) if not request.url.startswith("data:") else None)
    page.goto(file.as_uri())
    assert troubles.pop(0) == file.as_uri()
    return page, troubles


@pytest.mark.parametrize("width", [390, 1280])
def test_it_stands_alone_and_fits_the_window(browser: Browser, file: Path, width: int) -> None:
    page, troubles = opened(browser, file, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.locator("h1").count() == 1
    assert page.locator("script, link[rel=stylesheet], a[href], iframe, form").count() == 0
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert troubles == []
    page.context.close()


def test_it_says_that_it_is_internal_and_of_which_day(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file)
    head = page.locator("header").inner_text()

    assert "不属于公开网站" in head
    assert f"以 {DAY} 为准" in head
    page.context.close()


def test_what_is_typed_is_text(browser: Browser, file: Path) -> None:
    page, troubles = opened(browser, file)

    assert page.get_by_text(HOSTILE).count() >= 2
    assert page.evaluate("window.pwned") is None
    assert page.locator("img").count() == 0
    assert "创新联合体办理进度" in page.title()
    assert troubles == []
    page.context.close()


def test_it_lists_by_whose_turn_it_is_and_by_recommender(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file)

    assert [re.sub(r" [a-z].*", "", title) for title in page.locator("h2").all_inner_texts()] == [
        "等盟科技局办 3 项", "等牵头单位办 6 项", "未到期 3 项，由牵头单位办", "没有待办 1 个", "按推荐单位",
    ]  # fmt: skip
    bureau, recommended = page.locator("section").first.inner_text(), page.locator("section").last.inner_text()
    for what in ("审定并发函批复", "组织专家和盟直部门论证", "推荐单位盖章后，会同行业主管部门遴选"):
        assert what in bureau
    assert "锡林浩特市农科局" in recommended
    assert "未填推荐单位" in recommended
    numbers = page.locator(".numbers li").all_inner_texts()
    assert [int(number) for text in numbers for number in re.findall("[0-9]+", text)] == [8, 3, 0, 4, 0, 1, 3]
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_both_schemes(browser: Browser, file: Path, scheme: str) -> None:
    page, _ = opened(browser, file, color_scheme=scheme)
    texts = page.evaluate(TEXTS)

    assert len(texts) > 50
    assert [text for text, ink, paper in texts if contrast(ink, paper) < CONTRAST] == []
    lightness = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert lightness > 0.9 if scheme == "light" else lightness < 0.1
    page.context.close()


def test_it_prints_on_a4_landscape_in_light_colours(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file, color_scheme="dark")
    paper = re.findall(rb"/MediaBox ?\[([0-9. ]+)\]", page.pdf(prefer_css_page_size=True))
    assert {tuple(round(float(side)) for side in box.split()[2:]) for box in paper} == {(842, 595)}
    page.emulate_media(media="print")

    assert [text for text, ink, behind in page.evaluate(TEXTS) if contrast(ink, behind) < CONTRAST] == []
    assert luminance(page.evaluate("getComputedStyle(document.body).backgroundColor")) == 1
    page.context.close()


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of a colour as browsers give it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
