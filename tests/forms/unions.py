"""Unions to print: a sound one with contacts, a very large one, one written by somebody who means harm, none at all."""

from __future__ import annotations

from typing import Any

from tests.support import Files, changed, valid_union

PRIVATE: dict[str, Any] = {
    "lead_contact": {"name": "示例·联甲", "phone": "000-0000-0001"},
    "recommender_contact": {"name": "示例·荐乙", "phone": "000-0000-0002"},
    "team_ages": [{"name": "示例·乌甲", "age": "46"}, {"name": "示例·格丙", "age": "31"}],
}
RARE = "䶮𬭎㛃堃𠮷镕"
# Markup of everything that a form passes through on its way to paper.
HOSTILE = "{{7*7}} {_{ x }_} {% for a in b %} <b>A&B</b> &lt; #1+1 $x$ *y* _z_ @a \\ \" ' ]]> \u201c引\u201d"
LONG = "示例企业的说明文字。" * 200  # 2000 字


def sound() -> Files:
    return {**valid_union(), "private.yaml": PRIVATE}


def large() -> Files:
    """200 members, narratives of 2000 字."""
    files = valid_union()
    files = changed({"members.yaml": [{"add": 200 - len(files["members.yaml"]["members"])}]}, files)
    files["lead.yaml"]["narrative"] = {
        "overview": LONG[:1000] + "\n\n" + LONG[1000:], "innovation": "一。", "achievements": "二。", "chain": LONG,
    }  # fmt: skip
    return files


def hostile() -> Files:
    files = valid_union()
    files["union.yaml"] |= {"sub_field": HOSTILE, "industry_class": RARE, "principal": "A" * 190}
    files["filing.yaml"]["lead_opinion"] = f"{HOSTILE}\n{RARE}\n  缩进  两格"
    files["members.yaml"]["members"][1]["statement"] = HOSTILE
    files["agreement.yaml"]["objectives"] = HOSTILE
    return files
