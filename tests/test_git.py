"""A commit read from Git's objects gives the same files as a checkout of it, and nothing is followed or run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.repository import committed
from tests.repository import git as run
from tests.support import SLUG, new_root, valid_union, write_union
from union_registry import git
from union_registry.register import Register
from union_registry.source.reader import MAX_BYTES
from union_registry.source.tree import Disk

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs Git: apt install git")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register with the valid union."""
    root = new_root(tmp_path / "register")
    write_union(root, valid_union())
    return root


def test_a_commit_holds_what_the_disk_held(root: Path) -> None:
    with git.Commit(root, committed(root)) as commit:
        disk = Disk(root)
        assert [name for name, _ in commit.entries()] == [name for name, _ in disk.entries()]
        assert sorted(path for path, _ in commit.walk(SLUG)) == sorted(path for path, _ in disk.walk(SLUG))
        for path, _ in disk.walk(SLUG):
            assert commit.contents(f"unions/{SLUG}/{path}") == disk.contents(f"unions/{SLUG}/{path}")


def test_a_commit_stays_as_it_was_when_the_disk_changes(root: Path) -> None:
    before = committed(root)
    (root / "unions" / SLUG / "plan.yaml").unlink()
    write_union(root, {"union.yaml": "name: 改过\n"})

    with git.Commit(root, before) as commit:
        folder = Register(root, tree=commit).open(SLUG)

    assert folder.faults == []
    assert folder.union.basics.chain == "beef"


def test_links_programs_and_strange_folders_in_a_commit_are_told_as_on_disk(root: Path) -> None:
    folder = root / "unions" / SLUG
    (folder / "changes.yaml").unlink()
    (folder / "changes.yaml").symlink_to("/etc/passwd")
    (folder / "plan.yaml").chmod(0o755)
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "x.yaml").write_text("x", encoding="utf-8")

    with git.Commit(root, committed(root)) as commit:
        then = Register(root, tree=commit).open(SLUG)
    now = Register(root).open(SLUG)

    assert [(file, fault.check.id) for file, fault in then.faults] == [(file, f.check.id) for file, f in now.faults]
    assert {fault.check.id for _, fault in then.faults} >= {"form-link", "form-executable", "form-unknown-file"}


def test_what_is_not_a_file_in_a_commit_is_an_error_of_the_system(root: Path) -> None:
    with git.Commit(root, committed(root)) as commit:
        for path in ("unions/nobody/union.yaml", f"unions/{SLUG}/bureau", "a\nb"):
            with pytest.raises(OSError):
                commit.contents(path)
        assert list(commit.walk("nobody")) == []


def test_a_huge_file_is_read_no_further_than_it_takes_to_refuse_it(root: Path) -> None:
    (root / "unions" / SLUG / "plan.yaml").write_bytes(b"x" * (3 * MAX_BYTES))

    with git.Commit(root, committed(root)) as commit:
        assert len(commit.contents(f"unions/{SLUG}/plan.yaml")) == MAX_BYTES + 1
        assert commit.contents(f"unions/{SLUG}/union.yaml").startswith(b"name: ")


def test_only_a_full_hash_names_a_commit(root: Path) -> None:
    committed(root)

    for name in ("HEAD", "--output=x", "", "a" * 39):
        with pytest.raises(ValueError, match="hash"):
            git.Commit(root, name)


def test_objects_that_are_not_here_are_an_error_rather_than_an_empty_register(root: Path) -> None:
    committed(root)

    with git.Commit(root, "0" * 40) as commit, pytest.raises(OSError, match="cannot list"):
        list(commit.walk(SLUG))


def test_an_export_leaves_links_and_programs_out(root: Path, tmp_path: Path) -> None:
    folder = root / "unions" / SLUG
    (folder / "link.yaml").symlink_to("/etc/passwd")

    with git.Commit(root, committed(root)) as commit:
        commit.export("unions", tmp_path / "out")

    exported = tmp_path / "out" / "unions" / SLUG
    assert (exported / "bureau" / "approval.yaml").read_bytes() == (folder / "bureau" / "approval.yaml").read_bytes()
    assert not (exported / "link.yaml").exists()


def test_changed_files_are_those_that_differ_and_those_that_are_new(root: Path) -> None:
    before = committed(root)
    write_union(root, {"union.yaml": "name: 改过\n", "annual/2030.yaml": "year: 2030\n"})
    (root / "unions" / SLUG / "plan.yaml").unlink()

    changed = git.changed_files(root, before, "unions")

    assert sorted(changed or ()) == [
        f"unions/{SLUG}/{name}" for name in ("annual/2030.yaml", "plan.yaml", "union.yaml")
    ]


def test_only_the_top_of_a_repository_is_one(root: Path, tmp_path: Path) -> None:
    committed(root)

    assert git.is_top(root)
    assert not git.is_top(root / "unions")
    assert not git.is_top(tmp_path)


def test_nothing_is_written_outside_of_an_export(root: Path, tmp_path: Path) -> None:
    committed(root)
    tree = run(root, "rev-parse", f"HEAD:unions/{SLUG}")
    for name in (b"out", b"..", b"..", b"schema"):
        (tmp_path / "tree").write_bytes(b"40000 " + name + b"\0" + bytes.fromhex(tree))
        tree = run(root, "hash-object", "-t", "tree", "-w", "--literally", str(tmp_path / "tree"))
    commit = run(root, "commit-tree", tree, "-m", "示例")

    with git.Commit(root, commit) as held:
        held.export("schema", tmp_path / "target")

    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "target").exists()


def test_a_folder_behind_a_link_holds_nothing(root: Path) -> None:
    other = write_union(root, {"union.yaml": "name: 甲\n"}, "sample-other")
    (other / "bureau").symlink_to(root / "unions" / SLUG / "bureau")

    with git.Commit(root, committed(root)) as commit:
        for tree in (Disk(root), commit):
            with pytest.raises(OSError):
                tree.contents("unions/sample-other/bureau/approval.yaml")


def test_the_unions_do_not_lie_behind_a_link(root: Path) -> None:
    (root / "unions").rename(root / "elsewhere")
    (root / "unions").symlink_to("elsewhere")

    with pytest.raises(OSError, match="link"):
        list(Disk(root).entries())
