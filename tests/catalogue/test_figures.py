"""The figures of a union year by year: public ones alone, with what is to be said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.catalogue import fake
from tests.sites import own_root
from tests.support import new_root, valid_union, write_union
from union_registry.catalogue.build import build
from union_registry.catalogue.published import PublishedUnion, published
from union_registry.policy import Policy
from union_registry.register import Register
from union_registry.yearly import Values, compare

DAY = date(2027, 1, 31)
SECOND: dict[str, Any] = {
    "year": "2026",
    "submitted_on": "2026-12-10",
    "summary": "第二年。",
    "indicators": {
        "rd_spend": "412.5", "new_product_sales": "98765.43", "people_trained": "150", "patents_applied": "31",
    },
    "next_year_plan": "计划。",
    "problems": [{"text": "缺少冷库"}],
}  # fmt: skip


def policy() -> Policy:
    return Register(own_root()).policy.on(DAY)


def shown(folder: Path, day: date = DAY) -> PublishedUnion:
    root = new_root(folder / "register")
    write_union(root, valid_union() | {"annual/2026.yaml": SECOND})
    (union,) = published(Register(root), day)
    return union


def test_public_figures_are_compared_and_no_others(tmp_path: Path) -> None:
    figures = {series.indicator.key: series.figures[-1] for series in shown(tmp_path).figures}

    assert "rd_spend" not in figures
    assert "new_product_sales" not in figures
    assert figures["people_trained"].remark == "carried-over"
    assert figures["patents_applied"].remark == "outlier"
    assert figures["patents_applied"].change == Decimal(29)
    assert figures["meetings"].remark == "missing"


def test_a_summary_dated_later_is_not_compared(tmp_path: Path) -> None:
    assert {figure.year for series in shown(tmp_path, date(2026, 12, 9)).figures for figure in series.figures} == {2025}


def test_what_is_between_union_and_bureau_is_no_condition_on_the_page(tmp_path: Path) -> None:
    rules = {condition.rule for condition in shown(tmp_path).conditions}
    assert not rules & {"indicators-comparable", "problems-settled", "supervision-followed"}


def test_the_page_shows_years_side_by_side(root: Path, tmp_path: Path) -> None:
    years: dict[int, Values] = {2025: {"people_trained": Decimal(150)}, 2026: {"people_trained": Decimal(1500)}}
    one_year = compare({2025: years[2025]}, policy())
    two_years = compare(years, policy())
    unions = [
        replace(fake.union(), figures=tuple(two_years)),
        replace(fake.union("mutton-other", first=40), figures=tuple(one_year)),
    ]
    build(root, tmp_path / "site", fake.AS_OF, unions=unions)

    page = (tmp_path / "site/unions/mutton-sample.html").read_text("utf-8")
    other = (tmp_path / "site/unions/mutton-other.html").read_text("utf-8")

    assert '<h3 id="figures">逐年对照</h3>' in page
    assert "培养人才（人）" in page
    assert '1500 <span class="register-soft">+1350</span> <span class="register-soft">出入大</span>' in page
    assert 'id="figures"' not in other
