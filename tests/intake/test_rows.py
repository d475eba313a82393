"""Rows that are no entry, and years that belong to a label nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from tests.intake.documents import FILING, RECOMMENDATION, word
from union_registry.intake.archive import entries, pack
from union_registry.intake.reading import Reading, read
from union_registry.register import Register

TEAM = ["序号", "姓名", "年龄", "职务/职称", "从事专业"]
PLATFORMS = ["序号", "平台名称", "产业领域", "级别", "批复认定单位", "建设时间"]
YEARS = ["2023年", "1", "2024年", "2", "2025年", "3"]


def handed_in(held: Register, *blocks: str | list[Sequence[str]]) -> Reading:
    return read("1.docx", word(RECOMMENDATION, "一、企业基础信息表", *blocks), held)


def said(reading: Reading) -> list[str]:
    return [doubt.said for doubt in reading.doubts]


def lead(reading: Reading) -> dict[str, Any]:
    return reading.values.get("lead.yaml", {})


@pytest.mark.parametrize("cell", ["合计", "小计", "共计：", "总计（人）", "2人", "见附件3", "（详见附表）", "另附"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_sum_or_a_pointer_is_no_person(held: Register, cell: str, column: int) -> None:
    row = ["", "", "45", "", ""]
    row[column] = cell
    reading = handed_in(held, [TEAM, ["1", "示例甲", "45", "工程师", "食品"], row])
    assert [member["name"] for member in lead(reading)["team"]] == ["示例甲"]
    assert reading.values["private.yaml"]["team_ages"] == [{"name": "示例甲", "age": "45"}]
    assert said(reading) == [f"{cell}，45"]


@pytest.mark.parametrize("name", ["示例附属后勤公司", "示例合计量检测中心", "示例3家小院有限公司"])
def test_a_name_that_only_looks_like_one_is_an_entry(held: Register, name: str) -> None:
    reading = handed_in(held, [PLATFORMS, ["1", name, "乳业", "盟级", "示例局", "2024-05-06"]])
    (member,) = reading.values["members.yaml"]["members"]
    assert [platform["name"] for platform in member["platforms"]] == [name]
    assert not reading.doubts


@pytest.mark.parametrize("names", ["示例甲、示例乙", "示例甲/示例乙", "示例甲 和 示例乙", "示例甲\n示例乙"])
def test_several_persons_in_a_cell_are_told(held: Register, names: str) -> None:
    reading = handed_in(held, [TEAM, ["1", names, "", "工程师", "食品"], ["2", "阿·示例", "", "工程师", "食品"]])
    (doubt,) = reading.doubts
    assert (doubt.said, doubt.path) == (names, "lead.yaml: team[0].name")


def test_years_behind_an_unknown_label_are_not_those_of_the_label_before(held: Register) -> None:
    reading = handed_in(held, [["近三年销售收入(万元)", *[""] * 5], YEARS, ["近三年上缴税金(万元)", *[""] * 5], YEARS])
    assert [account["revenue"] for account in lead(reading)["accounts"]] == ["1", "2", "3"]
    assert said(reading) == ["近三年上缴税金(万元)", "\n".join(YEARS)]


def test_years_beside_an_unknown_label_are_not_those_of_the_label_before(held: Register) -> None:
    head = ["2023年", "2024年", "2025年"]
    rows = [["近三年销售收入", *head], ["", "1", "2", "3"], ["近三年利润", *head], ["", "4", "5", "6"]]
    reading = handed_in(held, rows)
    assert [account["revenue"] for account in lead(reading)["accounts"]] == ["1", "2", "3"]
    assert said(reading) == ["近三年利润", "4\n5\n6"]


@pytest.mark.parametrize("label", ["近3年销售收入（万元）", "近３年 营业收入", "近三年销售收入（单位：万元）"])
@pytest.mark.parametrize("year", ["2024年", "2024", "２０２４年度", "二〇二四年", "二零二四年"])
def test_labels_of_years_in_their_ways(held: Register, label: str, year: str) -> None:
    reading = handed_in(held, [[label, "", "", ""], ["2023年", "1", year, "2"]])
    assert lead(reading)["accounts"] == [{"year": "2023", "revenue": "1"}, {"year": "2024", "revenue": "2"}]
    assert not reading.doubts


def test_cells_that_belong_nowhere_are_one_doubt_a_row(held: Register) -> None:
    reading = handed_in(held, [["注册资本", "100 万", "产值", "200 万"], ["通讯地址", "示例街1号", "", ""]])
    assert said(reading) == ["注册资本\n100 万\n产值\n200 万"]
    assert lead(reading) == {"address": "示例街1号"}


def test_a_cell_that_nobody_has_filled_in_still_takes_up_its_column(held: Register) -> None:
    form = word(RECOMMENDATION, "一、企业基础信息表", [TEAM, ["1", "示例甲", "45", "占位", "食品"]])
    files = entries(form)
    cell = re.compile(r"<w:tc>(?:(?!<w:tc>).)*占位.*?</w:tc>", re.DOTALL)
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = files["word/document.xml"].decode()
    files["word/document.xml"] = cell.sub(lambda found: control.format(found[0]), body).encode()
    reading = read("1.docx", pack(files), held)
    assert lead(reading)["team"] == [{"name": "示例甲", "speciality": "食品"}]


def test_a_platform_without_its_owner_makes_no_member(held: Register) -> None:
    head = ["序号", "所属单位", "平台名称", "级别"]
    rows = [head, ["1", "示例甲有限公司", "平台一", "盟级"], ["2", "", "平台二", "盟级"]]
    members = [["序号", "单位名称"], ["1", "示例甲有限公司"]]
    reading = read("3.docx", word(FILING, "三、成员单位", members, "各成员单位创新平台", rows), held)
    (member,) = reading.values["members.yaml"]["members"]
    assert [platform["name"] for platform in member["platforms"]] == ["平台一"]
    (doubt,) = reading.doubts
    assert "平台二" in doubt.said


@pytest.mark.parametrize("name", ["示例甲（45岁）", "示例甲 45岁", "示例甲，45 岁"])
def test_an_age_behind_a_name_goes_to_the_private_file(held: Register, name: str) -> None:
    reading = handed_in(held, [["姓名", "职务/职称"], [name, "工程师"]])
    assert lead(reading)["team"] == [{"name": "示例甲", "post": "工程师"}]
    assert reading.values["private.yaml"]["team_ages"] == [{"name": "示例甲", "age": "45"}]
    assert reading.doubts


@pytest.mark.parametrize(
    "number",
    ["190.0000.0000", "1900 000 0000", "190－0000－0000", "（0479）8888888", "0479 8888888", "04798888888",
     "微信：zhao_88", "QQ：123456789", "152525198001010011", "152525800101001"],
)  # fmt: skip
def test_numbers_of_persons_are_cut_out_of_a_text_however_they_are_written(held: Register, number: str) -> None:
    reading = read("1.docx", word(RECOMMENDATION, "（一）企业总体情况", f"公司请联系{number}，谢谢。"), held)
    overview = lead(reading)["narrative"]["overview"]
    assert number[-6:] not in overview
    assert overview.startswith("公司请联系")
    assert overview.endswith("，谢谢。")
    assert reading.doubts


@pytest.mark.parametrize(
    "said", ["产量 190 万吨，营收 12000000 元", "代码 91152525QQ7A0B5X8J", "专利 202410123456.7", "2024-2026"]
)
def test_other_numbers_stay(held: Register, said: str) -> None:
    reading = read("1.docx", word(RECOMMENDATION, "（一）企业总体情况", said), held)
    assert lead(reading)["narrative"]["overview"] == said
    assert not reading.doubts


def test_members_given_as_cards_do_not_become_the_lead(held: Register) -> None:
    card = [["单位名称", "示例大学"], ["法定代表人", "示例·校长"], ["通讯地址", "示例街"]]
    reading = read("3.docx", word(FILING, "三、成员单位", card), held)
    assert "lead.yaml" not in reading.values
    assert "members.yaml" not in reading.values
    assert "示例·校长" in str(reading.doubts)


def test_a_column_that_the_form_does_not_have_is_one_doubt(held: Register) -> None:
    rows = [["姓名", "从事专业", "学历"], ["示例甲", "育种", "博士"], ["示例乙", "饲料", "硕士"]]
    reading = handed_in(held, rows)
    assert said(reading) == ["博士\n硕士"]


def test_struck_out_words_are_told_and_not_read(held: Register) -> None:
    form = word(RECOMMENDATION, "一、企业基础信息表", [["企业重点研发方向", "作废的方向"]])
    files = entries(form)
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>作废的</w:t></w:r><w:r><w:t>方向</w:t></w:r>"
    body = files["word/document.xml"].decode()
    files["word/document.xml"] = body.replace("<w:r><w:t>作废的方向</w:t></w:r>", struck).encode()
    reading = read("1.docx", pack(files), held)
    assert lead(reading) == {"main_direction": "方向"}
    assert said(reading) == ["作废的"]


def test_a_tick_from_the_panel_of_emoji_is_a_tick(held: Register) -> None:
    form = word(RECOMMENDATION, "一、企业基础信息表", [["产业领域", "☐传统特色优势产业 占位战略性新兴产业"]])
    files = entries(form)
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    tick = (
        f"<w:t>☐传统特色优势产业 </w:t><mc:AlternateContent {space}><mc:Choice Requires='w16se'/>"
        "<mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent><w:t>战略性新兴产业</w:t>"
    )
    body = files["word/document.xml"].decode()
    assert "<w:t>☐传统特色优势产业 占位战略性新兴产业</w:t>" in body
    body = body.replace("<w:t>☐传统特色优势产业 占位战略性新兴产业</w:t>", tick)
    files["word/document.xml"] = body.encode()
    assert read("1.docx", pack(files), held).values["union.yaml"] == {"field": "emerging"}
