"""Waivers: what one covers, when it is void, which are about to end, what the public sees of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support import AS_OF, SLUG, Files, changed, findings, new_root, only, stranger, valid_union, write_union
from union_registry.catalogue.published import published
from union_registry.finding import Outcome, Strength
from union_registry.model.union import Union
from union_registry.register import Register
from union_registry.rules import RULES
from union_registry.waiving import covers, ending, running_out

LEAD = valid_union()["members.yaml"]["members"][0]["credit_code"]
OTHER = "sample-other"
MISSED: dict[str, Callable[[Files], None]] = {
    "member-minimum": lambda files: keep(files, 7),
    "lead-platform": lambda files: files["members.yaml"]["members"][0].pop("platforms"),
}


def keep(files: Files, count: int) -> None:
    del files["members.yaml"]["members"][count:]


def waiver(rule: str = "member-minimum", **more: Any) -> dict[str, Any]:
    made = {
        "rule": rule, "covers": [{"fact": "members", "value": "7"}], "reason": "正在商谈新成员",
        "document": "锡科发〔2025〕示例9号", "approved_by": "盟科技局", "granted_on": "2025-06-20", "until": "2027-06-19",
    }  # fmt: skip
    return made | more


def with_waivers(*waivers: dict[str, Any], members: int = 7) -> Files:
    files = valid_union()
    keep(files, members)
    files["bureau/waivers.yaml"] = {"waivers": list(waivers)}
    return files


def opened(folder: Path, files: Files) -> Union:
    root = new_root(folder / "register")
    write_union(root, files)
    return Register(root).open(SLUG).union


def public(folder: Path, files: Files, as_of: date = AS_OF) -> list[dict[str, Any]]:
    root = new_root(folder / "register")
    write_union(root, files)
    (union,) = published(Register(root), as_of)
    return list(union.data.get("bureau/waivers", {}).get("waivers", ()))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.strength is Strength.IN_PRINCIPLE], ids=lambda r: r.id)
def test_a_waiver_for_what_a_finding_gives_waives_that_finding(rule: Any, tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    files = valid_union()
    other = stranger(OTHER)
    if rule.id == "one-lead-one-union":
        other["members.yaml"]["members"][0]["credit_code"] = LEAD
    else:
        MISSED[rule.id](files)
    write_union(root, other, OTHER)
    write_union(root, files)
    missed = only(findings(root, rule.id))
    assert missed.outcome is Outcome.NOT_MET
    files["bureau/waivers.yaml"] = {"waivers": [waiver(rule.id, covers=covers(rule, missed))]}
    write_union(root, files)
    waived = only(findings(root, rule.id))
    assert waived.outcome is Outcome.WAIVED
    assert covers(rule, waived) == covers(rule, missed)


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (1, True), (60, True), (61, False)])
def test_a_waiver_is_about_to_end_from_sixty_days_before_its_last_day(days: int, told: bool, tmp_path: Path) -> None:
    until = (AS_OF + timedelta(days=days)).isoformat()
    union = opened(tmp_path, with_waivers(waiver(until=until)))
    assert [w.until.isoformat() for w in ending(union, AS_OF)] == [until] * told


def test_the_notice_can_be_longer(tmp_path: Path) -> None:
    union = opened(tmp_path, with_waivers(waiver(until="2026-06-01")))
    assert ending(union, AS_OF) == []
    assert len(ending(union, AS_OF, within=92)) == 1


def test_a_leap_day_counts_among_the_sixty(tmp_path: Path) -> None:
    union = opened(tmp_path, with_waivers(waiver(until="2028-03-01")))
    assert ending(union, date(2027, 12, 31)) == []
    assert len(ending(union, date(2028, 1, 1))) == 1


def test_what_ends_soonest_comes_first_and_what_has_no_effect_is_not_listed(tmp_path: Path) -> None:
    union = opened(
        tmp_path,
        with_waivers(
            waiver(until="2026-04-02"),
            waiver("lead-platform", covers=[{"fact": "platforms", "value": "0"}], until="2026-04-01"),
            waiver("local-share", until="2026-03-05"),
            waiver(covers=[{"fact": "platforms", "value": "0"}], until="2026-03-05"),
            waiver(document="", until="2026-03-05"),
            waiver(granted_on="2026-03-02", until="2026-03-05"),
        ),
    )
    assert [w.until.isoformat() for w in ending(union, AS_OF)] == ["2026-04-01", "2026-04-02"]


@pytest.mark.parametrize(("granted_on", "renewed"), [("2026-03-01", True), ("2026-03-21", True), ("2026-03-22", False)])
def test_a_waiver_is_renewed_by_one_that_leaves_no_day_between(granted_on: str, renewed: bool, tmp_path: Path) -> None:
    union = opened(
        tmp_path, with_waivers(waiver(until="2026-03-20"), waiver(granted_on=granted_on, until="2028-03-20"))
    )
    assert bool(running_out(union, AS_OF)) is not renewed


@pytest.mark.parametrize(("dissolved_on", "listed"), [("2026-03-01", 0), ("2026-03-02", 1)])
def test_of_a_dissolved_union_none_is_about_to_end(dissolved_on: str, listed: int, tmp_path: Path) -> None:
    files = with_waivers(waiver(until="2026-03-31"))
    files["bureau/dissolution.yaml"] = {
        "dissolved_on": dissolved_on, "reason": "withdrawn", "explanation": "成员商定解散", "document": "锡科发〔2026〕示例2号",
    }  # fmt: skip
    assert len(ending(opened(tmp_path, files), AS_OF)) == listed


def test_a_dissolved_union_is_not_told_that_its_waiver_ends(tmp_path: Path) -> None:
    files = with_waivers(waiver(until="2026-03-31"))
    files["bureau/dissolution.yaml"] = {
        "dissolved_on": "2026-02-20", "reason": "withdrawn", "explanation": "成员商定解散", "document": "锡科发〔2026〕示例2号",
    }  # fmt: skip
    root = new_root(tmp_path / "register")
    write_union(root, files)
    found = only(findings(root, "member-minimum"))
    assert found.outcome is Outcome.WAIVED
    assert "到期" not in found.message.zh
    assert "days left" not in found.message.en


def test_the_message_of_a_void_waiver_says_in_both_languages_what_changed(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, with_waivers(waiver(), members=6))
    found = only(findings(root, "member-minimum"))
    assert found.outcome is Outcome.NOT_MET
    assert found.message.zh.endswith("；原豁免（锡科发〔2025〕示例9号）针对成员 7 家，现为 6 家，已失效")
    assert found.message.en.endswith("; void is the waiver (锡科发〔2025〕示例9号) for members: 7, now 6")
    assert found.fix
    assert "waived_until" not in found.facts


def test_the_page_shows_what_a_waiver_covers_while_it_holds(tmp_path: Path) -> None:
    (shown,) = public(tmp_path, with_waivers(waiver()))
    assert (shown["standing"], shown["covered"]) == ("holds", ["成员 7 家"])
    assert {"reason", "document", "approved_by", "granted_on", "until"} <= shown.keys()


@pytest.mark.parametrize(("members", "now"), [(6, "6"), (10, "10")])
def test_the_page_shows_a_waiver_as_void_when_its_fact_has_changed(members: int, now: str, tmp_path: Path) -> None:
    (shown,) = public(tmp_path, with_waivers(waiver(), members=members))
    assert (shown["standing"], shown["covered"]) == ("void", [f"成员 7 家，现为 {now} 家"])


@pytest.mark.parametrize(
    ("granted_on", "until", "standings"),
    [
        ("2026-03-01", "2027-03-01", ["holds"]),
        ("2026-03-02", "2027-03-01", []),
        ("2025-06-20", "2026-03-01", ["holds"]),
        ("2025-06-20", "2026-02-28", ["ended"]),
    ],
)
def test_the_page_shows_a_waiver_from_its_first_day_and_as_ended_after_its_last(
    granted_on: str, until: str, standings: list[str], tmp_path: Path
) -> None:
    shown = public(tmp_path, with_waivers(waiver(granted_on=granted_on, until=until)))
    assert [item["standing"] for item in shown] == standings


@pytest.mark.parametrize(
    "useless", [waiver("local-share"), waiver(covers=[{"fact": "platforms", "value": "0"}])], ids=["a must", "a fact"]
)
def test_the_page_leaves_out_a_waiver_without_effect(useless: dict[str, Any], tmp_path: Path) -> None:
    shown = public(tmp_path, with_waivers(useless, waiver(document="锡科发〔2025〕示例10号")))
    assert [item["document"] for item in shown] == ["锡科发〔2025〕示例10号"]


def test_hostile_words_in_a_waiver_are_only_words(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    files = with_waivers(waiver(reason="{until}{0}{reason!r}", document="{x}"), waiver("{rule}"))
    files["bureau/waivers.yaml"]["waivers"].append(waiver(covers=[{"fact": "{fact}", "value": "{value}"}]))
    write_union(root, changed({}, files))
    found = only(findings(root, "member-minimum"))
    assert found.message.zh.endswith("（{x}）：{until}{0}{reason!r}")
    assert "就 {fact} 豁免" in only(findings(root, "form-waiver-fact")).message.zh
