"""The helper that runs workflows, on a small one: what the tests of the real ones take for granted of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import act
from tests.lives.life import Life
from tests.repository import committed, git
from tests.support import valid_union

DEMO = """\
name: demo
on:
  pull_request:
  pull_request_target:
  issue_comment:
    types: [created]
  workflow_run:
    workflows: [check]
    types: [completed]
permissions: {}
concurrency:
  group: demo-${{ github.event.number }}
  cancel-in-progress: true
env:
  WORD: ${{ vars.WORD }}
jobs:
  compute:
    runs-on: ubuntu-24.04
    outputs:
      wanted: ${{ steps.write.outputs.wanted }}
    steps:
      - uses: actions/checkout@v0
      - uses: actions/setup-python@v0
      - run: make .venv/.site
      - id: write
        name: write
        env:
          TITLE: ${{ github.event.title }}
          WANTED: ${{ github.event.wanted && 'yes' || 'no' }}
        run: |
          test "$TITLE" != fail
          ls > list.txt
          printf '%s\\n' "$TITLE" "$WORD" "$(git rev-parse HEAD)" "$GITHUB_SHA" > told.txt
          echo "wanted=$WANTED" >> "$GITHUB_OUTPUT"
          echo "# $TITLE" >> "$GITHUB_STEP_SUMMARY"
      - if: ${{ !cancelled() }}
        name: last
        run: test ! -t 1 && .venv/bin/python -c 'print(6 * 7)'
      - uses: actions/upload-artifact@v0
        with:
          name: told
          path: told.txt
          if-no-files-found: error
          retention-days: 1
      - uses: actions/upload-artifact@v0
        with:
          name: list
          path: list.txt
  post:
    needs: compute
    if: needs.compute.outputs.wanted == 'yes'
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/download-artifact@v0
        with:
          name: told
          path: got
      - name: post
        env:
          TOKEN: ${{ github.token }}
          SECRET: ${{ secrets.GITHUB_TOKEN }}
        run: |
          ls
          head -n 2 got/told.txt
          echo "$TOKEN $SECRET ${#TOKEN} $GITHUB_API_URL"
"""
UNSAFE = """\
name: unsafe
on: [issue_comment]
permissions: {}
jobs:
  checkout:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v0
        with:
          ref: refs/pull/7/head
          fetch-depth: 0
  elsewhere:
    runs-on: ubuntu-24.04
    steps:
      - uses: someone/something@v0
"""
ACTIONS = {
    "pull_request": "opened", "pull_request_target": "opened", "issue_comment": "created", "workflow_run": "completed",
}  # fmt: skip
# Neither a shell nor the forge may take it for more than text.
TITLE = "标题 $(touch pwned) `id` ${{ github.token }} \"'"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the demo on main and request 7, which adds a file."""
    root = tmp_path / "repository"
    workflows = root / ".github/workflows"
    workflows.mkdir(parents=True)
    (workflows / "demo.yml").write_text(DEMO, encoding="utf-8")
    (workflows / "unsafe.yml").write_text(UNSAFE, encoding="utf-8")
    committed(root)
    git(root, "checkout", "--quiet", "-b", "request")
    (root / "theirs").touch()
    git(root, "update-ref", "refs/pull/7/head", committed(root))
    return root


def send(root: Path, event_name: str, event: Mapping[str, Any], workflow: str = "demo.yml", **options: Any) -> act.Done:
    """The run for an event of request 7; `event` adds to it."""
    request = {"number": 7, **{name: {"ref": ref, "sha": git(root, "rev-parse", ref)}
                               for name, ref in (("base", "main"), ("head", "request"))}}  # fmt: skip
    whole = {
        "action": ACTIONS.get(event_name, ""),
        "number": 7,
        "pull_request": request,
        "workflow_run": {"name": "check"},
    }
    return act.run(root, workflow, event_name, whole | event, artifacts=root.parent / "artifacts", **options)


