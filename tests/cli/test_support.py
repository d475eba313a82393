"""unions support: what was granted under each measure, exact to the cent, as of a day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Run
from tests.support import ROOT, SLUG, changed, stranger, write_union

TERMINATED = {"terminated_on": "2026-02-01", "cause": "misallocation", "document": "示例〔2026〕3号", "recovered": "41.05",
              "recovered_on": "2026-02-20"}  # fmt: skip


def ledger(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("support", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, json.loads((ROOT / "schema/support.schema.json").read_text(encoding="utf-8")))
    return found


@pytest.fixture
def granted(empty: Path) -> Path:
    """Two unions: a project of 60 万元 that was terminated, and a grant of 0.1 + 0.2 万元 for talent."""
    write_union(
        empty, changed({"bureau/support.yaml": [{"path": "grants/0/project/termination", "value": TERMINATED}]})
    )
    other = stranger("sample-other")
    other["bureau/support.yaml"] = {"grants": [
        {"measure": "talent", "granted_on": "2025-12-31", "title": "人才项目", "amount": amount, "document": "示例4号"}
        for amount in ("0.1", "0.2")
    ]}  # fmt: skip
    write_union(empty, other, "sample-other")
    return empty


@pytest.mark.parametrize(
    ("day", "state", "recovered"),
    [("2026-01-31", "under-way", "0"), ("2026-02-01", "terminated", "0"), ("2026-02-20", "terminated", "41.05")],
)
def test_a_project_stands_as_it_did_on_the_day(day: str, state: str, recovered: str, run: Run, granted: Path) -> None:
    (project,) = ledger(run, SLUG, "--as-of", day)["grants"]

    assert (project["state"], project["amount"], project["recovered"]) == (state, "60", recovered)
    assert [share["amount"] for share in project["shares"]] == ["30", "20", "10"]


def test_sums_are_exact_and_every_measure_has_one(run: Run, granted: Path) -> None:
    sums = {item["measure"]: item for item in ledger(run, "--as-of", "2026-03-01")["measures"]}

    assert list(sums) == ["projects", "funding", "transfer", "platforms", "talent"]
    assert sums["talent"]["amount"] == "0.3"
    assert sums["projects"] == {"measure": "projects", "grants": 1, "amount": "60", "recovered": "41.05"}
    assert sums["funding"]["amount"] == "0"


def test_what_is_granted_later_is_not_there_yet(run: Run, granted: Path) -> None:
    assert ledger(run, "--as-of", "2025-09-11")["grants"] == []
    assert len(ledger(run, "--as-of", "2025-09-12")["grants"]) == 1


def test_a_measure_is_found_by_key_label_or_clause(run: Run, granted: Path) -> None:
    for way in ("talent", "人才引育", "五（五）"):
        assert {grant["measure"] for grant in ledger(run, "--measure", way, "--as-of", "2026-03-01")["grants"]} == {
            "talent"
        }
    refused = run("support", "--measure", "粮食")
    assert refused.exit_code != 0
    assert "talent" in refused.stderr


def test_a_grant_that_is_not_filled_in_is_told_and_left_out(run: Run, granted: Path) -> None:
    write_union(granted, changed({"bureau/support.yaml": [{"path": "grants/0/granted_on", "value": "明天"}]}))

    result = run("support", "--as-of", "2026-03-01")

    assert result.exit_code == 0
    assert f"unions check {SLUG}" in result.stderr
    assert "人才项目" in result.stdout


def test_it_reads_as_a_table_for_people(run: Run, granted: Path) -> None:
    text = run("support", "--as-of", "2026-03-01").stdout

    assert "五（一） 项目支持 Projects · 1 项 60 万元，收回 41.05 万元" in text
    assert "已终止 terminated" in text
