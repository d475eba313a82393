"""`unions correct`: one correction in all files it concerns, shown before it is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.support import SLUG, changed, invented_code, new_root, stranger, valid_union, verdict, write_union
from union_registry.source.reader import read

SECOND = "sample-second"
THIRD = "sample-third"
UNIT = valid_union()["members.yaml"]["members"][1]
CODE, OLD, NEW = UNIT["credit_code"], UNIT["name"], "河套北农业大学（示例）"
ARTICLE = ("--charter-article", "章程第十一条")
RENAME = ("correct", "rename-unit", CODE, NEW)
PERSON = "示例·容甲"
CONSENT = {"on": "2025-05-01", "document": "锡牛联专〔2025〕示例1号"}


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    """Three unions with the unit in them: one approved, one a draft, one dissolved."""
    root = new_root(tmp_path)
    write_union(root, valid_union())
    for slug in (SECOND, THIRD):
        files = stranger(slug)
        files["members.yaml"]["members"][2] |= {"credit_code": CODE, "name": OLD}
        for name in [name for name in files if name.startswith(("bureau/", "annual/", "changes"))]:
            if slug == SECOND or name not in ("bureau/approval.yaml", "bureau/review.yaml", "bureau/selection.yaml"):
                del files[name]
        if slug == THIRD:
            files["bureau/dissolution.yaml"] = {
                "dissolved_on": "2025-12-01",
                "reason": "withdrawn",
                "explanation": "示例",
            }
        write_union(root, files, slug)
    assert run("format").exit_code == 0
    return root


def data(root: Path, file: str) -> Any:
    return read((root / "unions" / file).read_bytes()).data


def snapshot(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "unions").rglob("*.yaml")}


def in_a_process(root: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """`unions …` as a person runs it, with its own exit code."""
    return subprocess.run(
        [sys.executable, "-m", "union_registry", "--root", str(root), *arguments],
        input=given, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


# --- a unit renamed ---------------------------------------------------------------------------------------------------


def test_a_renamed_unit_has_its_new_name_everywhere_and_keeps_the_old_one(root: Path, run: Run) -> None:
    before = {slug: data(root, f"{slug}/members.yaml") for slug in (SLUG, SECOND, THIRD)}

    result = run(*RENAME, *ARTICLE, "--on", "2026-02-01", "-y")

    assert result.exit_code == 0
    for slug, number in ((SLUG, 1), (SECOND, 2)):
        unit = before[slug]["members"][number]
        unit["name"], unit["former_names"] = NEW, [*unit.get("former_names", ()), OLD]
    assert {slug: data(root, f"{slug}/members.yaml") for slug in before} == before
    assert f"{THIRD} is dissolved and keeps the name of that day" in result.stderr
    assert run("check", "--form-only").exit_code == 0
    assert run("format", "--check").exit_code == 0


def test_an_approved_union_gets_an_entry_of_the_change_and_no_other(root: Path, run: Run) -> None:
    changes = data(root, f"{SLUG}/changes.yaml")["changes"]

    run(*RENAME, *ARTICLE, "--on", "2026-02-01", "-y")

    entry = {
        "on": "2026-02-01", "kind": "member_changed", "unit": CODE, "summary": f"{OLD}更名为{NEW}",
        "charter_article": "章程第十一条",
    }  # fmt: skip
    assert data(root, f"{SLUG}/changes.yaml")["changes"] == [*changes, entry]
    assert not (root / "unions" / SECOND / "changes.yaml").exists()


def test_a_first_change_begins_the_file(root: Path, run: Run) -> None:
    (root / "unions" / SLUG / "changes.yaml").unlink()

    run(*RENAME, *ARTICLE, "-y")

    assert len(data(root, f"{SLUG}/changes.yaml")["changes"]) == 1
    assert run("format", "--check").exit_code == 0


def test_the_article_is_asked_for_and_the_changes_are_shown_first(root: Path, run: Run) -> None:
    result = run(*RENAME, input="章程第十一条\ny\n")

    assert result.exit_code == 0
    assert f"{SLUG}: which article of the charter does it rest on" in result.stderr
    assert f"-  - name: {OLD}\n+  - name: {NEW}\n" in result.stdout
    assert f"+      - {OLD}\n" in result.stdout
    assert "Write these 3 files?" in result.stderr
    assert data(root, f"{SLUG}/changes.yaml")["changes"][-1]["charter_article"] == "章程第十一条"


@pytest.mark.parametrize("answers", ["章程第十一条\nn\n", "章程第十一条\n", ""])
def test_nothing_is_written_without_a_yes(root: Path, answers: str) -> None:
    before = snapshot(root)

    done = in_a_process(root, *RENAME, given=answers)

    assert done.returncode == 2
    assert "cancelled" in done.stderr
    assert snapshot(root) == before


def test_comments_order_and_line_ends_survive(root: Path, run: Run) -> None:
    path = root / "unions" / SLUG / "members.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        f"  - name: {OLD}\n",
        f"  # 第二家\n  - name: {OLD} # 全称\n    former_names: # 曾用\n      - 老校（示例） # 早年\n    # 照证书\n",
    )
    path.write_bytes(text.replace("\n", "\r\n").encode())

    assert run(*RENAME, *ARTICLE, "-y").exit_code == 0

    after = path.read_bytes().decode()
    assert (
        f"  # 第二家\n  - name: {NEW} # 全称\n    former_names: # 曾用\n      - 老校（示例） # 早年\n"
        f"      - {OLD}\n    # 照证书\n    credit_code: {CODE}\n"
    ) in after
    assert "\r" not in after


@pytest.mark.parametrize(
    "blank", ["former_names:", "former_names: []", "former_names:\n      -", "former_names:\n      - # 可不填"]
)
def test_a_blank_list_of_former_names_is_filled(root: Path, run: Run, blank: str) -> None:
    path = root / "unions" / SLUG / "members.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"  - name: {OLD}\n", f"  - name: {OLD}\n    {blank}\n"), encoding="utf-8")

    assert run(*RENAME, *ARTICLE, "-y").exit_code == 0
    assert data(root, f"{SLUG}/members.yaml")["members"][1]["former_names"] == [OLD]


def test_a_name_is_never_listed_twice_and_a_second_run_changes_nothing(root: Path, run: Run) -> None:
    run(*RENAME, *ARTICLE, "-y")
    before = snapshot(root)

    result = run(*RENAME, *ARTICLE)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing to change" in result.stderr
    assert snapshot(root) == before
    run("correct", "rename-unit", CODE, OLD, *ARTICLE, "-y")
    run("correct", "rename-unit", CODE, NEW, *ARTICLE, "-y")
    assert data(root, f"{SLUG}/members.yaml")["members"][1]["former_names"] == [OLD, NEW]


@pytest.mark.parametrize(
    "name",
    ["- 甲: 乙 # 丙", "'\"甲\"'乙", "[甲]", "no", "12345", "!tag 甲", "{甲}", "甲 #1 厂", "*甲", "甲|乙", "a" * 150],
)
def test_a_name_that_means_something_to_yaml_stays_a_name(root: Path, run: Run, name: str) -> None:
    assert run("correct", "rename-unit", *ARTICLE, "-y", "--", CODE, name).exit_code == 0
    assert data(root, f"{SLUG}/members.yaml")["members"][1]["name"] == name


@pytest.mark.parametrize("name", ["", "  ", "甲\n乙", "甲\x1b[31m乙", "甲\u200b乙", "a" * 201])
def test_what_is_no_name_is_refused_in_words(root: Path, name: str) -> None:
    before = snapshot(root)

    done = in_a_process(root, "correct", "rename-unit", *ARTICLE, "-y", "--", CODE, name)

    assert done.returncode == 2
    assert "the name has to be one line of text" in done.stderr
    assert snapshot(root) == before


def test_names_too_long_for_one_sentence_are_refused_in_words(root: Path) -> None:
    before = snapshot(root)

    done = in_a_process(root, "correct", "rename-unit", CODE, "a" * 200, *ARTICLE, "-y")

    assert done.returncode == 2
    assert "has to be one line of text" in done.stderr
    assert snapshot(root) == before


@pytest.mark.parametrize(
    "code", ["", "91152502QQ8N1A205N", "12345", "示例", "91152502QQ8N1A205M; rm", "15250219000101022X"]
)
def test_what_is_no_code_is_refused_in_words_and_not_repeated(root: Path, code: str) -> None:
    done = in_a_process(root, "correct", "rename-unit", code, NEW, "-y")

    assert done.returncode == 2
    assert "this is no valid credit code" in done.stderr
    assert not code or code not in done.stderr


def test_a_code_that_no_union_holds_is_another_unit(root: Path) -> None:
    done = in_a_process(root, "correct", "rename-unit", invented_code(999), NEW, "-y")

    assert done.returncode == 2
    assert "no union holds this credit code. A unit with a new code is another unit" in done.stderr


def test_a_code_in_another_writing_is_the_same_code(root: Path, run: Run) -> None:
    assert run("correct", "rename-unit", f" {CODE.lower()[:8]}-{CODE[8:]} ", NEW, *ARTICLE, "-y").exit_code == 0
    assert data(root, f"{SLUG}/members.yaml")["members"][1]["name"] == NEW


def test_files_that_are_not_in_order_are_told_and_left_alone_and_the_others_are_written(root: Path, run: Run) -> None:
    broken = root / "unions" / SECOND / "members.yaml"
    broken.write_text("members：坏\n", encoding="utf-8")

    result = run(*RENAME, *ARTICLE, "-y")

    assert result.exit_code == 1
    assert f"unions/{SECOND}/members.yaml: not in order" in result.stderr
    assert broken.read_text(encoding="utf-8") == "members：坏\n"
    assert data(root, f"{SLUG}/members.yaml")["members"][1]["name"] == NEW


def test_a_union_is_changed_as_a_whole_or_not_at_all(root: Path, run: Run) -> None:
    (root / "unions" / SLUG / "changes.yaml").write_text("changes: 无\n", encoding="utf-8")
    members = (root / "unions" / SLUG / "members.yaml").read_bytes()

    result = run(*RENAME, *ARTICLE, "-y")

    assert result.exit_code == 1
    assert f"unions/{SLUG}/changes.yaml: not in order" in result.stderr
    assert (root / "unions" / SLUG / "members.yaml").read_bytes() == members
    assert data(root, f"{SECOND}/members.yaml")["members"][2]["name"] == NEW


def test_the_verdict_on_a_renamed_unit_is_as_before(root: Path, run: Run) -> None:
    before = {finding.rule: finding.outcome for finding in verdict(root).findings}

    run(*RENAME, *ARTICLE, "-y")

    assert {finding.rule: finding.outcome for finding in verdict(root).findings} == before


# --- consent withdrawn ------------------------------------------------------------------------------------------------


@pytest.fixture
def named(tmp_path: Path, run: Run) -> Path:
    """The person is an expert of a review with consent, of another union's committee without, and in two texts."""
    root = new_root(tmp_path)
    committee = "governance/expert_committee/experts/0"
    write_union(root, changed({
        "bureau/review.yaml": [{"path": "experts/0", "value": {"name": PERSON, "institution": "示例大学", "field": "肉品", "consent": CONSENT}}],
        "union.yaml": [{"path": f"{committee}/name", "value": PERSON}, {"path": f"{committee}/consent", "value": CONSENT}],
        "plan.yaml": [{"path": "objectives", "value": f"由{PERSON}主持。"}],
        "changes.yaml": [{"path": "changes", "value": [{
            "on": "2025-12-01", "kind": "organisation", "summary": f"{PERSON}任主任", "charter_article": "第十条"}]}],
    }))  # fmt: skip
    write_union(root, {**stranger(SECOND), "bureau/review.yaml": valid_union()["bureau/review.yaml"]}, SECOND)
    assert run("format").exit_code == 0
    return root