@pytest.mark.parametrize("event_name", ACTIONS)
def test_an_event_goes_through_an_artifact_to_the_next_job(root: Path, event_name: str) -> None:
    secrets, api = {"GITHUB_TOKEN": "unheard-of"}, "http://127.0.0.1:4020"
    done = send(root, event_name, {"title": TITLE, "wanted": True}, env={"GITHUB_API_URL": api}, secrets=secrets,
                variables={"WORD": "词"})  # fmt: skip

    assert (done.code, done.jobs) == (0, {"compute": "success", "post": "success"}), done.log
    assert done.summary == f"# {TITLE}\n"
    assert done.step("write").outputs == {"wanted": "yes"}
    assert done.step("last").log == "42\n"
    assert done.step("post").log == f"got\n{TITLE}\n词\n*** *** 10 {api}\n"
    artifacts = root.parent / "artifacts"
    title, word, head, sha = (artifacts / "told/told.txt").read_text(encoding="utf-8").splitlines()
    assert (title, word, head) == (TITLE, "词", sha)
    # Of a request nothing lies there but where the job has no rights, and there it is merged.
    theirs = "theirs" in (artifacts / "list/list.txt").read_text(encoding="utf-8")
    assert theirs == (event_name == "pull_request") == (head != git(root, "rev-parse", "main"))
    assert {path.name for path in root.parent.iterdir()} == {"repository", "artifacts"}, "nothing else is left"


def test_a_step_that_fails_fails_the_run_but_not_what_runs_all_the_same(root: Path) -> None:
    done = send(root, "pull_request", {"title": "fail", "wanted": True})

    assert (done.code, done.jobs) == (1, {"compute": "failure", "post": "skipped"})
    assert [step.result for step in done.steps] == ["success"] * 3 + ["failure", "success"] + ["skipped"] * 2
    assert not any((root.parent / "artifacts").iterdir())


def test_a_job_whose_condition_is_false_does_not_run(root: Path) -> None:
    done = send(root, "issue_comment", {"title": "x"})

    assert (done.code, done.jobs) == (0, {"compute": "success", "post": "skipped"})
    assert {step.job for step in done.steps} == {"compute"}


@pytest.mark.parametrize(
    ("event_name", "event"),
    [("issue_comment", {"action": "edited"}), ("workflow_run", {"workflow_run": {"name": "site"}}), ("push", {}),
     ("pull_request", {"action": "labeled"})],
)  # fmt: skip
def test_what_the_forge_would_not_start_is_not_started(root: Path, event_name: str, event: dict[str, Any]) -> None:
    assert send(root, event_name, event).jobs == {}


def test_no_request_reaches_a_job_with_rights_and_no_action_is_fetched(root: Path) -> None:
    done = send(root, "issue_comment", {}, "unsafe.yml")

    assert (done.code, done.jobs) == (1, {"checkout": "failure", "elsewhere": "failure"})
    assert "refs/pull/7/head is not of main" in done.log
    assert "no stub for someone/something" in done.log


def test_the_check_of_a_request_runs_to_its_end(tmp_path: Path) -> None:
    life = Life(tmp_path / "register")
    act.equip(life.root)
    life.write("2025-12-20", valid_union())
    life.git("checkout", "--quiet", "-b", "request")
    life.edit("members.yaml", [{"path": "members/8/tier", "value": "close"}])
    life.commit("2026-01-05", "moved")
    user = {"id": 100000011}

    request = {"number": 7, "user": user, "base": {"sha": git(life.root, "rev-parse", "main")},
               "head": {"sha": git(life.root, "rev-parse", "request")}}  # fmt: skip
    done = act.run(life.root, "check.yml", "pull_request", {"action": "opened", "number": 7, "pull_request": request},
                   artifacts=tmp_path / "artifacts", job="unions")  # fmt: skip

    assert (done.code, done.jobs) == (1, {"unions": "failure"})
    unions = done.step("Unions that this request changes")
    rest = ("make .venv/.site", "What a change of policy does to the unions", "What approvals rest on")
    assert [unions.result, *(done.step(name).result for name in rest)] == ["failure", "success", "success", "success"]
    assert "changes-recorded" in unions.log
    assert "一般协作层" in unions.summary
    assert "form-owner" not in unions.summary
