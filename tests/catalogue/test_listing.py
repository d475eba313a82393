"""The lists as files: cut into pages, each a few steps from any other, and the data from which a browser filters them."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue import fake
from union_registry.catalogue.address import organisation_key
from union_registry.catalogue.build import build
from union_registry.catalogue.pages.lists import linked

UNITS = 450


@pytest.fixture(scope="module")
def long(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose list of units takes five pages."""
    site = tmp_path_factory.mktemp("long")
    unions = [fake.union(f"union-{n}", first=1 + 150 * n, size=150) for n in range(3)]
    build(root, site, fake.AS_OF, unions=unions)
    return site


def data(site: Path, path: str) -> dict[str, Any]:
    text = (site / path).read_text("utf-8")
    assert text.startswith("registerList(")
    found: dict[str, Any] = json.loads(text.removeprefix("registerList(").removesuffix(");\n"))
    return found


def column(document: dict[str, Any], key: str) -> dict[str, Any]:
    (found,) = (one for one in document["columns"] if one["key"] == key)
    return found


def values(column: dict[str, Any], name: str, total: int) -> list[Any]:
    return [column[name][place] for place in column.get("at", range(total))]


def listed(html: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'<tr><th scope="row"><a href="[^"]*">([^<]*)</a>', html)]


def test_a_long_list_is_cut_and_every_record_stands_on_one_page(long: Path) -> None:
    sheets = [long / "organisations/index.html", *(long / f"organisations/index.{n}.html" for n in range(2, 6))]
    names = [name for sheet in sheets for name in listed(sheet.read_text("utf-8"))]
    assert len(names) == len(set(names)) == UNITS
    assert not (long / "organisations/index.6.html").exists()
    assert 'aria-current="page">3<' in sheets[2].read_text("utf-8")


@pytest.mark.parametrize("last", [1, 2, 9, 60, 253, 2500])
def test_each_page_of_a_list_links_to_few_and_any_is_few_steps_away(last: int) -> None:
    links = {number: set(linked(number, last)) - {0} for number in range(1, last + 1)}
    assert max(map(len, links.values())) <= 7 + 2 * len(str(last))
    reached, steps = {1}, 0
    while len(reached) < last:
        reached |= {one for number in reached for one in links[number]}
        steps += 1
    assert steps <= 6 * len(str(last))


def test_the_data_hold_the_rows_of_the_pages_in_their_order(site: Path) -> None:
    for path in ("unions/index", "organisations/index", "years/summaries", "en/unions/index"):
        document = data(site, f"{path}.data.js")
        name = column(document, "name")
        assert values(name, "names", document["total"]) == listed((site / f"{path}.html").read_text("utf-8")), path


def test_the_data_say_every_name_of_a_union_once(long: Path) -> None:
    text = (long / "organisations/index.data.js").read_text("utf-8")
    assert text.count("锡林郭勒盟肉羊重点产业链创新联合体") == 3
    assert text.count("核心层单位") == 1


def test_values_are_sorted_so_that_a_browser_need_not_know_how(site: Path) -> None:
    document = data(site, "unions/index.data.js")
    assert column(document, "members")["values"] == [8, 9, 11]
    # As the vocabulary has them.
    assert column(document, "chain")["labels"] == ["肉羊", "新能源装备"]
    names = column(document, "name")["names"]
    assert [name[5:7] for name in names] == ["旧能", "肉羊", "新能"]


def test_the_data_hold_nothing_of_a_code_that_is_withheld(site: Path) -> None:
    document = data(site, "organisations/index.data.js")
    name = column(document, "name")
    place = name["names"].index(fake.SOLE_TRADER)
    assert name["keys"][place] == organisation_key(fake.SOLE_TRADER, None)


def test_a_unit_has_as_many_chains_tiers_and_states_as_places_in_unions(site: Path) -> None:
    document = data(site, "organisations/index.data.js")
    place = column(document, "name")["names"].index("示例单位10号有限公司")
    held = {}
    for one in document["filters"]:
        keys = one["values"][one["at"][place]]
        held[one["key"]] = [one["keys"][key] for key in keys]
    assert held["chain"] == ["energy-equipment", "energy-equipment", "mutton"]
    assert held["status"] == ["former", "former", "member"]
    assert held["tier"] == ["core", "core", "core"]


def test_choices_stand_with_their_numbers_in_the_page(site: Path) -> None:
    html = (site / "unions/index.html").read_text("utf-8")
    assert '<option value="energy-equipment" data-label="新能源装备">新能源装备（2）</option>' in html
    assert '<option value="dissolved" data-label="已解散">已解散（1）</option>' in html
    # What all have in common tells nothing apart.
    assert 'name="year"' not in html


def test_hostile_names_stay_text_in_rows_and_data(root: Path, tmp_path: Path) -> None:
    texts = ["<script>alert(1)</script>", "\"' onclick='x", "[[record:content]]", "\u2028</script>"]
    unions = [fake.union(f"hostile-{n}", first=20 * n + 1, name=text) for n, text in enumerate(texts)]
    for union, text in zip(unions, texts, strict=True):
        union.data["members"]["members"][0]["name"] = text
    build(root, tmp_path / "site", fake.AS_OF, unions=unions)
    for path in ("unions/index", "organisations/index", "years/summaries"):
        assert set(texts) <= set(listed((tmp_path / f"site/{path}.html").read_text("utf-8"))), path
        assert set(texts) <= set(column(data(tmp_path / "site", f"{path}.data.js"), "name")["names"]), path


def test_a_place_lists_some_of_its_units_and_leads_to_all_in_the_list(long: Path) -> None:
    html = (long / "counties/152525.html").read_text("utf-8")
    assert html.count('<td class="register-seats"') == 90
    html = (long / "counties/152502.html").read_text("utf-8")
    assert html.count('<td class="register-seats"') == 100
    assert "这里只列出前 100 家" in html
    assert 'href="../organisations/index.html?county=152502"' in html
