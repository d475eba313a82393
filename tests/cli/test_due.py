"""`unions due`: who owes what, since when or in how many days, in five forms."""

from __future__ import annotations

import importlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.sites import REPOSITORY
from tests.support import Files, changed, stranger, write_union
from union_registry import clock

NEVER: dict[str, list[dict[str, Any]]] = {
    "annual/2025.yaml": [{"delete": True}],
    "bureau/annual/2025.yaml": [{"delete": True}],
}


def items(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """What `--format json` lists, held to its published schema."""
    result = run("due", "--format", "json", *arguments)
    assert result.exit_code == 0
    listed = json.loads(result.stdout)
    Draft202012Validator(json.loads((REPOSITORY / "schema/due.schema.json").read_text("utf-8"))).validate(listed)
    due: list[dict[str, Any]] = listed["due"]
    return due


def short(listed: list[dict[str, Any]]) -> list[tuple[str, str, str, int]]:
    return [(due["slug"], due["what"], due["standing"], due["days"]) for due in listed]


def supervised(*asked: dict[str, str]) -> Files:
    return changed({"bureau/annual/2025.yaml": [{"path": "supervision", "value": list(asked)}]})


def waived(*until: str) -> dict[str, Any]:
    one = {
        "rule": "member-minimum", "covers": [{"fact": "members", "value": "7"}], "reason": "正在签约",
        "document": "锡科发〔2025〕示例9号", "approved_by": "盟科技局", "granted_on": "2025-06-20",
    }  # fmt: skip
    return {"waivers": [{**one, "until": day} for day in until]}


def test_what_is_owed_comes_oldest_first_with_its_days(empty: Path, run: Run) -> None:
    write_union(empty, changed({}), "sample-early")
    write_union(empty, changed(NEVER, stranger("sample-never")), "sample-never")

    assert short(items(run, "--as-of", "2026-12-01")) == [
        ("sample-never", "annual-summary", "missing", -335),
        ("sample-early", "annual-summary", "due", 30),
        ("sample-never", "annual-summary", "due", 30),
    ]
    text = run("due", "--as-of", "2026-12-01").stdout
    assert "✗ 2025-12-31 已逾期 335 天 · 2025 年度总结 · " in text
    assert "○ 2026-12-31 还有 30 天 · 2026 年度总结 · " in text
    assert "锡林浩特市农科局" in text
    assert "○ 2026-12-31 今天到期 · 2026 年度总结 · " in run("due", "--as-of", "2026-12-31").stdout


def test_all_lists_what_was_received_too_on_time_or_late(empty: Path, run: Run) -> None:
    write_union(empty, changed({}), "sample-early")
    late = [{"path": "bureau_received_on", "value": "2026-01-03"}]
    write_union(empty, changed({"bureau/annual/2025.yaml": late}, stranger("sample-late")), "sample-late")

    assert short(items(run, "--as-of", "2026-03-01", "--all", "--year", "2025")) == [
        ("sample-early", "annual-summary", "on-time", 16),
        ("sample-late", "annual-summary", "late", -3),
    ]
    assert items(run, "--as-of", "2026-03-01", "--year", "2025") == []
    text = run("due", "--as-of", "2026-03-01", "--all").stdout
    assert "2026-01-03 才办，迟 3 天" in text
    assert "2025-12-15 按时办妥" in text


@pytest.mark.parametrize("recommender", ["science-152502", "锡林浩特市农科局"])
def test_a_recommender_sees_its_own(empty: Path, run: Run, recommender: str) -> None:
    write_union(empty, changed({}), "sample-ours")
    other = [{"path": "recommender", "value": "science-152525"}]
    write_union(empty, changed({"lead.yaml": other}, stranger("sample-theirs")), "sample-theirs")

    listed = items(run, "--as-of", "2026-03-01", "--recommender", recommender)

    assert {due["slug"] for due in listed} == {"sample-ours"}


def test_an_unknown_recommender_is_told_who_there_is(empty: Path, run: Run) -> None:
    result = run("due", "--recommender", "无此局")
    assert result.exit_code
    assert "science-152502" in result.stderr


@pytest.mark.parametrize(
    ("moment", "standing", "days"),
    [("2026-12-31T15:59:59", "due", 0), ("2026-12-31T16:00:00", "missing", -1)],
)
def test_the_day_turns_at_midnight_in_shanghai(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch, moment: str, standing: str, days: int
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Clock)
    write_union(empty, changed({}))

    assert [due[2:] for due in short(items(run, "--year", "2026"))] == [(standing, days)]


@pytest.mark.parametrize(
    ("asked", "standing", "days"),
    [
        ({"due_on": "2026-03-01"}, "due", 0),
        ({"due_on": "2026-02-28"}, "missing", -1),
        ({"due_on": "2026-02-28", "done_on": "2026-02-28"}, "on-time", 0),
        ({"due_on": "2026-02-10", "done_on": "2026-02-12"}, "late", -2),
        ({"due_on": "2026-02-10", "outcome": "已补报"}, "on-time", 0),
        ({"due_on": "2026-02-10", "done_on": "2026-03-02"}, "missing", -19),
    ],
)
def test_what_the_bureau_asked_is_due(empty: Path, run: Run, asked: dict[str, str], standing: str, days: int) -> None:
    write_union(empty, supervised({"asked_on": "2026-01-05", "asked": "补报进度", **asked}))

    (due,) = items(run, "--as-of", "2026-03-01", "--what", "supervision", "--all")

    assert (due["standing"], due["days"], due["year"], due["number"]) == (standing, days, 2025, 1)
    assert due["about"] == "补报进度"


def test_what_has_no_day_or_was_asked_later_is_not_due(empty: Path, run: Run) -> None:
    asked = [
        {"asked_on": "2026-01-05", "asked": "加强协调"},
        {"asked_on": "2026-03-02", "asked": "补报", "due_on": "2026-04-01"},
    ]
    write_union(empty, supervised(*asked))
    assert items(run, "--as-of", "2026-03-01", "--what", "supervision") == []


@pytest.mark.parametrize(
    ("until", "days"),
    [
        (["2026-04-30"], [60]),
        (["2026-05-01"], []),
        (["2026-03-01"], [0]),
        (["2026-02-28"], []),
        (["2026-04-30", "2027-04-30"], []),
    ],
)
def test_a_waiver_is_due_sixty_days_before_its_end_unless_another_follows(
    empty: Path, run: Run, until: list[str], days: list[int]
) -> None:
    write_union(empty, changed({}) | {"bureau/waivers.yaml": waived(*until)})
    assert [due["days"] for due in items(run, "--as-of", "2026-03-01", "--what", "waiver")] == days


@pytest.mark.parametrize(
    ("ends_on", "more", "found"),
    [
        ("2026-02-28", {}, [("missing", -1)]),
        ("2026-03-01", {}, [("due", 0)]),
        ("2026-04-30", {}, [("due", 60)]),
        ("2026-05-01", {}, []),
        ("2026-02-28", {"completed_on": "2026-02-20"}, []),
    ],
)
def test_a_project_is_due_when_its_last_day_comes_and_its_end_is_not_on_record(
    empty: Path, run: Run, ends_on: str, more: dict[str, str], found: list[tuple[str, int]]
) -> None:
    files = changed({"bureau/support.yaml": [{"path": "grants/0/project/ends_on", "value": ends_on}]})
    files["bureau/support.yaml"]["grants"][0]["project"] |= more
    write_union(empty, files)
    listed = items(run, "--as-of", "2026-03-01", "--what", "project")
    assert [(due["standing"], due["days"]) for due in listed] == found


def test_a_dissolved_union_owes_its_summaries_and_nothing_else(empty: Path, run: Run) -> None:
    files = supervised({"asked_on": "2026-01-05", "asked": "补报进度", "due_on": "2026-01-31"})
    files |= {"bureau/waivers.yaml": waived("2026-04-30")}
    files["bureau/dissolution.yaml"] = {
        "dissolved_on": "2026-02-28", "reason": "withdrawn", "explanation": "成员商定", "document": "锡科发〔2026〕示例2号",
    }  # fmt: skip
    write_union(empty, files)
    assert short(items(run, "--as-of", "2026-03-01")) == [("sample-valid", "annual-summary", "due", 305)]
    assert short(items(run, "--as-of", "2027-03-01")) == [("sample-valid", "annual-summary", "missing", -60)]


@pytest.mark.parametrize("day", ["2025-12-31", "2025-12-01"])
def test_who_is_approved_in_december_owes_that_year(empty: Path, run: Run, day: str) -> None:
    write_union(empty, changed({**NEVER, "bureau/approval.yaml": [{"path": "approved_on", "value": day}]}))
    assert short(items(run, "--as-of", "2026-01-01"))[0] == ("sample-valid", "annual-summary", "missing", -1)
    assert items(run, "--as-of", "2025-11-30") == []


def test_what_cannot_be_read_is_told_and_hides_nothing_else(empty: Path, run: Run) -> None:
    write_union(empty, supervised({"asked_on": "2026-01-05", "asked": "补报进度", "due_on": "月底"}))
    broken = [{"path": "approved_on", "value": "去年"}]
    write_union(empty, changed({"bureau/approval.yaml": broken}, stranger("sample-broken")), "sample-broken")

    result = run("due", "--as-of", "2026-03-01", "--format", "json")

    assert result.exit_code == 0
    assert short(json.loads(result.stdout)["due"]) == [("sample-valid", "annual-summary", "due", 305)]
    assert "unions/sample-valid/bureau/annual/2025.yaml" in result.stderr
    assert "unions/sample-broken/bureau/approval.yaml" in result.stderr


def test_a_deadline_that_not_every_year_has_is_refused(empty: Path, run: Run) -> None:
    policy = empty / "schema/policy/xilingol.yaml"
    policy.write_text(policy.read_text("utf-8").replace("value: 12-31", "value: 02-29"), encoding="utf-8")
    write_union(empty, changed({}))
    result = run("due", "--as-of", "2028-03-01")
    assert result.exit_code
    assert "02-29" in result.stderr


def test_what_is_owed_follows_the_policy_in_force_at_filing(empty: Path, run: Run) -> None:
    policy = empty / "schema/policy/xilingol.yaml"
    later = "value: 12-31\n    - from: 2025-06-01\n      value: 11-30\n"
    policy.write_text(policy.read_text("utf-8").replace("value: 12-31\n", later), encoding="utf-8")
    write_union(empty, changed({}), "sample-before")
    filed = [{"path": "filed_on", "value": "2025-06-02"}]
    write_union(empty, changed({"filing.yaml": filed}, stranger("sample-after")), "sample-after")

    listed = items(run, "--as-of", "2026-03-01")

    assert [(due["slug"], due["due_on"]) for due in listed] == [
        ("sample-after", "2026-11-30"), ("sample-before", "2026-12-31"),
    ]  # fmt: skip


def test_nothing_due_says_so(empty: Path, run: Run) -> None:
    result = run("due")
    assert result.exit_code == 0
    assert "没有到期事项" in result.stdout


HOSTILE = "甲, 乙; 丙\\丁"


def test_the_calendar_has_a_day_for_each_with_alarms(empty: Path, run: Run) -> None:
    asked = "补报进度\r\nEND:VEVENT\nBEGIN:VALARM, 速办；再报"
    files = supervised({"asked_on": "2026-01-05", "asked": asked.replace("\r", ""), "due_on": "2026-03-31"})
    files["union.yaml"]["name"] = HOSTILE
    write_union(empty, files)

    written = run("due", "--as-of", "2026-03-01", "--format", "ics").stdout_bytes

    assert written == run("due", "--as-of", "2026-03-01", "--format", "ics").stdout_bytes
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    read = Calendar.from_ical(written)
    supervision, summary = read.walk("VEVENT")
    assert str(summary["SUMMARY"]) == f"2026 年度总结：{HOSTILE}"
    assert str(summary["UID"]) == "sample-valid-annual-summary-2026-0"
    assert summary["DTSTART"].dt.isoformat() == "2026-12-31"
    assert written.count(b"DTSTART;VALUE=DATE:") == 2
    assert summary["DTSTAMP"].dt == datetime(2026, 1, 1, tzinfo=UTC)
    assert [alarm["TRIGGER"].dt for alarm in summary.walk("VALARM")] == [timedelta(days=-30), timedelta(days=-7)]
    assert summary["CATEGORIES"].to_ical().decode() == "年度总结,锡林浩特市农科局"
    assert "END:VEVENT\nBEGIN:VALARM, 速办；再报" in str(supervision["DESCRIPTION"])
    assert len(re.findall(rb"^BEGIN:VALARM", written, re.M)) == 4, "an alarm that somebody typed is text"


def test_what_is_received_keeps_its_place_in_the_calendar_and_rings_no_more(empty: Path, run: Run) -> None:
    write_union(empty, changed({}))
    before, after = (
        Calendar.from_ical(run("due", "--as-of", day, "--year", "2025", "--all", "--format", "ics").stdout_bytes)
        for day in ("2025-12-01", "2026-03-01")
    )
    (owed,), (received,) = before.walk("VEVENT"), after.walk("VEVENT")
    assert owed["UID"] == received["UID"]
    assert owed["SEQUENCE"] < received["SEQUENCE"]
    assert str(received["SUMMARY"]).startswith("✓ ")
    assert received.walk("VALARM") == []


def test_the_tick_list_holds_what_is_public_and_no_markup_of_others(empty: Path, run: Run) -> None:
    files = supervised({"asked_on": "2026-01-05", "asked": "不公开的要求", "due_on": "2026-03-31"})
    files["union.yaml"]["name"] = "<script>@bureau [x](http://甲)（示例）"
    write_union(empty, files)

    text = run("due", "--as-of", "2026-03-01", "--all", "--format", "markdown").stdout

    assert "不公开的要求" not in text
    assert "农科局" not in text
    assert "<script>" not in text
    assert "@bureau" not in text
    assert "](" not in text
    assert "- [x] " in text
    assert "- [ ] " in text


def test_the_tick_list_is_the_same_until_something_happens(empty: Path, run: Run) -> None:
    write_union(empty, changed(NEVER))

    def listed(day: str) -> str:
        return run("due", "--as-of", day, "--all", "--year", "2025", "--format", "markdown").stdout

    assert listed("2025-11-01") == listed("2025-12-31")
    assert listed("2025-12-31") != listed("2026-01-01") == listed("2026-02-01")
    assert listed("2026-01-01").startswith("<!-- union-registry due 2025 -->\n")


def test_a_list_too_long_for_an_issue_says_how_much_is_left_out(empty: Path, run: Run) -> None:
    duelist = importlib.import_module("union_registry.report.duelist")
    for number in range(3):
        write_union(empty, changed({}, stranger(f"sample-{number}")), f"sample-{number}")
    whole = run("due", "--as-of", "2026-03-01", "--format", "markdown").stdout
    assert whole.count("- [ ]") == 3

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duelist, "_LIMIT", 180)
        text = run("due", "--as-of", "2026-03-01", "--format", "markdown").stdout

    assert "……另有" in text
    assert 0 < text.count("- [ ]") < 3
    assert "3 owed" in text
