"""The yearly summaries: a year on time, a year late, a year never."""

from __future__ import annotations

import json

from tests.lives.life import Life
from tests.support import SLUG, valid_union


def receipt(year: int, bureau: str, recommender: str) -> dict[str, str]:
    return {"year": str(year), "bureau_received_on": bureau, "recommender_received_on": recommender}


def owed(life: Life, day: str) -> list[int]:
    result = life.run("due", "--as-of", day, "--format", "json")
    assert result.exit_code == 0
    return [item["year"] for item in json.loads(result.stdout)["due"] if item["what"] == "annual-summary"]


def test_three_years_on_time_late_and_never(life: Life) -> None:
    files = valid_union()
    summary = files.pop("annual/2025.yaml")
    files.pop("bureau/annual/2025.yaml")
    life.write("2025-06-20", files)
    assert life.check("2025-12-31").clean
    assert "annual-summary" in life.check("2026-01-01").not_met

    life.write("2025-12-20", {"annual/2025.yaml": {**summary, "submitted_on": "2025-12-20"}})
    assert "annual-summary" in life.check("2026-01-01").not_met, "sent is not yet received"
    life.write("2025-12-31", {"bureau/annual/2025.yaml": receipt(2025, "2025-12-31", "2025-12-22")})
    on_time = life.check("2026-01-01")
    assert "annual-summary" not in on_time.not_met | on_time.notes

    later = {**summary, "year": "2026", "submitted_on": "2027-01-01", "problems": []}
    assert life.check("2026-12-31").clean
    assert "annual-summary" in life.check("2027-01-01").not_met
    life.write(
        "2027-01-01", {"annual/2026.yaml": later, "bureau/annual/2026.yaml": receipt(2026, "2027-01-01", "2026-12-31")}
    )
    late = life.check("2027-01-01")
    assert "annual-summary" not in late.not_met
    assert "annual-summary" in late.notes

    assert owed(life, "2027-12-01") == [2027]
    never = life.check("2028-02-29")
    assert "annual-summary" in never.not_met
    assert "逾期 60 天" in never.words["annual-summary"]
    assert owed(life, "2028-02-29") == [2027, 2028]


def test_dissolved_in_its_first_year_it_owes_that_year_and_no_other(life: Life) -> None:
    files = valid_union()
    del files["annual/2025.yaml"], files["bureau/annual/2025.yaml"]
    gone = {"dissolved_on": "2025-12-30", "reason": "withdrawn", "explanation": "成员商定", "document": "示例2号"}
    life.write("2025-12-30", {**files, "bureau/dissolution.yaml": gone})

    assert life.check("2025-12-31").clean
    assert "annual-summary" in life.check("2026-01-01").not_met
    assert owed(life, "2030-01-01") == [2025]
    assert life.check("2030-01-01").status == "dissolved"


def test_approved_on_the_last_day_of_a_year_it_owes_that_year_too(life: Life) -> None:
    files = valid_union()
    del files["annual/2025.yaml"], files["bureau/annual/2025.yaml"], files["bureau/support.yaml"]
    files["bureau/approval.yaml"]["approved_on"] = "2025-12-31"
    life.write("2025-12-31", files, SLUG)

    assert life.check("2025-12-30").status == "reviewed"
    assert life.check("2025-12-31").clean
    assert "annual-summary" in life.check("2026-01-01").not_met
