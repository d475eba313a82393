"""Scratch Git repositories, whatever the settings of the person, or the hook, that runs the tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_IDENTITY = ("-c", "user.name=示例", "-c", "user.email=sample@example.org", "-c", "core.autocrlf=false")


def git(root: Path, *arguments: str, moment: str = "") -> str:
    """What Git says in `root`; `moment` is when a commit is made, now if it is not given."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["GIT_CONFIG_GLOBAL"] = os.devnull
    if moment:
        environment |= {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    done = subprocess.run(["git", *_IDENTITY, *arguments], cwd=root, env=environment, check=True, capture_output=True)
    return done.stdout.decode().strip()


def committed(root: Path, moment: str = "") -> str:
    """The commit, on branch main, of everything that lies in `root` now, be it ignored or the same as before."""
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-Af")
    git(root, "commit", "-qm", "示例", "--allow-empty", moment=moment)
    return git(root, "rev-parse", "HEAD")
