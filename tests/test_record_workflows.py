"""The forms on the forge: what they ask is what `unions record` takes, and a decision becomes a pull request."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.sites import REPOSITORY, own_root
from tests.support import SLUG, VALID
from union_registry.finding import Strength
from union_registry.rules import RULES
from union_registry.source.reader import read
from union_registry.vocabulary import load

WORKFLOWS = REPOSITORY / ".github/workflows"
LEAD = "91152502QQ8N1A205M"
# A filled form for each kind: every field that it has.
FILLED = {
    "selection": {
        "selected_on": "2025-04-08", "departments": "盟农牧主管部门；盟工信局", "document": "纪要 #7", "basis": "择优。",
    },
    "review": {
        "reviewed_on": "2025年5月6日", "experts": "示例·甲，示例大学，加工；示例·乙，示例院，育种",
        "departments": "盟科技局", "opinion": "同意：$(touch pwned) `id` ${{ github.token }}", "conclusion": "通过",
    },
    "approval": {
        "approved_on": "2025-06-20", "letter": "示例科发〔2025〕21号", "reason": "盟里已专题研究。",
        "owners": "100000011，sample-office；100000012",
    },
    "waiver": {
        "rule": "成员单位家数", "reason": "一家正在签约。", "document": "6号", "approved_by": "盟科技局",
        "granted_on": "2025-05-06", "until": "2026-06-30",
    },
    "support": {
        "measure": "项目支持", "granted_on": "2025-07-01", "title": "秘密题目", "amount": "4321", "document": "9号",
        "project": "盟级，盟科技局，2025-07-01，2027-06-30", "shares": f"{LEAD}|总负责，享有使用权|4321",
    },
    "dissolution": {
        "dissolved_on": "2026-02-10", "reason": "牵头单位主体变更", "explanation": "牵头单位变更。", "document": "15号",
        "successor": "sample-next",
    },
    "receipt": {
        "year": "2025", "bureau_received_on": "2025-12-15", "recommender_received_on": "2025-12-31",
        "answers": "1，已商，2026-01-20，否；2，已办结，2026-01-20，是", "supervision": "2026-02-01，补报进度",
    },
}  # fmt: skip
THERE = {
    "selection": (), "review": ("selection",), "approval": ("selection", "review"), "waiver": (),
    "support": ("selection", "review", "approval"), "dissolution": ("selection", "review", "approval"),
    "receipt": ("selection", "review", "approval"),
}  # fmt: skip
WRITTEN = {
    "selection": ["selection.yaml"], "review": ["review.yaml"], "approval": ["approval.yaml", "owners.yaml"],
    "waiver": ["waivers.yaml"], "support": ["support.yaml"], "dissolution": ["dissolution.yaml"],
    "receipt": ["annual/2025.yaml"],
}  # fmt: skip


class Opened(NamedTuple):
    """What came of a run: its log, the branch that was pushed, the pull request."""

    code: int
    log: str
    remote: Path
    request: list[str]
    body: str


def load_workflow(name: str) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


def inputs(kind: str) -> dict[str, dict[str, Any]]:
    """The fields of a form; YAML 1.1 reads the key `on` as true."""
    found: dict[str, dict[str, Any]] = load_workflow(f"record-{kind}")[True]["workflow_dispatch"]["inputs"]
    return found


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The valid union in a clone of a bare repository, with what the job's earlier steps have set up."""
    root = tmp_path / "checkout"
    shutil.copytree(own_root() / "schema", root / "schema")
    shutil.copytree(VALID, root / "unions" / SLUG)
    shutil.rmtree(root / "unions" / SLUG / "bureau")
    (root / "unions" / SLUG / "changes.yaml").unlink()
    _program(root / ".venv/bin/unions", f'exec {sys.executable} -m union_registry "$@"')
    (root / ".gitignore").write_text(".venv\n.cache\n", encoding="utf-8")
    _program(tmp_path / "bin/gh", f'printf "%s\\n" "$*" >> {tmp_path}/gh\nwhile [ $# -gt 0 ]; do\n'
             f'  [ "$1" = --body-file ] && cp "$2" {tmp_path}/body\n  shift\ndone')  # fmt: skip
    git(tmp_path, "init", "-q", "--bare", "remote")
    git(tmp_path, "init", "-q", "-b", "main", "checkout")
    git(root, "remote", "add", "origin", str(tmp_path / "remote"))
    return root


