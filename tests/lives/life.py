"""A register in a scratch Git repository, whose unions live through their years by the product's own commands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner, Result

from tests.repository import git
from tests.sites import own_root
from tests.support import SLUG, Files, apply, as_yaml
from union_registry.cli import cli
from union_registry.source.reader import read

Edits = Iterable[Mapping[str, Any]]


class Seen(NamedTuple):
    """What `unions check` says of one union on a day: its status, and the rules by what came of them.

    `words` are the Chinese messages by rule, `changes` what is told of the comparison with the base.
    """

    status: str
    not_met: set[str]
    waiting: set[str]
    waived: set[str]
    notes: set[str]
    words: dict[str, str]
    changes: list[str]

    @property
    def clean(self) -> bool:
        return not self.not_met and not self.waiting


class Life:
    """The repository below `folder`; every change of its files is a commit on branch main, made on a day."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        shutil.copytree(own_root() / "schema", folder / "schema")
        (folder / "unions").mkdir()
        (folder / "unions/.gitkeep").touch()
        (folder / ".gitignore").write_text(".cache/\nunions/*/private.yaml\n", encoding="utf-8")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("2025-01-01", "an empty register")

    def git(self, *arguments: str, day: str = "2025-01-01") -> str:
        return git(self.root, *arguments, moment=f"{day}T09:00:00+08:00")

    def commit(self, day: str, why: str) -> None:
        """Everything that lies there becomes a commit of `day`."""
        self.git("add", "-A", day=day)
        self.git("commit", "--quiet", "-m", why, day=day)

    def write(self, day: str, files: Mapping[str, Any], slug: str = SLUG) -> None:
        """Writes whole files of a union, by their path within the folder, as one commit of `day`."""
        self.lay(files, slug)
        self.commit(day, f"{slug}: {', '.join(files)}")

    def lay(self, files: Mapping[str, Any], slug: str = SLUG) -> None:
        """The same without the commit: a pull request that is open."""
        for name, data in files.items():
            path = self.root / "unions" / slug / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(data if isinstance(data, str) else as_yaml(data), encoding="utf-8")

    def edit(self, name: str, edits: Edits, slug: str = SLUG) -> None:
        """Edits one file in place, without a commit; see tests/rules/README.md for what an edit says."""
        path = self.root / "unions" / slug / name
        data = read(path.read_bytes()).data
        for edit in edits:
            apply(data, edit)
        path.write_text(as_yaml(data), encoding="utf-8")

    def run(self, *arguments: str, **options: Any) -> Result:
        """`unions …` in the register's folder."""
        result = CliRunner().invoke(cli, ["--root", str(self.root), *arguments], **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def check(self, day: str, slug: str = SLUG, *, base: str | None = None) -> Seen:
        """`unions check SLUG --as-of day`, compared with `base` if one is given."""
        compared = ["--base", base] if base else []
        result = self.run("check", slug, "--as-of", day, "--format", "json", *compared)
        (union,) = json.loads(result.stdout)["unions"]
        seen = _seen(union)
        assert result.exit_code == (0 if seen.clean else 1)
        return seen

    def files(self, slug: str = SLUG) -> Files:
        folder = self.root / "unions" / slug
        return {p.relative_to(folder).as_posix(): read(p.read_bytes()).data for p in sorted(folder.rglob("*.yaml"))}


def _seen(union: dict[str, Any]) -> Seen:
    findings = union["findings"]

    def rules(outcome: str) -> set[str]:
        return {finding["rule"] for finding in findings if finding["outcome"] == outcome}

    words: dict[str, str] = {}
    for finding in findings:
        words[finding["rule"]] = words.get(finding["rule"], "") + finding["message"]["zh"] + "\n"
    changes = [change["what"]["zh"] for change in union.get("changes", {}).get("listed", ())]
    return Seen(union["status"], rules("not-met"), rules("pending"), rules("waived"), rules("note"), words, changes)
