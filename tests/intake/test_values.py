"""Values as people write them, one by one."""

from __future__ import annotations

import pytest

from tests.support import invented_code
from union_registry.intake.labels import filled, keys
from union_registry.intake.value import amounts, dates
from union_registry.intake.value.codes import code
from union_registry.intake.value.read import Read
from union_registry.intake.value.units import Unit, units
from union_registry.intake.value.words import word, words
from union_registry.intake.values import line, lines

CODE, OTHER = invented_code(1), invented_code(2)
STAGES = {"上游": "upstream", "中游": "midstream", "下游": "downstream"}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025.3.1", "2025-03-01"),
        ("2025/3/1", "2025-03-01"),
        ("2025年3月1日", "2025-03-01"),
        ("２０２５年３月１日", "2025-03-01"),
        ("2025 年 3 月 1 日", "2025-03-01"),
        ("_2025_ 年 _3_ 月 _1_ 日", "2025-03-01"),
        ("2025-03-01", "2025-03-01"),
        ("20250301", "2025-03-01"),
        ("2025-03-01 00:00:00", "2025-03-01"),
        ("二〇二五年三月一日", "2025-03-01"),
        ("二○二五年十二月三十一日", "2025-12-31"),
        ("二零二五年十月二十日", "2025-10-20"),
        ("二Ｏ二五年十一月十一日", "2025-11-11"),
        ("2025年3月1号", "2025-03-01"),
    ],
)
def test_days(typed: str, day: str) -> None:
    assert dates.day(typed) == Read(day)


@pytest.mark.parametrize(
    "typed",
    [
        "2025年3月",
        "2025",
        "2025.13.1",
        "2025年2月30日",
        "约2025年3月1日",
        "2025年3月1日前",
        "25.3.1",
        "三月一日",
        "3月1日",
        "x",
    ],
)
def test_no_days(typed: str) -> None:
    read = dates.day(typed)
    assert read.value is None
    assert read.why


def test_the_missing_day_of_a_month_is_not_guessed() -> None:
    assert dates.day("2025年3月").why == dates.NO_DAY
    assert dates.day("二〇二五年三月").why == dates.NO_DAY


@pytest.mark.parametrize(
    "typed",
    [
        "2024年4月1日至2026年3月31日",
        "2024.4.1-2026.3.31",
        "2024/4/1—2026/3/31",
        "2024-04-01 到 2026-03-31",
        "2024-04-01~2026-03-31",
        "2024-04-01--2026-03-31",
    ],
)
def test_periods(typed: str) -> None:
    assert dates.period(typed) == (Read("2024-04-01"), Read("2026-03-31"))


@pytest.mark.parametrize(
    ("typed", "amount", "doubted"),
    [
        ("1250.50", "1250.50", False),
        ("1,200万元", "1200", False),
        ("1，200 万元", "1200", False),
        ("１２００．５", "1200.5", False),
        ("1200.50 万元", "1200.50", False),
        ("0", "0", False),
        ("约 1200", "1200", True),
        ("1200万元左右", "1200", True),
        ("1200余万元", "1200", True),
        ("12000000元", "1200", True),
        ("1.2亿元", "12000", True),
        ("0.00015亿元", "1.5", True),
        ("1,234,567元", None, True),
        ("1200.555", None, True),
        ("1200-1300", None, True),
        ("1.200,5", None, True),
        ("12,00", None, True),
        ("一千二百万元", None, True),
        ("1200美元", None, True),
        ("-5", None, True),
        ("1e3", None, True),
    ],
)
def test_amounts(typed: str, amount: str | None, doubted: bool) -> None:
    read = amounts.amount(typed)
    assert (read.value, read.why is not None) == (amount, doubted)


def test_the_unit_of_the_label_holds_where_the_cell_names_none() -> None:
    assert amounts.amount("12000000", "元").value == "1200"
    assert amounts.amount("1200万元", "元") == Read("1200")
    assert amounts.amount("1200", "万元") == Read("1200")


@pytest.mark.parametrize(
    ("typed", "count", "doubted"),
    [
        ("12", "12", False),
        ("１２件", "12", False),
        ("1,200 项", "1200", False),
        ("约12", "12", True),
        ("十二", None, True),
        ("1.5", None, True),
        ("12345678", None, True),
    ],
)
def test_counts(typed: str, count: str | None, doubted: bool) -> None:
    read = amounts.count(typed)
    assert (read.value, read.why is not None) == (count, doubted)


