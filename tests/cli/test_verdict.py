"""`unions verdict`: what an approval rests on is judged again from Git, and what differs is named."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.repository import committed, git
from tests.support import ROOT, SLUG, Files, apply, as_yaml, new_root, stranger, valid_union, write_union
from union_registry.cli.past import judge_at
from union_registry.oversight import decision as decisions
from union_registry.oversight.decision import decision_of
from union_registry.register import Register
from union_registry.source.reader import read
from union_registry.text import Text

DAY = date(2025, 6, 18)
OTHER = "sample-other"
Edit = Callable[[dict[str, Any]], None]


def before_approval(files: Files) -> Files:
    """A union that has been reviewed: its papers without what comes after the approval."""
    later = ("annual/", "changes.yaml", "bureau/approval", "bureau/support", "bureau/conduct", "bureau/annual")
    return {name: data for name, data in files.items() if not name.startswith(later)}


def approve(root: Path, slug: str, at: str) -> dict[str, Any]:
    """Writes the approval of a union with the decision on the commit `at`."""
    with judge_at(Register(root), at, DAY) as judge:
        kept = decision_of(judge.verdict(slug), as_of=DAY, commit=at, policy=judge.register.policy.digest)
    approval = {"approved_on": "2025-06-20", "letter": "锡科发〔2025〕示例21号", "decision": kept}
    write_union(root, {"bureau/approval.yaml": approval}, slug)
    return kept


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one union that is reviewed, and then approved in a commit of its own."""
    new_root(tmp_path, {"policy/xilingol.yaml": []})
    write_union(tmp_path, before_approval(valid_union()))
    approve(tmp_path, SLUG, committed(tmp_path))
    committed(tmp_path)
    return tmp_path


def edit(root: Path, *edits: dict[str, Any], file: str = "bureau/approval.yaml", slug: str = SLUG) -> None:
    path = root / "unions" / slug / file
    data = read(path.read_bytes()).data
    for change in edits:
        apply(data, change)
    path.write_text(as_yaml(data), encoding="utf-8")


def position(root: Path, rule: str) -> int:
    kept = read((root / f"unions/{SLUG}/bureau/approval.yaml").read_bytes()).data["decision"]["findings"]
    return [item["rule"] for item in kept].index(rule)


def test_an_approval_comes_out_the_same(root: Path, run: Run) -> None:
    result = run("verdict", SLUG)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{SLUG} · 仍然一致 still holds\n")
    assert "判定日期 as of 2025-06-18" in result.stdout
    assert "bureau/approval.yaml" not in run("check", SLUG, "--as-of", "2025-06-20").stdout


def test_what_is_changed_after_the_approval_changes_nothing_of_it(root: Path, run: Run) -> None:
    edit(root, {"path": "members/3/county", "value": "elsewhere"}, file="members.yaml")
    policy = root / "schema/policy/xilingol.yaml"
    text = policy.read_text("utf-8")
    data = read(text.encode()).data
    data["member_minimum"]["values"][0]["value"] = "12"
    policy.write_text(as_yaml(data), "utf-8")
    committed(root)
    assert run("verdict").exit_code == 0


def test_contacts_that_git_never_saw_count_for_nothing(root: Path, run: Run) -> None:
    write_union(root, {"private.yaml": "lead_contact: 写错了\n"})
    assert run("verdict").exit_code == 0


def test_a_digest_that_was_edited_is_found_and_no_finding_is_blamed(root: Path, run: Run) -> None:
    edit(root, {"path": "decision/digest", "value": "0" * 64})
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "不再一致 no longer holds" in result.stdout
    assert "只有总摘要不符" in result.stdout
    assert "✗" not in result.stdout


def test_a_finding_that_was_edited_is_named_with_what_it_was_and_is(root: Path, run: Run) -> None:
    place = position(root, "member-minimum")
    edit(root, {"path": f"decision/findings/{place}/outcome", "value": "not-met"})
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "✗ 成员单位家数 Number of members [member-minimum]" in result.stdout
    assert "当时 then：未满足 not met → 现在 now：满足 met" in result.stdout
    assert "members 10 家，minimum 8 家" in result.stdout
    assert "多半是清单被改过" in result.stdout
    assert result.stdout.count("✗") == 1


