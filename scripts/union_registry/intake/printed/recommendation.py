"""Annex 1 (附件1), the recommendation form of the lead → lead.yaml, union.yaml, members.yaml, private.yaml."""

from __future__ import annotations

from union_registry.intake.printed.form import IGNORED, Form, Part, Rows, field

LEAD = "members.yaml: members[lead]."
CONTACT, RECOMMENDER = "private.yaml: lead_contact.", "private.yaml: recommender_contact."

TEAM = Rows(
    "team",
    (
        field(IGNORED, "序号", "编号"),
        field("lead.yaml: team[].name", "姓名", reader="person"),
        field("private.yaml: team_ages[].age", "年龄"),
        field("lead.yaml: team[].post", "职务/职称", "职务、职称", "职务职称", "职务", "职称"),
        field("lead.yaml: team[].speciality", "从事专业", "专业", "研究方向", "从事专业领域"),
    ),
)
PLATFORMS = Rows(
    "platforms",
    (
        field(IGNORED, "序号", "编号"),
        field(f"{LEAD}platforms[].name", "平台名称", "创新平台名称", "名称"),
        field(f"{LEAD}platforms[].field", "产业领域", "所属产业领域", "领域"),
        field(f"{LEAD}platforms[].level", "级别", "平台级别"),
        field(f"{LEAD}platforms[].approved_by", "批复认定单位", "批复单位", "认定单位", "批复(认定)单位"),
        field(f"{LEAD}platforms[].built_on", "建设时间", "建成时间", "批复时间", "认定时间"),
    ),
)
PROJECTS = Rows(
    "projects",
    (
        field(IGNORED, "序号", "编号"),
        field("lead.yaml: projects[].name", "项目名称", "名称"),
        field("lead.yaml: projects[].field", "产业领域", "所属产业领域", "领域"),
        field(
            "lead.yaml: projects[]",
            "项目级别及立项单位",
            "级别及立项单位",
            "项目级别、立项单位",
            reader="level_and_funder",
        ),
        field("lead.yaml: projects[].level", "项目级别", "级别"),
        field("lead.yaml: projects[].funder", "立项单位"),
        field(
            "lead.yaml: projects[]", "实施期", "实施期限", "起止时间", "起止日期", "实施周期", "执行期", reader="period"
        ),
        field("lead.yaml: projects[].starts_on", "开始日期", "开始时间"),
        field("lead.yaml: projects[].ends_on", "结束日期", "结束时间"),
    ),
)
ACCOUNTS = Rows(
    "accounts",
    (
        field("lead.yaml: accounts[].year", "年度", "年份"),
        field("lead.yaml: accounts[].revenue", "销售收入", "近三年销售收入"),
        field("lead.yaml: accounts[].rd", "研发投入", "近三年研发投入", "研发费用"),
    ),
)

FORM = Form(
    names=("牵头企业推荐表", "牵头单位推荐表"),
    parts=(
        Part(
            fields=(
                field("union.yaml: ", "产业领域", reader="field_and_chain"),
                field(f"{LEAD}name", "牵头企业", "牵头单位", "牵头企业名称"),
                field("lead.yaml: recommender", "推荐单位", "推荐单位名称"),
                field(f"{RECOMMENDER}", "推荐单位联系人", "联系人", reader="contact"),
                field(f"{RECOMMENDER}phone", "联系电话", "推荐单位联系电话", "电话"),
                field("lead.yaml: filled_on", "填报日期", "填表日期"),
            ),
        ),
        Part(
            headings=("企业基础信息表", "企业基本信息表", "所在产业基本信息", "牵头单位基本信息"),
            fields=(
                field("union.yaml: ", "产业领域", reader="field_and_chain"),
                field("union.yaml: sub_field", "细分产业领域", "细分领域"),
                field("lead.yaml: main_direction", "企业重点研发方向", "重点研发方向", "研发方向"),
                field(f"{LEAD}name", "牵头单位名称", "牵头企业名称", "企业名称", "单位名称"),
                field("lead.yaml: address", "通讯地址", "通信地址", "单位地址", "地址"),
                field("lead.yaml: legal_representative", "法定代表人", "法人代表", "法定代表人姓名"),
                field(f"{LEAD}credit_code", "统一社会信用代码", "社会信用代码", "信用代码"),
                field(f"{CONTACT}", "联系人", "联系人姓名", "联系人及电话", "联系人及联系电话", reader="contact"),
                field(f"{CONTACT}phone", "联系电话", "电话", "联系方式", "手机"),
                field(f"{CONTACT}email", "电子邮箱", "邮箱", "E-mail"),
                field(
                    "lead.yaml: accounts[].revenue",
                    "近三年销售收入",
                    "销售收入",
                    "近三年营业收入",
                    "营业收入",
                    reader="yearly",
                ),
                field(
                    "lead.yaml: accounts[].rd",
                    "近三年研发投入",
                    "研发投入",
                    "近三年研发费用",
                    "研发费用",
                    "近三年研发经费投入",
                    "研发经费投入",
                    "近三年研发经费",
                    "研发经费",
                    reader="yearly",
                ),
                field("lead.yaml: ip_rights", "有效知识产权数量", "有效知识产权数", "知识产权数量"),
                field("lead.yaml: invention_patents", "有效发明专利数量", "有效发明专利数", "发明专利数量"),
            ),
            tables=(ACCOUNTS,),
        ),
        Part(
            headings=(
                "企业科技人才(科研团队情况)情况",
                "企业科技人才(科研团队)情况",
                "企业科技人才情况",
                "科研团队情况",
                "科研团队",
            ),
            tables=(TEAM,),
        ),
        Part(headings=("创新平台情况", "创新平台"), tables=(PLATFORMS,)),
        Part(headings=("承担科技项目情况", "承担科技项目", "承担项目情况"), tables=(PROJECTS,)),
        Part(headings=("企业和产业链发展及科技创新情况",)),
        Part(headings=("企业总体情况",), text="lead.yaml: narrative.overview"),
        Part(headings=("企业技术创新情况",), text="lead.yaml: narrative.innovation"),
        Part(
            headings=("企业科技成果、荣誉情况", "企业科技成果及荣誉情况", "企业科技成果荣誉情况"),
            text="lead.yaml: narrative.achievements",
        ),
        Part(
            headings=("企业所在的产业链发展情况", "企业所在产业链发展情况", "产业链发展情况"),
            text="lead.yaml: narrative.chain",
        ),
    ),
    wording=(
        (
            r"包括\(但不限于\)地址、上市情况、企业资质.{0,40}、员工数量、20[0-9]{2}年销售收入等,"
            r"重点阐述企业在产业链发展中的作用、地位、贡献等。?"
        ),
        (
            r"包括\(但不限于\)研发团队情况\(人数、高端人才情况\)、研发平台建设情况.{0,40}、研发投入情况、承担科技计划、"
            r"掌握的核心技术、高端产品情况及市场占有率。?"
        ),
        r"包括\(但不限于\)知识产权情况、获得的奖项.{0,30}情况。?",
        (
            r"包括所涉及的自治区产业链发展规模、在国内、区内、盟内的地位、产业链条结构.{0,40},"
            r"初步分析产业技术发展瓶颈、相关攻关任务对产业的影响等。?"
        ),
        r"[(（]?(?:以上内容|本段内容).{0,12}字数?控制在[0-9]+字以内。?[)）]?",
    ),
)
