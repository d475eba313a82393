"""Of Git's history the public is told the days on which public records changed, and nothing else of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.repository import committed
from tests.repository import git as run
from tests.support import SLUG, Files, new_root, stranger, valid_union, write_union
from union_registry import history
from union_registry.catalogue.news.revisions import Edit, Revisions, last_changed, revisions
from union_registry.catalogue.news.step import RECORDED, SAME, SECTIONS, TOLD, step
from union_registry.register import Register
from union_registry.source.kinds import KINDS
from union_registry.source.reader import MAX_BYTES

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs Git: apt install git")

AS_OF = date(2026, 3, 1)
Change = Callable[[Files], Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register whose one union was approved in June 2025 and committed in July."""
    root = new_root(tmp_path / "register")
    write_union(root, valid_union())
    committed(root, "2025-07-01T10:00:00+08:00")
    return root


def told(root: Path, as_of: date = AS_OF) -> dict[str, Revisions]:
    return revisions(Register(root), as_of)


def edited(root: Path, day: str, *changes: Change) -> None:
    """Commit the valid union with these changes of its files."""
    files = valid_union()
    for change in changes:
        change(files)
    write_union(root, files)
    committed(root, f"{day}T10:00:00+08:00")


def goal(files: Files) -> None:
    files["union.yaml"]["goals"]["scientific_problems"].append("冷季补饲的经济阈值")


def tier(files: Files) -> None:
    files["members.yaml"]["members"][2]["tier"] = "general"


def join(files: Files, day: str = "2025-10-01") -> None:
    member = {**deepcopy(files["members.yaml"]["members"][2]), "name": "后来的单位（示例）", "joined_on": day}
    files["members.yaml"]["members"].append(member)


def entry(files: Files, day: str = "2025-10-01") -> None:
    changes = files["changes.yaml"]["changes"]
    changes.append({"on": day, "kind": "tier", "summary": "一家单位转为一般协作层", "charter_article": "第九条"})


def test_a_public_change_is_told_with_its_day_and_the_section_that_shows_it(root: Path) -> None:
    edited(root, "2025-09-01", goal)
    edited(root, "2025-10-05", goal, tier)
    assert told(root) == {
        SLUG: Revisions(date(2025, 10, 5), (Edit(date(2025, 9, 1), ("goals",)), Edit(date(2025, 10, 5), ("members",))))
    }
    assert last_changed(told(root)) == {SLUG: date(2025, 10, 5)}


def test_the_day_is_that_of_shanghai(root: Path) -> None:
    write_union(root, {"union.yaml": {**valid_union()["union.yaml"], "sub_field": "另一领域"}})
    committed(root, "2025-12-31T16:00:00+00:00")
    assert last_changed(told(root)) == {SLUG: date(2026, 1, 1)}


def test_what_the_public_does_not_see_changes_nothing(root: Path) -> None:
    files = valid_union()
    files["lead.yaml"]["main_direction"] = "机密"
    files["members.yaml"]["members"][0]["statement"] = "机密"
    files["annual/2025.yaml"]["next_year_plan"] = "机密"
    files["bureau/support.yaml"]["grants"][0]["title"] = "机密"
    write_union(root, files)
    (root / "unions" / SLUG / "changes.yaml").write_bytes(
        b"\xef\xbb\xbf# \xe6\xb3\xa8\r\n" + (root / "unions" / SLUG / "changes.yaml").read_bytes()
    )
    committed(root, "2025-09-01T10:00:00+08:00")
    assert told(root) == {SLUG: Revisions(date(2025, 7, 1), ())}


def test_a_field_under_its_new_name_is_the_same_field(tmp_path: Path) -> None:
    renamed = {"since": "0.1.0", "kind": "union", "what": "field", "old": "subfield", "new": "sub_field"}
    root = new_root(tmp_path / "register", {"migrations.yaml": [{"path": "migrations/7", "value": renamed}]})
    files = valid_union()
    files["union.yaml"]["subfield"] = files["union.yaml"].pop("sub_field")
    write_union(root, files)
    committed(root, "2025-07-01T10:00:00+08:00")
    write_union(root, valid_union())
    committed(root, "2025-09-01T10:00:00+08:00")
    assert told(root) == {SLUG: Revisions(date(2025, 7, 1), ())}


def test_drafts_and_all_that_came_before_the_approval_are_not_told(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, stranger("sample-draft") | {"bureau/approval.yaml": {}}, "sample-draft")
    files = valid_union()
    approval = files.pop("bureau/approval.yaml")
    write_union(root, files)
    committed(root, "2025-05-01T10:00:00+08:00")
    goal(files)
    write_union(root, files)
    committed(root, "2025-06-25T10:00:00+08:00")
    write_union(root, {"bureau/approval.yaml": approval})
    committed(root, "2025-06-28T10:00:00+08:00")
    tier(files)
    write_union(root, files)
    committed(root, "2025-06-28T12:00:00+08:00")
    # Approved on the 20th, but nobody could read it before the 28th.
    assert told(root) == {SLUG: Revisions(date(2025, 6, 28), ())}


