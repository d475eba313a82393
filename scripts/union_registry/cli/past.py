"""The register as it was at a commit, to be judged again by the rules of today."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from union_registry import git, index
from union_registry.engine import Judge
from union_registry.policy import PolicyBook
from union_registry.register import Register
from union_registry.schema.publicity import Publicity
from union_registry.source.tree import Tree


@contextmanager
def judge_at(held: Register, commit: str, as_of: date) -> Iterator[Judge]:
    """A judge of the unions of `commit` as of `as_of`, by that commit's own schemas, vocabularies and policy.

    `held` is the register at the top of a Git repository that holds `commit`, given by its full
    hash; nothing is checked out. BrokenRegister, also while judging, if the files in the commit's
    `schema/` cannot be used.
    """
    listed = git.run(held.root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", "unions/") or ""
    tracked = frozenset(name for name in listed.split("\0") if name.endswith("/private.yaml"))
    with git.Commit(held.root, commit) as tree, tempfile.TemporaryDirectory(prefix="unions-") as folder:
        tree.export("schema", Path(folder))
        past = _Past(Path(folder), tree, held)
        yield Judge(past, index.load(past.root, past.slugs, fast=past.fast, tree=tree), as_of, tracked)


class _Past(Register):
    """A register with the files of a commit.

    What rules need that are younger than the commit comes from today's register: values that its
    policy has no entry for, and whether a field is public, which no outcome depends on.
    """

    def __init__(self, root: Path, tree: Tree, held: Register) -> None:
        super().__init__(root, fast=held.fast, tree=tree)
        self._held = held

    @cached_property
    def policy(self) -> PolicyBook:
        then = super().policy
        return PolicyBook(self._held.policy.entries | then.entries, then.digest)

    @cached_property
    def publicity(self) -> Publicity:
        return self._held.publicity
