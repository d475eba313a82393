"""From an empty folder to the approval letter, step by step."""

from __future__ import annotations

from tests.lives.life import Life
from tests.support import SLUG, only, valid_union


def test_a_union_is_founded(life: Life) -> None:
    files = valid_union()
    lead = files["members.yaml"]["members"][0]

    started = life.run(
        "new", SLUG, "--sample", "--chain", files["union.yaml"]["chain"], "--lead", lead["name"],
        "--credit-code", lead["credit_code"], "--county", lead["county"],
    )  # fmt: skip
    assert started.exit_code == 0, started.output
    life.commit("2025-03-20", "the blank forms")
    blank = life.check("2025-03-20")
    assert blank.status == "draft"
    assert "form-incomplete" in blank.not_met
    assert {"rd-investment", "plan-complete", "charter-adopted"} <= blank.waiting

    applicant = ("union.yaml", "lead.yaml", "members.yaml")
    unsigned = {**files["members.yaml"], "members": [
        {key: value for key, value in member.items() if key != "signature"} for member in files["members.yaml"]["members"]
    ]}  # fmt: skip
    life.write("2025-04-01", {**{name: files[name] for name in applicant}, "members.yaml": unsigned})
    applied = life.check("2025-04-01")
    assert applied.status == "draft"
    assert applied.not_met == {"form-incomplete", "agreement-signed"}
    assert "plan-complete" in applied.waiting
    assert not {"rd-investment", "local-share", "member-minimum"} & applied.waiting

    life.write("2025-04-08", {"bureau/selection.yaml": files["bureau/selection.yaml"]})
    assert life.check("2025-04-07").status == "draft"
    assert life.check("2025-04-08").status == "selected"

    life.write("2025-04-20", {"plan.yaml": files["plan.yaml"]})
    assert "plan-complete" not in life.check("2025-04-20").waiting | life.check("2025-04-20").not_met

    review = files["bureau/review.yaml"]
    life.write("2025-04-28", {"bureau/review.yaml": {**review, "reviewed_on": "2025-04-28", "conclusion": "revise"}})
    sent_back = life.check("2025-04-28")
    assert sent_back.status == "selected"
    assert "plan-reviewed" in sent_back.not_met

    life.write("2025-05-06", {"bureau/review.yaml": review})
    assert life.check("2025-05-06").status == "reviewed"

    life.write("2025-05-10", {name: files[name] for name in ("charter.yaml", "agreement.yaml")})
    all_but_one = [*files["members.yaml"]["members"][:-1], unsigned["members"][-1]]
    life.write("2025-05-20", {"members.yaml": {"members": all_but_one}})
    nearly = life.check("2025-05-20")
    assert "agreement-signed" in nearly.not_met
    assert nearly.words["agreement-signed"].startswith(f"{len(all_but_one) - 1}/{len(all_but_one)} 家已签")
    assert all_but_one[-1]["name"] in nearly.words["agreement-signed"]

    life.write("2025-05-25", {"members.yaml": files["members.yaml"], "filing.yaml": files["filing.yaml"]})
    filed = life.check("2025-05-25")
    assert filed.status == "reviewed"
    assert filed.clean, filed

    decided = life.run(
        "record", "approval", SLUG, "--as-of", "2025-06-20", "--yes", "--set", "approved_on=2025-06-20",
        "--set", "letter=锡科发〔2025〕示例21号",
    )  # fmt: skip
    assert decided.exit_code == 0, decided.output
    life.commit("2025-06-20", "approved")
    assert life.check("2025-06-19").status == "reviewed"
    approved = life.check("2025-06-20")
    assert approved.status == "approved"
    assert approved.clean, approved
    assert life.run("verdict", SLUG).exit_code == 0


def test_nobody_is_approved_with_a_step_left_out(life: Life) -> None:
    files = valid_union()
    life.write("2025-06-20", {name: data for name, data in files.items() if not name.endswith("review.yaml")})

    seen = life.check("2025-06-20")

    assert seen.status == "approved"
    assert {"plan-reviewed", "steps-in-order"} & seen.not_met
    refused = life.run("record", "approval", SLUG, "--as-of", "2025-06-20", "--yes", "--set", "letter=示例1号")
    assert refused.exit_code != 0


def test_the_verdict_and_status_of_any_day_can_be_asked_for(life: Life) -> None:
    life.write("2025-12-15", valid_union())

    days = ("2025-04-07", "2025-04-08", "2025-05-06", "2025-06-20", "2030-01-01")

    assert [life.check(day).status for day in days] == ["draft", "selected", "reviewed", "approved", "approved"]
    assert only(life.check("2030-01-01").not_met) == "annual-summary"
