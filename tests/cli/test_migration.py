"""A schema changes while unions exist: `unions format` puts today's names, `unions check` says that it would."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.sites import own_root
from tests.support import FIXTURES, ROOT, SLUG, as_yaml, findings, new_root, valid_union, verdict, write_union
from union_registry.register import Register
from union_registry.report.discretion import discreet
from union_registry.schema.field import field_at
from union_registry.schema.migration import Migrations
from union_registry.source.kinds import BY_SCHEMA
from union_registry.source.reader import read
from union_registry.writing.canonical import Unformattable, canonical
from union_registry.writing.comments import comments

OLD = FIXTURES / "old" / "first"
# What was renamed since, said once more: by file, the list whose entries had the old names.
PERIOD = {"from": "starts_on", "to": "ends_on"}
RENAMED: list[tuple[str, str, dict[str, str]]] = [
    ("plan.yaml", "schedule", PERIOD),
    ("lead.yaml", "projects", PERIOD),
    ("bureau/conduct.yaml", "decisions", {"from": "starts_on", "until": "ends_on"}),
    ("bureau/annual/2025.yaml", "supervision", {"on": "asked_on"}),
]
REGISTER = Register(own_root())
RENAMINGS = Migrations(ROOT / "schema").renamings


def old_union(root: Path) -> Path:
    """The folder of a union as it was before fields were renamed."""
    folder = root / "unions" / SLUG
    shutil.copytree(OLD, folder)
    return folder


def migrated(text: str, kind: str, register: Register = REGISTER) -> str:
    """The body of a file after `unions format`."""
    formatted = canonical(text.encode(), register.schemas, BY_SCHEMA[kind], {}, register.migrations).decode()
    return formatted.partition("\n")[2]


def renamed(tmp_path: Path, *renamings: dict[str, str]) -> Register:
    """A register whose schemas have given up other names than ours."""
    root = new_root(tmp_path)
    (root / "schema").unlink()
    shutil.copytree(own_root() / "schema", root / "schema")
    (root / "schema" / "migrations.yaml").write_text(as_yaml({"migrations": list(renamings)}), encoding="utf-8")
    return Register(root)


def by_file(folder: Path) -> dict[str, Any]:
    return {path.relative_to(folder).as_posix(): read(path.read_bytes()).data for path in folder.rglob("*.yaml")}


# --- the kept old union -----------------------------------------------------------------------------------------------


def test_the_old_union_becomes_todays_with_every_value_and_comment(tmp_path: Path, run: Run) -> None:
    folder = old_union(new_root(tmp_path))
    before = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    wanted = by_file(folder)
    for file, group, names in RENAMED:
        for row in wanted[file][group]:
            row.update({new: row.pop(old) for old, new in names.items()})

    assert run("format", SLUG).exit_code == 0
    after = by_file(folder)
    assert after == wanted
    assert after["plan.yaml"] == valid_union()["plan.yaml"]
    for path, text in before.items():
        assert comments(path.read_text(encoding="utf-8").partition("\n")[2]) == comments(text.partition("\n")[2])
    assert "ends_on: 2025-12-31 # 到期自动失效\n" in (folder / "bureau/conduct.yaml").read_text(encoding="utf-8")


def test_the_old_union_passes_the_check_of_form_once_it_is_migrated_and_stays_as_it_is(
    tmp_path: Path, run: Run
) -> None:
    folder = old_union(new_root(tmp_path))
    assert run("check", "--form-only", SLUG).exit_code == 1
    run("format", SLUG)
    once = {path: path.read_bytes() for path in folder.rglob("*.yaml")}

    assert [finding for finding in verdict(tmp_path).findings if finding.rule.startswith("form-")] == []
    assert run("check", "--form-only", SLUG).exit_code == 0
    assert run("format", "--check", SLUG).exit_code == 0
    assert run("format", SLUG).stdout == ""
    assert {path: path.read_bytes() for path in once} == once


def test_check_says_what_an_old_field_is_called_now_and_what_to_do(tmp_path: Path) -> None:
    old_union(new_root(tmp_path))

    told = {(f.file, f.path): (f.message.zh, f.fix.zh, f.fix.en) for f in findings(tmp_path, "form-unknown-field")}

    assert told[(f"unions/{SLUG}/plan.yaml", "/schedule/1/to")] == (
        "进度安排第 2 段里没有“to”这一项",
        "0.1.0 版起改叫 ends_on：运行 unions format 换成新名",
        "called ends_on since version 0.1.0: run unions format to put the new name",
    )
    assert len(told) == 9


def test_format_only_says_what_it_would_do_when_asked_to_check(tmp_path: Path, run: Run) -> None:
    folder = old_union(new_root(tmp_path))
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}

    assert run("format", "--check", SLUG).exit_code == 1
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "turn",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.decode().encode("gb18030"),
        lambda raw: raw.replace(b": ", b":\t"),
    ],
    ids=["CRLF", "BOM", "GBK", "tabs"],
)
def test_an_old_file_in_another_writing_becomes_the_same(turn: Any) -> None:
    for kind in ("plan", "lead", "bureau-conduct", "bureau-annual"):
        raw = (OLD / BY_SCHEMA[kind].path.format(year=2025)).read_bytes()
        settings = REGISTER.schemas, BY_SCHEMA[kind], {}, REGISTER.migrations

        assert canonical(turn(raw), *settings) == canonical(raw, *settings)


# --- what a renaming touches ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("schedule:\n  - 'from': 2025-07-01\n    milestone: from\n", "  - 'starts_on': 2025-07-01\n    milestone: from\n"),
        ('schedule: [{"from":2025-07-01,"to":2026-06-30}]\n', "  - \"starts_on\": 2025-07-01\n    \"ends_on\": 2026-06-30\n"),
        ("schedule:\n  - from: 2025-07-01 # from\n", "  - starts_on: 2025-07-01 # from\n"),
        ("schedule:\n  - from:\n    milestone: a\n", "  - starts_on:\n    milestone: a\n"),
        ("from: x\nschedule:\n  - milestone: a\n", "  - milestone: a\nfrom: x\n"),
        ("schedule:\n  - milestone: a\n    more:\n      from: x\n", "  - milestone: a\n    more:\n      from: x\n"),
        ("schedule:\n  from: 2025-07-01\n", "  from: '2025-07-01'\n"),
    ],
)  # fmt: skip
def test_the_old_name_goes_where_the_schema_had_it_and_nowhere_else(text: str, after: str) -> None:
    assert migrated(text, "plan") == "schedule:\n" + after
    assert migrated(migrated(text, "plan"), "plan") == "schedule:\n" + after


def test_nothing_is_overwritten_where_both_names_are_there(tmp_path: Path, run: Run) -> None:
    folder = old_union(new_root(tmp_path))
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace(
        "  - from: 2025-07-01\n", "  - from: 2025-07-01\n    starts_on: 2025-08-01\n"
    )
    plan.write_text(text, encoding="utf-8")
    line = text.splitlines().index("  - from: 2025-07-01") + 1

    result = run("format", SLUG)

    assert result.exit_code == 1
    assert plan.read_text(encoding="utf-8") == text
    assert f"unions/{SLUG}/plan.yaml:{line}:5 [form-two-names]" in result.stdout
    assert "from is called starts_on now, and both are there" in result.stdout
    (finding,) = findings(tmp_path, "form-two-names")
    assert (finding.line, finding.path) == (line, "/schedule/0/from")


def test_both_names_are_told_though_the_new_one_is_blank() -> None:
    text = "schedule:\n  - from: 2025-07-01\n    starts_on:\n"
    with pytest.raises(Unformattable) as refused:
        migrated(text, "plan")
    document = read(text.encode())
    told = {fault.check.id for fault in REGISTER.gate.examine("plan", document).faults}

    assert [fault.check.id for fault in refused.value.faults] == ["form-two-names"]
    assert "form-two-names" in told


def test_a_public_log_names_the_fault_and_not_what_was_typed(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    files = valid_union()
    files["plan.yaml"]["schedule"][0]["示例·秘密"] = "x"
    write_union(root, files)

    (seen,) = discreet([verdict(root)], Register(root).publicity)
    (finding,) = [finding for finding in seen.findings if finding.rule == "form-unknown-field"]

    assert "秘密" not in finding.message.zh + finding.fix.zh + finding.path
    assert "{" not in finding.fix.zh + finding.message.zh


# --- other renamings --------------------------------------------------------------------------------------------------


def test_a_value_of_a_list_of_choices_gets_its_new_name(tmp_path: Path) -> None:
    register = renamed(
        tmp_path,
        {"since": "9.0.0", "kind": "bureau-review", "at": "conclusion", "what": "value", "old": "pass", "new": "passed"},
        {"since": "9.0.0", "kind": "members", "at": "members/*/stages", "what": "value", "old": "up", "new": "upstream"},
    )  # fmt: skip

    assert migrated("opinion: pass\nconclusion: 'pass' # pass\n", "bureau-review", register) == (
        "opinion: pass\nconclusion: 'passed' # pass\n"
    )
    assert migrated("members:\n  - stages: [up, upstream]\n", "members", register) == (
        "members:\n  - stages:\n      - upstream\n      - upstream\n"
    )
    faults = register.gate.examine("members", read(b"members:\n  - stages:\n      - up\n")).faults
    assert "9.0.0 版起改叫 upstream：运行 unions format 换成新名" in [f.check.fix.fill(f.values).zh for f in faults]


def test_renamings_follow_each_other(tmp_path: Path) -> None:
    step = {"kind": "bureau-selection", "what": "field"}
    register = renamed(
        tmp_path,
        {**step, "since": "1.0.0", "old": "why", "new": "grounds"},
        {**step, "since": "2.0.0", "old": "grounds", "new": "basis"},
    )

    for old in ("why", "grounds"):
        assert migrated(f"{old}: 甲\n", "bureau-selection", register) == "basis: 甲\n"
        faults = register.gate.examine("bureau-selection", read(f"{old}: 甲\n".encode())).faults
        assert any("2.0.0 版起改叫 basis" in fault.check.fix.fill(fault.values).zh for fault in faults)


def test_a_broken_list_of_renamings_is_told_in_words(tmp_path: Path, run: Run) -> None:
    root = renamed(tmp_path, {"since": "1", "kind": "plan", "what": "rename", "old": "a", "new": "b"}).root
    old_union(root)

    result = run("check", SLUG)

    assert result.exit_code != 0
    assert "schema/migrations.yaml:4" in result.stderr


def test_a_register_of_earlier_days_has_no_list_of_renamings(tmp_path: Path) -> None:
    register = renamed(tmp_path)
    (register.root / "schema" / "migrations.yaml").unlink()

    assert Register(register.root).migrations.renamings == ()


@pytest.mark.parametrize("renaming", RENAMINGS, ids=lambda one: f"{one.kind}-{one.old}")
def test_a_renaming_leads_from_a_name_that_is_given_up_to_one_that_the_schema_knows(renaming: Any) -> None:
    path = tuple(0 if step == "*" else step for step in renaming.at)
    node = field_at(REGISTER.schemas, renaming.kind, path).node
    today = REGISTER.migrations.successor(renaming.kind, renaming.what, path, renaming.old)
    known = node["properties"] if renaming.what == "field" else node.get("enum", node.get("items", {}).get("enum", ()))

    assert renaming.old not in known
    assert today is not None
    assert today.new in known
