"""The JSON Schema of a union's own JSON, made from the schemas of the files that it shows."""

from __future__ import annotations

import re
from typing import Any

from union_registry.catalogue.data.projection import projected
from union_registry.catalogue.data.record import VERSION
from union_registry.catalogue.data.unions import PUBLIC_STATUSES
from union_registry.catalogue.pages.year import STANDINGS
from union_registry.finding import OUTCOME_WORDS, STRENGTH_WORDS
from union_registry.schema.publicity import Publicity
from union_registry.schema.store import Node, Schemas
from union_registry.source.kinds import KINDS, Kind
from union_registry.text import Text
from union_registry.waiving import Standing
from union_registry.yearly import REMARK_WORDS

NAME = "published-union"

_WAIVER_WORDS = {
    Standing.HOLDS: Text("有效", "in force"),
    Standing.VOID: Text("已失效", "void"),
    Standing.ENDED: Text("已到期", "ended"),
}


def record_schema(schemas: Schemas, publicity: Publicity) -> Node:
    """The schema; `$id` is left to who publishes it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "公开的联合体",
        "description": "Everything that is public about one union, as data/unions/<slug>.json holds it.",
        **_object(
            schema={"title": "格式版本", "description": "Version of this format.", "const": VERSION},
            slug=_text("联合体编号", "Stable identifier of the union.", pattern="^[a-z][a-z0-9-]{1,38}[a-z0-9]$"),
            status=_labelled("状态", "Derived from the bureau's records.", PUBLIC_STATUSES),
            sample=_truth("示例", "True for invented data."),
            url=_perhaps(_text("网页", "Address of the union's page, null where the site's is not known.")),
            data=_files(schemas, publicity),
            conditions=_list("条件核对", "Outcome of every condition, in the order of the regulation.", _CONDITION),
            summaries=_list("年度总结报送", "How the union stands with each annual summary.", _SUMMARY),
            figures=_list("年度指标比较", "Every public indicator through the years, oldest first.", _SERIES),
        ),
    }


def _files(schemas: Schemas, publicity: Publicity) -> Node:
    public = [kind for kind in KINDS if publicity.has_public(kind.schema)]
    shown = {kind: _with_what_is_added(kind, projected(schemas, kind.schema)) for kind in public}
    return {
        "title": "各文件的公开部分",
        "description": "The public part of each file of the union, by its path without .yaml.",
        "type": "object",
        "additionalProperties": False,
        "required": ["union", "members"],
        "properties": {kind.path.removesuffix(".yaml"): shown[kind] for kind in public if not kind.yearly},
        "patternProperties": {
            f"^{re.escape(kind.path.removesuffix('{year}.yaml'))}20[0-9]{{2}}$": shown[kind]
            for kind in public
            if kind.yearly
        },
    }


def _with_what_is_added(kind: Kind, shown: Node) -> Node:
    """Besides what their file says members have their unit's identifier, waivers how they stand, problems their answer's day."""
    if kind.schema == "members":
        _add(
            shown["properties"]["members"]["items"],
            unit=_text("单位编号", "Identifier of the unit, the same in every union."),
            is_member=_truth("现为成员", "Has not left by the day of the data."),
        )
    if kind.schema == "bureau-waivers":
        _add(
            shown["properties"]["waivers"]["items"],
            standing=_labelled("效力", "How the waiver stands on the day of the data.", _WAIVER_WORDS),
            covered=_list(
                "豁免所针对的事实（文字）", "The facts covered, in Chinese words.", _text("事实", "One of them.")
            ),
        )
    if kind.schema == "annual":
        problem = shown["properties"]["problems"]["items"]
        problem["properties"]["answered_on"] = _day("答复日期", "Day of the first answer to it, where it was answered.")
    if kind.schema == "bureau-annual":
        # They are told beside the problems.
        shown["properties"].pop("answers", None)
    return shown


def _add(shown: Node, **properties: Node) -> None:
    shown["properties"] |= properties
    shown["required"] = [*shown["required"], *properties]


def _object(**properties: Node) -> Node:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _text(title: str, description: str, **more: Any) -> Node:
    return {"title": title, "description": description, "type": "string", **more}


def _truth(title: str, description: str) -> Node:
    return {"title": title, "description": description, "type": "boolean"}


def _day(title: str, description: str) -> Node:
    return _text(title, description, format="date")


def _year(title: str, description: str) -> Node:
    return {"title": title, "description": description, "type": "integer", "minimum": 2000, "maximum": 2099}


def _list(title: str, description: str, item: Node) -> Node:
    return {"title": title, "description": description, "type": "array", "items": item}


def _labelled(title: str, description: str, words: Any) -> Node:
    return _text(
        title,
        description,
        enum=[*map(str, words)],
        **{"x-labels": {str(key): text.as_json() for key, text in words.items()}},
    )


def _perhaps(node: Node) -> Node:
    """The same, or null."""
    if "enum" in node:
        return {**node, "type": ["string", "null"], "enum": [*node["enum"], None]}
    return {**node, "type": [node["type"], "null"]}


def _both(title: str, description: str) -> Node:
    words = _object(zh=_text("中文", "In Chinese."), en=_text("英文", "In English."))
    return {"title": title, "description": description, **words}


def _quantity(title: str, description: str) -> Node:
    quantity = _object(
        value={"title": "数", "description": "The number.", "type": "number"},
        unit=_text("单位", "Its unit, empty where it has none."),
    )
    return _perhaps({"title": title, "description": description, **quantity})


_CONDITION = _object(
    rule=_text("条件编号", "Stable id of the condition."),
    clause=_text("条款", "Clause of the regulation."),
    strength=_labelled("强度", "How strongly the clause binds.", STRENGTH_WORDS),
    outcome=_labelled("结果", "What came of judging the condition.", OUTCOME_WORDS),
    title=_both("条件", "What the condition is called."),
    message=_perhaps(_both("说明", "The outcome in words; null where it rests on what is not public.")),
    facts={
        "title": "事实",
        "description": "What was counted or compared, as far as it is public, by name; a list is written with 、.",
        "type": "object",
        "additionalProperties": _object(
            value=_text("值", "The value, as text."), unit=_text("单位", "Its unit, empty where it has none.")
        ),
    },
    value=_quantity("数值", "What was counted, where it is public and one number."),
    threshold=_quantity("要求", "What is wanted, where it is one number."),
    margin=_quantity("余量", "By how much the threshold is kept; below nought, what is lacking."),
)
_SUMMARY = _object(
    year=_year("年度", "Year that the summary is about."),
    standing=_labelled("报送情况", "How the union stands with it on the day of the data.", STANDINGS),
    due_on=_day("应报日期", "Last day on which it is on time."),
    received_on=_perhaps(_day("收到日期", "Day by which recommender and bureau both had it, null before.")),
)
_NUMBER = {"type": ["number", "null"]}
_SERIES = _object(
    indicator=_text("指标", "Name of the field of the annual summary."),
    title=_both("名称", "What it is called."),
    unit=_text("单位", "Its unit."),
    years=_list(
        "各年",
        "One entry a year with a summary.",
        _object(
            year=_year("年度", "The year."),
            value={"title": "数值", "description": "The figure, null where it was not given.", **_NUMBER},
            change={"title": "比上年", "description": "By how much it differs from the year before.", **_NUMBER},
            remark=_perhaps(_labelled("提示", "What is to be said of it beside the year before.", REMARK_WORDS)),
        ),
    ),
)
