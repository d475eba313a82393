"""What of a union is published on a day, and which approvals stop the site."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from tests.support import AS_OF, SLUG, Files, new_root, valid_union, write_union
from union_registry.catalogue.overview import Overview
from union_registry.catalogue.published import PublishedUnion, Unpublishable, published
from union_registry.register import Register

LATER = "2026-06-01"


def shown(folder: Path, files: Files) -> PublishedUnion:
    root = new_root(folder / "register")
    write_union(root, files)
    (union,) = published(Register(root), AS_OF)
    return union


def test_the_count_of_members_is_that_of_the_condition(tmp_path: Path) -> None:
    files = valid_union()
    members = files["members.yaml"]["members"]
    members.append(deepcopy(members[3]))
    members[4]["joined_on"] = LATER
    members[5]["left_on"] = LATER
    union = shown(tmp_path, files)
    (minimum,) = (condition for condition in union.conditions if condition.rule == "member-minimum")
    entry, listed = Overview(AS_OF).add(union)
    assert minimum.facts["members"][0] == str(entry.member_count) == str(len(members) - 2)
    assert members[4]["name"] not in [member.name for member in listed]
    assert LATER not in str(union.data["members"])


def test_the_lead_is_named_even_if_it_joins_later(tmp_path: Path) -> None:
    files = valid_union()
    files["members.yaml"]["members"][0]["joined_on"] = LATER
    assert Overview(AS_OF).add(shown(tmp_path, files))[0].lead == files["members.yaml"]["members"][0]["name"]


def test_what_is_dated_later_is_not_there(tmp_path: Path) -> None:
    files = valid_union()
    files["bureau/review.yaml"]["reviewed_on"] = LATER
    files["changes.yaml"]["changes"][0]["on"] = LATER
    assert LATER not in str(shown(tmp_path, files).data)


def test_neither_a_sanction_nor_a_project_leaves_a_trace(tmp_path: Path) -> None:
    files = valid_union()
    sanction = {
        "credit_code": files["members.yaml"]["members"][2]["credit_code"],
        "document": "示例处〔2025〕1号",
        "summary": "警告",
        "starts_on": "2025-12-01",
        "ends_on": "2026-11-30",
    }
    files["bureau/conduct.yaml"] = {"decisions": [sanction]}
    files["bureau/support.yaml"]["grants"][0]["amount"] = "61"
    without = valid_union()
    del without["bureau/conduct.yaml"], without["bureau/support.yaml"]
    assert shown(tmp_path / "with", files) == shown(tmp_path / "without", without)


@pytest.mark.parametrize("spoil", ["link", "mode", "empty", "half"])
def test_an_approval_that_cannot_be_read_stops_the_site(tmp_path: Path, spoil: str) -> None:
    root = new_root(tmp_path / "register")
    approval = write_union(root, valid_union()) / "bureau/approval.yaml"
    if spoil == "link":
        approval.rename(root / "elsewhere.yaml")
        approval.symlink_to(root / "elsewhere.yaml")
    elif spoil == "mode":
        approval.chmod(0o755)
    else:
        approval.write_text("" if spoil == "empty" else "letter: x\n", "utf-8")
    with pytest.raises(Unpublishable, match=rf"unions/{SLUG}/bureau/approval\.yaml"):
        list(published(Register(root), AS_OF))
