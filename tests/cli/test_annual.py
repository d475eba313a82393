"""`unions annual`: figures year by year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

from tests.cli.conftest import Run
from tests.support import ROOT, changed, stranger, write_union
from union_registry.model.forms import Indicators
from union_registry.yearly import INDICATORS


def second_year(**indicators: str) -> dict[str, Any]:
    return {
        "annual/2026.yaml": {
            "year": "2026", "submitted_on": "2026-12-10", "summary": "第二年。", "indicators": indicators,
            "next_year_plan": "计划。", "problems": [{"text": "缺少冷库", "sensitive": True}],
        }
    }  # fmt: skip


def test_the_indicators_are_those_of_the_form() -> None:
    annual = json.loads((ROOT / "schema/annual.schema.json").read_text("utf-8"))["properties"]["indicators"][
        "properties"
    ]

    assert [(i.key, i.label.zh, i.unit) for i in INDICATORS] == [
        (key, field["title"], field["x-unit"]) for key, field in annual.items()
    ]
    assert [i.key for i in INDICATORS] == list(Indicators.__annotations__)
    assert {i.key for i in INDICATORS if i.is_amount} == {
        key for key, field in annual.items() if field["$ref"].endswith("/amount")
    }


def test_each_year_stands_beside_the_one_before(empty: Path, run: Run) -> None:
    files = changed({}) | second_year(rd_spend="2475.05", patents_applied="2", people_trained="150", meetings="4")
    write_union(empty, files)

    text = run("annual", "sample-valid", "--as-of", "2026-12-31").stdout

    assert "研发投入 R&D spend（万元）  2025: 412.5  2026: 2475.05 (+2062.55, 出入大 outlier)" in text
    assert "申请专利 patents applied for（件）  2025: 2  2026: 2 (与上年相同 as the year before)" in text
    assert "培养人才 people trained（人）  2025: 150  2026: 150 (与上年分毫不差 carried over unchanged)" in text
    assert "盟级项目 league projects（项）  2025: 1  2026: — (未填，上年有 not given, was the year before)" in text
    assert "2026 年度第 1 项问题未办结，2026-12-10 提出" in text
    assert "缺少冷库" not in text


def test_a_summary_dated_later_is_not_there_yet(empty: Path, run: Run) -> None:
    write_union(empty, changed({}) | second_year(rd_spend="500"))
    assert "2026:" not in run("annual", "--as-of", "2026-12-09").stdout


def test_json_gives_exact_amounts_as_text(empty: Path, run: Run) -> None:
    write_union(empty, changed({}) | second_year(rd_spend="412.51"))

    told = json.loads(run("annual", "--as-of", "2026-12-31", "--format", "json").stdout)
    jsonschema.validate(told, json.loads((ROOT / "schema/figures.schema.json").read_text("utf-8")))
    (union,) = told["unions"]
    spent = next(series for series in union["indicators"] if series["indicator"] == "rd_spend")

    assert [year["value"] for year in spent["years"]] == ["412.5", "412.51"]
    assert [year["change"] for year in spent["years"]] == [None, "0.01"]
    assert union["problems"][-1] == {"year": 2026, "number": 1, "raised_on": "2026-12-10", "closed_on": None}


def test_markdown_is_a_table_without_markup_of_others(empty: Path, run: Run) -> None:
    files = changed({"union.yaml": [{"path": "name", "value": "<b>|甲（示例）"}]}) | second_year(rd_spend="500")
    write_union(empty, files)
    text = run("annual", "--as-of", "2026-12-31", "--format", "markdown").stdout
    assert "| 指标 | 2025 | 2026 |" in text
    assert "## &lt;b&gt;&#124;甲（示例）（sample-valid）" in text


def test_what_cannot_be_read_is_told_and_hides_no_other_union(empty: Path, run: Run) -> None:
    write_union(empty, changed({}) | second_year(rd_spend="五百"))
    write_union(empty, changed({}, stranger("sample-other")), "sample-other")

    result = run("annual", "--as-of", "2026-12-31")

    assert result.exit_code == 0
    assert "sample-other" in result.stdout
    assert "sample-valid" not in result.stdout
    assert "unions/sample-valid/annual/2026.yaml" in result.stderr
