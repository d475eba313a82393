"""The day counts: filing, joining and leaving, dissolution."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support import SLUG, changed, findings, new_root, only, valid_union, verdict, write_union
from union_registry import engine
from union_registry.rules.a3_members import MEMBER_MINIMUM

# The number of members changes for those who file from October 2026 on.
LATER = {
    "policy/xilingol.yaml": [
        {"path": "member_minimum/values/1", "value": {"from": "2026-10-01", "value": "20"}},
    ]
}


def test_a_day_before_filing_is_judged_by_that_days_policy(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register", LATER)
    write_union(root, changed({"filing.yaml": [{"path": "filed_on", "value": "2026-11-01"}]}))
    (before,) = findings(root, "member-minimum", as_of=date(2026, 9, 30))
    (after,) = findings(root, "member-minimum", as_of=date(2026, 11, 1))
    assert before.facts["minimum"].value == 8
    assert after.facts["minimum"].value == 20


def test_who_filed_before_keeps_the_number_of_that_day(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register", LATER)
    write_union(root, valid_union())
    (finding,) = findings(root, "member-minimum", as_of=date(2027, 6, 1))
    assert finding.facts["minimum"].value == 8


@pytest.mark.parametrize(
    ("since", "until", "judged"),
    [("2025-05-25", None, True), ("2025-05-26", None, False), (None, "2025-05-25", True), (None, "2025-05-24", False)],
)
def test_a_rule_with_dates_holds_for_those_who_filed_within_them(
    since: str | None, until: str | None, judged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, valid_union())  # filed on 2025-05-25
    dates = {name: date.fromisoformat(day) for name, day in (("since", since), ("until", until)) if day}
    monkeypatch.setattr(engine, "RULES", (replace(MEMBER_MINIMUM, **dates),))
    assert bool(findings(root, "member-minimum", as_of=date(2027, 6, 1))) is judged


def test_a_dissolved_union_is_judged_as_it_stood_on_its_last_day(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    files = valid_union()
    members = files["members.yaml"]["members"]
    files["bureau/dissolution.yaml"] = {
        "dissolved_on": "2026-06-30", "reason": "withdrawn", "explanation": "完成任务", "document": "示例〔2026〕1号",
    }  # fmt: skip
    for member in members[1:4]:
        member["left_on"] = "2026-07-01"
    write_union(root, files)
    (finding,) = findings(root, "member-minimum", as_of=date(2030, 1, 1))
    assert finding.outcome == "met"
    assert finding.facts["members"].value == len(members)
    assert verdict(root, as_of=date(2030, 1, 1)).status == "dissolved"


def test_its_last_summary_is_still_owed(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    files = valid_union()
    files["bureau/dissolution.yaml"] = {
        "dissolved_on": "2026-06-30", "reason": "withdrawn", "explanation": "完成任务", "document": "示例〔2026〕1号",
    }  # fmt: skip
    write_union(root, files)
    overdue = only(findings(root, "annual-summary", as_of=date(2027, 1, 1)), lambda f: f.outcome == "not-met")
    assert overdue.facts["year"].value == "2026"
    assert overdue.facts["days"].value == 1


def test_the_lead_cannot_leave(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, changed({"members.yaml": [{"path": "members/0/left_on", "value": "2026-01-01"}]}))
    (finding,) = findings(root, "form-lead-left")
    assert finding.outcome == "not-met"
    assert finding.file == f"unions/{SLUG}/members.yaml"


def test_nobody_leaves_before_joining(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    edits = [
        {"path": "members/2/joined_on", "value": "2026-02-02"},
        {"path": "members/2/left_on", "value": "2026-02-01"},
    ]
    write_union(root, changed({"members.yaml": edits}))
    assert findings(root, "form-dates")
    edits[1]["value"] = "2026-02-02"
    write_union(root, changed({"members.yaml": edits}))
    assert not findings(root, "form-dates")


def test_forms_are_found_however_much_lies_around_them(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    folder = write_union(root, valid_union())
    for number in range(400):
        (folder / f"a{number}.txt").write_text("x", encoding="utf-8")
    found = [finding.rule for finding in verdict(root).findings]
    assert "form-too-many-files" in found
    assert "form-missing-file" not in found


PROJECT = "grants/0/project"
SUPERVISION = {"asked_on": "2026-02-01", "asked": "补齐年度计划"}


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("bureau/support.yaml", {"path": f"{PROJECT}/ends_on", "value": "2025-09-11"}),
        (
            "bureau/support.yaml",
            {
                "path": f"{PROJECT}/termination",
                "value": {"terminated_on": "2026-02-01", "cause": "other", "document": "示例1号", "recovered": "5",
                          "recovered_on": "2026-01-31"},
            },
        ),
        ("bureau/annual/2025.yaml", {"path": "supervision", "value": [{**SUPERVISION, "due_on": "2026-01-31"}]}),
        (
            "bureau/annual/2025.yaml",
            {"path": "supervision", "value": [{**SUPERVISION, "outcome": "已补", "done_on": "2026-01-31"}]},
        ),
        (
            "bureau/conduct.yaml",
            {
                "path": "decisions",
                "value": [{"credit_code": "91152525QQ8N1E644L", "document": "示例2号", "summary": "通报批评",
                           "starts_on": "2026-01-02", "ends_on": "2026-01-01"}],
            },
        ),
    ],
)  # fmt: skip
def test_nothing_ends_before_it_starts(tmp_path: Path, name: str, edit: dict[str, Any]) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, changed({name: [edit]}))
    (finding,) = findings(root, "form-dates-reversed")
    assert finding.outcome == "not-met"
    assert finding.file == f"unions/{SLUG}/{name}"
    assert finding.line is not None


def test_what_ends_on_the_day_it_starts_is_in_order(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    supervision = {**SUPERVISION, "due_on": "2026-02-01", "outcome": "已补", "done_on": "2026-02-01"}
    write_union(
        root,
        changed(
            {
                "bureau/support.yaml": [{"path": f"{PROJECT}/ends_on", "value": "2025-09-12"}],
                "bureau/annual/2025.yaml": [{"path": "supervision", "value": [supervision]}],
            }
        ),
    )
    assert not findings(root, "form-dates-reversed")


@pytest.mark.parametrize(("dissolved_on", "fault"), [("2025-06-19", True), ("2025-06-20", False)])
def test_a_union_dissolves_on_the_day_of_its_approval_at_the_earliest(
    tmp_path: Path, dissolved_on: str, fault: bool
) -> None:
    root = new_root(tmp_path / "register")
    gone = {"dissolved_on": dissolved_on, "reason": "withdrawn", "explanation": "成员商定", "document": "示例3号"}
    write_union(root, {**valid_union(), "bureau/dissolution.yaml": gone})
    assert bool(findings(root, "form-dissolved-unapproved")) is fault
    assert verdict(root).status == "dissolved"


def test_what_was_never_approved_cannot_be_dissolved(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    gone = {"dissolved_on": "2026-01-05", "reason": "withdrawn", "explanation": "成员商定", "document": "示例3号"}
    write_union(root, {**changed({"bureau/approval.yaml": [{"delete": True}]}), "bureau/dissolution.yaml": gone})
    assert findings(root, "form-dissolved-unapproved")
    assert verdict(root).status == "reviewed"