def test_a_finding_that_was_taken_out_is_named(root: Path, run: Run) -> None:
    place = position(root, "local-share")
    edit(root, {"path": f"decision/findings/{place}", "remove": True})
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "当时 then：没有 none → 现在 now：满足 met" in result.stdout


def test_a_rule_that_is_no_more_is_named_by_its_id(root: Path, run: Run) -> None:
    edit(root, {"path": "decision/findings/0", "value": {"rule": "rule-of-old", "outcome": "met", "digest": "0" * 16}})
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "[rule-of-old]" in result.stdout
    assert "当时 then：满足 met → 现在 now：没有 none" in result.stdout


def test_the_digest_of_the_policy_has_to_be_that_of_the_commit(root: Path, run: Run) -> None:
    edit(root, {"path": "decision/policy", "value": "0" * 16})
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "记下的政策摘要 0000000000000000 与该数据版本的政策文件" in result.stdout


def test_another_commit_shows_by_the_finding_that_differs(root: Path, run: Run) -> None:
    edit(root, {"path": "members/9", "remove": True}, file="members.yaml")
    edit(root, {"path": "decision/commit", "value": committed(root)})
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "[member-minimum]" in result.stdout
    assert "members 9 家" in result.stdout


def test_rules_that_came_later_are_told_and_do_not_count(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = approve_without(root, "samples-apart")
    monkeypatch.setattr(decisions, "rules_version", lambda: "9.9.9+0123456789ab")
    result = run("verdict", SLUG)
    assert result.exit_code == 0, result.stdout
    assert "批复之后新增的规则不计入：samples-apart" in result.stdout
    edit(root, {"path": "decision/findings/0/outcome", "value": "note"})
    changed = run("verdict", SLUG)
    assert changed.exit_code == 1
    assert f"规则版本不同：批复时 {kept['rules']}，现在 9.9.9+0123456789ab" in changed.stdout


def approve_without(root: Path, rule: str) -> dict[str, Any]:
    """The decision as it would be had there been no such rule."""
    at = read((root / f"unions/{SLUG}/bureau/approval.yaml").read_bytes()).data["decision"]["commit"]
    with judge_at(Register(root), at, DAY) as judge:
        verdict = judge.verdict(SLUG)
        fewer = type(verdict)(
            verdict.slug, verdict.name, verdict.status, tuple(f for f in verdict.findings if f.rule != rule)
        )
        kept = decision_of(fewer, as_of=DAY, commit=at, policy=judge.register.policy.digest)
    edit(root, {"path": "decision", "value": kept})
    return kept


def test_files_that_todays_form_does_not_take_need_the_rules_of_then(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, {"path": "chain_renamed", "value": "x"}, file="union.yaml")
    edit(root, {"path": "decision/commit", "value": committed(root)})
    monkeypatch.setattr(decisions, "rules_version", lambda: "9.9.9+0123456789ab")
    result = run("verdict", SLUG)
    assert result.exit_code == 2
    assert "无法重新判定 cannot be judged again" in result.stdout
    assert "须用批复时的规则版本" in result.stdout


def test_a_policy_that_todays_program_cannot_read_is_told_and_stops_no_other(root: Path, run: Run) -> None:
    write_union(root, before_approval(stranger(OTHER)), OTHER)
    good = committed(root)
    approve(root, OTHER, good)
    (root / "schema/policy/broken.yaml").write_text("member_minimum: 8\n", "utf-8")
    edit(root, {"path": "decision/commit", "value": committed(root)})
    (root / "schema/policy/broken.yaml").unlink()
    result = run("verdict")
    assert result.exit_code == 2
    assert f"{SLUG} · 无法重新判定" in result.stdout
    assert f"{OTHER} · 仍然一致" in result.stdout


def test_a_policy_without_a_value_that_came_later_takes_todays(root: Path, run: Run) -> None:
    policy = root / "schema/policy/xilingol.yaml"
    text = policy.read_text("utf-8")
    data = read(text.encode()).data
    del data["annual_deadline"]
    policy.write_text(as_yaml(data), "utf-8")
    at = committed(root)
    policy.write_text(text, "utf-8")
    approve(root, SLUG, at)
    assert run("verdict").exit_code == 0


def test_a_commit_that_is_not_there_is_said_to_be_missing(root: Path, run: Run) -> None:
    edit(root, {"path": "decision/commit", "value": "0123456789" * 4})
    result = run("verdict", SLUG)
    assert result.exit_code == 2
    assert "版本库里没有数据版本 0123456789" in result.stdout


def test_a_shallow_clone_is_told_how_to_fetch(root: Path, run: Run, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(clone))
    result = run("--root", str(clone), "verdict")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.stdout
    git(clone, "fetch", "-q", "--unshallow")
    assert run("--root", str(clone), "verdict").exit_code == 0


def test_a_union_that_the_commit_does_not_hold_is_told(root: Path, run: Run) -> None:
    git(root, "mv", f"unions/{SLUG}", "unions/sample-moved")
    committed(root)
    result = run("verdict")
    assert result.exit_code == 1
    assert "里没有这个联合体" in result.stdout


@pytest.mark.parametrize("hostile", ["--help", "HEAD", "--upload-pack=touch x", "abc", "A" * 40, "main:schema"])
def test_a_commit_that_is_no_hash_is_a_fault_of_form_and_never_reaches_git(
    root: Path, run: Run, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, {"path": "decision/commit", "value": hostile})
    asked: list[tuple[str, ...]] = []
    real = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda command, **more: (asked.append(tuple(command)), real(command, **more))[1]
    )
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "批复依据读不出来" in result.stdout
    assert [command for command in asked if hostile in " ".join(command)] == []
    checked = run("check", SLUG, "--as-of", "2025-06-20")
    assert checked.exit_code == 1
    assert "40 位十六进制" in checked.stdout


