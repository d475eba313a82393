"""What changes after approval: a member leaves a running project, the lead changes."""

from __future__ import annotations

from tests.lives.life import Life
from tests.support import SLUG, stranger, valid_union

LEAVING = 3  # a breeding company with a task and money in the union's project


def test_a_member_leaves_in_the_middle_of_a_project(life: Life) -> None:
    files = valid_union()
    unit = files["members.yaml"]["members"][LEAVING]
    life.write("2026-01-10", files)
    before = life.check("2026-04-30")

    life.edit("members.yaml", [{"path": f"members/{LEAVING}", "remove": True}])
    vanished = life.check("2026-05-01", base="main")
    assert "changes-recorded" in vanished.not_met
    assert any(unit["name"] in change for change in vanished.changes)

    life.lay({"members.yaml": files["members.yaml"]})
    life.edit("members.yaml", [{"path": f"members/{LEAVING}/left_on", "value": "2026-05-01"}])
    unrecorded = life.check("2026-05-01", base="main")
    assert {"changes-recorded", "project-application"} <= unrecorded.not_met
    assert life.check("2026-04-30").not_met == before.not_met, "until then it is a member"

    entry = {"on": "2026-05-01", "kind": "member_left", "unit": unit["credit_code"], "summary": f"{unit['name']}退出",
             "charter_article": "第九条"}  # fmt: skip
    life.lay({"changes.yaml": {"changes": [*files["changes.yaml"]["changes"], entry]}})
    recorded = life.check("2026-05-01", base="main")
    assert "changes-recorded" not in recorded.not_met
    assert "project-application" in recorded.not_met

    entry["application"] = "锡牛联〔2026〕示例5号"
    life.lay({"changes.yaml": {"changes": [*files["changes.yaml"]["changes"], entry]}})
    applied = life.check("2026-05-01", base="main")
    assert applied.not_met == before.not_met
    life.commit("2026-05-02", "a member has left")
    assert life.check("2026-05-02").not_met == before.not_met, "nor is anything left to do without the comparison"


def test_a_new_lead_dissolves_the_union_and_founds_another(life: Life) -> None:
    files = valid_union()
    life.write("2026-01-10", files)
    members = files["members.yaml"]["members"]
    others = [member for number, member in enumerate(members) if number not in (0, LEAVING)]
    swapped = [{**members[LEAVING], "tier": "lead"}, {**members[0], "tier": "core"}, *others]

    life.lay({"members.yaml": {"members": swapped}})
    changed = life.check("2026-03-01", base="main")
    assert "name-and-lead-kept" in changed.not_met
    assert "解散" in changed.words["name-and-lead-kept"]

    life.git("checkout", "--quiet", "--", ".")
    life.lay({"union.yaml": {**files["union.yaml"], "name": "锡林郭勒盟好牛重点产业链创新联合体（示例）"}})
    assert "name-and-lead-kept" in life.check("2026-03-01", base="main").not_met

    life.git("checkout", "--quiet", "--", ".")
    heir = stranger("sample-heir")
    heir["union.yaml"]["predecessor"] = SLUG
    for name in [name for name in heir if name.startswith(("bureau/", "annual/", "changes"))]:
        del heir[name]
    life.write("2026-03-10", heir, "sample-heir")
    assert life.check("2026-03-10", "sample-heir").status == "draft"

    dissolved = life.run(
        "record", "dissolution", SLUG, "--as-of", "2026-03-20", "--yes", "--set", "dissolved_on=2026-03-20",
        "--set", "reason=lead_changed", "--set", "explanation=牵头单位变更，成员另建联合体",
        "--set", "document=锡科发〔2026〕示例30号", "--set", "successor=sample-heir",
    )  # fmt: skip
    assert dissolved.exit_code == 0, dissolved.output
    life.commit("2026-03-20", "dissolved")
    assert life.check("2026-03-19").status == "approved"
    ended = life.check("2026-03-20", base="HEAD~1")
    assert ended.status == "dissolved"
    assert not {"name-and-lead-kept", "changes-recorded"} & ended.not_met
    assert "name-and-lead-kept" not in life.check("2026-03-20", "sample-heir").not_met