def test_an_approval_taken_back_begins_anew(root: Path) -> None:
    edited(root, "2025-08-01", goal)
    edited(root, "2025-09-01", lambda files: files.update({"bureau/approval.yaml": {}}))
    assert told(root) == {}
    edited(root, "2025-10-01", tier)
    assert told(root) == {SLUG: Revisions(date(2025, 10, 1), ())}


def test_only_the_line_that_is_checked_out_counts_and_a_merge_is_of_its_own_day(root: Path) -> None:
    run(root, "switch", "-qc", "request")
    edited(root, "2025-08-01", goal)
    run(root, "switch", "-q", "main")
    assert told(root) == {SLUG: Revisions(date(2025, 7, 1), ())}
    run(root, "merge", "-q", "--no-ff", "-m", "示例", "request", moment="2025-08-09T10:00:00+08:00")
    assert told(root)[SLUG].edits == (Edit(date(2025, 8, 9), ("goals",)),)


def test_what_tells_itself_by_its_own_date_is_no_edit_but_a_change(root: Path) -> None:
    edited(root, "2025-10-02", join)
    assert told(root) == {SLUG: Revisions(date(2025, 10, 2), ())}


def test_an_entry_among_the_changes_tells_of_what_was_changed_with_it(root: Path) -> None:
    edited(root, "2025-10-02", tier, entry)
    assert told(root) == {SLUG: Revisions(date(2025, 10, 2), ())}


def test_a_day_that_ends_as_it_began_is_no_change(root: Path) -> None:
    edited(root, "2025-10-02", goal)
    edited(root, "2025-10-02")
    assert told(root) == {SLUG: Revisions(date(2025, 7, 1), ())}


def test_a_version_that_cannot_be_read_or_is_too_big_is_passed_over(root: Path) -> None:
    for day, raw in (("2025-08-01", b"name: [\n"), ("2025-08-02", b"#" * (MAX_BYTES + 1)), ("2025-08-03", b"\xff")):
        write_union(root, {"union.yaml": raw})
        committed(root, f"{day}T10:00:00+08:00")
    edited(root, "2025-09-01")
    assert told(root) == {SLUG: Revisions(date(2025, 7, 1), ())}
    edited(root, "2025-09-02", goal)
    assert told(root)[SLUG].edits == (Edit(date(2025, 9, 2), ("goals",)),)


def test_a_file_that_goes_is_a_change(root: Path) -> None:
    (root / "unions" / SLUG / "changes.yaml").unlink()
    committed(root, "2025-12-01T10:00:00+08:00")
    assert told(root) == {SLUG: Revisions(date(2025, 12, 1), (Edit(date(2025, 12, 1), ("changes",)),))}


def test_nothing_later_than_the_day_asked_for_is_told(root: Path) -> None:
    edited(root, "2025-09-01", goal)
    edited(root, "2025-10-01", tier)
    assert told(root, date(2025, 9, 30)) == {SLUG: Revisions(date(2025, 9, 1), (Edit(date(2025, 9, 1), ("goals",)),))}
    assert told(root, date(2025, 6, 30)) == {}


