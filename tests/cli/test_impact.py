"""`unions impact`: which unions a change of policy touches, from what to what, and by how much."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.support import ROOT, SLUG, apply, as_yaml, changed, stranger, valid_union, write_union
from union_registry.source.reader import read

SCHEMA = json.loads((ROOT / "schema/impact.schema.json").read_text(encoding="utf-8"))
OTHER = "sample-other"


def policy_of(root: Path) -> Any:
    return read((root / "schema/policy/xilingol.yaml").read_bytes()).data


def overlay(root: Path, name: str, *values: dict[str, str]) -> str:
    """A policy file with one entry of the policy, its values replaced."""
    path = root / "next.yaml"
    path.write_text(as_yaml({name: {**policy_of(root)[name], "values": list(values)}}), encoding="utf-8")
    return str(path)


def twelve(root: Path) -> str:
    """Twelve members at least from 2027 on."""
    return overlay(root, "member_minimum", {"from": "2025-01-01", "value": "8"}, {"from": "2027-01-01", "value": "12"})


def impact(run: Run, *arguments: str) -> Any:
    result = run("impact", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
    return told


def filed(day: str) -> dict[str, Any]:
    return changed({"filing.yaml": [{"path": "filed_on", "value": day}]})


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=示例", "-c", "user.email=sample@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def test_who_filed_before_is_not_touched_and_that_is_said(empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    told = impact(run, "--policy", twelve(empty), "--as-of", "2027-06-01")
    assert told["takes_effect_on"] == "2027-01-01"
    assert told["unions"] == []
    assert told["summary"] == {
        "unions": 1, "changed": 0, "newly_failing": 0, "no_longer_failing": 0, "same_policy": 1, "filed_before": 1,
    }  # fmt: skip
    words = run("impact", "--policy", twelve(empty), "--as-of", "2027-06-01").stdout
    assert "1 个联合体中 0 个的结果改变" in words
    assert "1 个在此之前填报" in words
    assert "--as-if-filed 2027-01-01" in words


@pytest.mark.parametrize(("day", "touched"), [("2026-12-31", False), ("2027-01-01", True)])
def test_the_day_of_filing_decides(day: str, touched: bool, empty: Path, run: Run) -> None:
    write_union(empty, filed(day))
    told = impact(run, "--policy", twelve(empty), "--as-of", "2027-06-01")
    assert [union["slug"] for union in told["unions"]] == [SLUG] * touched
    assert told["summary"]["filed_before"] == 1 - touched


@pytest.mark.parametrize(("as_of", "touched"), [("2026-12-31", False), ("2027-01-01", True)])
def test_who_has_not_filed_is_judged_by_the_day_of_the_check(as_of: str, touched: bool, empty: Path, run: Run) -> None:
    write_union(empty, changed({"filing.yaml": [{"delete": True}]}))
    told = impact(run, "--policy", twelve(empty), "--as-of", as_of)
    assert told["summary"]["changed"] == touched
    assert told["summary"]["filed_before"] == 0


@pytest.mark.parametrize(("day", "touched"), [("2026-12-31", False), ("2027-01-01", True)])
def test_all_can_be_judged_as_if_they_filed_on_a_day(day: str, touched: bool, empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    told = impact(run, "--policy", twelve(empty), "--as-of", "2026-12-01", "--as-if-filed", day)
    assert told["as_if_filed"] == day
    assert told["summary"]["newly_failing"] == touched
    assert {change["rule"] for union in told["unions"] for change in union["changes"]} <= {"member-minimum"}


def test_it_says_from_what_to_what_and_by_how_much(empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    arguments = ("--policy", twelve(empty), "--as-of", "2026-12-01", "--as-if-filed", "2027-01-01")
    told = impact(run, *arguments)
    (union,) = told["unions"]
    (change,) = union["changes"]
    assert (change["clause"], change["before"]["outcome"], change["after"]["outcome"]) == (
        "三（三）b",
        "met",
        "not-met",
    )
    facts = {fact["name"]: (fact["before"], fact["after"]) for fact in change["facts"]}
    assert facts == {"members": (10, 10), "minimum": (8, 12), "short": (0, 2), "spare": (2, 0)}
    assert told["entries"][0]["values"] == [
        {"from": "2027-01-01", "before": {"zh": "8 家", "en": "8 家"}, "after": {"zh": "12 家", "en": "12 家"}}
    ]
    for form in ("text", "markdown"):
        words = run("impact", *arguments, "--format", form).stdout
        for part in ("三（三）b", "满足 → 未满足", "要求 8 家，余 2 家", "不少于 12 家，差 2 家"):
            assert part in words


def test_what_is_met_anew_is_counted_apart(empty: Path, run: Run) -> None:
    files = valid_union()
    del files["members.yaml"]["members"][7:]
    write_union(empty, files)
    write_union(empty, stranger(OTHER), OTHER)
    lower = overlay(empty, "member_minimum", {"from": "2025-01-01", "value": "7"})
    told = impact(run, "--policy", lower, "--as-of", "2026-03-01")
    assert [union["slug"] for union in told["unions"]] == [SLUG]
    assert told["summary"]["no_longer_failing"] == 1
    assert told["summary"]["newly_failing"] == 0


def test_a_waived_condition_stays_waived(empty: Path, run: Run) -> None:
    files = valid_union()
    del files["members.yaml"]["members"][7:]
    waiver = {
        "rule": "member-minimum", "covers": [{"fact": "members", "value": "7"}], "reason": "正在商谈新成员",
        "document": "锡科发〔2026〕示例9号", "approved_by": "盟科技局", "granted_on": "2025-06-01", "until": "2027-06-30",
    }  # fmt: skip
    write_union(empty, {**files, "bureau/waivers.yaml": {"waivers": [waiver]}})
    told = impact(run, "--policy", twelve(empty), "--as-of", "2026-12-01", "--as-if-filed", "2027-01-01")
    assert told["unions"] == []


def test_a_new_condition_on_groups_is_told_one_by_one(empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    conditions = policy_of(empty)["group_conditions"]
    conditions["values"][0]["value"] = [
        {
            "key": key, "title": {"zh": zh, "en": key}, "clause": "示例办法", "strength": "must",
            "any_of": [{"counted": {"kinds": ["association"]}, "at_least": least}],
        }
        for key, zh, least in (("none", "不要协会", "0"), ("two", "两家协会", "2"))
    ]  # fmt: skip
    file = empty / "next.yaml"
    file.write_text(as_yaml({"group_conditions": conditions}), encoding="utf-8")
    (union,) = impact(run, "--policy", str(file), "--as-of", "2026-03-01")["unions"]
    outcomes = {
        change["condition"]: (change["before"]["outcome"], change["after"]["outcome"]) for change in union["changes"]
    }
    assert outcomes == {"none": ("not-applicable", "met"), "two": ("not-applicable", "not-met")}
    assert {change["clause"] for change in union["changes"]} == {"示例办法"}


def test_a_public_log_quotes_no_amount(empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    higher = overlay(empty, "rd_ratio_minimum", {"from": "2025-01-01", "value": "3.5"})
    for form in ("text", "markdown", "json"):
        arguments = ("impact", "--policy", higher, "--as-of", "2026-03-01", "--format", form)
        assert "30000" in run(*arguments).stdout
        discreet = run(*arguments, "--public").stdout
        assert "30000" not in discreet
        assert "3.3" not in discreet
        assert "rd-investment" in discreet or "研发投入" in discreet


def test_what_an_applicant_typed_is_text_in_markdown(empty: Path, run: Run) -> None:
    edits = {"union.yaml": [{"path": "name", "value": "<b>@everybody</b> | [x](http://example.org)"}]}
    write_union(empty, changed(edits))
    arguments = ("--policy", twelve(empty), "--as-of", "2026-12-01", "--as-if-filed", "2027-01-01")
    words = run("impact", *arguments, "--format", "markdown").stdout
    assert "<b>" not in words
    assert "](http" not in words


def test_the_same_policy_changes_nothing(empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    told = impact(run, "--policy", str(empty / "schema/policy/xilingol.yaml"), "--as-of", "2026-03-01")
    assert (told["entries"], told["unions"], told["takes_effect_on"]) == ([], [], None)
    assert "政策没有改动" in run("impact", "--policy", str(empty / "schema/policy/xilingol.yaml")).stdout


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"member_minimun:\n  clause: x\n  title: {zh: x, en: x}\n  values: [{from: 2027-01-01, value: 9}]\n", "next.yaml:1:1"),
        (b"member_minimum:\n  values: 9\n", "next.yaml:2"),
        ("成员数：12\n".encode("gb18030"), "next.yaml:1"),
        (b"\xff\x00\xfe", "next.yaml:1"),
        (b"", "next.yaml:1"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_with_its_line(raw: bytes, told: str, empty: Path, run: Run) -> None:
    (empty / "next.yaml").write_bytes(raw)
    result = run("impact", "--policy", "next.yaml")
    assert result.exit_code != 0
    assert told in result.output
    assert not result.stdout.startswith("{")


@pytest.mark.parametrize(
    "arguments", [(), ("--policy", "x.yaml"), ("--policy", "x.yaml", "--base", "HEAD"), ("--base", "nowhere")]
)
def test_it_says_so_when_there_is_nothing_to_compare_with(arguments: tuple[str, ...], empty: Path, run: Run) -> None:
    result = run("impact", *arguments)
    assert result.exit_code != 0
    assert result.output


def test_the_policy_here_is_compared_with_that_of_a_commit(empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    git(empty, "init", "-q", "-b", "main")
    git(empty, "add", "-A")
    git(empty, "commit", "-q", "-m", "示例")
    assert impact(run, "--base", "main", "--as-of", "2026-03-01")["entries"] == []
    path = empty / "schema/policy/xilingol.yaml"
    policy = policy_of(empty)
    apply(policy, {"path": "member_minimum/values/0/value", "value": "11"})
    path.write_text(as_yaml(policy), encoding="utf-8")
    told = impact(run, "--base", "main", "--as-of", "2026-03-01")
    assert [entry["name"] for entry in told["entries"]] == ["member_minimum"]
    assert told["summary"]["newly_failing"] == 1


def test_an_entry_that_the_commit_did_not_have_yet_counts_as_it_is_here(empty: Path, run: Run) -> None:
    write_union(empty, valid_union())
    path = empty / "schema/policy/xilingol.yaml"
    now = path.read_text(encoding="utf-8")
    policy = policy_of(empty)
    del policy["member_minimum"]
    title = {"zh": "早已不用的", "en": "Long gone"}
    policy["long_gone"] = {"clause": "三", "title": title, "values": [{"from": "2025-01-01", "value": "1"}]}
    path.write_text(as_yaml(policy), encoding="utf-8")
    git(empty, "init", "-q", "-b", "main")
    git(empty, "add", "-A")
    git(empty, "commit", "-q", "-m", "示例")
    path.write_text(now, encoding="utf-8")
    assert impact(run, "--base", "main", "--as-of", "2026-03-01")["entries"] == []


def test_a_commit_without_a_usable_policy_is_told(empty: Path, run: Run) -> None:
    path = empty / "schema/policy/xilingol.yaml"
    now = path.read_bytes()
    path.write_text("member_minimum: [\n", encoding="utf-8")
    git(empty, "init", "-q", "-b", "main")
    git(empty, "add", "-A")
    git(empty, "commit", "-q", "-m", "示例")
    path.write_bytes(now)
    result = run("impact", "--base", "main")
    assert result.exit_code != 0
    assert "xilingol.yaml:" in result.output


def test_each_folder_is_read_once(empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from union_registry.register import Register

    write_union(empty, valid_union())
    opened: list[str] = []
    real = Register.open
    monkeypatch.setattr(
        Register, "open", lambda self, slug, kinds=None: (opened.append(slug), real(self, slug, kinds))[1]
    )
    impact(run, "--policy", twelve(empty), "--as-if-filed", "2027-01-01")
    assert opened == [SLUG]
