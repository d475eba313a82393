"""`unions check --base`: what has changed since another version, in words, and who may change it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.repository import committed, git
from tests.sites import REPOSITORY
from tests.support import SLUG, as_yaml, changed, stranger, write_union

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs Git: apt install git")
DAY = ("--as-of", "2026-03-01")
PRIVATE = ("六个月", "示例·李三", "77777", "锡牛联协")


@pytest.fixture
def register(empty: Path) -> Path:
    """A register in Git with two approved unions, all committed."""
    write_union(empty, changed({}))
    write_union(empty, stranger("sample-other"), "sample-other")
    committed(empty)
    return empty


def edit(root: Path, name: str, *edits: dict[str, Any]) -> None:
    """Changes a file of the valid union as a case file would."""
    write_union(root, {name: changed({name: edits})[name]})


def told(result: Result) -> list[str]:
    """The Chinese lines that say what has changed."""
    return [line.removeprefix("  ± ") for line in result.stdout.splitlines() if line.startswith("  ± ")]


@pytest.mark.parametrize(
    ("name", "edits", "says"),
    [
        ("union.yaml", {"path": "name", "value": "新名（示例）"}, "联合体基本信息 · 联合体名称由“锡林郭勒盟肉牛重点产业链创新联合体（示例）”改为“新名（示例）”"),
        ("union.yaml", {"path": "county", "value": "152525"}, "联合体基本信息 · 所在旗县市（区）由锡林浩特市改为东乌珠穆沁旗"),
        ("union.yaml", {"path": "goals/scientific_problems/0", "value": "甲"}, "联合体基本信息 · 建设目标 · 重大科学问题清单由“放牧条件下母牛繁殖间隔的营养调控机理”改为“甲”"),
        ("union.yaml", {"path": "goals/results_to_transfer", "value": ["甲", "乙"]}, "联合体基本信息 · 建设目标 · 科技成果转化清单：加入“甲”、“乙”；删去“肉牛核心群选育数据平台”"),
        ("union.yaml", {"path": "governance/gain_sharing", "remove": True}, "联合体基本信息 · 运行机制 · 收益分配激励机制：删去"),
        ("union.yaml", {"path": "name_en", "value": "Beef"}, "联合体基本信息 · 英文名称：新填“Beef”"),
        ("members.yaml", {"path": "members/4/tier", "value": "core"}, "“东乌青禾饲料有限公司（示例）”的合作层级由紧密合作单位改为核心层单位"),
        ("members.yaml", {"path": "members/4/left_on", "value": "2026-01-15"}, "成员退出：“东乌青禾饲料有限公司（示例）”，2026-01-15"),
        ("members.yaml", {"path": "members/4", "remove": True}, "成员从名单里消失：“东乌青禾饲料有限公司（示例）”（退出的成员不删去，只填 left_on）"),
        ("members.yaml", {"add": 1, "joined_on": "2026-01-15"}, "成员加入：“新增第11单位（示例）”（一般协作层单位），2026-01-15"),
        ("members.yaml", {"path": "members/4/name", "value": "新名（示例）"}, "成员改名：“东乌青禾饲料有限公司（示例）”现名“新名（示例）”（曾用名未登记）"),
        ("members.yaml", {"path": "members/4/county", "value": "region"}, "成员单位“东乌青禾饲料有限公司（示例）” · 注册地由东乌珠穆沁旗改为自治区内盟外"),
        ("members.yaml", {"path": "members/4/stages", "value": ["midstream", "upstream"]}, "成员单位“东乌青禾饲料有限公司（示例）” · 产业链环节：加入"),
        ("members.yaml", {"path": "members/4/statement", "value": "年产反刍饲料三万吨。把配方做成颗粒料，组织两个苏木饲喂对比。"}, "成员单位“东乌青禾饲料有限公司（示例）” · 行业地位与分工说明有改动，改动的一段由 1 字变为 1 字"),
        ("members.yaml", {"path": "members/4/credit_code", "value": "91152525QQMAJ813XK"}, "成员单位“东乌青禾饲料有限公司（示例）” · 统一社会信用代码由 91152525QQ8N1E644L 改为 91152525QQMAJ813XK"),
        ("members.yaml", {"path": "members/0/credit_code", "value": "91152502QQMAJ813XT"}, "牵头单位“青原牛业有限公司（示例）”换了统一社会信用代码"),
        ("lead.yaml", {"path": "accounts/2/rd", "value": "350.01"}, "牵头企业推荐表（附件1） · 近三年销售收入与研发投入第 3 年 · 研发投入由 350 万元改为 350.01 万元，增加 0.01 万元"),
        ("lead.yaml", {"path": "team/0/name", "value": "示例·李三"}, "牵头企业推荐表（附件1） · 科研团队第 1 人 · 姓名由“示例·乌甲”改为“示例·李三”"),
        ("plan.yaml", {"path": "tasks/0/due_on", "value": "2027-12-31"}, "建设方案 · 重点任务第 1 项 · 完成时限由 2027-10-31 改为 2027-12-31"),
        ("plan.yaml", {"path": "tasks/0/title", "value": "新任务"}, "建设方案 · 重点任务第 1 项 · 任务名称由“核心群测定与选配”改为“新任务”"),
        ("plan.yaml", {"path": "tasks/1", "remove": True}, "建设方案 · 重点任务：删去“冷鲜牛肉排酸分级”"),
        ("agreement.yaml", {"path": "breach", "value": "逾期六个月未完成且不说明理由的，退还未用经费。"}, "组建协议（附件2） · 违约责任有改动，改动的一段由 1 字变为 1 字"),
        ("agreement.yaml", {"path": "breach", "value": "逾期三个月未完成且不说明理由的，退还未用经费。并公开说明。"}, "组建协议（附件2） · 违约责任有改动，增 6 字"),
        ("charter.yaml", {"path": "adopted_on", "value": "2025-05-11"}, "联合体章程 · 通过日期由 2025-05-10 改为 2025-05-11"),
        ("bureau/support.yaml", {"path": "grants/0/amount", "value": "59.99"}, "支持措施 · 支持第 1 项 · 金额由 60 万元改为 59.99 万元，减少 0.01 万元"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(register: Path, run: Run, name: str, edits: dict[str, Any], says: str) -> None:
    edit(register, name, edits)

    result = run("check", "--base", "HEAD", *DAY)

    assert "与 HEAD 相比" in result.stdout
    (first, *rest) = told(result)
    assert first.startswith(says)
    assert rest == []
    assert "sample-other · " not in result.stdout


def test_files_that_come_and_go_are_told(register: Path, run: Run) -> None:
    write_union(register, {"annual/2026.yaml": "year: 2026\n"})
    (register / "unions" / SLUG / "changes.yaml").unlink()

    assert told(run("check", "--base", "HEAD", *DAY)) == ["删去了变更记录", "新增年度总结 2026"]


def test_a_sum_of_0_01_is_seen_and_another_way_of_writing_it_is_not(register: Path, run: Run) -> None:
    edit(register, "bureau/support.yaml", {"path": "grants/0/amount", "value": "60.00"})

    assert told(run("check", "--base", "HEAD", *DAY)) == ["内容没有变化，至多改了写法"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_saved_anew_has_not_changed(register: Path, run: Run, encoding: str) -> None:
    path = register / "unions" / SLUG / "agreement.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(("# 备注\n" + text).replace("\n", "\r\n").encode(encoding))
    git(register, "commit", "-qam", "older")
    path.write_text(text, encoding="utf-8")

    result = run("check", "--base", "HEAD", *DAY)

    assert told(result) == ["内容没有变化，至多改了写法"]
    assert result.exit_code == 0


def test_the_same_members_in_another_order_have_not_changed(register: Path, run: Run) -> None:
    members = changed({})["members.yaml"]["members"]
    write_union(register, {"members.yaml": {"members": [members[0], *reversed(members[1:])]}})

    assert told(run("check", "--base", "HEAD", *DAY)) == ["内容没有变化，至多改了写法"]


def test_a_new_union_is_told_as_one(register: Path, run: Run) -> None:
    write_union(register, stranger("sample-third"), "sample-third")

    result = run("check", "--base", "HEAD", *DAY)

    assert told(result) == ["新的联合体"]
    assert result.stdout.startswith("sample-third · ")


def test_a_folder_that_is_gone_fails_the_check(register: Path, run: Run) -> None:
    git(register, "mv", "unions/sample-other", "unions/sample-renamed")

    result = run("check", "--base", "HEAD", *DAY)

    assert result.exit_code == 1
    assert "unions/sample-other [form-folder-gone]" in result.stdout


def test_changes_of_others_on_the_branch_compared_with_are_not_taken_for_ours(register: Path, run: Run) -> None:
    main = git(register, "branch", "--show-current")
    git(register, "checkout", "-qb", "ours")
    edit(register, "charter.yaml", {"path": "adopted_on", "value": "2025-05-11"})
    committed(register)
    git(register, "checkout", "-q", main)
    write_union(register, {"plan.yaml": "objectives: 别人改的\n"}, "sample-other")
    committed(register)
    git(register, "checkout", "-q", "ours")

    result = run("check", "--base", main, *DAY)

    assert len(told(result)) == 1
    assert "sample-other" not in result.stdout


def test_named_unions_only_are_compared_if_some_are_named(register: Path, run: Run) -> None:
    edit(register, "charter.yaml", {"path": "adopted_on", "value": "2025-05-11"})

    assert told(run("check", "sample-other", "--base", "HEAD", *DAY)) == ["内容没有变化，至多改了写法"]


def test_private_values_are_not_in_a_public_log(register: Path, run: Run) -> None:
    edit(register, "agreement.yaml", {"path": "breach", "value": "逾期六个月退还。"})
    edit(
        register,
        "lead.yaml",
        {"path": "team/0/name", "value": "示例·李三"},
        {"path": "accounts/2/rd", "value": "77777"},
    )
    edit(register, "members.yaml", {"path": "members/4/tier", "value": "core"},
         {"path": "members/4/signature/evidence", "value": "锡牛联协〔2026〕示例9号"})  # fmt: skip
    for form in ("text", "json", "markdown"):
        out = run("check", "--base", "HEAD", "--public", "--format", form, *DAY).stdout
        assert [value for value in PRIVATE if value in out] == []
        assert "科研团队第 1 人 · 姓名有改动" in out.replace("\\", "")
        assert "紧密合作单位改为核心层单位" in out
        assert "91152525QQ8N1E644L" not in out


def test_json_holds_to_its_published_schema(register: Path, run: Run) -> None:
    edit(register, "members.yaml", {"path": "members/4/tier", "value": "core"})
    schema = json.loads((REPOSITORY / "schema/verdict.schema.json").read_text(encoding="utf-8"))

    verdict = json.loads(run("check", "--base", "HEAD", "--format", "json", *DAY).stdout)

    Draft202012Validator(schema).validate(verdict)
    (union,) = verdict["unions"]
    assert union["changes"]["count"] == 1
    assert union["changes"]["listed"][0] | {"what": None} == {
        "kind": "tier", "unit": "91152525QQ8N1E644L", "file": f"unions/{SLUG}/members.yaml",
        "path": "/members/4/tier", "public": True, "what": None,
    }  # fmt: skip


def test_what_was_typed_harms_no_report(register: Path, run: Run) -> None:
    hostile = "<script>x</script>[a](javascript:b)|`c`@everyone {label} %s \x1b[31m"
    edit(register, "union.yaml", {"path": "sub_field", "value": hostile}, {"path": "{0.x}<b>", "value": hostile})
    out = run("check", "--base", "HEAD", "--format", "markdown", *DAY).stdout
    for active in ("<script>", "<b>", "](javascript", "|`", "@everyone", "\x1b"):
        assert active not in out
    assert "\x1b" not in run("check", "--base", "HEAD", *DAY).stdout


def test_a_file_that_cannot_be_read_in_either_version_is_not_compared(register: Path, run: Run) -> None:
    path = register / "unions" / SLUG / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("objectives：全角冒号\n", encoding="utf-8")
    assert told(run("check", "--base", "HEAD", *DAY)) == ["建设方案读不出来，无法比较（现在的一版）"]
    committed(register)
    path.write_text(text, encoding="utf-8")
    assert told(run("check", "--base", "HEAD", *DAY)) == ["建设方案读不出来，无法比较（原来的一版）"]


def test_links_and_programs_in_the_older_version_are_not_followed(register: Path, run: Run) -> None:
    folder = register / "unions" / SLUG
    plan, charter = (folder / name for name in ("plan.yaml", "charter.yaml"))
    text = plan.read_text(encoding="utf-8")
    plan.unlink()
    plan.symlink_to("/etc/passwd")
    charter.chmod(0o755)
    committed(register)
    plan.unlink()
    plan.write_text(text, encoding="utf-8")
    charter.chmod(0o644)

    assert told(run("check", "--base", "HEAD", *DAY)) == [
        "建设方案读不出来，无法比较（原来的一版）",
        "联合体章程读不出来，无法比较（原来的一版）",
    ]


def test_values_of_any_shape_are_compared_without_harm(register: Path, run: Run) -> None:
    write_union(register, {
        "members.yaml": "members: 十家\n",
        "plan.yaml": "tasks:\n  - 甲\n  - [乙]\nschedule: {a: b}\nobjectives: true\n",
        "union.yaml": "name: [a, {b: c}]\ngoals: 无\n",
    })  # fmt: skip

    result = run("check", "--base", "HEAD", *DAY)

    assert result.exit_code == 1
    assert "成员单位：内容改写" in " ".join(told(result)).replace("成员单位 · ", "")


@pytest.mark.parametrize("field", ["name", "tier", "joined_on", "left_on", "former_names", "credit_code", "signature"])
@pytest.mark.parametrize("value", [{"甲": "乙"}, ["甲"], [["甲"]], [], True])
def test_a_member_may_hold_values_of_any_shape(register: Path, run: Run, field: str, value: object) -> None:
    edit(register, "members.yaml", {"path": f"members/4/{field}", "value": value}, {"add": 1, field: value})

    assert run("check", "--base", "HEAD", *DAY).exit_code == 1


def test_hundreds_of_changes_are_told_to_sixty(register: Path, run: Run) -> None:
    write_union(register, changed({"members.yaml": [{"add": 190}]}))
    committed(register)
    write_union(register, changed({"members.yaml": [{"add": 190, "tier": "close"}]}))

    lines = told(run("check", "--base", "HEAD", *DAY))

    assert len(lines) == 61
    assert lines[-1] == "另有 130 处改动"


def test_twenty_thousand_entries_are_compared_in_no_time(register: Path, run: Run) -> None:
    goals = [f"目标{number}" for number in range(9000)]
    write_union(register, {"union.yaml": as_yaml({"name": "甲", "goals": {"scientific_problems": goals}})})
    committed(register)
    write_union(register, {"union.yaml": as_yaml({"name": "乙", "goals": {"scientific_problems": goals[::-1][1:]}})})

    assert "重大科学问题清单：删去“目标8999”" in run("check", "--base", "HEAD", *DAY).stdout


@pytest.mark.parametrize(
    ("author", "refused"), [("100000011", False), ("100000012", True), ("0100000011", True), ("10000001", True)]
)
def test_only_an_owner_may_change_a_folder(register: Path, run: Run, author: str, *, refused: bool) -> None:
    edit(register, "agreement.yaml", {"path": "breach", "value": "逾期六个月退还。"})

    result = run("check", "--base", "HEAD", "--author", author, *DAY)

    assert ("[form-owner]" in result.stdout) == refused


def test_nobody_makes_himself_an_owner(register: Path, run: Run) -> None:
    edit(register, "agreement.yaml", {"path": "breach", "value": "逾期六个月退还。"})
    edit(register, "bureau/owners.yaml", {"path": "owners/1", "value": {"id": "666"}})

    assert "[form-owner]" in run("check", "--base", "HEAD", "--author", "666", *DAY).stdout
    (register / "unions" / SLUG / "bureau/owners.yaml").unlink()
    assert "[form-owner]" in run("check", "--base", "HEAD", "--author", "666", *DAY).stdout


def test_ownership_is_that_of_the_tip_even_if_our_branch_is_older(register: Path, run: Run) -> None:
    main = git(register, "branch", "--show-current")
    git(register, "branch", "ours")
    edit(register, "bureau/owners.yaml", {"path": "owners/0/id", "value": "666"})
    committed(register)
    git(register, "checkout", "-q", "ours")
    edit(register, "agreement.yaml", {"path": "breach", "value": "逾期六个月退还。"})

    assert "[form-owner]" in run("check", "--base", main, "--author", "100000011", *DAY).stdout
    assert "[form-owner]" not in run("check", "--base", main, "--author", "666", *DAY).stdout


def test_a_folder_without_owners_is_whose_brings_it_and_a_broken_list_is_nobodys(register: Path, run: Run) -> None:
    owners = register / "unions" / SLUG / "bureau/owners.yaml"
    owners.unlink()
    committed(register)
    edit(register, "agreement.yaml", {"path": "breach", "value": "逾期六个月退还。"})
    assert "[form-owner]" not in run("check", "--base", "HEAD", "--author", "5", *DAY).stdout
    for broken in ("owners：坏\n", "owners: 5\n", "- id: 5\n", "owners:\n  - 5\n", ""):
        owners.write_text(broken, encoding="utf-8")
        committed(register)
        edit(register, "agreement.yaml", {"path": "breach", "value": f"逾期{len(broken)}个月退还。"})
        assert "[form-owner]" in run("check", "--base", "HEAD", "--author", "5", *DAY).stdout


def test_the_bureaus_own_files_are_not_the_owners_matter(register: Path, run: Run) -> None:
    edit(register, "bureau/support.yaml", {"path": "grants/0/amount", "value": "61"})

    assert "[form-owner]" not in run("check", "--base", "HEAD", "--author", "5", *DAY).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--base", "no-such-ref"),
        ("--base", "--output=pwned"),
        ("--base", ""),
        ("--base", "HEAD", "--author", ""),
        ("--author", "5"),
        ("--base", "HEAD", "--author", "somebody"),
        ("--base", "HEAD", "--author", "５"),
        ("--base", "HEAD", "--changed-since", "HEAD"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_plain_words(
    register: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "union_registry", "check", *arguments, *DAY]
    done = subprocess.run(command, cwd=register, capture_output=True, check=False)

    assert done.returncode == 2
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_a_clone_without_the_common_history_is_told_what_to_do(register: Path, run: Run) -> None:
    git(register, "checkout", "-q", "--orphan", "alone")
    committed(register)
    git(register, "branch", "-q", "other", "HEAD")
    git(register, "checkout", "-q", "--orphan", "apart")
    git(register, "commit", "-qm", "apart", "--allow-empty")

    result = run("check", "--base", "other", *DAY)

    assert result.exit_code != 0
    assert "--unshallow" in result.output


def test_a_register_that_is_not_the_top_of_its_repository_is_not_compared(register: Path, run: Run) -> None:
    inner = register / "inner"
    inner.mkdir()
    for name in ("schema", "unions"):
        shutil.copytree(register / name, inner / name)

    result = run("--root", str(inner), "check", "--base", "HEAD", *DAY)

    assert result.exit_code != 0
    assert "无法比较" in result.output or "cannot compare" in result.output


def test_a_schema_that_has_changed_in_between_is_no_change_of_the_union(empty: Path, run: Run) -> None:
    old = REPOSITORY / "tests/fixtures/old/first"
    shutil.copytree(old, empty / "unions" / SLUG)
    committed(empty)
    assert run("format").exit_code == 0

    lines = told(run("check", "--base", "HEAD", *DAY))

    assert lines == ["内容没有变化，至多改了写法"]
