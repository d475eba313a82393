"""The pre-commit hooks, tried in a scratch clone by committing broken unions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import REPOSITORY, need_samples

PLAN = "unions/sample-mutton/plan.yaml"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_samples()
    clone = tmp_path_factory.mktemp("clone")
    for name in ("schema", "unions"):
        shutil.copytree(REPOSITORY / name, clone / name)
    for name in (".pre-commit-config.yaml", ".gitignore"):
        shutil.copy(REPOSITORY / name, clone)
    (clone / ".venv").symlink_to(sys.prefix)
    git(clone, "init", "-q")
    git(clone, "config", "user.name", "示例")
    git(clone, "config", "user.email", "sample@example.org")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "start")
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=clone, check=True, capture_output=True)
    return clone


def git(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *arguments], cwd=clone, capture_output=True, text=True, encoding="utf-8", check=False, env=environment
    )


def commit(clone: Path) -> subprocess.CompletedProcess[str]:
    done = git(clone, "commit", "-qam", "change")
    git(clone, "reset", "-q", "--hard", "HEAD")
    return done


def rewrite(clone: Path, name: str, old: str, new: str) -> None:
    path = clone / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_broken_yaml_is_not_committed(clone: Path) -> None:
    (clone / PLAN).write_text("objectives：坏\n", encoding="utf-8")
    done = commit(clone)
    assert done.returncode != 0
    assert "form-colon" in done.stdout + done.stderr


def test_a_wrong_value_is_not_committed(clone: Path) -> None:
    rewrite(clone, "unions/sample-mutton/union.yaml", "chain: mutton", "chain: 肉羊类")
    done = commit(clone)
    assert done.returncode != 0
    assert "多半是 mutton" in done.stdout + done.stderr


def test_untidy_writing_is_mended_and_has_to_be_looked_at(clone: Path) -> None:
    tidy = (clone / PLAN).read_bytes()
    (clone / PLAN).write_bytes(tidy.replace(b"\n", b"\r\n"))
    done = git(clone, "commit", "-qam", "change")
    assert done.returncode != 0
    assert "files were modified by this hook" in done.stdout + done.stderr
    assert (clone / PLAN).read_bytes() == tidy
    git(clone, "reset", "-q", "--hard", "HEAD")


def test_private_contacts_are_not_committed_even_by_force(clone: Path) -> None:
    private = "unions/sample-mutton/private.yaml"
    (clone / private).write_text("lead_contact:\n  name: 示例\n  phone: '000'\n", encoding="utf-8")
    assert git(clone, "status", "--porcelain").stdout == "", "it is ignored"
    git(clone, "add", "-f", private)
    done = commit(clone)
    assert done.returncode != 0
    assert "form-private" in done.stdout + done.stderr
    (clone / private).unlink(missing_ok=True)


def test_a_draft_that_does_not_meet_a_condition_yet_can_be_committed(clone: Path) -> None:
    rewrite(clone, "unions/sample-yogurt/union.yaml", "principal: ", "principal: 示例·又")
    done = commit(clone)
    assert done.returncode == 0, done.stdout + done.stderr