def _program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def send(
    checkout: Path, kind: str, answers: dict[str, str], slug: str = SLUG, *, discretion: str = "--public"
) -> Opened:
    """Runs the last step of the workflow as the forge would for a form that was sent."""
    for name in THERE[kind]:
        (checkout / "unions" / SLUG / "bureau").mkdir(exist_ok=True)
        shutil.copy(VALID / "bureau" / f"{name}.yaml", checkout / "unions" / SLUG / "bureau")
    if kind == "waiver":
        path = checkout / "unions" / SLUG / "members.yaml"
        text = path.read_text(encoding="utf-8").partition("  - name: 锡北云栏数据科技有限公司（示例）")[0]
        path.write_text(text, encoding="utf-8")
    git(checkout, "add", ".")
    git(checkout, "commit", "-qm", "x")
    there = checkout.parent
    (there / "event.json").write_text(json.dumps({"inputs": {"slug": slug, **answers}}), encoding="utf-8")
    job = load_workflow("record")["jobs"]["record"]
    step, call = job["steps"][-1], load_workflow(f"record-{kind}")["jobs"]["record"]["with"]
    values = {
        "${{ github.token }}": "token", "${{ inputs.kind }}": call["kind"], "${{ inputs.title }}": call["title"],
        "${{ inputs.slug }}": slug, "${{ github.actor }}": "clerk", "${{ github.event.repository.default_branch }}": "main",
        "${{ github.event.repository.private && '-v' || '--public' }}": discretion,
        "record/${{ inputs.kind }}-${{ github.run_id }}-${{ github.run_attempt }}": f"record/{kind}-7-1",
    }  # fmt: skip
    env = {name: values.get(value, value) for name, value in step["env"].items()}
    assert not any("${{" in value for value in env.values())
    paths = {"RUNNER_TEMP": str(there), "GITHUB_EVENT_PATH": str(there / "event.json"), "HOME": str(there),
             "PATH": f"{there}/bin:{os.environ['PATH']}", "GIT_CONFIG_NOSYSTEM": "1"}  # fmt: skip
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=checkout, env=env | paths, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = (there / "gh").read_text(encoding="utf-8").splitlines() if (there / "gh").exists() else []
    body = (there / "body").read_text(encoding="utf-8") if (there / "body").exists() else ""
    return Opened(done.returncode, done.stdout + done.stderr, there / "remote", told, body)


def test_there_is_a_form_for_every_kind_of_decision() -> None:
    assert {path.stem.removeprefix("record-") for path in WORKFLOWS.glob("record-*.yml")} == set(FILLED)


@pytest.mark.parametrize("kind", list(FILLED))
def test_a_form_calls_the_one_workflow_and_asks_in_chinese(kind: str) -> None:
    asked = inputs(kind)
    assert set(asked) == {"slug", *FILLED[kind]}
    assert len(asked) <= 10, "more than the forge takes"
    assert all(any("一" <= character <= "鿿" for character in field["description"]) for field in asked.values())
    job = load_workflow(f"record-{kind}")["jobs"]["record"]
    assert job["uses"] == "./.github/workflows/record.yml"
    assert job["with"]["kind"] == kind
    assert set(job["with"]) == {"kind", "title", "slug"}, "what is handed on is printed in the log"


