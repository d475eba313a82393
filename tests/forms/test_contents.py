"""What the forms say, by data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.forms.unions import PRIVATE, sound
from tests.support import Files, invented_code
from union_registry.forms.contents import contents
from union_registry.register import Register

DAY = date(2026, 3, 1)


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    else:
        assert isinstance(node, list), node
        for value in node:
            yield from texts(value)


def test_annex_1(held: Register) -> None:
    told = contents(held, sound(), DAY)["recommendation"]
    assert told["field"] == "传统特色优势产业（肉牛）"
    assert told["recommender"] == "锡林浩特市农科局"
    assert told["recommender_contact"] == PRIVATE["recommender_contact"]
    assert told["filled_on"] == "2025年3月20日"
    assert told["year_made"] == "2025"
    assert told["accounts"][2] == {"year": "2024", "revenue": "10000", "rd": "350"}
    assert [(person["number"], person["age"]) for person in told["team"]] == [("1", "46"), ("2", ""), ("3", "31")]
    (project,) = told["projects"]
    assert project["level_and_funder"] == "盟级 / 盟科技局（示例）"
    assert project["period"] == "2023年4月1日至2025年3月31日"


def test_annex_2_lists_every_member_once_in_its_tier(held: Register) -> None:
    files = sound()
    told = contents(held, files, DAY)["agreement"]
    assert [tier["title"] for tier in told["tiers"]] == ["牵头单位", "核心层单位", "紧密合作单位", "一般协作层单位"]
    listed = [member["credit_code"] for tier in told["tiers"] for member in tier["members"]]
    assert sorted(listed) == sorted(member["credit_code"] for member in files["members.yaml"]["members"])
    assert [row["name"] for row in told["signatures"]] == [m["name"] for m in files["members.yaml"]["members"]]


def test_annex_3_counts_as_the_rules_do(held: Register) -> None:
    files = sound()
    files["members.yaml"]["members"][0]["platforms"].append(
        {
            "name": "旗县平台（示例）",
            "field": "肉品",
            "level": "county",
            "approved_by": "示例",
            "built_on": "2020-01-01",
        }
    )
    told = contents(held, files, DAY)["filing"]
    members = files["members.yaml"]["members"]
    assert told["counts"] == {
        "members": str(len(members)),
        "enterprises": str(sum(member["kind"] == "enterprise" for member in members)),
        "local": str(sum(member["county"].startswith("1525") for member in members)),
        "platforms": str(sum(len(member.get("platforms", ())) for member in members) - 1),
    }
    assert told["goals"]["key_generic_technologies"][1] == "2. 冷鲜牛肉排酸与分级"


@pytest.mark.parametrize(
    ("filed_on", "filled_on", "years"),
    [("2025-12-31", "2024-01-01", "2022"), ("2026-01-01", "2025-12-31", "2023"), ("", "2024-06-01", "2021"), ("", "", "2023")],
)  # fmt: skip
def test_the_years_of_the_form_roll_with_the_year_of_filing(
    held: Register, filed_on: str, filled_on: str, years: str
) -> None:
    files = sound()
    files["filing.yaml"]["filed_on"], files["lead.yaml"]["filled_on"] = filed_on, filled_on
    told = contents(held, files, DAY)["recommendation"]
    assert [account["year"] for account in told["accounts"]] == [str(int(years) + more) for more in range(3)]
    assert told["projects_since"] == years
    assert told["year_made"] == str(int(years) + 3)


@pytest.mark.parametrize(("left_on", "printed"), [("2026-03-01", False), ("2026-03-02", True), ("2026-02-28", False)])
def test_who_has_left_is_not_printed(held: Register, left_on: str, printed: bool) -> None:
    files = sound()
    last = files["members.yaml"]["members"][-1]
    last["left_on"] = left_on
    told = contents(held, files, DAY)
    assert (last["name"] in set(texts(told))) is printed


def test_two_people_of_one_name_keep_their_ages(held: Register) -> None:
    files = sound()
    files["lead.yaml"]["team"] = [{"name": "示例·同名", "post": post} for post in ("甲", "乙", "丙")]
    files["private.yaml"] = {"team_ages": [{"name": "示例·同名", "age": age} for age in ("50", "30")]}
    team = contents(held, files, DAY)["recommendation"]["team"]
    assert [(person["post"], person["age"]) for person in team] == [("甲", "50"), ("乙", "30"), ("丙", "")]


def test_without_private_data_their_places_are_blank(held: Register) -> None:
    files = sound()
    values = {text for text in texts(PRIVATE) if text not in ("示例·乌甲", "示例·格丙")}
    assert values <= set(texts(contents(held, files, DAY)))
    del files["private.yaml"]
    told = contents(held, files, DAY)
    assert not values & set(texts(told))
    assert told["filing"]["lead"]["contact"] == {"name": "", "phone": ""}


def test_paragraphs_are_kept(held: Register) -> None:
    files = sound()
    files["lead.yaml"]["narrative"]["overview"] = "一\n\n  二\n"
    assert contents(held, files, DAY)["recommendation"]["narrative"]["overview"] == ["一", "", "  二"]


def test_nothing_at_all_gives_blanks_and_rows_to_write_into(held: Register) -> None:
    told = contents(held, {}, DAY)
    assert told["recommendation"]["team"] == [dict.fromkeys(("number", "name", "age", "post", "speciality"), "")] * 3
    assert [len(tier["members"]) for tier in told["agreement"]["tiers"]] == [3] * 4
    assert told["filing"]["counts"]["members"] == ""
    assert told["filing"]["lead_opinion"] == [""]


NONSENSE = [
    "",
    "x",
    "2025-02-30",
    True,
    None,
    7,
    [],
    [[]],
    ["x", None],
    {},
    {"name": []},
    {"members": "x"},
    [{"name": {}}],
]


@pytest.mark.parametrize("thing", NONSENSE, ids=repr)
def test_whatever_stands_in_the_files_prints(held: Register, thing: Any) -> None:
    """Text or a blank in every place of every form, and never an exception."""

    def spoilt(node: Any) -> Iterator[Any]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield {**node, key: thing}
                yield from ({**node, key: worse} for worse in spoilt(value))
        elif isinstance(node, list):
            yield [thing, *node[1:]]
            yield from ([worse, *node[1:]] for worse in spoilt(node[0]))

    files: Files = sound()
    for name in ("union.yaml", "lead.yaml", "members.yaml", "agreement.yaml", "filing.yaml", "private.yaml"):
        for data in [thing, *spoilt(files[name])]:
            list(texts(contents(held, {**files, name: data}, DAY)))


def test_characters_that_no_file_can_hold_are_marked(held: Register) -> None:
    files = sound()
    files["union.yaml"]["sub_field"] = "甲\x00乙\x07丙\ud800丁\uffff\x85"
    files["members.yaml"]["members"][0]["credit_code"] = invented_code(1)
    assert contents(held, files, DAY)["filing"]["sub_field"] == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd\ufffd"


def test_it_runs_where_there_is_only_python() -> None:
    """As in the reader's browser: nothing compiled is asked for."""
    asked = "import sys, union_registry.forms.contents; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout.split()
    assert not {"lxml", "docx", "docxtpl", "typst", "jinja2"} & set(loaded)