@pytest.mark.parametrize(
    "change",
    [
        {"path": "decision/findings/0/digest", "value": "zz"},
        {"path": "decision/findings/0/rule", "remove": True},
        {"path": "decision/as_of", "value": "昨天"},
        {"path": "decision/findings", "value": "none"},
        {"path": "decision", "value": "none"},
    ],
)
def test_a_decision_that_cannot_be_read_does_not_hold(root: Path, run: Run, change: dict[str, Any]) -> None:
    edit(root, change)
    result = run("verdict", SLUG)
    assert result.exit_code == 1
    assert "批复依据读不出来" in result.stdout


def test_control_characters_reach_no_terminal(root: Path, run: Run) -> None:
    edit(root, {"path": "decision/rules", "value": "0.1\u202e[31m"})
    assert "\u202e" not in run("verdict", SLUG).stdout


def test_an_approval_without_a_decision_is_told_and_is_no_failure(root: Path, run: Run) -> None:
    edit(root, {"path": "decision", "remove": True})
    result = run("verdict")
    assert result.exit_code == 0
    assert "没有留存判定依据" in result.stdout


def test_a_union_that_is_not_approved_is_told_of_only_where_it_is_named(root: Path, run: Run) -> None:
    write_union(root, before_approval(stranger(OTHER)), OTHER)
    assert OTHER not in run("verdict").stdout
    named = run("verdict", OTHER)
    assert named.exit_code == 0
    assert "还没有批复" in named.stdout


def test_without_git_nothing_can_be_judged_again(root: Path, run: Run) -> None:
    (root / ".git").rename(root / "git-elsewhere")
    result = run("verdict")
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "the register has to be the top of a Git repository" in result.stderr


def test_a_register_without_approvals_has_nothing_to_look_at(empty: Path, run: Run) -> None:
    result = run("verdict")
    assert (result.exit_code, result.stdout) == (0, "")


