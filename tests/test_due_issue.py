"""The workflow `due` keeps one issue a year and reminds on the days that count, whoever else writes there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sites import REPOSITORY
from tests.support import SLUG, Files, changed, new_root, stranger, write_union

pytestmark = pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq: apt install jq")

BOT = "github-actions[bot]"
# A forge of one repository: its issues with their comments, and what was asked of it.
GH = """#!{python}
import json, os, pathlib, subprocess, sys
file = pathlib.Path(os.environ["FORGE"])
forge, given = json.loads(file.read_text()), sys.argv[1:]
def after(name): return given[given.index(name) + 1]
def issue(number): return next(i for i in forge["issues"] if i["number"] == int(number))
if given[0] == "api":
    _, owner, name, *path = next(g for g in given if g.startswith("repos/")).partition("?")[0].split("/")
    assert f"{{owner}}/{{name}}" == os.environ["GH_REPO"] and os.environ["GH_TOKEN"]
    found = forge["issues"] if path == ["issues"] else issue(path[1])
    found = found["comments"] if path[2:] == ["comments"] else found
    subprocess.run(["jq", "-r", after("--jq")], input=json.dumps(found), text=True, check=True)
else:
    verb, body = given[1], pathlib.Path(after("--body-file")).read_text()
    by = {{"login": "github-actions[bot]"}}
    forge["done"].append(verb)
    if verb == "create":
        number = len(forge["issues"]) + 1
        forge["issues"].insert(0, {{"number": number, "title": after("--title"), "user": by, "body": body, "comments": []}})
        print(f"https://example.org/{{os.environ['GH_REPO']}}/issues/{{number}}")
    elif verb == "edit":
        issue(given[2])["body"] = body
    elif verb == "comment":
        issue(given[2])["comments"].append({{"user": by, "body": body}})
    file.write_text(json.dumps(forge))
"""

Run = Callable[[str], list[str]]


class Forge:
    """What the fake `gh` keeps."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.write({"issues": [], "done": []})

    def read(self) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return held

    def write(self, held: dict[str, Any]) -> None:
        self.file.write_text(json.dumps(held), encoding="utf-8")

    @property
    def issues(self) -> list[dict[str, Any]]:
        issues: list[dict[str, Any]] = self.read()["issues"]
        return issues


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_root(tmp_path / "register")
    (root / ".venv").mkdir()
    (root / ".venv/bin").symlink_to(Path(sys.executable).parent)
    return root


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path / "forge.json")


@pytest.fixture
def run(root: Path, forge: Forge, tmp_path: Path) -> Run:
    """Runs the workflow's step for a day and says what it did."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "gh").write_text(GH.format(python=sys.executable), encoding="utf-8")
    (programs / "gh").chmod(0o755)
    workflow = yaml.safe_load((REPOSITORY / ".github/workflows/due.yml").read_text(encoding="utf-8"))
    step = workflow["jobs"]["issue"]["steps"][-1]

    def run(day: str) -> list[str]:
        before = len(forge.read()["done"])
        environment = {
            "PATH": f"{programs}:{os.environ['PATH']}", "LANG": "C.UTF-8", "FORGE": str(forge.file),
            "GH_TOKEN": "示例", "GH_REPO": "example-org/unions", "AS_OF": day,
        }  # fmt: skip
        assert set(step["env"]) <= environment.keys()
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        verbs: list[str] = forge.read()["done"][before:]
        return verbs

    return run


def received(year: str, *days: str) -> Files:
    """The two files of a summary received on these days."""
    return {
        f"annual/{year}.yaml": {
            "year": year, "submitted_on": days[0], "summary": "总结。", "indicators": {}, "next_year_plan": "计划。",
            "problems": [{"text": "不该出现在清单里"}],
        },
        f"bureau/annual/{year}.yaml": {
            "year": year, "bureau_received_on": days[0], "recommender_received_on": days[1],
            "supervision": [{"asked_on": days[0], "asked": "也不该出现", "due_on": days[1]}],
        },
    }  # fmt: skip


def test_a_year_has_one_issue_that_reminds_on_four_days_and_follows_the_receipts(
    root: Path, forge: Forge, run: Run
) -> None:
    late = changed({"union.yaml": [{"path": "name", "value": "@bureau <b>*甲*</b>（示例）"}]})
    write_union(root, late)
    prompt = stranger("sample-prompt")
    prompt["union.yaml"]["name"] = "示例产业链创新联合体（示例）"
    write_union(root, prompt, "sample-prompt")

    assert run("2026-10-01") == [], "91 days before, nothing yet"
    assert run("2026-10-02") == ["create", "comment"]
    assert run("2026-10-03") == [], "the next day says nothing new"
    write_union(root, received("2026", "2026-11-20", "2026-11-21"), "sample-prompt")
    assert run("2026-11-21") == ["edit"]
    assert run("2026-12-01") == ["comment"]
    assert run("2026-12-25") == ["comment"], "the seventh day was missed, and is told on the next"
    assert run("2026-12-31") == []
    assert run("2027-01-01") == ["edit", "comment"]

    (issue,) = forge.issues
    assert issue["title"] == "2026 年度总结报送情况"
    assert (
        "- [ ] @\u200bbureau &lt;b&gt;&#42;甲&#42;&lt;/b&gt;（示例）（sample-valid）2026 年度总结：**逾期**"
        in issue["body"]
    )
    assert "- [x] 示例产业链创新联合体（示例）（sample-prompt）2026 年度总结：2026-11-21，按时" in issue["body"]
    assert "sample-prompt" not in issue["comments"][-1]["body"]
    assert "不该出现" not in json.dumps(forge.read(), ensure_ascii=False)

    write_union(root, received("2026", "2027-02-02", "2027-02-03"), SLUG)
    assert run("2027-02-03") == ["edit"]
    assert "2027-02-03，迟于 2026-12-31" in forge.issues[0]["body"]
    assert run("2027-09-01") == []


def test_what_others_write_is_left_alone(root: Path, forge: Forge, run: Run) -> None:
    write_union(root, changed({}))
    run("2026-12-01")
    (ours,) = forge.issues
    body, reminder = ours["body"], ours["comments"][0]["body"]
    theirs = {"number": 2, "title": ours["title"], "user": {"login": "someone"}, "body": body, "comments": []}
    ours["body"] = body.replace("[ ]", "[x]").replace("\n", "\r\n")
    ours["comments"] = [{"user": {"login": "someone"}, "body": reminder}]
    forge.write({"issues": [theirs, ours], "done": []})

    assert run("2026-12-01") == ["edit", "comment"], "a box ticked by hand is set back, a borrowed reminder is none"
    assert forge.issues[0] == theirs
    assert forge.issues[1]["body"] == body


def test_nothing_to_do_makes_no_issue(root: Path, forge: Forge, run: Run) -> None:
    write_union(root, changed({}) | received("2026", "2026-09-01", "2026-09-02"))
    assert run("2026-12-31") == []
    assert forge.issues == []


@pytest.mark.parametrize("day", ["soon", "20261201", "a[$(touch stolen)]-12-01", "2026-12-01; touch stolen"])
def test_a_day_that_is_none_is_refused_unread(root: Path, run: Run, day: str) -> None:
    with pytest.raises(AssertionError, match="as_of"):
        run(day)
    assert not (root / "stolen").exists()
