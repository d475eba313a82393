"""The workflows: least rights, pinned actions, valid by the forge's own schema."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sites import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
# A workflow of the repository's own is of the same commit as the one that calls it.
PINNED = re.compile(r"uses: (\./\.github/workflows/[\w-]+\.yml|[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$")


def load(path: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_granted_at_the_top_and_every_action_is_pinned(path: Path) -> None:
    assert load(path)["permissions"] == {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if re.search(r"\buses:", line):
            assert PINNED.search(line), line
    for job in load(path)["jobs"].values():
        assert "permissions" in job
        for step in job.get("steps", ()):
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", ""), "values reach a shell through env only"


def test_the_workflows_hold_to_the_forges_schema() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        *map(str, WORKFLOWS),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_pull_request_is_checked_without_rights_or_secrets() -> None:
    check = REPOSITORY / ".github/workflows/check.yml"
    assert set(load(check)[True]) == {"pull_request"}  # YAML 1.1 reads the key `on` as true
    assert all(job["permissions"] == {"contents": "read"} for job in load(check)["jobs"].values())
    assert "secrets." not in check.read_text(encoding="utf-8")
    assert "bash .ci/run" in check.read_text(encoding="utf-8")


def test_the_half_that_judges_cannot_write_and_neither_takes_anything_from_a_request() -> None:
    comment = load(REPOSITORY / ".github/workflows/comment.yml")
    assert set(comment[True]) == {"workflow_run", "issue_comment"}
    assert comment[True]["workflow_run"]["workflows"] == ["check"]
    jobs = comment["jobs"]
    assert jobs["compute"]["permissions"] == {"contents": "read", "pull-requests": "read"}
    assert jobs["post"]["permissions"] == {"contents": "read", "pull-requests": "write", "statuses": "write"}
    for job in jobs.values():
        for step in job["steps"]:
            given = step.get("with", {})
            if "checkout" in step.get("uses", ""):
                assert given["ref"] == "${{ github.event.repository.default_branch }}"
            if "artifact" in step.get("uses", ""):
                assert not {"run-id", "github-token", "repository", "pattern"} & given.keys(), "of this very run"
            told = {name: value for name, value in step.get("env", {}).items() if "event" in str(value)}
            assert not told, "what an event says reaches no shell"
    assert "secrets." not in (REPOSITORY / ".github/workflows/comment.yml").read_text(encoding="utf-8")


def test_the_site_is_built_from_main_and_every_day() -> None:
    site = load(REPOSITORY / ".github/workflows/site.yml")
    assert site[True]["push"]["branches"] == ["main"]
    assert site[True]["schedule"]
    assert site["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert site["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_only_a_unions_own_files_are_the_applicants() -> None:
    lines = (REPOSITORY / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert [rule[0] for rule in rules] == ["*", "/unions/", "/unions/*/bureau/"]
    assert len(rules[0]) == len(rules[2]) == 2
    assert rules[1] == ["/unions/"]
