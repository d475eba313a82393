"""`unions check`: what it says, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.repository import committed, git
from tests.sites import REPOSITORY

DAY = ("--as-of", "2026-11-23")


def test_a_clean_union_ends_with_0_and_shows_its_numbers(root: Path, run: Run) -> None:
    result = run("check", "sample-mutton", *DAY)
    assert result.exit_code == 0
    assert "盟内注册成员 11/14（78.6 %），要求不低于 50 %，余 4 家" in result.stdout
    assert "未满足" not in result.stdout


def test_a_failing_union_ends_with_1_and_is_told_the_fact_the_limit_and_the_margin(root: Path, run: Run) -> None:
    result = run("check", "sample-yogurt", *DAY)
    assert result.exit_code == 1
    assert "三（三）c 盟内注册成员 5/11（45.5 %），要求不低于 50 %，差 1 家" in result.stdout
    assert "5/11 members registered in the league (45.5 %), at least 50 % wanted, 1 short" in result.stdout
    assert "unions/sample-yogurt/members.yaml:25:13 [local-share]" in result.stdout


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("bureau/review.yaml", "bureau/review.yaml"),
        ("annual/2025.yaml", "annual/YYYY.yaml"),
        ("plan.yaml", "plan.yaml"),
    ],
)
def test_what_is_blank_is_told_with_the_file_as_it_is_called(root: Path, run: Run, file: str, named: str) -> None:
    (root / "unions/sample-mutton" / file).write_text("", encoding="utf-8")
    assert f"      {named}: " in run("check", "sample-mutton", *DAY).stdout


def test_the_whole_register_is_summed_up(root: Path, run: Run) -> None:
    result = run("check", *DAY)
    assert result.exit_code == 1
    assert "8 个联合体，3 个有未满足项" in result.stdout


@pytest.mark.parametrize(
    "name",
    [
        "unions/sample-mutton/members.yaml",
        "unions/sample-mutton/annual/2025.yaml",
        "unions/sample-mutton",
        "unions/sample-mutton/",
        "./unions/sample-mutton/bureau",
    ],
)
def test_a_path_in_a_folder_names_its_union(root: Path, run: Run, name: str) -> None:
    result = run("check", name, *DAY)
    assert result.exit_code == 0
    assert result.stdout.startswith("sample-mutton · ")


def test_json_holds_to_its_published_schema(root: Path, run: Run) -> None:
    result = run("check", "--format", "json", *DAY)
    verdict = json.loads(result.stdout)
    schema = json.loads((REPOSITORY / "schema/verdict.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(verdict)
    assert verdict["as_of"] == "2026-11-23"
    assert [union["slug"] for union in verdict["unions"]] == sorted(p.name for p in (root / "unions").iterdir())
    counted = [finding["outcome"] for union in verdict["unions"] for finding in union["findings"]]
    assert verdict["summary"]["not-met"] == counted.count("not-met")


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2024-12-31", "draft"),
        ("2025-05-15", "reviewed"),
        ("2025-05-16", "approved"),
        ("2026-05-28", "approved"),
        ("2026-05-29", "dissolved"),
    ],
)
def test_as_of_gives_the_status_of_any_day(root: Path, run: Run, day: str, status: str) -> None:
    verdict = json.loads(run("check", "sample-wind-2025", "--format", "json", "--as-of", day).stdout)
    assert verdict["unions"][0]["status"] == status


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "."),
        ("check", "unions"),
        ("check", "docs/nothing.md"),
        ("check", "--changed-since=--output=pwned"),
        ("check", "no-such-union"),
        ("check", "unions/no-such/union.yaml"),
        ("check", "--as-of", "1.3.2026"),
        ("check", "--nonsense"),
        ("nonsense",),
    ],
)
def test_a_command_that_cannot_run_ends_with_2(root: Path, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "union_registry", *arguments], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_outside_a_register_it_says_where_to_go(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "union_registry", "check"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"--root" in done.stderr


def test_a_plain_locale_and_a_closed_pipe_do_no_harm(root: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "union_registry", "check", "sample-yogurt"]
    done = subprocess.run(command, cwd=root, capture_output=True, env=plain, check=False)
    assert done.returncode == 1
    assert "盟内注册成员 5/11" in done.stdout.decode()
    piped = subprocess.run(
        f"{sys.executable} -m union_registry check | head -n 1", shell=True, cwd=root, capture_output=True, check=False
    )
    assert b"Traceback" not in piped.stderr


def test_a_broken_policy_file_is_told_and_ends_with_2(root: Path, run: Run) -> None:
    (root / "schema/policy/xilingol.yaml").write_text("member_minimum：8\n", encoding="utf-8")
    result = run("check")
    assert result.exit_code != 0
    assert "xilingol.yaml:1" in str(result.output)


def test_annotations_are_ten_at_the_most_and_say_how_many_more(root: Path, run: Run) -> None:
    lines = run("check", "--format", "github", *DAY).stdout.splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("::error file=unions/")
    assert lines[-1].startswith("::notice::另有 ")


def test_what_was_typed_starts_no_command_in_a_log(root: Path, run: Run) -> None:
    path = root / "unions/sample-yogurt/union.yaml"
    hostile = '"x\\n::add-mask::y%0A ##[set-env name=A] \\e[31m"'
    text = path.read_text(encoding="utf-8").replace("chain: dairy", f"chain: {hostile}")
    path.write_text(text, encoding="utf-8")
    (root / "unions/sample-yogurt/a\n::error::b").write_text("x", encoding="utf-8")
    for form in ("github", "text"):
        out = run("check", "sample-yogurt", "--format", form).stdout
        assert "\n::add-mask::" not in out
        assert "\n::error::b" not in out
        assert "\x1b" not in out
        assert "##[" not in out
    (root / "unions/::error::c").write_text("x", encoding="utf-8")
    assert not any(line.lstrip().startswith("::") for line in run("check").stdout.splitlines())


def test_what_was_typed_makes_no_markup_in_markdown(root: Path, run: Run) -> None:
    path = root / "unions/sample-yogurt/members.yaml"
    text = path.read_text(encoding="utf-8")
    name = next(line.split("name: ", 1)[1] for line in text.splitlines() if "津港" in line)
    hostile = "<script>x</script>[a](javascript:b)|`c`@everyone #1 https://example.org"
    path.write_text(text.replace(name, f"'{hostile}'"), encoding="utf-8")
    out = run("check", "sample-yogurt", "--format", "markdown").stdout
    for active in ("<script>", "](javascript", "|`", "@everyone", "#1 ", "https://"):
        assert active not in out


def test_private_contacts_under_version_control_fail_the_check(root: Path, run: Run) -> None:
    private = root / "unions/sample-mutton/private.yaml"
    private.write_text("lead_contact:\n  name: 示例\n  phone: '000'\n", encoding="utf-8")
    git(root, "init", "-q")
    assert run("check", "sample-mutton", *DAY).exit_code == 0
    git(root, "add", "-f", "unions")
    for other in ("sample-mutton", "sample-forage"):
        result = run("check", other, *DAY)
        assert result.exit_code == 1, "a commit that holds it fails every check"
        assert "[form-private]" in result.stdout


def test_only_what_changed_since_a_commit_is_checked(root: Path, run: Run) -> None:
    committed(root)
    assert "没有可检查的联合体" in run("check", "--changed-since", "HEAD", *DAY).stdout
    (root / "unions/sample-forage/changes.yaml").write_text("changes: []\n", encoding="utf-8")
    result = run("check", "--changed-since", "HEAD", *DAY)
    assert result.stdout.startswith("sample-forage · ")
    assert run("check", "--changed-since", "no-such-ref").exit_code != 0


def test_form_only_lets_a_draft_stay_unfinished(root: Path, run: Run) -> None:
    assert run("check", "--form-only", *DAY).exit_code == 0
    path = root / "unions/sample-horse-start/union.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "sample: true\n", encoding="utf-8")
    result = run("check", "--form-only", *DAY)
    assert result.exit_code == 1
    assert "[form-duplicate-key]" in result.stdout


def test_what_does_not_belong_into_unions_is_told(root: Path, run: Run) -> None:
    (root / "unions/notes.txt").write_text("x", encoding="utf-8")
    (root / "unions/Bad_Name").mkdir()
    (root / "unions/index").mkdir()
    out = run("check", *DAY).stdout
    for name in ("notes.txt", "Bad_Name", "index"):
        assert f"unions/{name} [form-" in out
