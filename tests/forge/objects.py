"""Git's objects in a bare repository, read by the git command."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_STATUS = {"A": "added", "C": "copied", "D": "removed", "M": "modified", "R": "renamed", "T": "changed"}


@dataclass(frozen=True)
class Signature:
    """Who made a commit, and when."""

    name: str
    email: str
    date: datetime


@dataclass(frozen=True)
class Commit:
    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str


@dataclass(frozen=True)
class Entry:
    """One line of a tree; `size` is None for what is no file."""

    path: str
    mode: str
    kind: str
    sha: str
    size: int | None


@dataclass(frozen=True)
class Change:
    """One file that differs between two commits; `before` is its former path if it was renamed."""

    path: str
    before: str | None
    status: str
    sha: str
    added: int
    removed: int


class Objects:
    """Reads a bare repository; what is not there is None."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str) -> bytes | None:
        """What git says, or None if it says no."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", f"--git-dir={self.folder}", *arguments], env=environment, capture_output=True, check=False
        )
        return None if done.returncode else done.stdout

    def kind(self, sha: str) -> str | None:
        """What the object named by the full name `sha` is: commit, tree, blob or tag."""
        # GitHub takes no abbreviated names here, and git would take much more than names.
        if not re.fullmatch(r"[0-9a-f]{40}", sha):
            return None
        found = self.git("cat-file", "-t", sha)
        return found.decode().strip() if found else None

    def resolve(self, ref: str) -> str | None:
        """The commit that a full name, a branch or a tag stands for."""
        if self.kind(ref) == "commit":
            return ref
        for prefix in ("refs/heads/", "refs/tags/", "refs/"):
            found = self.git("rev-parse", "--verify", "-q", f"{prefix}{ref.removeprefix('refs/')}^{{commit}}")
            if found:
                return found.decode().strip()
        return None

    def commit(self, sha: str) -> Commit | None:
        if self.kind(sha) != "commit":
            return None
        raw = self.git("cat-file", "commit", sha) or b""
        head, _, message = raw.decode("utf-8", "replace").partition("\n\n")
        # A line that begins with a space goes on with a signature.
        fields = [line.partition(" ")[::2] for line in head.splitlines() if not line.startswith(" ")]
        single = dict(fields)
        return Commit(
            sha,
            single["tree"],
            tuple(value for key, value in fields if key == "parent"),
            _signature(single["author"]),
            _signature(single["committer"]),
            message.rstrip("\n"),
        )

    def tree(self, name: str, recursive: bool) -> list[Entry] | None:
        """What lies in a tree, or in the tree of a commit; if `recursive`, also below its folders."""
        listed = self.git("ls-tree", "-l", "-z", "--full-tree", *(["-r", "-t"] if recursive else []), name)
        if listed is None:
            return None
        entries = []
        for line in listed.decode("utf-8", "replace").split("\0")[:-1]:
            about, _, path = line.partition("\t")
            mode, kind, sha, size = about.split()
            entries.append(Entry(path, mode, kind, sha, None if size == "-" else int(size)))
        return entries

    def size(self, sha: str) -> int | None:
        """How many bytes a blob has."""
        return int(self.git("cat-file", "-s", sha) or 0) if self.kind(sha) == "blob" else None

    def blob(self, sha: str) -> bytes:
        return self.git("cat-file", "blob", sha) or b""

    def merge_base(self, base: str, head: str) -> str | None:
        found = self.git("merge-base", base, head)
        return found.decode().strip() if found else None

    def between(self, base: str, head: str) -> list[str]:
        """The commits that `head` has and `base` has not, oldest first."""
        return (self.git("rev-list", "--reverse", f"{base}..{head}") or b"").decode().split()

    def changes(self, base: str, head: str) -> list[Change]:
        """The files that differ between two commits."""
        counted = self._fields("--numstat", base, head)
        counts: dict[str, tuple[int, int]] = {}
        while counted:
            added, removed, path = counted.pop(0).split("\t")
            if not path:  # renamed: both paths follow
                _, path = counted.pop(0), counted.pop(0)
            # A dash stands where lines cannot be counted.
            counts[path] = (int(added.replace("-", "0")), int(removed.replace("-", "0")))
        raw = self._fields("--raw", base, head)
        changes = []
        while raw:
            _, _, old, new, letter = raw.pop(0).split()
            before = raw.pop(0) if letter[0] in "RC" else None
            path = raw.pop(0)
            sha = old if letter[0] == "D" else new
            changes.append(Change(path, before, _STATUS[letter[0]], sha, *counts[path]))
        return changes

    def _fields(self, form: str, base: str, head: str) -> list[str]:
        found = self.git("diff-tree", "-r", "-M", "-z", "--no-abbrev", form, base, head) or b""
        return found.decode("utf-8", "replace").split("\0")[:-1]


def _signature(line: str) -> Signature:
    name, email, seconds = re.fullmatch(r"(.*?) ?<(.*)> (\d+) [+-]\d+", line).groups()  # type: ignore[union-attr]
    return Signature(name, email, datetime.fromtimestamp(int(seconds), UTC))
