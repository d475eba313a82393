"""What record pages say, and that what people typed stays text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.catalogue import fake
from union_registry.catalogue.address import organisation_key, union_page
from union_registry.catalogue.build import build
from union_registry.catalogue.errors import CatalogueError, RecordError
from union_registry.catalogue.published import PublishedUnion

HOSTILE = (
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "{{7*7}}{% raw %}",
    '=HYPERLINK("http://example.org","x")',
    "a | b `c` **d**",
    "<!-- register:numbers -->[[record:content]]",
    "\"' onmouseover='alert(1)",
    "&lt;b&gt; &amp;",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_was_typed(root: Path, tmp_path: Path, text: str) -> None:
    site, plain = tmp_path / "site", tmp_path / "plain"
    build(root, site, fake.AS_OF, unions=[_union_that_says(text)])
    build(root, plain, fake.AS_OF, unions=[_union_that_says("x")])
    for name in ("index", "unions/index", union_page("mutton-sample")[:-5], "years/2025"):
        html = _undrawn(site / f"{name}.html")
        # The same tags as for harmless text, so nothing typed has become one.
        assert _tags(html) == _tags(_undrawn(plain / f"{name}.html")), name
        assert text in unescape(re.sub(r"<[^>]*>", "", html)), name


def _undrawn(page: Path) -> str:
    """A page without its drawings, whose lines break as the text is long; they have tests of their own."""
    return re.sub(r"<figure\b.*?</figure>", "", page.read_text("utf-8"), flags=re.DOTALL)


def test_a_sole_trader_has_a_page_that_nothing_of_the_code_goes_into(site: Path) -> None:
    key = organisation_key(fake.SOLE_TRADER, None)
    assert re.fullmatch(r"u-[0-9a-f]{12}", key)
    html = (site / f"organisations/{key}.html").read_text("utf-8")
    assert fake.SOLE_TRADER in html
    assert "不公开" in html
    union = (site / "unions/energy-new.html").read_text("utf-8")
    assert f'href="../organisations/{key}.html"' in union


def test_addresses_are_made_of_checked_parts_only() -> None:
    for slug in ("../etc", "a/b", "A", "x" * 41, "index", 'x"y'):
        with pytest.raises(CatalogueError):
            union_page(slug)
    with pytest.raises(CatalogueError):
        organisation_key("x", "../../x")


def test_a_union_page_shows_outcomes_and_withholds_private_facts(site: Path) -> None:
    html = (site / "unions/mutton-sample.html").read_text("utf-8")
    for word in ("满足", "提示", "未满足", "已豁免", "人工判断", "不适用", "待判"):
        assert word in html
    assert "具体内容不公开" in html
    assert "成员 11 家，要求不少于 8 家" in html
    assert 'href="../years/2025.html#union-mutton-sample"' in html


def test_a_union_page_tells_of_each_waiver_what_it_is_for_and_whether_it_stands(site: Path) -> None:
    html = (site / "unions/mutton-sample.html").read_text("utf-8")
    rows = [row for row in html.split("<tr>") if "号（盟科技局）" in row]
    holds, void, ended = rows
    for part in ("成员不少于 8 家", "成员 7 家", "产业链企业少", "锡科函〔2025〕9号（盟科技局）", "2027-05-20"):
        assert part in holds
    assert "已失效" not in holds + ended
    assert "已到期" not in holds + void
    assert "成员 6 家，现为 7 家" in void
    assert "已失效" in void
    assert "已到期" in ended


def test_a_union_page_tells_what_the_approval_rests_on(site: Path) -> None:
    html = (site / "unions/mutton-sample.html").read_text("utf-8")
    decision = html[html.index('id="decision"') :]
    for part in (
        "判定日期",
        "2025-05-16",
        "<code>c0ffeec0ffee</code>",
        "c0ffee" * 6 + "abcd",
        "政策版本",
        "0.1.0+ab12",
    ):
        assert part in decision


def test_successor_and_predecessor_link_only_to_published_unions(root: Path, site: Path, tmp_path: Path) -> None:
    assert 'href="../unions/energy-new.html"' in (site / "unions/energy-old.html").read_text("utf-8")
    assert 'href="../unions/energy-old.html"' in (site / "unions/energy-new.html").read_text("utf-8")
    build(root, tmp_path / "site", fake.AS_OF, unions=fake.register()[:1])
    assert "energy-old" not in (tmp_path / "site/unions/energy-new.html").read_text("utf-8")


def test_every_page_with_invented_data_says_so(site: Path) -> None:
    for page in ("index", "unions/index", "unions/energy-old", "organisations/index", "years/2025", "chains/horse"):
        assert "示例数据：" in (site / f"{page}.html").read_text("utf-8"), page
    assert "示例数据：" not in (site / "counties/152531.html").read_text("utf-8")


def test_a_chain_without_a_union_has_a_page(site: Path) -> None:
    assert "还没有已核准的联合体" in (site / "chains/horse.html").read_text("utf-8")


def test_a_unit_that_left_is_listed_apart(site: Path) -> None:
    html = (site / "unions/energy-new.html").read_text("utf-8")
    assert "2026-02-01 退出" in html
    assert "8 家（含牵头单位）" in html


def test_an_empty_register_is_a_site_too(root: Path, tmp_path: Path) -> None:
    done = build(root, tmp_path / "site", fake.AS_OF, unions=[])
    # The list, in two languages.
    assert done.pages["unions"] == 2
    assert "还没有已核准的联合体" in (tmp_path / "site/index.html").read_text("utf-8")


def test_data_that_cannot_be_shown_name_their_folder(root: Path, tmp_path: Path) -> None:
    union = fake.union()
    del union.data["union"]["chain"]
    with pytest.raises(RecordError, match="unions check mutton-sample"):
        build(root, tmp_path / "site", fake.AS_OF, unions=[union])


def _union_that_says(text: str) -> PublishedUnion:
    union = fake.union(name=text, sub_field=text, name_en=text)
    union.data["union"]["goals"]["scientific_problems"] = [text]
    union.data["members"]["members"][0]["name"] = text
    union.data["annual/2025"]["summary"] = text
    return union


def _tags(html: str) -> list[str]:
    """Tags with the names of their attributes."""
    return [re.sub(r'"[^"]*"', "", tag) for tag in re.findall(r"<[a-zA-Z/!][^>]*>", html)]
