"""Drafts as the form would make them: the sample unions, sound and damaged, and what nobody should send."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from tests.sites import REPOSITORY
from union_registry.source.reader import read

AS_OF = "2026-11-23"
Draft = dict[str, Any]


def sample_slugs() -> list[str]:
    return sorted(path.name for path in (REPOSITORY / "unions").iterdir() if path.name.startswith("sample-"))


def sample(slug: str) -> Draft:
    """The draft of a sample union: the applicant's files as data, the bureau's as text."""
    folder = REPOSITORY / "unions" / slug
    files, carried = {}, {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if name.startswith("bureau/") or name == "changes.yaml":
            carried[name] = path.read_text("utf-8")
        else:
            files[name] = read(path.read_bytes()).data
    return {"slug": slug, "files": files, "carried": carried}


def _few_members(draft: Draft) -> None:
    del draft["files"]["members.yaml"]["members"][3:]


def _poor(draft: Draft) -> None:
    for account in draft["files"]["lead.yaml"]["accounts"]:
        account["rd"] = "１.００"


def _another_name(draft: Draft) -> None:
    draft["files"]["members.yaml"]["members"][0]["name"] = "改了名的示例有限公司"


def _wrong_code(draft: Draft) -> None:
    draft["files"]["members.yaml"]["members"][2]["credit_code"] = "91152502MA0000000X"


def _no_lead(draft: Draft) -> None:
    del draft["files"]["lead.yaml"]


def _blank_rows(draft: Draft) -> None:
    draft["files"]["members.yaml"]["members"].insert(2, {"name": " ", "stages": []})
    draft["files"]["members.yaml"]["members"].append({})


def _wrong_types(draft: Draft) -> None:
    draft["files"]["members.yaml"]["members"][1]["stages"] = "upstream"
    draft["files"]["lead.yaml"]["accounts"] = {"year": 2024}
    draft["files"]["union.yaml"]["name"] = [True, 12.5, {"a": "b"}]


def _pasted(draft: Draft) -> None:
    draft["files"]["lead.yaml"]["narrative"]["overview"] = "第一段\r\n\tA & B <b>：#1\v第二段 'x' \"y\"\r\n\r\n"
    draft["files"]["lead.yaml"]["address"] = " 示例路 1 号 #2：- [x] {y} "
    draft["files"]["union.yaml"]["__proto__"] = {"constructor": "x"}


def _broken_by_the_bureau(draft: Draft) -> None:
    draft["carried"]["bureau/selection.yaml"] = "selected_on：2026-01-01\n"


# By what is wrong with it, what is done to a sample that has everything.
DAMAGES: dict[str, Callable[[Draft], None]] = {
    damage.__name__.strip("_"): damage
    for damage in (
        _few_members, _poor, _another_name, _wrong_code, _no_lead, _blank_rows, _wrong_types, _pasted,
        _broken_by_the_bureau,
    )
}  # fmt: skip


def damaged(name: str) -> Draft:
    draft = copy.deepcopy(sample("sample-yogurt"))
    DAMAGES[name](draft)
    return draft


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {"a": "b"}
    for _ in range(depth):
        value = {"a": value}
    return value


# What is no draft, and a word that the answer has to hold.
HOSTILE: dict[str, tuple[Any, str]] = {
    "no object": (5, "不是本页保存的草稿"),
    "a list": ([], "不是本页保存的草稿"),
    "files that are none": ({"files": [1]}, "不是本页保存的草稿"),
    "a file that is none": ({"files": {"lead.yaml": "x"}}, "不是本页保存的草稿"),
    "a name that leads out": ({"slug": "../../x"}, "文件夹名"),
    "a name that is none": ({"slug": {"a": 1}}, "不是本页保存的草稿"),
    "a path that leads out": ({"files": {"../lead.yaml": {}}}, "不属于联合体文件夹"),
    "the bureau's file": ({"files": {"bureau/approval.yaml": {"approved_on": "2026-01-01"}}}, "不能在这里填写"),
    "private data among the files": ({"files": {"private.yaml": {"lead_contact": {}}}}, "不能在这里填写"),
    "private data carried": ({"carried": {"private.yaml": "lead_contact: {}"}}, "不能随文件夹提交"),
    "a control character": ({"files": {"lead.yaml": {"address": "甲\0乙"}}}, "U+0000"),
    "half a letter": ({"files": {"lead.yaml": {"address": "甲\ud800乙"}}}, "U+D800"),
    "half a letter carried": ({"carried": {"changes.yaml": "\ud800"}}, "不是本页保存的草稿"),
    "too deep": ({"files": {"lead.yaml": nested(200)}}, "嵌套太深"),
    "too much": ({"files": {"lead.yaml": {"address": "长" * 4_100_000}}}, "内容太多"),
    "too many": ({"files": {"lead.yaml": {"team": ["x"] * 90_000}}}, "内容太多"),
    "too many files": ({"carried": {f"annual/20{n:02}.yaml": "" for n in range(99)}
                        | {f"bureau/annual/20{n:02}.yaml": "" for n in range(99)}}, "文件太多"),
}  # fmt: skip
