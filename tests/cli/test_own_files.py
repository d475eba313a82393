"""The register's own files are judged too: what is wrong in them is told, and nothing is judged by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_new import FLAGS

POLICY = "policy/xilingol.yaml"
COUNTIES = "vocabulary/counties.yaml"

BROKEN = [
    (COUNTIES, "in_league: false", "in_league: no", "in_league"),
    (COUNTIES, "    in_league: false\n", "", "in_league"),
    (COUNTIES, "key: '152501'", "key: '152502'", "152502"),
    (COUNTIES, "title:", "titel:", "title"),
    ("vocabulary/chains.yaml", "sample: true", "smaple: true", "sample"),
    (POLICY, "value: sum", "value: each_year", "each-year"),
    (POLICY, "value: 12-31", "value: 31-12", "12-31"),
    (POLICY, "{chain}", "{chian}", "name_pattern"),
    (POLICY, "value: [enterprise]", "value: [enterprize]", "enterprize"),
    (POLICY, "value: [enterprise]", "value: enterprise", "列表"),
    (POLICY, "      value: 8\n", "      value: 8\n    - from: 2025-01-01\n      value: 9\n", "member_minimum"),
    (POLICY, "member_minimum:", "member_minimun:", "member_minimum"),
    ("members.schema.json", "{", "", "members.schema.json"),
    ("members.schema.json", '"type": "array"', '"type": "arrray"', "members.schema.json"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), BROKEN, ids=[f"{b[0]}: {b[2].strip()[:20]}" for b in BROKEN])
@pytest.mark.parametrize("pure", [False, True], ids=["fast", "pure"])
def test_a_broken_own_file_is_named_and_nothing_is_judged(
    empty: Path, run: Run, name: str, old: str, new: str, told: str, pure: bool
) -> None:
    run("new", "sample-beef", *FLAGS)
    path = empty / "schema" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("check", *(["--pure"] if pure else []))
    assert result.exit_code != 0
    assert told in result.output
    assert "三（三）" not in result.stdout


def test_a_missing_vocabulary_is_named(empty: Path, run: Run) -> None:
    (empty / "schema" / COUNTIES).unlink()
    for command in (("check",), ("new", "sample-beef", *FLAGS), ("format",), ("samples", "remove", "-y")):
        result = run(*command)
        if command[0] != "format" or result.exit_code:
            assert result.exit_code != 0
            assert COUNTIES in result.output


def test_broken_clauses_are_named(empty: Path, run: Run) -> None:
    path = empty / "schema/clauses.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("strength: goal", "strength: gaol"), encoding="utf-8")
    result = run("rules", "--format", "markdown")
    assert result.exit_code != 0
    assert "clauses.yaml:" in result.output
