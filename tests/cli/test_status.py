"""`unions status`: how far each union has come, whose turn it is and since when, on every step of its way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from tests.cli.conftest import Run
from tests.repository import committed, git
from tests.sites import REPOSITORY
from tests.support import SLUG, Files, changed, stranger, valid_union, write_union

SCHEMA = json.loads((REPOSITORY / "schema/status.schema.json").read_text(encoding="utf-8"))
ANNUAL = ("annual/2025.yaml", "bureau/annual/2025.yaml")
AFTER_APPROVAL = (*ANNUAL, "changes.yaml", "bureau/support.yaml")
AFTER_REVIEW = (*AFTER_APPROVAL, "bureau/approval.yaml")
AFTER_SELECTION = (*AFTER_REVIEW, "bureau/review.yaml")
DRAFT = (*AFTER_SELECTION, "bureau/selection.yaml")
NO_PLATFORM = {"members.yaml": [{"path": "members/0/platforms", "remove": True}]}
WAIVER = {
    "rule": "lead-platform", "covers": [{"fact": "platforms", "value": "0"}], "reason": "平台正在认定",
    "document": "锡科发〔2025〕示例9号", "approved_by": "盟科技局", "granted_on": "2025-06-01", "until": "2026-06-30",
}  # fmt: skip
DISSOLUTION = {"dissolved_on": "2026-02-01", "reason": "withdrawn", "explanation": "成员商定", "document": "示例2号"}


def without(*names: str, files: Files | None = None) -> Files:
    return {name: data for name, data in (files or valid_union()).items() if name not in names}


def seen(run: Run, root: Path, files: Mapping[str, Any], day: str, *options: str) -> dict[str, Any]:
    """The entry of one union, which also fits the published form."""
    write_union(root, files)
    result = run("status", "--format", "json", "--as-of", day, *options)
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    Draft202012Validator(SCHEMA).validate(told)
    (union,) = told["unions"]
    return union


def waits(union: dict[str, Any]) -> list[tuple[str, str, int | None]]:
    return [(wait["who"], wait["what"]["zh"], wait["waited_days"]) for wait in union["waits"]]


# --- the way to approval ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["union.yaml", "lead.yaml", "members.yaml"])
def test_a_draft_with_a_file_of_its_application_missing_awaits_the_applicant(name: str, empty: Path, run: Run) -> None:
    union = seen(run, empty, without(*DRAFT, name), "2025-04-01")

    assert union["status"] == "draft"
    assert waits(union) == [("applicant", "填齐推荐材料", None)]
    assert union["missing"]["files"] == 1


@pytest.mark.parametrize("later", ["plan.yaml", "charter.yaml", "agreement.yaml", "filing.yaml"])
def test_a_draft_awaits_the_bureau_when_its_application_is_complete(later: str, empty: Path, run: Run) -> None:
    union = seen(run, empty, without(*DRAFT, later), "2025-04-01")

    assert waits(union) == [("bureau", "推荐单位盖章后，会同行业主管部门遴选", None)]
    assert union["missing"]["files"] == 1


def test_a_draft_that_does_not_meet_a_must_awaits_the_applicant(empty: Path, run: Run) -> None:
    files = changed({"lead.yaml": [{"path": "team", "value": []}]}, without(*DRAFT))
    union = seen(run, empty, files, "2025-04-01")

    assert waits(union) == [("applicant", "改正不满足的 1 处", None)]
    assert union["missing"]["not_met"] == 1


def test_a_selected_union_writes_its_plan_from_the_day_of_selection_on(empty: Path, run: Run) -> None:
    files = without(*AFTER_SELECTION, "plan.yaml", "charter.yaml")

    assert waits(seen(run, empty, files, "2025-04-07"))[0][0] == "bureau"
    assert waits(seen(run, empty, files, "2025-04-08")) == [("applicant", "编制建设方案", 0)]
    assert waits(seen(run, empty, files, "2025-04-20")) == [("applicant", "编制建设方案", 12)]


def test_a_plan_that_is_there_awaits_its_review(empty: Path, run: Run) -> None:
    union = seen(run, empty, without(*AFTER_SELECTION, "charter.yaml"), "2025-04-20")

    assert union["status"] == "selected"
    assert waits(union) == [("bureau", "组织专家和盟直部门论证", None)]


@pytest.mark.parametrize(
    ("conclusion", "expected"), [("revise", [("applicant", "按论证意见修改建设方案", 14)]), ("rejected", [])]
)
def test_a_plan_that_did_not_pass_goes_back_or_ends(conclusion: str, expected: Any, empty: Path, run: Run) -> None:
    files = changed({"bureau/review.yaml": [{"path": "conclusion", "value": conclusion}]}, without(*AFTER_REVIEW))

    assert waits(seen(run, empty, files, "2025-05-20")) == expected
    assert waits(seen(run, empty, files, "2025-05-05")) == [("bureau", "组织专家和盟直部门论证", None)]


@pytest.mark.parametrize("name", ["charter.yaml", "agreement.yaml", "filing.yaml"])
def test_a_reviewed_union_completes_its_papers(name: str, empty: Path, run: Run) -> None:
    union = seen(run, empty, without(*AFTER_REVIEW, name), "2025-05-28")

    assert waits(union) == [("applicant", "补齐章程、协议和备案登记表", 22)]


def test_a_reviewed_union_has_every_member_sign(empty: Path, run: Run) -> None:
    files = changed({"members.yaml": [{"path": "members/3/signature", "remove": True}]}, without(*AFTER_REVIEW))
    union = seen(run, empty, files, "2025-05-28")

    assert waits(union) == [("applicant", "请成员单位签署协议", 22)]
    assert (union["missing"]["signed"], union["missing"]["members"]) == (9, 10)
    assert union["missing"]["not_met"] == 0


def test_approval_is_awaited_since_the_last_paper_came(empty: Path, run: Run) -> None:
    union = seen(run, empty, without(*AFTER_REVIEW), "2025-05-28")

    assert union["status"] == "reviewed"
    assert waits(union) == [("bureau", "审定并发函批复", 3)]
    assert union["waits"][0]["since"] == "2025-05-25"


def test_a_step_that_was_passed_over_awaits_the_bureau(empty: Path, run: Run) -> None:
    files = without(*AFTER_REVIEW, "bureau/selection.yaml")

    assert ("bureau", "核对盟科技局登记的记录 1 处", None) in waits(seen(run, empty, files, "2025-05-28"))


# --- conditions in principle ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left_out", [DRAFT, AFTER_REVIEW])
def test_a_condition_in_principle_is_the_applicants_until_it_asks(left_out: Any, empty: Path, run: Run) -> None:
    files = changed(NO_PLATFORM, without(*left_out))
    union = seen(run, empty, files, "2025-05-28")
    assert [wait[:2] for wait in waits(union)] == [("applicant", "达到原则上的条件 1 项，或申请豁免")]
    assert (union["missing"]["not_met"], union["missing"]["waivable"]) == (0, 1)

    files["union.yaml"]["waiver_requests"] = [{"rule": "lead-platform", "reason": "平台正在认定"}]
    assert [wait[:2] for wait in waits(seen(run, empty, files, "2025-05-28"))] == [("bureau", "答复豁免申请 1 项")]

    files["bureau/waivers.yaml"] = {"waivers": [{**WAIVER, "granted_on": "2025-05-28"}]}
    assert "答复豁免申请 1 项" in str(waits(seen(run, empty, files, "2025-05-27")))
    granted = waits(seen(run, empty, files, "2025-05-28"))
    assert "豁免" not in str(granted)
    assert granted[0][0] == "bureau"


def test_a_waiver_is_a_matter_from_60_days_before_its_end_unless_another_follows(empty: Path, run: Run) -> None:
    files = changed(NO_PLATFORM)
    files["bureau/waivers.yaml"] = {"waivers": [WAIVER]}
    renewal = ("applicant", "豁免到期前达到条件或申请延期")

    assert renewal not in [wait[:2] for wait in waits(seen(run, empty, files, "2026-04-30"))]
    assert (*renewal, -60) in waits(seen(run, empty, files, "2026-05-01"))
    assert (*renewal, 0) in waits(seen(run, empty, files, "2026-06-30"))
    assert "达到原则上的条件 1 项" in str(waits(seen(run, empty, files, "2026-07-01")))
    following = {**WAIVER, "granted_on": "2026-06-30", "until": "2027-06-30", "document": "锡科发〔2026〕示例9号"}
    files["bureau/waivers.yaml"] = {"waivers": [WAIVER, following]}
    assert renewal not in [wait[:2] for wait in waits(seen(run, empty, files, "2026-05-01"))]


@pytest.mark.parametrize("requests", ["lead-platform", [1], [{"reason": "x"}], [{"rule": ["lead-platform"]}], {}])
def test_a_request_in_disorder_is_none(requests: Any, empty: Path, run: Run) -> None:
    files = changed(NO_PLATFORM, without(*DRAFT))
    files["union.yaml"]["waiver_requests"] = requests

    assert {who for who, _, _ in waits(seen(run, empty, files, "2025-04-01"))} == {"applicant"}


# --- after approval ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "summary", "expected"),
    [
        ("2025-06-19", None, [("bureau", "审定并发函批复", 25)]),
        ("2025-06-20", "due", [("applicant", "报送 2025 年度总结", -194)]),
        ("2025-12-31", "due", [("applicant", "报送 2025 年度总结", 0)]),
        ("2026-01-01", "missing", [("applicant", "报送 2025 年度总结", 1), ("applicant", "报送 2026 年度总结", -364)]),
    ],
)
def test_a_summary_is_awaited_of_the_applicant(day: str, summary: Any, expected: Any, empty: Path, run: Run) -> None:
    union = seen(run, empty, without(*ANNUAL), day)

    assert union["summary"] == summary
    assert waits(union) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-12-09", {("applicant", "报送 2025 年度总结", -22)}),
        ("2025-12-10", {("recommender", "签收 2025 年度总结", 0), ("bureau", "签收 2025 年度总结", 0)}),
        ("2025-12-12", {("bureau", "签收 2025 年度总结", 2)}),
        ("2025-12-14", {("bureau", "签收 2025 年度总结", 4)}),
        ("2025-12-15", set()),
    ],
)
def test_a_summary_that_was_sent_awaits_whoever_has_not_received_it(
    day: str, expected: Any, empty: Path, run: Run
) -> None:
    files = changed({"annual/2025.yaml": [{"path": "problems", "value": []}]})
    files["bureau/annual/2025.yaml"]["answers"] = []

    assert set(waits(seen(run, empty, files, day))) == expected


def test_a_summary_that_is_half_filled_in_still_awaits_the_applicant(empty: Path, run: Run) -> None:
    files = changed({"annual/2025.yaml": [{"path": "summary", "remove": True}]}, without("bureau/annual/2025.yaml"))

    assert ("applicant", "报送 2025 年度总结", -16) in waits(seen(run, empty, files, "2025-12-15"))


def test_problems_await_the_bureau_until_each_is_settled(empty: Path, run: Run) -> None:
    files = valid_union()
    of_bureau = [w for w in waits(seen(run, empty, files, "2026-01-19")) if w[0] == "bureau"]
    assert of_bureau == [("bureau", "办结 2025 年度总结提出的问题 2 项", 40)]
    files["bureau/annual/2025.yaml"]["answers"][1]["closed"] = False

    assert ("bureau", "办结 2025 年度总结提出的问题 1 项", 62) in waits(seen(run, empty, files, "2026-02-10"))


def test_supervision_is_the_applicants_turn_until_its_day_and_then_the_bureaus(empty: Path, run: Run) -> None:
    files = valid_union()
    asked: dict[str, Any] = {"asked_on": "2026-03-01", "asked": "补报进度", "due_on": "2026-03-31"}
    files["bureau/annual/2025.yaml"]["supervision"] = [asked]
    todo, check = ("applicant", "落实盟科技局的督促要求"), ("bureau", "督促限期已过，核实结果")

    assert not {todo, check} & {w[:2] for w in waits(seen(run, empty, files, "2026-02-28"))}
    assert (*todo, 0) in waits(seen(run, empty, files, "2026-03-31"))
    assert (*check, 1) in waits(seen(run, empty, files, "2026-04-01"))
    asked["done_on"] = "2026-04-02"
    assert (*check, 1) in waits(seen(run, empty, files, "2026-04-01"))
    assert check not in [w[:2] for w in waits(seen(run, empty, files, "2026-04-02"))]


def test_an_approved_union_in_order_is_nobodys_turn_but_for_what_has_time(empty: Path, run: Run) -> None:
    assert waits(seen(run, empty, valid_union(), "2026-03-01")) == [("applicant", "报送 2026 年度总结", -305)]
    told = json.loads(run("status", "--format", "json", "--as-of", "2026-03-01").stdout)["totals"]
    assert told["awaiting"] == {"applicant": 0, "recommender": 0, "bureau": 0}
    assert (told["coming"], told["idle"]) == (1, 0)


def test_an_approved_union_that_no_longer_meets_a_condition_awaits_the_applicant(empty: Path, run: Run) -> None:
    files = changed({"lead.yaml": [{"path": "team", "value": []}]})

    assert ("applicant", "改正不满足的 1 处", None) in waits(seen(run, empty, files, "2026-03-01"))


def test_a_record_of_the_bureau_in_disorder_awaits_the_bureau(empty: Path, run: Run) -> None:
    files = changed({"bureau/support.yaml": [{"path": "grants/0/granted_on", "value": "去年"}]})

    assert ("bureau", "核对盟科技局登记的记录 1 处", None) in waits(seen(run, empty, files, "2026-03-01"))


def test_a_dissolved_union_awaits_nobody_once_its_last_summary_is_in(empty: Path, run: Run) -> None:
    files = {**valid_union(), "bureau/dissolution.yaml": DISSOLUTION}
    assert waits(seen(run, empty, files, "2026-12-31")) == [("applicant", "报送 2026 年度总结", 0)]
    assert waits(seen(run, empty, files, "2027-01-02")) == [("applicant", "报送 2026 年度总结", 2)]

    files["annual/2026.yaml"] = {**files["annual/2025.yaml"], "year": "2026", "submitted_on": "2026-03-01"}
    files["bureau/annual/2026.yaml"] = {
        "year": "2026", "bureau_received_on": "2026-03-02", "recommender_received_on": "2026-03-02",
        "answers": [], "supervision": [],
    }  # fmt: skip
    union = seen(run, empty, files, "2030-01-01")
    assert (union["status"], union["summary"], waits(union)) == ("dissolved", None, [])


def test_the_bureau_sees_to_its_record_of_a_dissolution_too(empty: Path, run: Run) -> None:
    files = {**valid_union(), "bureau/dissolution.yaml": {**DISSOLUTION, "successor": "nobody-there"}}

    assert ("bureau", "核对盟科技局登记的记录 1 处", None) in waits(seen(run, empty, files, "2026-03-01"))


# --- since when, from Git ---------------------------------------------------------------------------------------------


def test_a_draft_has_waited_since_the_last_commit_in_its_folder_by_the_day_in_shanghai(empty: Path, run: Run) -> None:
    files = without(*DRAFT)
    write_union(empty, files)
    committed(empty, "2025-03-20T15:59:59Z")
    write_union(empty, stranger("other"), "other")
    committed(empty, "2025-03-25T12:00:00Z")
    assert seen(run, empty, files, "2025-04-01", SLUG, "--who", "bureau")["waits"][0]["since"] == "2025-03-20"
    files["lead.yaml"]["invention_patents"] = "3"
    write_union(empty, files)
    committed(empty, "2025-03-30T16:00:00Z")

    assert seen(run, empty, files, "2025-04-01", SLUG)["waits"][0]["since"] == "2025-03-31"
    assert seen(run, empty, files, "2025-03-30", SLUG)["waits"][0]["since"] == "2025-03-20"
    assert seen(run, empty, files, "2025-03-19", SLUG)["waits"][0]["since"] is None


def test_a_commit_of_an_impossible_moment_does_not_count(empty: Path, run: Run) -> None:
    write_union(empty, without(*DRAFT))
    committed(empty, "2025-03-20T12:00:00Z")
    write_union(empty, without(*DRAFT, "plan.yaml"))
    (empty / "unions" / SLUG / "plan.yaml").unlink()
    committed(empty, "@99999999999999 +0000")

    assert seen(run, empty, without(*DRAFT, "plan.yaml"), "2025-04-01")["waits"][0]["since"] == "2025-03-20"
    assert run("status", "--as-of", "9999-12-31").exit_code == 0


def test_a_plan_awaits_its_review_since_the_commit_that_brought_it(empty: Path, run: Run) -> None:
    files = without(*AFTER_SELECTION)
    write_union(empty, files)
    committed(empty, "2025-04-15T12:00:00Z")

    assert seen(run, empty, files, "2025-04-20")["waits"][0]["waited_days"] == 5
    files["bureau/selection.yaml"]["selected_on"] = "2025-04-18"
    assert seen(run, empty, files, "2025-04-20")["waits"][0]["waited_days"] == 2


# --- the table --------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(empty: Path) -> Path:
    """A register of a draft, a union that has waited for approval since 25 May, and an approved one."""
    accounts = [{"year": str(year), "revenue": "10000", "rd": "400"} for year in (2023, 2024, 2025)]
    draft = without(*DRAFT, "filing.yaml", files=stranger("draft"))
    write_union(empty, changed({"lead.yaml": [{"path": "accounts", "value": accounts}]}, draft), "draft")
    reviewed = without(*AFTER_REVIEW, files=stranger("reviewed"))
    reviewed["lead.yaml"]["recommender"] = "sector-energy"
    write_union(empty, reviewed, "reviewed")
    write_union(empty, valid_union())
    return empty


def test_what_has_waited_longest_comes_first_and_what_has_time_last(three: Path, run: Run) -> None:
    told = json.loads(run("status", "--format", "json", "--as-of", "2026-03-01").stdout)

    assert [union["slug"] for union in told["unions"]] == ["reviewed", "draft", SLUG]
    assert told["totals"]["unions"] == 3
    assert told["totals"]["awaiting"] == {"applicant": 0, "recommender": 0, "bureau": 2}


def test_the_table_is_aligned_whatever_the_width_of_its_characters(
    three: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("zh_CN.UTF-8", "C.UTF-8"):
        monkeypatch.setenv("LC_ALL", language)
        head, *rows = run("status", "--as-of", "2026-03-01").stdout.split("\n\n")[0].splitlines()
        column = cell_len(head[: head.index("还缺" if language.startswith("zh") else "missing")])
        assert len(rows) == 3
        for row in rows:
            start = next(at for at in range(len(row)) if cell_len(row[:at]) == column)
            assert row[start - 2 : start] == "  "
            assert row[start] != " "


def test_the_table_says_who_for_how_long_and_what_is_missing(
    three: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    table = run("status", "--as-of", "2026-03-01").stdout
    assert "reviewed      已论证  盟科技局  已等 280 天  审定并发函批复" in table
    assert "待填 1 份" in table
    assert "\n联合体 3\n" in table
    assert "牵头单位 0 · 推荐单位 0 · 盟科技局 2 · 只有未到期的 1 · 没有待办 0" in table


@pytest.mark.parametrize(
    ("options", "slugs"),
    [
        (("--recommender", "sector-energy"), ["reviewed"]),
        (("--recommender", "盟能源主管部门"), ["reviewed"]),
        (("--recommender", "锡林浩特市农科局"), ["draft", SLUG]),
        (("--recommender", "science-152531"), []),
        (("--chain", "beef"), ["reviewed", "draft", SLUG]),
        (("--who", "bureau"), ["reviewed", "draft"]),
        (("--who", "recommender"), []),
        (("--who", "bureau", "--recommender", "sector-energy"), ["reviewed"]),
        (("draft", SLUG), ["draft", SLUG]),
        (("unions/draft/lead.yaml",), ["draft"]),
    ],
)
def test_unions_are_chosen_by_recommender_chain_turn_or_name(options: Any, slugs: Any, three: Path, run: Run) -> None:
    result = run("status", "--format", "json", "--as-of", "2026-03-01", *options)

    assert [union["slug"] for union in json.loads(result.stdout)["unions"]] == slugs
    assert run("status", *options).exit_code == 0


@pytest.mark.parametrize("option", ["--recommender", "--chain"])
def test_an_unknown_word_is_refused_with_the_list(option: str, three: Path, run: Run) -> None:
    result = run("status", option, "没有的词")

    assert result.exit_code != 0
    assert "没有的词" in result.stderr
    assert "sector-energy 盟能源主管部门" in result.stderr or option == "--chain"
    assert "beef" in result.stderr or option == "--recommender"


def test_a_register_without_unions_says_so(empty: Path, run: Run) -> None:
    assert "unions 0" in run("status").stdout


@pytest.mark.parametrize("name", sorted(valid_union()))
@pytest.mark.parametrize("raw", [b"", b"- x\n", b"\xff", b"a: [", b"year: x\nwaivers: 1\nanswers: 2\n"])
def test_a_file_in_disorder_is_no_traceback(name: str, raw: bytes, empty: Path, run: Run) -> None:
    write_union(empty, {**valid_union(), name: raw})

    assert run("status", "--as-of", "2026-03-01").exit_code == 0


def test_names_reach_the_terminal_without_control_characters(empty: Path, run: Run) -> None:
    write_union(empty, changed({"union.yaml": [{"path": "name", "value": "联合体\u202e\x1b[31m（示例）"}]}))

    table = run("status").stdout
    assert "\x1b" not in table
    assert "\u202e" not in table


# --- the page's place -------------------------------------------------------------------------------------------------


def test_a_page_is_written_again_but_never_over_somebody_elses_file(three: Path, run: Run, tmp_path: Path) -> None:
    page, other = tmp_path / "out" / "status.html", tmp_path / "letter.html"
    other.write_text("<!doctype html>\n<p>x", encoding="utf-8")

    assert run("status", "--html", str(page)).exit_code == 0
    assert run("status", "--html", str(page), "--recommender", "sector-energy").exit_code == 0
    assert "盟能源主管部门" in page.read_text(encoding="utf-8")
    refused = run("status", "--html", str(other))
    assert refused.exit_code != 0
    assert "--force" in refused.stderr
    assert other.read_text(encoding="utf-8") == "<!doctype html>\n<p>x"
    assert run("status", "--html", str(other), "--force").exit_code == 0
    assert "办理进度" in other.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["site/status.html", "docs/a/status.html", "unions/status.html", "www/a/status.html"])
def test_a_page_never_lies_where_the_public_would_see_it(place: str, three: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / ".unions-site").touch()
    (tmp_path / "link").symlink_to(tmp_path / "www")

    for path in (tmp_path / place, Path(place), tmp_path / "link" / "status.html", tmp_path / "x" / ".." / place):
        refused = run("status", "--html", str(path), "--force")
        assert refused.exit_code != 0
        assert not path.exists()


def test_a_page_and_json_are_not_asked_for_together(three: Path, run: Run, tmp_path: Path) -> None:
    assert run("status", "--html", str(tmp_path / "status.html"), "--format", "json").exit_code == 2
    assert not (tmp_path / "status.html").exists()


def test_a_folder_is_no_page(three: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    assert run("status", "--html", str(tmp_path / "folder"), "--force").exit_code != 0


def test_no_amount_is_in_any_form(empty: Path, run: Run, tmp_path: Path) -> None:
    files = changed(
        {"lead.yaml": [{"path": f"accounts/{i}/{f}", "value": "98765.43"} for i in range(3) for f in ("revenue", "rd")]}
    )
    files["bureau/support.yaml"]["grants"][0]["amount"] = "98765.43"
    write_union(empty, files)
    run("status", "--html", str(tmp_path / "status.html"))

    told = run("status").stdout + run("status", "--format", "json").stdout
    assert "98765" not in told + (tmp_path / "status.html").read_text(encoding="utf-8")


def test_a_commit_without_a_readable_day_is_of_no_day(empty: Path, run: Run) -> None:
    write_union(empty, without(*DRAFT, "lead.yaml"))
    committed(empty, "2025-03-01T12:00:00+08:00")
    (empty / "odd").write_text(
        f"tree {git(empty, 'rev-parse', 'HEAD:')}\nauthor 示例 <a> x +0000\ncommitter 示例 <a> -1 +0000\n\n示例\n",
        "utf-8",
    )
    odd = git(empty, "hash-object", "-t", "commit", "-w", "--literally", "odd")
    git(empty, "reset", "-q", "--hard", odd)

    assert waits(seen(run, empty, {}, "2025-04-01")) == [("applicant", "填齐推荐材料", None)]


def test_a_file_name_with_a_line_separator_is_no_line_of_git(empty: Path, run: Run) -> None:
    write_union(empty, without(*DRAFT, "lead.yaml") | {"a\u2028@b.yaml": "x\n"})
    committed(empty, "2025-03-01T12:00:00+08:00")
    git(empty, "config", "core.quotePath", "false")

    assert waits(seen(run, empty, {}, "2025-04-01")) == [("applicant", "填齐推荐材料", 31)]


def test_a_review_that_cannot_be_read_is_for_the_bureau_to_mend(empty: Path, run: Run) -> None:
    files = without(*AFTER_SELECTION) | {"bureau/review.yaml": "conclusion: [\n"}

    union = seen(run, empty, files, "2025-05-20")

    assert union["status"] == "selected"
    assert "bureau" in {who for who, _, _ in waits(union)}