def test_without_all_of_git_nothing_is_told(root: Path, tmp_path: Path) -> None:
    edited(root, "2025-09-01", goal)
    run(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    assert told(tmp_path / "shallow") == {}
    plain = new_root(tmp_path / "plain")
    write_union(plain, valid_union())
    assert told(plain) == {}
    run(tmp_path, "init", "-q")
    assert told(plain) == {}
    run(plain, "init", "-q")
    assert told(plain) == {}


def test_the_second_time_nothing_is_read_and_a_spoilt_memory_does_no_harm(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(root, "2025-09-01", goal)
    edited(root, "2025-10-01", tier)
    first, memory = told(root), root / ".cache" / "revisions.json"
    with monkeypatch.context() as patch:
        asked: list[str] = []
        patch.setattr(history, "contents", lambda _, blobs: asked.extend(blobs) or [])
        assert told(root) == first
        assert asked == []
    for spoilt in ("", "[]", '{"version": 1}', memory.read_text().replace("goals", "x")[:-40]):
        memory.write_text(spoilt)
        assert told(root) == first


def test_other_schemas_are_another_public_part(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register", {"migrations.yaml": []})
    write_union(root, valid_union())
    committed(root, "2025-07-01T10:00:00+08:00")
    edited(root, "2025-09-01", goal)
    assert told(root)[SLUG].edits
    schema = root / "schema/union.schema.json"
    text = schema.read_text("utf-8")
    place = text.index('"scientific_problems"', text.index('"goals"', text.index('"properties"')))
    place = text.index('"scientific_problems"', place + 1) if '"x-public"' not in text[place : place + 400] else place
    end = text.index('"x-public": true', place)
    schema.write_text(text[:end] + text[end:].replace("true", "false", 1), encoding="utf-8")
    assert told(root) == {SLUG: Revisions(date(2025, 7, 1), ())}


def test_links_and_deletions_have_no_content(root: Path) -> None:
    file = root / "unions" / SLUG / "changes.yaml"
    file.unlink()
    file.symlink_to("union.yaml")
    committed(root, "2025-09-01T10:00:00+08:00")
    file.unlink()
    committed(root, "2025-09-02T10:00:00+08:00")
    steps = [version for version in history.mainline(root, "unions") or () if version.file.endswith("changes.yaml")]
    assert [(version.day, bool(version.blob)) for version in steps] == [
        ("2025-07-01", True), ("2025-09-01", False), ("2025-09-02", False),
    ]  # fmt: skip


MEMBER = {"name": "甲", "tier": "core"}
LATER = {"name": "乙", "tier": "core", "joined_on": "2026-01-05"}


@pytest.mark.parametrize(
    ("kind", "before", "after", "what"),
    [
        ("union", {"name": "甲"}, {"name": "甲"}, SAME),
        ("union", {"name": "甲"}, {"name": "乙", "goals": {"x": ["y"]}}, "facts,goals"),
        ("union", {"governance": {"x": "y"}}, {}, "governance"),
        ("members", {"members": [MEMBER]}, {"members": [MEMBER, LATER]}, TOLD),
        ("members", {"members": [MEMBER]}, {"members": [LATER, MEMBER]}, TOLD),
        ("members", {"members": [MEMBER]}, {"members": [MEMBER, {**LATER, "joined_on": "2026-01-11"}]}, SAME),
        ("members", {"members": [MEMBER]}, {"members": [MEMBER, {"name": "乙", "tier": "core"}]}, "members"),
        ("members", {"members": [MEMBER]}, {"members": [{**MEMBER, "left_on": "2026-01-10"}]}, TOLD),
        ("members", {"members": [MEMBER]}, {"members": [{**MEMBER, "left_on": "2026-01-11"}]}, SAME),
        ("members", {"members": [{**MEMBER, "left_on": "2026-01-09"}]}, {"members": [MEMBER]}, "members"),
        ("members", {"members": [MEMBER]}, {"members": [{**MEMBER, "tier": "close"}]}, "members"),
        ("members", {"members": [MEMBER, LATER]}, {"members": [MEMBER]}, "members"),
        ("members", {"members": [MEMBER]}, {"members": [{**MEMBER, "joined_on": True, "left_on": True}]}, "members"),
        ("changes", {}, {"changes": [{"on": "2026-01-09", "summary": "甲"}]}, RECORDED),
        ("changes", {}, {"changes": [{"on": "2026-01-11", "summary": "甲"}]}, SAME),
        ("changes", {"changes": [{"summary": "甲"}]}, {"changes": [{"summary": "乙"}]}, "changes"),
        ("annual", {}, {"submitted_on": "2026-01-09", "summary": "甲"}, TOLD),
        ("annual", {}, {"submitted_on": "2026-01-11", "summary": "甲"}, SAME),
        ("annual", {"submitted_on": "2026-01-09"}, {"submitted_on": "2026-01-09", "summary": "甲"}, "summaries"),
        ("bureau-annual", {"year": "2025"}, {"year": "2025", "bureau_received_on": "2026-01-09"}, TOLD),
        ("bureau-annual", {"year": "2025"}, {"year": "2025", "bureau_received_on": "2026-01-11"}, SAME),
        ("bureau-waivers", {}, {"waivers": [{"granted_on": "2026-01-09"}]}, TOLD),
        ("bureau-waivers", {"waivers": [{"until": "甲"}]}, {"waivers": [{"until": "乙"}]}, "waivers"),
        ("bureau-approval", {"letter": "甲"}, {"letter": "乙"}, "facts"),
        ("bureau-dissolution", {}, {"dissolved_on": "2026-01-11", "reason": "x"}, SAME),
        ("bureau-dissolution", {}, {"dissolved_on": "2026-01-10", "reason": "x"}, TOLD),
    ],
)  # fmt: skip
def test_a_step_tells_which_section_shows_something_else(kind: str, before: Any, after: Any, what: str) -> None:
    assert step(kind, before, after, "2026-01-10") == what


def test_every_kind_of_file_with_something_public_has_its_section(root: Path) -> None:
    publicity = Register(root).publicity
    assert {kind.schema for kind in KINDS if publicity.has_public(kind.schema)} == SECTIONS.keys()
