"""`unions samples remove`: a bureau starts for real."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_new import FLAGS
from union_registry.source.reader import read


def test_it_asks_before_it_removes(root: Path, run: Run) -> None:
    result = run("samples", "remove", input="n\n")
    assert result.exit_code != 0
    assert "unions/sample-mutton" in result.stdout
    assert (root / "unions/sample-mutton/union.yaml").is_file()


def test_samples_go_and_what_is_real_stays(root: Path, run: Run) -> None:
    real = root / "unions/real-union"
    real.mkdir()
    (real / "union.yaml").write_text("name: 未标示例\n", encoding="utf-8")
    assert run("samples", "remove", "--yes").exit_code == 0
    assert [path.name for path in (root / "unions").iterdir()] == ["real-union"]
    chains = read((root / "schema/vocabulary/chains.yaml").read_bytes()).data
    assert chains.get("terms", []) == []
    assert len(read((root / "schema/vocabulary/counties.yaml").read_bytes()).data["terms"]) == 16
    assert run("samples", "remove", "--yes").exit_code == 0, "there is nothing left to remove"


def test_what_was_copied_from_a_sample_and_is_real_by_now_is_left_alone(root: Path, run: Run) -> None:
    (root / "unions/sample-forage").rename(root / "unions/forage-2027")
    result = run("samples", "remove", "--yes")
    assert "forage-2027" in result.stderr
    assert [path.name for path in (root / "unions").iterdir()] == ["forage-2027"]


def test_the_empty_register_is_checked_and_asks_for_chains_first(root: Path, run: Run) -> None:
    run("samples", "remove", "--yes")
    assert run("check").exit_code == 0
    result = run("new", "beef-2026", *FLAGS)
    assert result.exit_code != 0
    assert "chains" in result.output or "产业链" in result.output
