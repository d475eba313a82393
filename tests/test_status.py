"""How far a union has come follows from the bureau's records and their dates, as of a day; nobody types it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support import Files, changed, new_root, valid_union, verdict, write_union

DISSOLUTION = {"dissolved_on": "2026-02-01", "reason": "withdrawn", "explanation": "成员商定", "document": "示例2号"}


def status(folder: Path, files: Files, day: str) -> str:
    root = new_root(folder / "register")
    write_union(root, files)
    return str(verdict(root, as_of=date.fromisoformat(day)).status)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-04-07", "draft"),
        ("2025-04-08", "selected"),
        ("2025-05-05", "selected"),
        ("2025-05-06", "reviewed"),
        ("2025-06-19", "reviewed"),
        ("2025-06-20", "approved"),
        ("2026-01-31", "approved"),
        ("2026-02-01", "dissolved"),
        ("2036-02-01", "dissolved"),
    ],
)
def test_each_step_counts_from_its_own_day(day: str, expected: str, tmp_path: Path) -> None:
    assert status(tmp_path, {**valid_union(), "bureau/dissolution.yaml": DISSOLUTION}, day) == expected


@pytest.mark.parametrize("conclusion", ["revise", "rejected"])
def test_a_review_that_did_not_pass_is_no_review(conclusion: str, tmp_path: Path) -> None:
    files = changed(
        {
            "bureau/review.yaml": [{"path": "conclusion", "value": conclusion}],
            "bureau/approval.yaml": [{"delete": True}],
        }
    )

    assert status(tmp_path, files, "2026-03-01") == "selected"


def test_what_was_never_approved_cannot_be_dissolved(tmp_path: Path) -> None:
    files: dict[str, Any] = changed({"bureau/approval.yaml": [{"delete": True}]})

    assert status(tmp_path, {**files, "bureau/dissolution.yaml": DISSOLUTION}, "2026-03-01") == "reviewed"


@pytest.mark.parametrize("value", ["2025.6.20", "去年", True, ["2025-06-20"]])
def test_a_record_whose_date_cannot_be_read_does_not_count(value: Any, tmp_path: Path) -> None:
    files = changed({"bureau/approval.yaml": [{"path": "approved_on", "value": value}]})

    assert status(tmp_path, files, "2026-03-01") == "reviewed"


@pytest.mark.parametrize(
    "raw", ["approved_on: 2025-06-20\n", "approved_on: 2025-06-20\nletter: x\nletter: y\n", "", "- x\n"]
)
def test_a_record_in_disorder_is_a_finding_whatever_the_status(raw: str, tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, {**valid_union(), "bureau/approval.yaml": raw})

    found = verdict(root)

    assert found.fails
    assert any((f.file or "").endswith("bureau/approval.yaml") for f in found.findings if f.rule.startswith("form-"))
