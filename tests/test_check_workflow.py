"""The steps of the workflow `check` as their shell runs them, on a pull request in a scratch repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.lives.life import Life
from tests.sites import REPOSITORY
from tests.support import SLUG, apply, as_yaml, valid_union
from union_registry.source.reader import read

STEPS = {
    step.get("name", ""): step
    for step in yaml.safe_load((REPOSITORY / ".github/workflows/check.yml").read_text(encoding="utf-8"))["jobs"]["unions"]["steps"]
}  # fmt: skip
UNIONS, POLICY, APPROVALS = (
    "Unions that this request changes", "What a change of policy does to the unions", "What approvals rest on"
)  # fmt: skip


@pytest.fixture
def life(tmp_path: Path) -> Life:
    """A register whose union is approved on main, and a branch for the pull request."""
    life = Life(tmp_path)
    unions = tmp_path / ".venv/bin/unions"
    unions.parent.mkdir(parents=True)
    unions.write_text(f'#!/bin/sh\nexec {sys.executable} -m union_registry "$@"\n', encoding="utf-8")
    unions.chmod(0o755)
    (tmp_path / ".git/info/exclude").write_text(".venv\n", encoding="utf-8")
    life.write("2025-12-20", valid_union())
    life.git("checkout", "--quiet", "-b", "request")
    return life


def step(life: Life, name: str, *, private: bool = False, author: str = "100000011") -> tuple[int, str, str]:
    """Exit code, log and summary of a step; `private` is whether the repository is."""
    summary = life.root.parent / f"{life.root.name}-summary.md"
    summary.write_text("", encoding="utf-8")
    discretion = STEPS[name]["env"].get("DISCRETION", "")
    shown = (discretion.split("'")[1] if private else "--public") if discretion else ""
    known = {"BASE": life.git("rev-parse", "main").strip(), "AUTHOR": author, "DISCRETION": shown,
             "GITHUB_STEP_SUMMARY": str(summary)}  # fmt: skip
    done = subprocess.run(
        ["bash", "-e", "-c", STEPS[name]["run"]], cwd=life.root, env={**os.environ, **known}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr, summary.read_text(encoding="utf-8")


def test_a_request_is_told_what_it_changes_and_who_may(life: Life) -> None:
    life.edit("members.yaml", [{"path": "members/8/tier", "value": "close"}])
    life.commit("2026-01-05", "moved")

    code, log, summary = step(life, UNIONS)
    _, _, by_a_stranger = step(life, UNIONS, author="7")

    assert code == 1
    assert "changes-recorded" in log
    assert "一般协作层" in summary
    assert "form-owner" not in summary
    assert "管理人" in by_a_stranger


@pytest.mark.parametrize("private", [True, False])
def test_what_a_change_of_policy_does_stands_in_the_summary(life: Life, *, private: bool) -> None:
    assert step(life, POLICY, private=private) == (0, "", ""), "nothing to say where the policy stays"
    path = life.root / "schema/policy/xilingol.yaml"
    policy = read(path.read_bytes()).data
    apply(policy, {"path": "member_minimum/values/0/value", "value": "12"})
    path.write_text(as_yaml(policy), encoding="utf-8")
    life.commit("2026-01-05", "twelve members")

    code, _, summary = step(life, POLICY, private=private)

    assert code == 0
    assert SLUG in summary
    assert "8 家 → 12 家" in summary


def test_what_approvals_rest_on_is_judged_again(life: Life) -> None:
    assert step(life, APPROVALS)[0] == 0
    forged = {"as_of": "2025-06-20", "commit": "0" * 40, "policy": "0" * 16, "rules": "0.1.0", "digest": "0" * 64,
              "findings": []}  # fmt: skip
    life.edit("bureau/approval.yaml", [{"path": "decision", "value": forged}])
    life.commit("2026-01-05", "forged")

    code, log, _ = step(life, APPROVALS)

    assert code == 2
    assert SLUG in log
