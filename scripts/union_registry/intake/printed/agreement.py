"""Annex 2 (附件2), the agreement → agreement.yaml, union.yaml, members.yaml, filing.yaml, private.yaml."""

from __future__ import annotations

from union_registry.intake.printed.form import IGNORED, Form, Part, Rows, field
from union_registry.intake.printed.recommendation import CONTACT, LEAD
from union_registry.text import Text

UNITS = Rows(
    "members",
    (
        field(IGNORED, "序号", "编号"),
        field("members.yaml: members[].name", "单位名称", "成员单位名称", "名称", "成员单位"),
        field("members.yaml: members[].credit_code", "统一社会信用代码", "社会信用代码", "信用代码"),
        field("members.yaml: members[]", "单位名称及统一社会信用代码", "成员单位名称及统一社会信用代码", reader="unit"),
        field("members.yaml: members[].tier", "合作层级", "层级"),
    ),
)
SIGNATURES = Rows(
    "signatures",
    (
        field(IGNORED, "序号", "编号"),
        field("members.yaml: members[].name", "单位名称", "成员单位", "成员单位名称", reader="known_unit"),
        field(IGNORED, "法定代表人或授权人(签字)", "法定代表人(签字)", "法定代表人或授权人", "签字", reader="by_hand"),
        field(IGNORED, "(盖章)", "盖章", "单位盖章", "签章", "公章", reader="by_hand"),
        field(IGNORED, "日期", "签订日期", "签字日期", reader="by_hand"),
    ),
)


def _undivided(zh: str, en: str) -> Text:
    return Text(
        f"这一条没有分小标题，全文放进了这一项；{zh}也写在里面的，请移到各自的字段",
        f"the section is not divided, so that all of it went here; move {en} to their own fields if they are in it",
    )


FORM = Form(
    names=("创新联合体组建协议", "联合体组建协议", "组建协议"),
    parts=(
        Part(
            fields=(
                field("union.yaml: name", "创新联合体名称", "联合体名称"),
                field("union.yaml: industry_class", "行业类别名称", "行业类别"),
                field(f"{LEAD}name", "牵头单位", "牵头单位名称"),
                field(f"{CONTACT}", "联系人", reader="contact"),
                field(f"{CONTACT}phone", "联系电话", "电话"),
                field("filing.yaml: filed_on", "填报日期", "填表日期"),
            ),
        ),
        Part(headings=("参与单位",), tables=(UNITS,)),
        Part(headings=("牵头单位",), tables=(UNITS,), members="lead"),
        Part(headings=("核心层单位", "核心层"), tables=(UNITS,), members="core"),
        Part(headings=("紧密合作单位", "紧密合作层单位"), tables=(UNITS,), members="close"),
        Part(headings=("一般协作层单位", "一般协作单位"), tables=(UNITS,), members="general"),
        Part(headings=("技术创新目标",), text="agreement.yaml: objectives"),
        Part(
            headings=("任务具体分工",),
            text="agreement.yaml: tasks",
            remark=_undivided("合作内容", "what is said of the content of cooperation"),
        ),
        Part(headings=("任务分工",), text="agreement.yaml: tasks"),
        Part(headings=("合作内容",), text="agreement.yaml: cooperation"),
        Part(
            headings=("各成员单位的责权利",),
            text="agreement.yaml: rights_and_duties",
            remark=_undivided("成员进入与退出、解散时的权责分配", "joining and leaving, and dissolution,"),
        ),
        Part(headings=("权利义务", "成员单位权利义务"), text="agreement.yaml: rights_and_duties"),
        Part(
            headings=("成员单位进入与退出", "成员单位进入和退出机制", "成员单位进入或退出机制", "进入与退出"),
            text="agreement.yaml: joining_and_leaving",
        ),
        Part(
            headings=("联合体解散时的权责分配", "解散时的权责分配", "创新联合体解散时各成员单位的权责分配"),
            text="agreement.yaml: dissolution",
        ),
        Part(
            headings=(
                "科技成果、知识产权归属、许可使用和转化收益等分配办法",
                "成果和知识产权归属、许可使用和转化收益分配办法",
            ),
            text="agreement.yaml: ownership",
            remark=_undivided("许可使用和转化收益分配", "licences and income from transfer"),
        ),
        Part(
            headings=("成果和知识产权归属", "科技成果和知识产权归属", "知识产权归属"), text="agreement.yaml: ownership"
        ),
        Part(headings=("许可使用和转化收益分配", "转化收益分配"), text="agreement.yaml: licence_income"),
        Part(headings=("科研诚信追究方式",), text="agreement.yaml: misconduct"),
        Part(
            headings=("违约责任追究方式及争议解决方式",),
            text="agreement.yaml: breach",
            remark=_undivided("争议解决方式", "the settlement of disputes"),
        ),
        Part(headings=("违约责任追究方式", "违约责任"), text="agreement.yaml: breach"),
        Part(headings=("争议解决方式", "争议解决"), text="agreement.yaml: disputes"),
        Part(headings=("所有成员单位签章", "成员单位签章"), tables=(SIGNATURES,)),
    ),
    wording=(
        r"为推动.{0,60}科技创新、技术进步和成果转化,依据.{0,120}经所有成员单位同意,签署联合组建协议,内容如下[。:]?",
        (
            r"为推动.{0,60}产业链上下游协同创新,促进科技成果在锡林郭勒盟转化应用,下列单位经平等协商,"
            r"一致同意组建.{0,80}并订立本协议,共同遵守[。:]?"
        ),
        r"注:此模板仅供参考.{0,30}",
    ),
)
