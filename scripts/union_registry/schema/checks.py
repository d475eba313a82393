"""The catalogue of faults against a schema, with the words people are told."""

from __future__ import annotations

from union_registry.source.fault import FormCheck
from union_registry.text import Text

INCOMPLETE = FormCheck(
    "form-incomplete",
    Text("尚未填写", "Not filled in yet"),
    Text("{section}：还有 {count} 项没有填写：{fields}", "{section_en}: {count} not filled in yet: {fields_en}"),
    Text("在文件里填上这些内容", "fill them in"),
)
MISSING_FILE = FormCheck(
    "form-missing-file",
    Text("缺少文件", "Missing file"),
    Text("{title}还没有做：缺少文件 {name}", "{name} ({title_en}) is not there yet"),
    Text(
        "运行 unions new {slug} --only {kind} 生成空白表，再填写",
        "run unions new {slug} --only {kind} for a blank one and fill it in",
    ),
)
UNKNOWN_FIELD = FormCheck(
    "form-unknown-field",
    Text("多余的字段", "Unknown field"),
    Text("{where}里没有“{found}”这一项", "{where_en} has no field “{found}”"),
    Text("{cure}", "{cure_en}"),
)
TWO_NAMES = FormCheck(
    "form-two-names",
    Text("新旧两个字段名", "Field under two names"),
    Text("{old} 现在叫 {new}，两处都在", "{old} is called {new} now, and both are there"),
    Text("核对两处的内容，留 {new} 一处", "compare the two and keep {new}"),
)
CONTACT = FormCheck(
    "form-contact",
    Text("个人联系方式或证件号码", "Contact or ID number of a person"),
    Text("这一行有{what}（{shown}），这里不能写", "this line holds {what_en} ({shown}), which may not stand here"),
    Text(
        "删去它；联系方式只写在不提交的 private.yaml 里，证件号码哪里都不写。已经提交的，请马上告知盟科技局清除（unions leaks）",
        "remove it; contacts belong into private.yaml, which is never committed, ID numbers nowhere. If it was committed, tell the bureau at once so that it is purged (unions leaks)",
    ),
)
CHOICE = FormCheck(
    "form-choice",
    Text("选项", "Choice"),
    Text("{field}填的是“{found}”，不在可选范围", "{field_en} is “{found}”, which is not one of the choices"),
    Text("{cure}", "{cure_en}"),
)
KIND_OF_VALUE = FormCheck(
    "form-kind-of-value",
    Text("内容的形式", "Kind of value"),
    Text("{field}应为 {wanted}，这里是{found}", "{field_en} should be {wanted_en}, but is {found_en}"),
    Text("对照模板改写{likely}", "write it as in the template{likely_en}"),
)
WRITING = FormCheck(
    "form-writing",
    Text("写法", "Form of a value"),
    Text("{field}填的是“{found}”", "{field_en} is “{found}”"),
    Text("{likely}应为 {wanted}", "{likely_en}write {wanted_en}"),
)
CREDIT_CODE = FormCheck(
    "form-credit-code",
    Text("统一社会信用代码", "Credit code"),
    Text("{field}“{found}”{flaw}", "{field_en} “{found}” {flaw_en}"),
    Text("{cure}", "{cure_en}"),
)
TOO_LONG = FormCheck(
    "form-too-long",
    Text("篇幅", "Length"),
    Text("{field}有 {length} 个字符，上限 {limit}", "{field_en} has {length} characters, the limit is {limit}"),
    Text("缩短到 {limit} 个字符以内", "shorten it to {limit} characters"),
)
NUMBER_OF_ITEMS = FormCheck(
    "form-number-of-items",
    Text("条数", "Number of entries"),
    Text("{field}有 {count} 项，上限 {limit}", "{field_en} has {count} entries, the limit is {limit}"),
    Text("减到 {limit} 项以内", "keep at most {limit}"),
)
REPEATED = FormCheck(
    "form-repeated",
    Text("重复", "Repeated entry"),
    Text("{field}里有重复的内容", "{field_en} holds the same entry twice"),
    Text("重复的只留一个", "keep each entry once"),
)
LEAD_FIRST = FormCheck(
    "form-lead-first",
    Text("牵头单位排在第一", "The lead comes first"),
    Text(
        "{field}是“{found}”：第一家须是、也只有第一家是牵头单位",
        "{field_en} is “{found}”: the first unit, and only the first, is the lead",
    ),
    Text(
        "第一家写 lead，其余写 core、close 或 general",
        "write lead for the first unit and core, close or general for the others",
    ),
)
YEAR_NAME = FormCheck(
    "form-year",
    Text("年度与文件名", "Year and file name"),
    Text("文件名是 {name}，里面填的年度是 {found}", "the file is named {name}, but the year in it is {found}"),
    Text("两处写成同一年", "make the two agree"),
)
OTHER = FormCheck(
    "form-other",
    Text("其他", "Other"),
    Text("{field}不符合表的要求", "{field_en} does not fit the form"),
    Text("对照模板改写", "write it as in the template"),
)
CHECKS = (
    INCOMPLETE, MISSING_FILE, UNKNOWN_FIELD, CHOICE, KIND_OF_VALUE, WRITING, CREDIT_CODE, TOO_LONG, NUMBER_OF_ITEMS,
    REPEATED, LEAD_FIRST, YEAR_NAME, OTHER, TWO_NAMES, CONTACT,
)  # fmt: skip
# What is only blank, or not there yet.
TO_DO = frozenset((INCOMPLETE.id, MISSING_FILE.id))
