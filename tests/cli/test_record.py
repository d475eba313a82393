"""`unions record`: the bureau's decisions, asked for field by field and written without anybody editing YAML."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.support import SLUG, VALID, invented_code
from union_registry.source.reader import read

DAY = ("--as-of", "2025-06-25")
EXPERT = {"name": "示例·甲", "institution": "示例大学", "field": "畜产品加工"}
SELECTION = {"selected_on": "2025-04-08", "departments": "盟农牧主管部门", "document": "纪要〔2025〕示例7号"}
REVIEW = {
    "reviewed_on": "2025-05-06", "experts": [EXPERT], "departments": "盟科技局；盟工信局", "opinion": "同意。",
    "conclusion": "passed",
}  # fmt: skip
APPROVAL = {"approved_on": "2025-06-20", "letter": "示例科发〔2025〕21号"}
WAIVER = {
    "rule": "member-minimum", "reason": "一家正在签约。", "document": "示例科发〔2025〕6号", "approved_by": "盟科技局",
    "granted_on": "2025-05-06", "until": "2026-06-30",
}  # fmt: skip
GRANT = {"measure": "funding", "granted_on": "2025-07-01", "title": "平台运行经费", "document": "示例科发〔2025〕9号"}
PROJECT = {
    **GRANT, "measure": "projects", "amount": "100", "level": "盟级", "authority": "盟科技局",
    "starts_on": "2025-07-01", "ends_on": "2027-06-30",
}  # fmt: skip
DISSOLUTION = {
    "dissolved_on": "2026-02-10", "reason": "withdrawn", "explanation": "全体成员商定解散。",
    "document": "示例科发〔2026〕15号",
}  # fmt: skip
ANSWERS: dict[str, dict[str, Any]] = {
    "selection": SELECTION, "review": REVIEW, "approval": APPROVAL, "waiver": WAIVER, "support": GRANT,
    "dissolution": DISSOLUTION, "receipt": {"year": "2025", "bureau_received_on": "2025-12-15"},
}  # fmt: skip
WRITTEN = {
    "selection": "selection", "review": "review", "approval": "approval", "waiver": "waivers", "support": "support",
    "dissolution": "dissolution", "receipt": "annual/2025",
}  # fmt: skip


@pytest.fixture
def union(empty: Path) -> Path:
    """The valid union before its first decision."""
    folder = empty / "unions" / SLUG
    shutil.copytree(VALID, folder)
    shutil.rmtree(folder / "bureau")
    shutil.rmtree(folder / "annual")
    (folder / "changes.yaml").unlink()
    return folder


@pytest.fixture
def reviewed(union: Path) -> Path:
    """The same, selected and reviewed."""
    for name in ("selection", "review"):
        _keep(union, name)
    return union


@pytest.fixture
def approved(union: Path) -> Path:
    """The valid union as it is."""
    shutil.rmtree(union)
    shutil.copytree(VALID, union)
    return union


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal."""
    monkeypatch.setattr("union_registry.cli.record.at_terminal", lambda: True)


def data(path: Path) -> Any:
    """What a file says; it has to be in order."""
    document = read(path.read_bytes())
    assert not document.faults
    return document.data