def test_approvals_of_one_commit_share_its_register(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write_union(root, before_approval(stranger(OTHER)), OTHER)
    at = committed(root)
    for slug in (SLUG, OTHER):
        approve(root, slug, at)
    opened = []
    monkeypatch.setattr(
        "union_registry.cli.verdict.judge_at", lambda held, at, day: (opened.append(at), judge_at(held, at, day))[1]
    )
    assert run("verdict").exit_code == 0
    assert opened == [at]


def test_as_data_it_says_the_same(root: Path, run: Run) -> None:
    place = position(root, "rd-investment")
    edit(root, {"path": f"decision/findings/{place}/outcome", "value": "not-met"})
    told = json.loads(run("verdict", "--format", "json").stdout)
    schema = json.loads((ROOT / "schema/decision.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(told)
    (union,) = told["unions"]
    assert union["slug"] == SLUG
    assert union["state"] == "differs"
    assert union["decision"]["as_of"] == "2025-06-18"
    (difference,) = union["differences"]
    assert difference["rule"] == "rd-investment"
    assert difference["then"] == ["not-met"]
    assert difference["now"][0]["outcome"] == "met"
    assert {fact["unit"] for fact in difference["now"][0]["facts"] if fact["fact"] == "revenue"} == {"万元"}


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_public_log_holds_no_private_value(root: Path, run: Run, form: str) -> None:
    place = position(root, "rd-investment")
    edit(root, {"path": f"decision/findings/{place}/outcome", "value": "not-met"})
    open_log, shown = run("verdict", "--format", form), run("verdict", "--format", form, "--public")
    accounts = valid_union()["lead.yaml"]["accounts"]
    amount = max((account["rd"] for account in accounts), key=len)
    assert "rd-investment" in shown.stdout
    assert "revenue" in open_log.stdout
    assert "revenue" not in shown.stdout
    assert amount not in shown.stdout


def test_the_digest_is_of_facts_not_of_words_nor_of_order(root: Path) -> None:
    with judge_at(Register(root), git(root, "rev-parse", "HEAD"), DAY) as judge:
        findings = judge.verdict(SLUG).findings
    reworded = [replace(f, message=Text("别的话", "other words"), line=1, file="x", path="/y") for f in findings[::-1]]
    assert decisions.digest_of(reworded) == decisions.digest_of(findings)
    assert decisions.digest_of(findings[1:]) != decisions.digest_of(findings)
    assert decisions.digest_of([replace(findings[0], clause="三（九）"), *findings[1:]]) != decisions.digest_of(
        findings
    )


def test_a_commit_beside_the_history_proves_nothing(root: Path, run: Run) -> None:
    kept = read((root / f"unions/{SLUG}/bureau/approval.yaml").read_bytes()).data["decision"]["commit"]
    beside = git(root, "commit-tree", f"{kept}^{{tree}}", "-m", "旁支")
    edit(root, {"path": "decision/commit", "value": beside})

    result = run("verdict", SLUG)

    assert result.exit_code == 2
    assert f"数据版本 {beside} 不在这里的历史里" in result.stdout


def test_a_tag_is_no_commit(root: Path, run: Run) -> None:
    git(root, "tag", "-a", "-m", "示例", "kept", "HEAD~1")
    edit(root, {"path": "decision/commit", "value": git(root, "rev-parse", "kept")})

    assert run("verdict", SLUG).exit_code == 2


def test_a_commit_that_this_clone_replaces_by_another_is_judged_as_it_is(root: Path, run: Run) -> None:
    git(root, "replace", "HEAD~1", git(root, "commit-tree", "HEAD:schema", "-m", "示例"))

    assert run("verdict", SLUG).exit_code == 0


def test_a_commit_that_is_not_whole_spoils_no_other(root: Path, run: Run) -> None:
    write_union(root, before_approval(stranger(OTHER)), OTHER)
    approve(root, OTHER, committed(root))
    committed(root)
    gone = git(root, "rev-parse", f"HEAD~1:unions/{OTHER}/members.yaml")
    (root / ".git/objects" / gone[:2] / gone[2:]).unlink()

    result = run("verdict")

    assert result.exit_code == 2
    assert f"{OTHER} · 无法重新判定" in result.stdout
    assert "取不全" in result.stdout
    assert f"{SLUG} · 仍然一致" in result.stdout
