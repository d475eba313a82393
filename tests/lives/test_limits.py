"""Limits that move: a waiver that runs out or is void, a number of the regulation that changes next year."""

from __future__ import annotations

from tests.lives.life import Life
from tests.support import SLUG, apply, as_yaml, stranger, valid_union
from union_registry.source.reader import read


def test_a_waiver_runs_out(life: Life) -> None:
    files = valid_union()
    members = files["members.yaml"]["members"]
    files["members.yaml"]["members"] = members[:7]
    life.write("2026-01-10", files)
    assert "member-minimum" in life.check("2026-03-01").not_met

    granted = life.run(
        "record", "waiver", SLUG, "--as-of", "2026-03-01", "--yes", "--set", "rule=member-minimum",
        "--set", "reason=正在商谈新成员", "--set", "document=锡科发〔2026〕示例9号", "--set", "approved_by=盟科技局",
        "--set", "granted_on=2026-03-01", "--set", "until=2026-12-31",
    )  # fmt: skip
    assert granted.exit_code == 0, granted.output
    life.commit("2026-03-01", "a waiver")
    assert "member-minimum" in life.check("2026-02-28").not_met
    assert "member-minimum" in life.check("2026-03-01").waived
    assert "member-minimum" in life.check("2026-12-31").waived
    ended = life.check("2027-01-01")
    assert "member-minimum" in ended.not_met
    assert "到期" in ended.words["member-minimum"]


def test_a_waiver_is_void_when_what_it_was_for_has_changed(life: Life) -> None:
    files = valid_union()
    members = files["members.yaml"]["members"]
    waiver = {
        "rule": "member-minimum", "covers": [{"fact": "members", "value": "7"}], "reason": "正在商谈新成员",
        "document": "锡科发〔2026〕示例9号", "approved_by": "盟科技局", "granted_on": "2026-01-05", "until": "2027-06-30",
    }  # fmt: skip
    files["members.yaml"]["members"] = members[:7]
    life.write("2026-01-10", {**files, "bureau/waivers.yaml": {"waivers": [waiver]}})
    assert "member-minimum" in life.check("2026-02-01").waived

    life.edit("members.yaml", [{"path": "members/6/left_on", "value": "2026-02-10"}])

    assert "member-minimum" in life.check("2026-02-09").waived
    void = life.check("2026-02-10")
    assert "member-minimum" in void.not_met
    assert "失效" in void.words["member-minimum"]


def test_a_number_changes_next_year(life: Life) -> None:
    life.write("2026-01-10", valid_union())
    draft = {name: data for name, data in stranger("sample-next").items()
             if not name.startswith(("bureau/", "annual/", "changes"))}  # fmt: skip
    filing = draft.pop("filing.yaml")
    life.write("2026-12-01", draft, "sample-next")
    path = life.root / "schema/policy/xilingol.yaml"
    policy = read(path.read_bytes()).data
    apply(policy, {"path": "member_minimum/values/1", "value": {"from": "2027-01-01", "value": "12"}})
    told = life.root / "next.yaml"
    told.write_text(as_yaml({"member_minimum": policy["member_minimum"]}), encoding="utf-8")

    before = life.run("impact", "--policy", str(told), "--as-of", "2026-12-01", "--format", "text")
    assert before.exit_code == 0
    path.write_text(as_yaml(policy), encoding="utf-8")
    told.unlink()
    life.commit("2026-12-05", "twelve members from next year on")

    assert "member-minimum" not in life.check("2027-06-01").not_met, "who filed in 2025 keeps eight"
    assert "member-minimum" not in life.check("2026-12-31", "sample-next").not_met
    assert "member-minimum" in life.check("2027-01-01", "sample-next").not_met, "not filed yet: that day's number"
    life.write("2026-12-31", {"filing.yaml": {**filing, "filed_on": "2026-12-31"}}, "sample-next")
    assert "member-minimum" not in life.check("2027-01-01", "sample-next").not_met
    life.write("2027-01-01", {"filing.yaml": {**filing, "filed_on": "2027-01-01"}}, "sample-next")
    late = life.check("2027-01-01", "sample-next")
    assert "member-minimum" in late.not_met
    assert "差 2 家" in late.words["member-minimum"]