def given(answers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Options that hand over answers as a form does."""
    return {"input": json.dumps({**answers, **changes})}


def commit(root: Path) -> str:
    """Commits everything; the hash."""
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (["init", "-q"], ["add", "unions", "schema"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    done = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def seven_members(folder: Path) -> None:
    """Makes the union one member short."""
    path = folder / "members.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.partition("  - name: 锡北云栏数据科技有限公司（示例）")[0], encoding="utf-8")


def _keep(folder: Path, name: str) -> None:
    (folder / "bureau").mkdir(exist_ok=True)
    shutil.copy(VALID / "bureau" / f"{name}.yaml", folder / "bureau")


def _prepared(kind: str, folder: Path) -> None:
    """The union as it is when a decision of `kind` comes."""
    if kind in ("approval", "dissolution", "support", "receipt"):
        _keep(folder, "selection")
        _keep(folder, "review")
    if kind in ("dissolution", "support", "receipt"):
        _keep(folder, "approval")
    if kind == "waiver":
        seven_members(folder)


@pytest.mark.parametrize("kind", list(ANSWERS))
def test_every_decision_is_written_in_order_from_a_forms_answers(union: Path, run: Run, kind: str) -> None:
    _prepared(kind, union)
    commit(union.parents[1])
    result = run("record", kind, SLUG, "--fields", "-", "--yes", *DAY, **given(ANSWERS[kind]))
    assert result.exit_code == 0, result.output
    name = f"unions/{SLUG}/bureau/{WRITTEN[kind]}.yaml"
    assert result.stdout == f"{name}\n"
    assert data(union.parents[1] / name)
    assert name not in run("format", "--check").stdout, "it is in canonical form"
    assert run("check", SLUG, "--form-only", *DAY).exit_code == 0


@pytest.mark.parametrize("kind", list(ANSWERS))
def test_a_dry_run_shows_the_file_and_writes_nothing(union: Path, run: Run, kind: str) -> None:
    _prepared(kind, union)
    commit(union.parents[1])
    before = sorted(union.rglob("*"))
    result = run("record", kind, SLUG, "--fields", "-", "--dry-run", *DAY, **given(ANSWERS[kind]))
    assert result.exit_code == 0, result.output
    assert "$schema=" in result.stdout.splitlines()[0]
    assert sorted(union.rglob("*")) == before


@pytest.mark.parametrize("kind", ["selection", "approval", "dissolution"])
def test_a_decision_on_record_is_never_overwritten(approved: Path, run: Run, kind: str) -> None:
    commit(approved.parents[1])
    if kind == "dissolution":
        run("record", kind, SLUG, "--fields", "-", "--yes", **given(DISSOLUTION))
    path = approved / "bureau" / f"{kind}.yaml"
    before = path.read_bytes()
    result = run("record", kind, SLUG, "--fields", "-", "--yes", **given(ANSWERS[kind]))
    assert result.exit_code != 0
    assert "pull request" in result.output
    assert path.read_bytes() == before


def test_the_verdict_stands_beside_the_questions_and_after_the_answers(union: Path, run: Run) -> None:
    seven_members(union)
    result = run("record", "selection", SLUG, "--fields", "-", "--yes", *DAY, **given(SELECTION))
    assert result.stderr.count(f"{SLUG} · ") == 2
    assert "三（三）b" in result.stderr
    assert "已遴选" in result.stderr.rpartition(f"{SLUG} · ")[2]


def test_a_person_is_asked_field_by_field_and_again_where_an_answer_will_not_do(
    union: Path, run: Run, person: None
) -> None:
    answers = ["2025-13-01", "２０２５年4月8日", "盟农牧主管部门", "y", "盟工信局", "n", "", "纪要 #7: 'a'", "", "y"]
    result = run("record", "selection", SLUG, *DAY, input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "2025-03-01" in result.stderr, "the form of a date is told"
    assert data(union / "bureau/selection.yaml") == {
        "selected_on": "2025-04-08",
        "departments": ["盟农牧主管部门", "盟工信局"],
        "document": "纪要 #7: 'a'",
    }


def test_a_blank_and_what_is_neither_yes_nor_no_are_asked_again_with_the_reason(
    union: Path, run: Run, person: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    answers = ["2025-04-08", "", "盟农牧主管部门", "也许", "ｙ", "盟工信局", "否", "纪要", "", "是"]
    result = run("record", "selection", SLUG, *DAY, input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "这一项必须填" in result.stderr
    assert result.stderr.count("请答 y（是）或 n（否）") == 1
    assert "Error" not in result.stderr
    assert data(union / "bureau/selection.yaml")["departments"] == ["盟农牧主管部门", "盟工信局"]


def test_a_day_that_is_still_to_come_is_pointed_out(union: Path, run: Run, person: None) -> None:
    ahead = "that day is still to come"
    later = run("record", "selection", SLUG, *DAY, input="2035-04-08\n盟农牧主管部门\nn\n纪要\n\nn\n")
    assert later.stderr.count(ahead) == 1
    settings = [f"--set={field}={value}" for field, value in (SELECTION | {"selected_on": "2035-04-08"}).items()]
    assert ahead in run("record", "selection", SLUG, *settings, *DAY, "--yes", "--dry-run").stderr
    in_time = run("record", "selection", SLUG, *DAY, input="\n盟农牧主管部门\nn\n纪要\n\nn\n")
    assert ahead not in in_time.stderr


def test_a_receipt_of_a_day_to_come_is_pointed_out(approved: Path, run: Run) -> None:
    rows = {"bureau_received_on": "2025-12-15"}
    result = run("record", "receipt", SLUG, "--year", "2026", "--fields", "-", "--yes", *DAY, **given(rows))
    assert result.exit_code == 0, result.output
    assert "bureau_received_on: that day is still to come" in result.stderr


def test_today_is_the_day_unless_another_is_given(union: Path, run: Run, person: None) -> None:
    run("record", "selection", SLUG, *DAY, input="\n盟农牧主管部门\nn\n纪要\n\ny\n")
    assert data(union / "bureau/selection.yaml")["selected_on"] == "2025-06-25"


@pytest.mark.parametrize("conclusion", ["1", "passed", "通过"])
def test_choices_are_taken_by_number_key_or_label(union: Path, run: Run, person: None, conclusion: str) -> None:
    _keep(union, "selection")
    answers = f"\n示例·甲\n示例大学\n加工\ny\n2025-05-01\n同意书1号\nn\n盟科技局\nn\n同意。\n9\n{conclusion}\ny\n"
    result = run("record", "review", SLUG, *DAY, input=answers)
    assert result.exit_code == 0, result.output
    review = data(union / "bureau/review.yaml")
    assert review["conclusion"] == "passed"
    assert review["experts"][0]["consent"] == {"on": "2025-05-01", "document": "同意书1号"}


def test_what_was_given_is_not_asked_again(union: Path, run: Run, person: None) -> None:
    settings = [f"--set={field}={value}" for field, value in SELECTION.items()]
    assert run("record", "selection", SLUG, *settings, *DAY, input="y\n").exit_code == 0
    assert data(union / "bureau/selection.yaml")["document"] == SELECTION["document"]


@pytest.mark.parametrize("until", range(7))
def test_stopping_at_any_question_leaves_nothing(union: Path, run: Run, person: None, until: int) -> None:
    answers = ["2025-04-08", "盟农牧主管部门", "n", "纪要", "", "y"][:until]
    run("record", "selection", SLUG, *DAY, input="".join(f"{answer}\n" for answer in answers))
    assert (union / "bureau").exists() == (len(answers) == 6)


def test_no_at_the_end_writes_nothing(union: Path, run: Run, person: None) -> None:
    settings = [f"--set={field}={value}" for field, value in SELECTION.items()]
    assert run("record", "selection", SLUG, *settings, *DAY, input="n\n").exit_code != 0
    assert not (union / "bureau").exists()


def test_at_a_real_terminal_ctrl_c_leaves_nothing_and_no_traceback(union: Path) -> None:
    main, terminal = pty.openpty()
    # A test run in the background would hand on that it ignores the signal.
    process = subprocess.Popen(
        ["env", "--default-signal=INT", sys.executable, "-m", "union_registry", "--root", str(union.parents[1]), "record", "selection", SLUG],
        stdin=terminal, stdout=terminal, stderr=terminal, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    try:
        shown = _shown_until(main, "selected_on")
        os.write(main, b"2025-04-08\n")
        shown += _shown_until(main, "departments")
        for _ in range(4):  # one that falls between the prompt and the wait for an answer is not heard: press again
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
                break
        assert process.poll() == 2
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
        os.close(main)
    assert "Traceback" not in shown
    assert not (union / "bureau").exists()


def _shown_until(terminal: int, word: str) -> str:
    """What a program shows up to a word; fails if it says nothing more for half a minute."""
    shown = b""
    while word.encode() not in shown:
        assert select.select([terminal], [], [], 30)[0], shown
        shown += os.read(terminal, 4096)
    return shown.decode(errors="replace")


def test_all_that_is_missing_is_told_at_once(union: Path, run: Run) -> None:
    result = run("record", "review", SLUG, "--set", "experts/0/name=示例·甲", *DAY)
    assert result.exit_code != 0
    for field in ("reviewed_on", "experts/0/institution", "experts/0/field", "departments", "opinion", "conclusion"):
        assert field in result.stderr
    assert not (union / "bureau").exists()


def test_all_that_is_wrong_is_told_at_once(union: Path, run: Run) -> None:
    wrong = {"reviewed_on": "明天", "conclusion": "也许", "nonsense": "1", "opinion": "好\x01"}
    result = run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **given(REVIEW, **wrong))
    assert result.exit_code != 0
    for field in wrong:
        assert field in result.stderr
    assert not (union / "bureau").exists()


def test_without_a_person_nothing_is_written_unless_yes_is_said(union: Path, run: Run) -> None:
    result = run("record", "selection", SLUG, "--fields", "-", *DAY, **given(SELECTION))
    assert result.exit_code != 0
    assert "--yes" in result.stderr
    assert not (union / "bureau").exists()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "1", "[" * 100_000, '{"selected_on": [[1]]}', '{"departments/9999999/x": 1}', '{"": "x"}']
)
def test_answers_that_are_none_are_refused(union: Path, run: Run, text: str) -> None:
    result = run("record", "selection", SLUG, "--json", "-", "--yes", input=text)
    assert result.exit_code != 0
    assert not (union / "bureau").exists()


def test_a_union_that_is_not_there_is_refused(union: Path, run: Run) -> None:
    assert run("record", "selection", "../x", "--yes", "--set", "a=b").exit_code != 0


@pytest.mark.parametrize("setting", ["x", "=", "=x"])
def test_a_setting_needs_a_field_and_a_value(union: Path, run: Run, setting: str) -> None:
    assert run("record", "selection", SLUG, "--yes", "--set", setting).exit_code != 0


def test_rows_are_divided_by_semicolons_or_lines_and_columns_by_commas_tabs_or_bars(union: Path, run: Run) -> None:
    _keep(union, "selection")
    experts = "示例·甲，示例大学，加工；示例·乙,示例研究院,育种\n示例·丙\t甲，乙研究院\t饲料;示例·丁|丁院|兽医"
    run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **given(REVIEW, experts=experts))
    found = [list(expert.values()) for expert in data(union / "bureau/review.yaml")["experts"]]
    assert found == [
        ["示例·甲", "示例大学", "加工"],
        ["示例·乙", "示例研究院", "育种"],
        ["示例·丙", "甲，乙研究院", "饲料"],
        ["示例·丁", "丁院", "兽医"],
    ]


@pytest.mark.parametrize("row", ["示例·甲，示例大学", "示例·甲，示例大学，加工，育种", "，示例大学，加工", "示例·甲"])
def test_a_row_with_too_few_or_too_many_columns_is_refused(union: Path, run: Run, row: str) -> None:
    result = run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **given(REVIEW, experts=row))
    assert result.exit_code != 0
    assert "experts/0" in result.stderr
    assert not (union / "bureau").exists()


HOSTILE = [
    "a: b", "- a", "# a", "a #b", "a # b", "'", '"', "''\"", "{a: b}", "[a]", "*a", "&a", "!a", "%a", "@a", "`a`",
    "|", ">", "? a", "~", "null", "true", "no", "2025-01-01", "1E5", "0o17", "1_000", "…", "---", "...", "\\", "\\n",
    "<script>", "${{ secrets.X }}", "$(id)", "a\nb", "a\r\nb: c", "a\n\n  b\n# c\n", "\ta", "a\tb", "\x00", "\x1b[31m",
    "\u202eabc", "\u2028", "\ufeffa", "\ud800", "\U0001f600", "\x85", "。" * 300, "=1+1", "a\n---\nb", "\u200b",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_kept_as_it_is_or_refused(union: Path, run: Run, text: str) -> None:
    result = run(
        "record", "selection", SLUG, "--fields", "-", "--yes", *DAY, **given(SELECTION, document="纪要", basis=text)
    )
    path = union / "bureau/selection.yaml"
    if result.exit_code:
        assert not path.exists()
        return
    lines = text.replace("\r\n", "\n").replace("\t", " ").split("\n")
    basis = "\n".join(map(str.rstrip, lines)).strip()
    kept = {**SELECTION, "departments": ["盟农牧主管部门"], "document": "纪要"}
    assert data(path) == {**kept, **({"basis": basis} if basis else {})}
    assert "selection.yaml" not in run("format", "--check").stdout
    assert run("check", SLUG, "--form-only", *DAY).exit_code == 0


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" in text or not text.isprintable()], ids=ascii)
def test_where_one_line_is_wanted_a_second_or_an_invisible_character_is_refused(
    union: Path, run: Run, text: str
) -> None:
    result = run("record", "selection", SLUG, "--fields", "-", "--yes", *DAY, **given(SELECTION, document=f"a{text}b"))
    path = union / "bureau/selection.yaml"
    assert not path.exists() or (result.exit_code == 0 and data(path)["document"] == f"a{text}b".replace("\t", " "))


def test_a_public_log_holds_neither_answers_nor_values_that_are_not_public(union: Path, run: Run) -> None:
    _prepared("support", union)
    code, other = data(union / "members.yaml")["members"][0]["credit_code"], invented_code(7)
    secret = {**PROJECT, "title": "秘密题目", "amount": "4321", "shares": f"{code}，秘密任务，1234；{other}，秘密，0.5"}
    for answers in (secret, {**secret, "shares": f"{code}，秘密任务，4321"}):
        result = run("record", "support", SLUG, "--fields", "-", "--yes", "--public", *DAY, **given(answers))
        assert not any(word in result.output for word in ("秘密", "4321", "1234", code, other))
    assert result.exit_code == 0
    assert data(union / "bureau/support.yaml")["grants"][-1]["title"] == "秘密题目"


def test_a_review_that_did_not_pass_is_followed_by_a_later_one_only(union: Path, run: Run) -> None:
    _keep(union, "selection")
    first = given(REVIEW, conclusion="修改后再论证")
    assert run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **first).exit_code == 0
    again = run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **given(REVIEW))
    assert again.exit_code != 0, "not on the same day"
    later = given(REVIEW, reviewed_on="2025-05-20")
    assert run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **later).exit_code == 0
    assert data(union / "bureau/review.yaml")["reviewed_on"] == "2025-05-20"
    last = given(REVIEW, reviewed_on="2025-05-21")
    assert run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **last).exit_code != 0, "this one passed"


def test_a_review_with_comments_of_its_own_is_left_to_people(union: Path, run: Run) -> None:
    _keep(union, "review")
    path = union / "bureau/review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("passed", "revise # 缺分工"), encoding="utf-8")
    later = given(REVIEW, reviewed_on="2025-05-20")
    assert run("record", "review", SLUG, "--fields", "-", "--yes", *DAY, **later).exit_code != 0
    assert "缺分工" in path.read_text(encoding="utf-8")


def test_an_approval_keeps_what_it_rests_on(reviewed: Path, run: Run) -> None:
    head = commit(reviewed.parents[1])
    result = run(
        "record", "approval", SLUG, "--fields", "-", "--yes", "--owner", "100000011:sample-valid-office", *DAY,
        **given(APPROVAL, owners="100000012，sample-two；100000011"),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    approval = data(reviewed / "bureau/approval.yaml")
    assert approval["decision"]["commit"] == head
    assert approval["decision"]["as_of"] == "2025-06-20"
    assert {finding["rule"] for finding in approval["decision"]["findings"]} >= {"member-minimum", "local-share"}
    assert "reason" not in approval
    assert data(reviewed / "bureau/owners.yaml")["owners"] == [
        {"id": "100000011", "login": "sample-valid-office"},
        {"id": "100000012", "login": "sample-two"},
    ]
    assert run("check", SLUG, *DAY).exit_code == 0


@pytest.mark.parametrize("owner", ["x", "0", ":x", "1:a\x1bb"])
def test_an_owner_is_an_account_number(reviewed: Path, run: Run, owner: str) -> None:
    result = run(
        "record", "approval", SLUG, "--fields", "-", "--yes", "--no-commit", "--owner", owner, *DAY, **given(APPROVAL)
    )
    assert result.exit_code != 0
    assert not (reviewed / "bureau/approval.yaml").exists()


@pytest.mark.parametrize("history", ["none", "changed", "new"])
def test_an_approval_needs_committed_data_or_does_without(reviewed: Path, run: Run, history: str) -> None:
    if history != "none":
        commit(reviewed.parents[1])
        name, text = {"changed": ("union.yaml", "# 改过\n"), "new": ("changes.yaml", "changes: []\n")}[history]
        with (reviewed / name).open("a", encoding="utf-8") as stream:
            stream.write(text)
    result = run("record", "approval", SLUG, "--fields", "-", "--yes", *DAY, **given(APPROVAL))
    assert result.exit_code != 0
    assert "--no-commit" in result.stderr
    assert not (reviewed / "bureau/approval.yaml").exists()
    result = run("record", "approval", SLUG, "--fields", "-", "--yes", "--no-commit", *DAY, **given(APPROVAL))
    assert result.exit_code == 0, result.output
    assert data(reviewed / "bureau/approval.yaml") == APPROVAL


@pytest.mark.parametrize("lack", ["selection", "review", "members", "order"])
def test_an_approval_that_is_not_clean_needs_a_reason_which_is_kept(reviewed: Path, run: Run, lack: str) -> None:
    if lack == "members":
        seven_members(reviewed)
    elif lack != "order":
        (reviewed / "bureau" / f"{lack}.yaml").unlink()
    answers = {**APPROVAL, "approved_on": "2025-05-01"} if lack == "order" else APPROVAL
    command = ("record", "approval", SLUG, "--fields", "-", "--yes", "--no-commit", *DAY)
    result = run(*command, **given(answers))
    assert result.exit_code != 0
    assert "reason" in result.stderr
    assert not (reviewed / "bureau/approval.yaml").exists()
    assert run(*command, "--reason", "盟里已专题研究。", **given(answers)).exit_code == 0
    assert data(reviewed / "bureau/approval.yaml")["reason"] == "盟里已专题研究。"


def test_a_person_is_told_what_is_not_met_before_the_reason_is_asked(reviewed: Path, run: Run, person: None) -> None:
    seven_members(reviewed)
    result = run("record", "approval", SLUG, "--no-commit", *DAY, input="2025-06-20\n21号\n\n专题研究。\ny\n")
    assert result.exit_code == 0, result.output
    before, _, _ = result.stderr.rpartition("reason")
    assert "三（三）b" in before
    assert data(reviewed / "bureau/approval.yaml")["reason"] == "专题研究。"


def test_a_clean_approval_asks_for_no_reason(reviewed: Path, run: Run, person: None) -> None:
    result = run("record", "approval", SLUG, "--no-commit", *DAY, input="2025-06-20\n21号\n\ny\n")
    assert result.exit_code == 0, result.output


def test_a_waiver_covers_the_fact_and_works_at_once(union: Path, run: Run) -> None:
    seven_members(union)
    result = run("record", "waiver", SLUG, "--fields", "-", "--yes", *DAY, **given(WAIVER))
    assert result.exit_code == 0, result.output
    (waiver,) = data(union / "bureau/waivers.yaml")["waivers"]
    assert waiver["covers"] == [{"fact": "members", "value": "7"}]
    assert "◇ 三（三）b" in run("check", SLUG, *DAY).stdout


def test_a_second_waiver_leaves_the_first_and_every_comment(union: Path, run: Run) -> None:
    seven_members(union)
    run("record", "waiver", SLUG, "--fields", "-", "--yes", *DAY, **given(WAIVER))
    path = union / "bureau/waivers.yaml"
    text = path.read_text(encoding="utf-8").replace("until: 2026-06-30", "until: 2026-06-30  # 一年") + "# 完\n"
    path.write_text(text.replace("waivers:\n", "waivers:\n  # 第一项\n"), encoding="utf-8")
    second = given(WAIVER, granted_on="2026-07-01", until="2027-06-30", document="示例科发〔2026〕2号")
    assert run("record", "waiver", SLUG, "--fields", "-", "--yes", *DAY, **second).exit_code == 0
    after = path.read_text(encoding="utf-8")
    assert all(comment in after for comment in ("# 一年", "# 完", "# 第一项"))
    assert [waiver["until"] for waiver in data(path)["waivers"]] == ["2026-06-30", "2027-06-30"]


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "agreement-signed"}, {"rule": "lead-platform"}, {"rule": "没有"}, {"until": "2025-05-06"},
        {"until": "2024-05-06"}, {"reason": ""}, {"document": " "},
    ],
    ids=str,
)  # fmt: skip
def test_only_a_condition_in_principle_that_is_not_met_can_be_waived_and_until_a_later_day(
    union: Path, run: Run, change: dict[str, str]
) -> None:
    seven_members(union)
    result = run("record", "waiver", SLUG, "--fields", "-", "--yes", *DAY, **given(WAIVER, **change))
    assert result.exit_code != 0
    assert next(iter(change)) in result.stderr
    assert not (union / "bureau").exists()


def test_where_nothing_is_unmet_there_is_nothing_to_waive(union: Path, run: Run, person: None) -> None:
    result = run("record", "waiver", SLUG, *DAY)
    assert result.exit_code != 0
    assert "nothing to waive" in result.stderr


def test_a_file_with_faults_is_mended_first(union: Path, run: Run) -> None:
    seven_members(union)
    (union / "bureau").mkdir()
    path = union / "bureau/waivers.yaml"
    path.write_text("waivers:\n  - rule: member-minimum\n    until: 明天\n", encoding="utf-8")
    result = run("record", "waiver", SLUG, "--fields", "-", "--yes", *DAY, **given(WAIVER))
    assert result.exit_code != 0
    assert "明天" in path.read_text(encoding="utf-8")


def shares(folder: Path, *amounts: str) -> str:
    members = data(folder / "members.yaml")["members"]
    rows = zip(members, amounts, strict=False)
    return "\n".join(f"{member['credit_code']}|总负责，享有使用权|{amount}" for member, amount in rows)


def test_a_grant_goes_behind_those_that_are_there(approved: Path, run: Run) -> None:
    path = approved / "bureau/support.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("amount: 60", "amount: 60  # 分两年"), encoding="utf-8")
    project = given(PROJECT, shares=shares(approved, "60.01", "39.99"))
    result = run("record", "support", SLUG, "--fields", "-", "--yes", *DAY, **project)
    assert result.exit_code == 0, result.output
    first, second = data(path)["grants"]
    assert first["amount"] == "60"
    assert "# 分两年" in path.read_text(encoding="utf-8")
    assert [share["amount"] for share in second["project"]["shares"]] == ["60.01", "39.99"]
    assert second["project"]["level"] == "league"


@pytest.mark.parametrize("empty_list", ["grants: []  # 还没有\n", "grants:  # 还没有\n", "# 还没有\n"])
def test_the_first_grant_goes_into_an_empty_list(approved: Path, run: Run, empty_list: str) -> None:
    path = approved / "bureau/support.yaml"
    path.write_text(empty_list, encoding="utf-8")
    result = run("record", "support", SLUG, "--fields", "-", "--yes", *DAY, **given(GRANT))
    if "grants: []" in empty_list:
        assert result.exit_code == 0, result.output
        assert data(path) == {"grants": [GRANT]}
    assert "# 还没有" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "amounts", [("60.01", "40"), ("60", "39.99"), ("100", "0.01"), ("0",), ("100.001",), ("-1", "101")]
)
def test_shares_that_do_not_add_up_are_refused(approved: Path, run: Run, amounts: tuple[str, ...]) -> None:
    path = approved / "bureau/support.yaml"
    before = path.read_bytes()
    project = given(PROJECT, shares=shares(approved, *amounts))
    result = run("record", "support", SLUG, "--fields", "-", "--yes", *DAY, **project)
    assert result.exit_code != 0
    assert "project/shares" in result.stderr
    assert path.read_bytes() == before


def test_a_project_needs_an_amount_members_and_days_that_run_forward(approved: Path, run: Run) -> None:
    stranger = f"{invented_code(77)}，任务，100"
    wrong = {**PROJECT, "ends_on": "2025-06-30", "shares": stranger}
    result = run("record", "support", SLUG, "--fields", "-", "--yes", *DAY, **given(wrong))
    assert result.exit_code != 0
    assert "project/ends_on" in result.stderr
    assert "project/shares/0/credit_code" in result.stderr
    without = {field: answer for field, answer in PROJECT.items() if field != "amount"}
    result = run(
        "record", "support", SLUG, "--fields", "-", "--yes", *DAY, **given(without, shares=shares(approved, "1"))
    )
    assert result.exit_code != 0
    assert "amount" in result.stderr


def test_a_person_gives_money_out_until_none_is_left(approved: Path, run: Run, person: None) -> None:
    answers = [
        "项目支持", "2025-07-01", "关键技术", "", "9号", "y", "100", "3", "盟科技局", "2025-07-01", "2027-06-30",
        "1", "总负责", "60.01", "2", "算法", "40", "39.98", "3", "试验", "0.01", "y", "河套北农牧大学（示例）", "咨询", "0", "n", "y",
    ]  # fmt: skip
    result = run("record", "support", SLUG, *DAY, input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "39.99" in result.stderr, "what is left is told"
    grant = data(approved / "bureau/support.yaml")["grants"][-1]
    assert grant["amount"] == "100"
    assert [share["amount"] for share in grant["project"]["shares"]] == ["60.01", "39.98", "0.01", "0"]


def test_a_dissolution_tells_what_the_successor_has_to_say(approved: Path, run: Run) -> None:
    told = given(DISSOLUTION, reason="牵头单位主体变更", successor="sample-next")
    result = run("record", "dissolution", SLUG, "--fields", "-", "--yes", **told)
    assert result.exit_code == 0, result.output
    assert f"predecessor: {SLUG}" in result.stderr
    assert data(approved / "bureau/dissolution.yaml")["reason"] == "lead_changed"


@pytest.mark.parametrize(
    "change", [{"dissolved_on": "2025-06-19"}, {"successor": SLUG}, {"successor": "../x"}, {"reason": "x"}], ids=str
)
def test_a_dissolution_comes_after_the_approval_and_names_another_union(
    approved: Path, run: Run, change: dict[str, str]
) -> None:
    result = run("record", "dissolution", SLUG, "--fields", "-", "--yes", **given(DISSOLUTION, **change))
    assert result.exit_code != 0
    assert not (approved / "bureau/dissolution.yaml").exists()


def test_a_union_that_was_never_approved_is_not_dissolved(union: Path, run: Run) -> None:
    result = run("record", "dissolution", SLUG, "--fields", "-", "--yes", **given(DISSOLUTION))
    assert result.exit_code != 0
    assert not (union / "bureau").exists()


def test_receipts_come_one_after_the_other_and_stay(approved: Path, run: Run) -> None:
    path = approved / "bureau/annual/2025.yaml"
    path.write_text("year: 2025\nbureau_received_on: 2025-12-15  # 邮寄\nrecommender_received_on:\n", encoding="utf-8")
    again = run("record", "receipt", SLUG, "--year", "2025", "--yes", "--set", "bureau_received_on=2025-12-01")
    assert again.exit_code != 0
    assert "2025-12-15" in again.stderr
    assert (
        run(
            "record", "receipt", SLUG, "--year", "2025", "--yes", "--set", "recommender_received_on=2025.12.31"
        ).exit_code
        == 0
    )
    assert data(path) == {"year": "2025", "bureau_received_on": "2025-12-15", "recommender_received_on": "2025-12-31"}
    assert "# 邮寄" in path.read_text(encoding="utf-8")


def test_a_receipt_needs_something_received(approved: Path, run: Run) -> None:
    assert run("record", "receipt", SLUG, "--yes", "--year", "2026").exit_code != 0
    assert run("record", "receipt", SLUG, "--yes", "--set", "bureau_received_on=2026-12-01").exit_code != 0, (
        "which year?"
    )
    assert not (approved / "bureau/annual/2026.yaml").exists()


def test_answers_and_supervision_go_behind_those_that_are_there(approved: Path, run: Run) -> None:
    path = approved / "bureau/annual/2025.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("closed: true", "closed: false", 1), encoding="utf-8")
    rows = {"answers": "1|基站已开通，现场看过|2026-03-01|是", "supervision": "2026-03-02，补报进度"}
    result = run("record", "receipt", SLUG, "--year", "2025", "--fields", "-", "--yes", **given(rows))
    assert result.exit_code == 0, result.output
    receipt = data(path)
    assert receipt["answers"][-1] == {
        "problem": "1", "answer": "基站已开通，现场看过", "answered_on": "2026-03-01", "closed": True,
    }  # fmt: skip
    assert receipt["supervision"] == [{"asked_on": "2026-03-02", "asked": "补报进度"}]
    assert "bureau/annual" not in run("format", "--check").stdout


@pytest.mark.parametrize("field", ["due_on", "done_on"])
def test_what_was_asked_is_due_and_done_on_that_day_or_later(approved: Path, run: Run, field: str) -> None:
    path = approved / "bureau/annual/2025.yaml"
    before = path.read_bytes()
    asked = {"supervision/0/asked_on": "2026-03-02", "supervision/0/asked": "补报进度"}
    early, same = ({**asked, f"supervision/0/{field}": day} for day in ("2026-03-01", "2026-03-02"))
    refused = run("record", "receipt", SLUG, "--year", "2025", "--fields", "-", "--yes", **given(early))
    assert refused.exit_code != 0
    assert "is before 2026-03-02" in refused.stderr
    assert path.read_bytes() == before
    assert run("record", "receipt", SLUG, "--year", "2025", "--fields", "-", "--yes", **given(same)).exit_code == 0


@pytest.mark.parametrize("problem", ["1", "3", "0", "x"])
def test_an_answer_is_to_a_problem_that_is_still_open(approved: Path, run: Run, problem: str) -> None:
    path = approved / "bureau/annual/2025.yaml"
    before = path.read_bytes()
    rows = {"answers": f"{problem}，已办，2026-03-01，是"}
    result = run("record", "receipt", SLUG, "--year", "2025", "--fields", "-", "--yes", **given(rows))
    assert result.exit_code != 0
    assert path.read_bytes() == before


def test_a_person_is_asked_for_the_year_and_shown_the_problems(approved: Path, run: Run, person: None) -> None:
    (approved / "bureau/annual/2025.yaml").unlink()
    answers = ["", "2025-12-15", "", "y", "2", "已约定", "2026-02-10", "y", "n", "n", "y"]
    result = run("record", "receipt", SLUG, *DAY, input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "两个嘎查通信信号弱" in result.stderr
    assert data(approved / "bureau/annual/2025.yaml")["answers"][0]["problem"] == "2"


def test_nothing_is_written_behind_a_link(union: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (union / "bureau").symlink_to(tmp_path / "elsewhere")

    result = run("record", "selection", SLUG, *DAY, "--fields", "-", "--yes", input=json.dumps(SELECTION))

    assert result.exit_code != 0
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("raw", [b"\xff", b"{", b"[]", b"1", b'{"a":' * 5000, b'{"a": "\x00"}'])
def test_answers_that_are_no_json_are_refused_in_plain_words(union: Path, run: Run, raw: bytes) -> None:
    result = run("record", "selection", SLUG, *DAY, "--fields", "-", "--yes", input=raw)

    assert "JSON" in result.stderr
    assert not (union / "bureau").exists()
