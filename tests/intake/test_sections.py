"""What people write under a heading stays there, whatever it looks like."""

from __future__ import annotations

import pytest

from tests.intake.documents import AGREEMENT, FILING, RECOMMENDATION, word
from union_registry.intake.reading import Reading, read
from union_registry.register import Register

BASIS = "五、联合体已具备的合作基础、开展活动和取得的实效"


def handed_in(held: Register, *lines: str) -> Reading:
    return read("1.docx", word(*lines), held)


def why(reading: Reading) -> list[tuple[str, str]]:
    return [(doubt.said, doubt.why.zh.split("，")[0]) for doubt in reading.doubts]


@pytest.mark.parametrize(
    ("title", "heading", "line", "file", "field"),
    [
        (FILING, BASIS, "一、共建盟级创新平台", "filing.yaml", "cooperation_so_far"),
        (FILING, BASIS, "三、投入300万元建成盟级及以上创新平台。", "filing.yaml", "cooperation_so_far"),
        (AGREEMENT, "（一）任务分工", "为推动任务落实，示例甲投入500万元，内容如下：", "agreement.yaml", "tasks"),
        (AGREEMENT, "（一）任务分工", "核心层单位：承担选育研究。", "agreement.yaml", "tasks"),
        (AGREEMENT, "（一）任务分工", "牵头单位：", "agreement.yaml", "tasks"),
        (AGREEMENT, "（一）权利义务", "违约责任：另议。", "agreement.yaml", "rights_and_duties"),
    ],
)
def test_a_line_that_looks_like_the_forms_own_is_kept(
    held: Register, title: str, heading: str, line: str, file: str, field: str
) -> None:
    reading = handed_in(held, title, heading, "前一段。", line, "后一段。")
    assert reading.values[file] == {field: f"前一段。\n{line}\n后一段。"}
    assert "members.yaml" not in reading.values


@pytest.mark.parametrize("subhead", ["科研团队", "创新平台情况", "（2）科研团队情况", "承担科技项目"])
def test_a_narrative_may_use_the_names_of_tables(held: Register, subhead: str) -> None:
    reading = handed_in(
        held, RECOMMENDATION, "（二）企业技术创新情况", subhead, "有12人。", "（四）产业链发展情况", "链。"
    )
    assert reading.values["lead.yaml"] == {"narrative": {"innovation": f"{subhead}\n有12人。", "chain": "链。"}}
    assert not reading.doubts


def test_instructions_of_the_form_are_not_taken_for_text_but_what_resembles_them_is(held: Register) -> None:
    own = (
        "包括（但不限于）知识产权情况、获得的奖项（国家级、省级科学技术奖等）情况。",
        "以上内容字数控制在 2000 字以内。",
    )
    said = "包括（但不限于）公司2024年营收5亿元，以及它的贡献。"
    reading = handed_in(held, RECOMMENDATION, "（三）企业科技成果、荣誉情况", *own, said)
    assert reading.values["lead.yaml"] == {"narrative": {"achievements": said}}


def test_a_name_that_looks_like_the_title_stands_below_its_label(held: Register) -> None:
    name = "锡林郭勒盟奶业重点产业链创新联合体"
    reading = handed_in(held, FILING, "创新联合体名称：", name, "填报日期：", "锡林郭勒盟科学技术局", "2026年制")
    assert reading.values == {"union.yaml": {"name": name}}
    assert not reading.doubts


def test_prose_under_a_tier_is_no_member(held: Register) -> None:
    lines = (
        "2. 核心层单位",
        "核心层单位承担技术攻关，共2家：",
        "示例大学",
        "4. 一般协作层单位",
        "暂未确定，后续增补。",
    )
    reading = handed_in(held, AGREEMENT, "一、参与单位", *lines)
    assert reading.values["members.yaml"]["members"] == [{"name": "示例大学", "tier": "core"}]
    assert why(reading) == [(lines[1], "不像单位的名称"), (lines[4], "不像单位的名称")]


def test_a_section_that_the_form_does_not_have_is_told(held: Register) -> None:
    lines = ("二、技术创新目标", "三年。", "三、保密条款", "保密。", "八、争议解决", "仲裁。", "九、附则", "生效。")
    reading = handed_in(held, AGREEMENT, *lines)
    assert reading.values["agreement.yaml"] == {
        "objectives": "三年。\n三、保密条款\n保密。", "disputes": "仲裁。\n九、附则\n生效。",
    }  # fmt: skip
    assert why(reading) == [("三、保密条款", "像是表里没有的一节"), ("九、附则", "像是表里没有的一节")]


def test_numbered_paragraphs_of_a_text_are_no_sections(held: Register) -> None:
    assert not handed_in(held, FILING, BASIS, "一、共建平台", "二、联合攻关", "1. 育种", "（一）中试").doubts


def test_a_list_of_attachments_is_no_other_form(held: Register) -> None:
    listed = ("附件：1.锡林郭勒盟重点产业链创新联合体组建协议", "2.锡林郭勒盟重点产业链创新联合体牵头企业推荐表")
    reading = handed_in(held, FILING, BASIS, "好。", *listed, "牵头单位审核意见", "同意。")
    assert reading.values["filing.yaml"]["lead_opinion"] == "同意。"
