"""What a build writes: what differs and nothing else, by content and not by clock."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.sites import sample_root, site_files
from union_registry.catalogue.build import build
from union_registry.catalogue.published import Unpublishable
from union_registry.source.reader import read

AS_OF = date(2026, 11, 23)
SECTIONS_OF_MANY = ("chains/", "counties/", "years/")


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "register", symlinks=True)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "unions" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def organisations(root: Path, slug: str) -> set[str]:
    members = read((root / "unions" / slug / "members.yaml").read_bytes()).data["members"]
    return {f"organisations/{member['credit_code']}.html" for member in members}


def test_a_second_build_writes_nothing(root: Path) -> None:
    done = build(root, root / "site", AS_OF)
    assert (list(done.written), list(done.removed)) == ([], [])


def test_a_fresh_checkout_beside_an_old_site_writes_nothing(root: Path, tmp_path: Path) -> None:
    fresh = sample_root(tmp_path / "fresh")
    shutil.copytree(root / "site", fresh / "site")
    for path in (fresh / "site").rglob("*"):
        os.utime(path, (0, 0))
    done = build(fresh, fresh / "site", AS_OF)
    assert (list(done.written), list(done.removed)) == ([], [])


def test_a_goal_changed_in_one_union_writes_its_page_only(root: Path) -> None:
    goals = read((root / "unions/sample-forage/union.yaml").read_bytes()).data["goals"]
    edit(root, "sample-forage/union.yaml", goals["scientific_problems"][0], "另一个科学问题")
    done = build(root, root / "site", AS_OF)
    pages = [path for path in done.written if path.endswith(".html")]
    own = {"unions/sample-forage.html", "en/unions/sample-forage.html"}
    # The data's page tells size and digest of each file.
    assert set(pages) - {"data/index.html", "en/data/index.html"} == own
    assert {path.partition("/")[0] for path in done.written} <= {"unions", "en", "data", "search"}


def test_a_member_renamed_writes_its_unions_its_own_and_the_lists_pages(root: Path) -> None:
    units = read((root / "unions/sample-forage/members.yaml").read_bytes()).data["members"]
    unit = next(m for m in units if not _elsewhere(root, m["credit_code"], "sample-forage"))
    edit(root, "sample-forage/members.yaml", f"name: {unit['name']}", "name: 改名后的单位（示例）")
    done = build(root, root / "site", AS_OF)
    own = {"unions/sample-forage.html", f"organisations/{unit['credit_code']}.html", "organisations/index.html"}
    pages = {path.removeprefix("en/") for path in done.written if path.endswith(".html")}
    assert own <= pages
    others = {path for path in pages - own if not path.startswith(SECTIONS_OF_MANY)}
    assert others <= organisations(root, "sample-forage") | {
        "unions/index.html",
        "index.html",
        "data/index.html",
        "embed/sample-forage.html",
    }
    assert [path for path in done.removed if not path.startswith("search/")] == []


def test_the_page_of_an_organisation_that_belongs_nowhere_goes(root: Path) -> None:
    path = root / "unions/sample-forage/members.yaml"
    units = read(path.read_bytes()).data["members"]
    gone = next(m for m in reversed(units) if not _elsewhere(root, m["credit_code"], "sample-forage"))
    text = path.read_text(encoding="utf-8")
    start = text.index(f"  - name: {gone['name']}\n")
    end = text.find("\n  - name: ", start + 1)
    path.write_text(text[:start] + (text[end + 1 :] if end > 0 else ""), encoding="utf-8")
    done = build(root, root / "site", AS_OF)
    page = f"organisations/{gone['credit_code']}.html"
    assert [path for path in done.removed if not path.startswith("search/")] == [page]
    assert not (root / "site" / page).exists()


def test_the_tree_after_edits_equals_a_fresh_build(root: Path) -> None:
    edit(root, "sample-mutton/union.yaml", "county: '152525'", "county: '152526'")
    shutil.rmtree(root / "unions/sample-wind-2025")
    edit(root, "sample-wind/union.yaml", "predecessor: sample-wind-2025\n", "")
    build(root, root / "site", AS_OF)
    build(root, root / "again", AS_OF)
    assert site_files(root / "site") == site_files(root / "again")


def test_a_union_appears_on_the_day_of_its_approval_and_not_before(root: Path) -> None:
    page = "unions/sample-wind.html"
    build(root, root / "before", date(2026, 6, 25))
    build(root, root / "after", date(2026, 6, 26))
    assert page not in site_files(root / "before")
    assert page in site_files(root / "after")
    assert b"sample-wind.html" not in b"".join(site_files(root / "before").values())


def _elsewhere(root: Path, code: str, slug: str) -> bool:
    return any(
        code in path.read_text(encoding="utf-8")
        for path in root.glob("unions/*/members.yaml")
        if path.parent.name != slug
    )


def test_pages_written_by_hand_beside_the_generated_ones_are_left_alone(root: Path) -> None:
    by_hand = root / "docs/rules/note.txt"
    by_hand.write_text("手写", encoding="utf-8")
    (root / "docs/rules/folder").mkdir()
    build(root, root / "site", AS_OF)
    assert by_hand.read_text(encoding="utf-8") == "手写"


def test_what_is_dated_after_the_day_is_not_shown(root: Path) -> None:
    early = root / "early"
    build(root, early, date(2025, 12, 1))
    page = (early / "unions/sample-mutton.html").read_text(encoding="utf-8")
    # What is planned lies ahead by its nature.
    assert "2026-" not in re.sub(r'<h2 id="plan">.*?(?=<h2)', "", page, flags=re.DOTALL)
    members = read((root / "unions/sample-mutton/members.yaml").read_bytes()).data["members"]
    (late,) = [member for member in members if member.get("joined_on", "") > "2025-12-01"]
    assert late["name"] not in page


def test_an_empty_group_shows_an_empty_section_and_stops_nothing(root: Path) -> None:
    path = root / "unions/sample-forage/union.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("governance:")] + "governance: {}\nsample: true\n", encoding="utf-8")
    build(root, root / "site", AS_OF)
    assert "未满足" in (root / "site/unions/sample-forage.html").read_text(encoding="utf-8")


def test_a_remark_that_may_not_be_read_is_not_hinted_at(root: Path) -> None:
    page = (root / "site/unions/sample-wind.html").read_text(encoding="utf-8")
    assert page.count("index.html#rd-investment") == 1


def test_a_waiver_without_effect_is_not_published(root: Path) -> None:
    edit(root, "sample-wind/bureau/waivers.yaml", "rule: member-minimum", "rule: local-share")
    build(root, root / "site", AS_OF)
    assert 'id="waivers"' not in (root / "site/unions/sample-wind.html").read_text(encoding="utf-8")


def test_a_half_written_approval_stops_the_build_instead_of_hiding_a_union(root: Path) -> None:
    (root / "unions/sample-forage/bureau/approval.yaml").write_text("approved_on:\nletter: x\n", encoding="utf-8")
    with pytest.raises(Unpublishable) as refused:
        build(root, root / "site", AS_OF)
    assert refused.value.findings[0].file == "unions/sample-forage/bureau/approval.yaml"
