"""Annex 3 (附件3), the filing form → filing.yaml, union.yaml, members.yaml, lead.yaml, private.yaml."""

from __future__ import annotations

from union_registry.intake.printed.form import IGNORED, Form, Part, Rows, field
from union_registry.intake.printed.recommendation import CONTACT, LEAD, PLATFORMS

_MEMBER = "members.yaml: members[]."
MEMBERS = Rows(
    "members",
    (
        field(IGNORED, "序号", "编号"),
        field(f"{_MEMBER}name", "单位名称", "成员单位名称", "成员单位", "名称", "企业名称", "单位全称"),
        field(f"{_MEMBER}credit_code", "统一社会信用代码", "社会信用代码", "信用代码", "代码"),
        field("members.yaml: members[]", "成员单位名称及统一社会信用代码", "单位名称及统一社会信用代码", reader="unit"),
        field(f"{_MEMBER}kind", "单位性质", "单位类型", "性质"),
        field(f"{_MEMBER}county", "注册地", "注册地址", "所在旗县市(区)", "所在地"),
        field(f"{_MEMBER}tier", "合作层级", "层级", "合作类型"),
        field(f"{_MEMBER}stages", "产业链环节", "所在环节", "环节"),
        field(
            f"{_MEMBER}statement", "在行业(或学科)中的地位,在联合体内分工", "行业地位与分工说明",
            "在行业(或学科)中的地位、在联合体内分工", "在行业中的地位", "地位及分工", "简要说明", "说明",
        ),
        field(f"{_MEMBER}joined_on", "加入日期"),
        field(f"{_MEMBER}left_on", "退出日期"),
        field(f"{_MEMBER}name_en", "英文名称"),
    ),
)  # fmt: skip
PLATFORMS_OF_ALL = Rows(
    "platforms",
    (
        field("members.yaml: members[].name", "所属单位", "所属成员单位", "依托单位", reader="owner"),
        *(field(c.path.replace("[lead]", "[]"), *c.labels, reader=c.reader) for c in PLATFORMS.columns),
    ),
)

FORM = Form(
    names=("备案登记表",),
    parts=(
        Part(
            fields=(
                field("union.yaml: name", "创新联合体名称", "联合体名称"),
                field(f"{LEAD}name", "牵头单位", "牵头单位名称"),
                field(f"{CONTACT}", "联系人", reader="contact"),
                field(f"{CONTACT}phone", "联系电话", "电话"),
                field("filing.yaml: filed_on", "填报日期", "填表日期"),
            ),
        ),
        Part(
            headings=("填表说明",),
            wording=(
                r"[一二三四五六][、.].{0,200}(?:法人公章|战略性新兴产业|创新平台|盟级及以上|简要说明|不超过200字|组建协议》?|登记表为准)[。;]?",
            ),
        ),
        Part(
            headings=("联合体基本信息", "创新联合体基本信息"),
            fields=(
                field("union.yaml: name", "创新联合体名称", "联合体名称"),
                field("union.yaml: ", "产业领域", reader="field_and_chain"),
                field("union.yaml: chain", "重点产业链", "产业链"),
                field("union.yaml: sub_field", "细分产业领域", "细分领域"),
                field("union.yaml: industry_class", "行业类别名称", "行业类别"),
                field("union.yaml: county", "所在旗县市(区)", "所在旗县", "所在地"),
                field("union.yaml: principal", "联合体主要负责人", "主要负责人"),
                *(
                    field(IGNORED, *labels)
                    for labels in (
                        ("成员单位数", "成员单位数量"), ("企业数", "企业数量"), ("盟内注册单位数", "盟内注册单位数量"), ("已建平台数量",),
                    )
                ),
                field("union.yaml: goals.scientific_problems", "重大科学问题清单", "重大科学问题", reader="lines"),
                field("union.yaml: goals.key_generic_technologies", "产业共性关键技术清单", "产业共性关键技术", reader="lines"),
                field("union.yaml: goals.results_to_transfer", "科技成果转化清单", "科技成果转化", reader="lines"),
            ),
        ),
        Part(
            headings=("牵头单位基本信息",),
            fields=(
                field(f"{LEAD}name", "单位名称", "牵头单位名称", "牵头单位", "名称"),
                field(f"{LEAD}credit_code", "统一社会信用代码", "社会信用代码", "信用代码"),
                field(f"{LEAD}county", "注册地", "注册地址"),
                field("lead.yaml: legal_representative", "法定代表人", "法人代表"),
                field("lead.yaml: address", "通讯地址", "通信地址", "地址"),
                field(f"{CONTACT}", "联系人", reader="contact"),
                field(f"{CONTACT}phone", "联系电话", "电话"),
                field(f"{CONTACT}email", "电子邮箱", "邮箱"),
            ),
        ),
        Part(headings=("成员单位", "成员单位基本信息", "成员单位情况", "成员单位名单"), tables=(MEMBERS,)),
        Part(headings=("各成员单位创新平台", "成员单位创新平台", "创新平台情况"), tables=(PLATFORMS_OF_ALL,)),
        Part(
            headings=("成员单位在行业(或学科)中地位的简要说明", "成员单位在行业中地位的简要说明"),
            tables=(MEMBERS,),
        ),
        Part(
            headings=("联合体已具备的合作基础、开展活动和取得的实效", "联合体已具备的合作基础"),
            text="filing.yaml: cooperation_so_far",
        ),
        Part(headings=("牵头单位审核意见", "牵头单位意见"), text="filing.yaml: lead_opinion"),
    ),
)  # fmt: skip