@pytest.mark.parametrize(
    ("typed", "stages"),
    [
        ("上游、中游", ["upstream", "midstream"]),
        ("上、中游", ["upstream", "midstream"]),
        ("上中下游", ["upstream", "midstream", "downstream"]),
        ("☑上游 □中游 ☑下游", ["upstream", "downstream"]),
        ("上游√ 中游 下游", ["upstream"]),
        ("■上游□中游", ["upstream"]),
        ("上游（√）中游（ ）下游（√）", ["upstream", "downstream"]),
        ("□上游 □中游", None),
    ],
)
def test_stages(typed: str, stages: list[str] | None) -> None:
    assert words(STAGES, typed) == Read(stages)


def test_a_word_is_taken_or_the_choices_are_told() -> None:
    assert word(STAGES, " 上 游 ") == Read("upstream")
    near = word(STAGES, "产业链上游环节")
    assert near.value == "upstream"
    assert near.why
    unknown = word(STAGES, "侧游")
    assert unknown.value is None
    assert unknown.why
    assert "上游、中游、下游" in unknown.why.zh
    assert word(STAGES, "☑上游 ☑中游").value is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (f"甲有限公司（示例）\n{CODE}", [Unit("甲有限公司（示例）", CODE)]),
        (f"{CODE} 甲有限公司（示例）", [Unit("甲有限公司（示例）", CODE)]),
        (f"甲有限公司（{CODE}）", [Unit("甲有限公司", CODE)]),
        (f"甲有限公司（示例）（统一社会信用代码：{CODE}）", [Unit("甲有限公司（示例）", CODE)]),
        (f"甲公司 {CODE}；乙公司 {OTHER}", [Unit("甲公司", CODE), Unit("乙公司", OTHER)]),
        (f"1. 甲公司（{CODE}）\n2. 乙公司（{OTHER}）", [Unit("甲公司", CODE), Unit("乙公司", OTHER)]),
        (f"{CODE}甲公司", [Unit("甲公司", CODE)]),
        ("甲\n公司", [Unit("甲公司", "")]),
        ("甲公司\n乙研究院（示例）", [Unit("甲公司", ""), Unit("乙研究院（示例）", "")]),
        ("", []),
    ],
)
def test_units(typed: str, found: list[Unit]) -> None:
    assert units(typed) == found


def test_codes_are_tidied_and_never_guessed() -> None:
    assert code("".join(chr(ord(c) + 0xFEE0) for c in CODE)) == Read(CODE)
    assert code(CODE.lower()) == Read(CODE)
    wrong = code(CODE[:-1] + ("0" if CODE[-1] != "0" else "1"))
    assert wrong.value is None
    assert wrong.why
    assert "校验位" in wrong.why.zh
    for typed in ("9.11525020000000E+17", "911525020000000000"):
        rounded = code(typed, numeric=True)
        assert rounded.value is None
        assert rounded.why
        assert "文本格式" in rounded.why.zh
    more = code(f"{CODE}（三证合一）")
    assert more.value == CODE
    assert more.why


def test_labels_are_known_however_they_are_written() -> None:
    assert keys("联 系 人：") == ("联系人",)
    assert keys("法定\n代表人") == ("法定代表人",)
    assert keys("３．近三年销售收入（万元）") == ("近三年销售收入(万元)", "近三年销售收入")
    assert keys("（一）企业总体情况") == ("企业总体情况",)
    assert keys("一般协作层单位") == ("一般协作层单位",), "its first letter is no number"


def test_blanks_are_blank_and_nothing_else_is() -> None:
    for blank in ("", "＿＿＿", "____（盖章）", "　年　月　日", "无", "／", "-", "……", "__年__月__日"):
        assert not filled(blank), blank
    assert filled("__甲__ （盖章）") == "甲"
    assert filled("a_b@示例") == "a_b@示例"


def test_lines_are_joined_as_they_are_read() -> None:
    assert line("锡林郭勒\n盟") == "锡林郭勒盟"
    assert line("two\nwords") == "two words"
    assert lines("　　一。\n\n　　二。 ") == "一。\n二。"