def test_choices_are_the_words_of_rules_schemas_and_vocabularies() -> None:
    waivable = [rule.title.zh for rule in RULES if rule.strength is Strength.IN_PRINCIPLE]
    assert inputs("waiver")["rule"]["options"] == waivable
    measures = load(REPOSITORY / "schema")["measures"].terms.values()
    assert inputs("support")["measure"]["options"] == [term.label.zh for term in measures]
    for kind, field in (("review", "conclusion"), ("dissolution", "reason")):
        schema = json.loads((REPOSITORY / f"schema/bureau-{kind}.schema.json").read_text(encoding="utf-8"))
        labels = schema["properties"][field]["x-labels"].values()
        assert inputs(kind)[field]["options"] == [label["zh"] for label in labels]


@pytest.mark.parametrize("kind", list(FILLED))
def test_a_filled_form_becomes_a_pull_request_with_the_verdict(checkout: Path, kind: str) -> None:
    opened = send(checkout, kind, FILLED[kind])
    assert opened.code == 0, opened.log
    branch = f"record/{kind}-7-1"
    changed = git(opened.remote, "show", "--name-only", "--format=%an: %s", branch).splitlines()
    assert changed[0] == f"github-actions[bot]: record: {kind} of {SLUG}"
    assert [name.removeprefix(f"unions/{SLUG}/bureau/") for name in changed[2:]] == WRITTEN[kind]
    for name in changed[2:]:
        assert not read(git(opened.remote, "show", f"{branch}:{name}").encode()).faults
    assert opened.request[0] == "auth setup-git"
    assert f"--base main --head {branch}" in opened.request[-1]
    assert SLUG in opened.request[-1]
    assert "`clerk`" in opened.body.splitlines()[0]
    assert f"（{SLUG}）" in opened.body
    assert not (checkout / "pwned").exists()


@pytest.mark.parametrize("kind", list(FILLED))
def test_a_form_with_its_required_fields_alone_will_do(checkout: Path, kind: str) -> None:
    answers = {field: answer if inputs(kind)[field]["required"] else "" for field, answer in FILLED[kind].items()}
    if kind == "receipt":
        answers["bureau_received_on"] = "2025-12-15"
    if kind == "support":
        answers["measure"] = "经费支持"
    if kind == "approval":
        answers["reason"] = FILLED[kind]["reason"]
    opened = send(checkout, kind, answers)
    assert opened.code == 0, opened.log


@pytest.mark.parametrize(
    ("slug", "answers"),
    [
        (SLUG, {**FILLED["support"], "shares": f"{LEAD}|总负责|4320.99"}),
        (SLUG, {**FILLED["support"], "amount": "4321.123"}),
        ("--help", FILLED["support"]),
        ("../x", FILLED["support"]),
        ("x; touch pwned", FILLED["support"]),
        ("", FILLED["support"]),
    ],
)
def test_what_will_not_do_opens_nothing(checkout: Path, slug: str, answers: dict[str, str]) -> None:
    opened = send(checkout, "support", answers, slug)
    assert opened.code == 2
    assert opened.request == []
    assert git(opened.remote, "branch", "--list") == ""
    assert not (checkout / "pwned").exists()


def test_in_a_public_repository_neither_log_nor_request_quotes_what_is_not_public(checkout: Path) -> None:
    opened = send(checkout, "support", FILLED["support"])
    assert opened.code == 0, opened.log
    for word in ("秘密题目", "4321", LEAD, "享有使用权"):
        assert word not in opened.log + opened.body + "".join(opened.request)


def test_the_answers_stay_out_of_the_log_that_the_forge_itself_writes() -> None:
    """The forge prints `env` and `with`, but not the file of the event."""
    for name in ("record", *(f"record-{kind}" for kind in FILLED)):
        text = (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8")
        assert "toJSON" not in text
        assert {part.split("}}")[0].strip() for part in text.split("${{")[1:] if "inputs." in part.split("}}")[0]} <= {
            "inputs.kind", "inputs.title", "inputs.slug",
        }  # fmt: skip