def consents(root: Path) -> list[str]:
    """Files that hold the person's consent."""
    paths = sorted((root / "unions").rglob("*.yaml"))
    return [path.name for path in paths if str(CONSENT) in str(read(path.read_bytes()).data)]


def test_a_withdrawn_consent_is_taken_out_everywhere_and_the_rest_stays(named: Path, run: Run) -> None:
    review = data(named, f"{SLUG}/bureau/review.yaml")

    result = run("correct", "withdraw-consent", PERSON, "-y")

    assert result.exit_code == 0
    assert consents(named) == []
    del review["experts"][0]["consent"]
    assert data(named, f"{SLUG}/bureau/review.yaml") == review
    assert run("check", "--form-only").exit_code == 0


def test_where_the_name_still_stands_is_listed_and_what_is_public_of_it(named: Path, run: Run) -> None:
    result = run("correct", "withdraw-consent", PERSON, "-y")

    listed = result.stdout.partition(f"“{PERSON}” still stands in:\n")[2].splitlines()
    noted = {line.split(":")[0].strip().removeprefix("unions/"): line.rpartition("  ")[2] for line in listed}
    assert noted[f"{SLUG}/plan.yaml"] == "not public"
    assert noted[f"{SLUG}/union.yaml"] == "not public"
    assert noted[f"{SECOND}/bureau/review.yaml"] == "not public"
    assert noted[f"{SLUG}/changes.yaml"] == "public: rewrite it"
    for line in listed:
        file, number, _ = (
            line.strip().split("  ")[0].rpartition(":")[0],
            line.strip().split("  ")[0].rpartition(":")[2],
            "",
        )
        assert PERSON in (named / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert "Git's history keeps it" in result.stderr


def test_one_union_alone_can_be_meant(named: Path, run: Run) -> None:
    result = run("correct", "withdraw-consent", PERSON, "--slug", SECOND)

    assert result.exit_code == 0
    assert "no consent of this person is on record" in result.stderr
    assert sorted(consents(named)) == ["review.yaml", "union.yaml"]


def test_nothing_is_taken_out_without_a_yes(named: Path) -> None:
    before = snapshot(named)

    done = in_a_process(named, "correct", "withdraw-consent", PERSON, given="n\n")

    assert done.returncode == 2
    assert "-    consent:\n" in done.stdout
    assert "cancelled" in done.stderr
    assert snapshot(named) == before


@pytest.mark.parametrize("name", ["示例·无此人", "容甲\x1b[31m", "consent", "*", "示例·容甲\n"])
def test_a_name_that_stands_nowhere_is_said_so(named: Path, name: str) -> None:
    before = snapshot(named)

    done = in_a_process(named, "correct", "withdraw-consent", name, given="n\n")

    assert done.returncode == 2
    if name.strip() != PERSON:
        assert "stands nowhere" in done.stderr
        assert "\x1b" not in done.stderr
    assert snapshot(named) == before


def test_a_part_of_a_name_is_another_name(named: Path, run: Run) -> None:
    result = run("correct", "withdraw-consent", PERSON[:-1])

    assert result.exit_code == 0
    assert sorted(consents(named)) == ["review.yaml", "union.yaml"]


def test_a_file_that_cannot_be_read_is_told_since_it_may_name_the_person(named: Path, run: Run) -> None:
    broken = named / "unions" / SECOND / "union.yaml"
    broken.write_text("name：坏\n", encoding="utf-8")

    result = run("correct", "withdraw-consent", PERSON, "-y")

    assert result.exit_code == 1
    assert f"unions/{SECOND}/union.yaml: not in order" in result.stderr
    assert consents(named) == []
