"""Git, asked by its command: commits as trees of files, and what differs from one.

Only the command line's edge uses this module; nothing that judges knows of Git.
"""

from __future__ import annotations

import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from union_registry.source.reader import MAX_BYTES
from union_registry.source.tree import Entry, entered


def run(root: Path, *arguments: str) -> str | None:
    """What `git` says in `root`; None if it fails, or if there is no Git."""
    try:
        done = subprocess.run([*command(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None


def commit_of(root: Path, ref: str) -> str | None:
    """The full hash of the commit that `ref` names; None if Git knows none."""
    found = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return found.strip() if found else None


def merge_base(root: Path, commit: str) -> str | None:
    """The commit from which both `commit` and what is checked out here have grown; None if there is none."""
    found = run(root, "merge-base", commit, "HEAD")
    return found.strip() if found else None


def is_past(root: Path, commit: str) -> bool:
    """Whether what is checked out here has grown from `commit`."""
    return run(root, "merge-base", "--is-ancestor", commit, "HEAD") is not None


def is_top(root: Path) -> bool:
    """Whether `root` is the top folder of a repository, so that paths in Git are paths of the register."""
    return run(root, "rev-parse", "--show-prefix") == "\n"


def is_ignored(root: Path, path: Path) -> bool:
    """Whether Git will leave the file at `path` alone: it is ignored and not tracked, or lies outside, or there is no Git."""
    if not (root / ".git").exists() or not path.resolve().is_relative_to(root.resolve()):
        return True
    name = str(path.resolve())
    return run(root, "check-ignore", "--quiet", "--", name) is not None and not run(root, "ls-files", "--", name)


def is_shallow(root: Path) -> bool:
    """Whether this clone holds only the newest commits."""
    return (run(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def changed_files(root: Path, commit: str, folder: str) -> list[str] | None:
    """Paths below `folder` that differ between `commit` and what lies here, new files included; None if Git fails."""
    listed = run(root, "diff", "--name-only", "-z", "--no-renames", commit, "--", folder)
    if listed is None:
        return None
    new = run(root, "ls-files", "-z", "--others", "--exclude-standard", "--", folder) or ""
    return [name for name in (listed + new).split("\0") if name]


def clean_commit(root: Path) -> str | None:
    """The commit of the data; None outside Git or when unions/ or schema/ differ from it."""
    changed = run(root, "status", "--porcelain", "--", "unions", "schema")
    return None if changed is None or changed.strip() else (run(root, "rev-parse", "HEAD") or "").strip() or None


class Commit:
    """The files of a commit, read from Git's objects without a checkout: a `source.tree.Tree`.

    One `git` process serves all files; use it as a context manager. Paths are those of the
    repository, so `root` has to be its top. ValueError if `commit` is not a full hash, OSError where
    its objects are not all here.
    """

    def __init__(self, root: Path, commit: str) -> None:
        if not (commit.isalnum() and len(commit) >= 40):
            raise ValueError(f"{commit!r} is not the hash of a commit")
        self.root, self.commit = root, commit
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Commit:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def entries(self) -> Iterator[tuple[str, int]]:
        return ((entry.path, entry.mode) for entry in self.listed("unions/", recursive=False))

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        return entered(self.listed(f"unions/{slug}/", recursive=True))

    def contents(self, file: str) -> bytes:
        if "\n" in file:
            raise FileNotFoundError(file)
        asked, answers = self._objects()
        asked.write(f"{self.commit}:{file}\n".encode("utf-8", "surrogateescape"))
        asked.flush()
        head = answers.readline().split()
        if len(head) != 3 or head[1] in (b"missing", b"ambiguous"):
            raise FileNotFoundError(file)
        size, kept, left = int(head[2]), b"", int(head[2])
        while left > 0:  # what is too big is read past, never held
            piece = answers.read(min(left, 1 << 16))
            left -= len(piece)
            if len(kept) <= MAX_BYTES:
                kept += piece
            if not piece:
                break
        answers.read(1)
        if head[1] != b"blob":
            raise IsADirectoryError(file)
        return kept[: min(size, MAX_BYTES + 1)]

    def export(self, folder: str, target: Path) -> None:
        """Writes the regular files below `folder` of the commit into `target`; links and programs are left out."""
        for path, mode, _, _ in self.listed(f"{folder}/", recursive=True):
            # Git itself makes no such names, yet whoever writes a tree by hand can.
            if stat.S_ISREG(mode) and not {"", ".", ".."} & set(path.split("/")):
                file = target / folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(self.contents(f"{folder}/{path}"))

    def listed(self, folder: str, *, recursive: bool) -> Iterator[Entry]:
        """What lies in `folder`, which ends with a slash or is "" for the top; nothing if it is not there."""
        options = ["-r"] if recursive else []
        listed = run(
            self.root, "ls-tree", "-z", "--full-tree", *options, self.commit, "--", *([folder] if folder else [])
        )
        if listed is None:  # as in a clone that holds only a part of the objects
            raise OSError(f"Git cannot list {folder} of {self.commit}")
        for line in listed.split("\0"):
            head, _, path = line.partition("\t")
            if path:
                mode, _, name = head.split()
                yield Entry(path.removeprefix(folder), int(mode, 8), name, None)

    def _objects(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(
                [*command(self.root), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("git cat-file has no pipes")
        return self._process.stdin, self._process.stdout


def command(root: Path) -> list[str]:
    """The command for `root`; a hash means what it says, whatever this clone would put in its place."""
    return ["git", "-C", str(root), "--no-replace-objects"]
