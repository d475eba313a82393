"""`unions new`: a folder that says what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import invented_code

CODE = invented_code(1)
FLAGS = ("--chain", "肉牛", "--lead", "甲有限公司（示例）", "--credit-code", CODE, "--county", "锡林浩特市", "--sample")
FILES = ["agreement", "charter", "filing", "lead", "members", "plan", "union"]


def test_flags_fill_in_what_is_known(empty: Path, run: Run) -> None:
    assert run("new", "beef-2026", *FLAGS).exit_code == 0
    folder = empty / "unions/beef-2026"
    assert sorted(path.stem for path in folder.iterdir()) == FILES
    union = (folder / "union.yaml").read_text(encoding="utf-8")
    assert "name: 锡林郭勒盟肉牛重点产业链创新联合体（示例）" in union
    assert "chain: beef" in union
    assert f"credit_code: {CODE}" in (folder / "members.yaml").read_text(encoding="utf-8").replace("'", "")


def test_the_first_check_is_a_list_of_things_to_do_in_the_order_of_the_form(empty: Path, run: Run) -> None:
    run("new", "beef-2026", *FLAGS)
    result = run("check", "beef-2026")
    assert result.exit_code == 1
    to_do = [line for line in result.stdout.splitlines() if line.startswith("  □")]
    heads = [line.split("：")[0].removeprefix("  □ ") for line in to_do]
    assert heads[0] == "联合体基本信息"
    assert heads[1] == "牵头企业推荐表（附件1） 封面"
    assert heads[-1] == "备案登记表（附件3）"
    assert len(to_do) <= 12, "a list, not a wall"
    assert "form-kind-of-value" not in result.stdout, "a blank form has no faults"


def test_questions_are_asked_until_the_answers_fit(empty: Path, run: Run) -> None:
    answers = "beef-2026\n牛肉干\nbeef\n甲有限公司（示例）\n123\n" + CODE.lower() + "\n没有这个旗\n152502\n"
    result = run("new", "--sample", input=answers)
    assert result.exit_code == 0, result.output
    assert f"{CODE}" in (empty / "unions/beef-2026/members.yaml").read_text(encoding="utf-8")


def test_a_real_union_is_not_offered_an_invented_chain(empty: Path, run: Run) -> None:
    result = run("new", "beef-2026", *(flag for flag in FLAGS if flag != "--sample"))
    assert result.exit_code != 0
    assert not (empty / "unions/beef-2026").exists()


def test_nothing_is_overwritten(empty: Path, run: Run) -> None:
    run("new", "beef-2026", *FLAGS)
    path = empty / "unions/beef-2026/plan.yaml"
    path.write_text("objectives: 已写好\n", encoding="utf-8")
    assert run("new", "beef-2026", *FLAGS).exit_code != 0
    assert run("new", "beef-2026", "--only", "plan").exit_code != 0
    assert path.read_text(encoding="utf-8") == "objectives: 已写好\n"


@pytest.mark.parametrize("kind", ["changes", "annual", "private", "plan"])
def test_one_blank_file_can_be_added(empty: Path, run: Run, kind: str) -> None:
    run("new", "beef-2026", *FLAGS)
    (empty / "unions/beef-2026/plan.yaml").unlink()
    assert run("new", "beef-2026", "--only", kind, "--year", "2026").exit_code == 0
    name = "annual/2026.yaml" if kind == "annual" else f"{kind}.yaml"
    assert (empty / "unions/beef-2026" / name).is_file()
    assert "[form-kind-of-value]" not in run("check", "beef-2026").stdout


@pytest.mark.parametrize("slug", ["../x", "A", "Beef", "肉牛", "a-", "index", "x" * 41])
def test_a_name_that_cannot_be_an_address_is_refused(empty: Path, run: Run, slug: str) -> None:
    assert run("new", slug, *FLAGS).exit_code != 0
    assert list((empty / "unions").iterdir()) == []


def test_blank_files_are_in_canonical_form(empty: Path, run: Run) -> None:
    run("new", "beef-2026", *FLAGS)
    for kind in ("changes", "annual", "private"):
        run("new", "beef-2026", "--only", kind)
    result = run("format", "--check")
    assert result.exit_code == 0, result.output
