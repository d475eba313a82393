"""The unit of an amount, wherever the form says it; two numbers are never made one."""

from __future__ import annotations

import pytest

from tests.intake.documents import FILING, RECOMMENDATION, word
from union_registry.intake.reading import Reading, read
from union_registry.register import Register

YEAR = ["2024年", "12000000"]


def handed_in(held: Register, *blocks: object) -> Reading:
    return read("1.docx", word(RECOMMENDATION, "一、企业基础信息表", *blocks), held)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "blocks",
    [
        ([["近三年销售收入（单位：元）", ""], YEAR],),
        ([["近三年销售收入（人民币元）", ""], YEAR],),
        ("单位：元", [["近三年销售收入", ""], YEAR]),
        ([["单位：元", "2023年", "2024年"], ["销售收入", "", "12000000"]],),
    ],
)
def test_yuan_become_ten_thousands_and_are_told(held: Register, blocks: tuple[object, ...]) -> None:
    reading = handed_in(held, *blocks)
    assert reading.values["lead.yaml"]["accounts"] == [{"year": "2024", "revenue": "1200"}]
    (doubt,) = reading.doubts
    assert "由 元 换算成 1200 万元" in doubt.why.zh


def test_another_currency_is_not_taken_for_ours(held: Register) -> None:
    reading = handed_in(held, [["近三年销售收入（美元）", ""], YEAR])
    assert "lead.yaml" not in reading.values
    assert "单位（美元）认不出" in reading.doubts[0].why.zh


def test_what_was_rough_and_converted_says_both(held: Register) -> None:
    (doubt,) = handed_in(held, [["近三年销售收入", ""], ["2024年", "约1.2亿元"]]).doubts
    assert "换算成 12000 万元" in doubt.why.zh
    assert "约数" in doubt.why.zh


@pytest.mark.parametrize("two", ["1200\n1300", "13000000 14000000", "3 5"])
def test_two_numbers_are_not_joined(held: Register, two: str) -> None:
    rows = [["近三年销售收入", "", "", ""], ["2024年", two, "2025年", "1 234 567.5"], ["有效知识产权数量", two, "", ""]]
    reading = handed_in(held, rows)
    assert reading.values["lead.yaml"] == {"accounts": [{"year": "2025", "revenue": "1234567.5"}]}
    assert [doubt.said for doubt in reading.doubts] == [two, two]


def test_a_ticked_box_behind_a_bracket_is_read(held: Register) -> None:
    reading = handed_in(held, [["产业领域", "传统特色优势产业（ ） 战略性新兴产业（√）"]])
    assert reading.values["union.yaml"] == {"field": "emerging"}


def test_a_code_over_two_lines_is_a_code(held: Register) -> None:
    head = ["序号", "成员单位名称及统一社会信用代码"]
    rows = [head, ["1", "示例甲有限公司\n91152525QQ\n7A0B5X8J"]]
    (member,) = read("3.docx", word(FILING, "三、成员单位", rows), held).values["members.yaml"]["members"]
    assert member == {"name": "示例甲有限公司", "credit_code": "91152525QQ7A0B5X8J"}


def test_numbers_are_cut_off_at_the_beginning_alone(held: Register) -> None:
    rows = [["科技成果转化清单", "1. 成果一、成果二、成果三"]]
    reading = read("3.docx", word(FILING, "一、联合体基本信息", rows), held)
    assert reading.values["union.yaml"]["goals"]["results_to_transfer"] == ["成果一、成果二、成果三"]
