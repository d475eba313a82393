"""Runs commands and measures them: wall time, CPU time, peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

# A quiet mkdocs, and messages in one language whatever the locale.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}
_LAUNCH = Path(__file__).with_name("launch.py")
UNIONS = (sys.executable, "-m", "union_registry")


@dataclass(frozen=True)
class Cost:
    """What one or more commands cost: wall and CPU seconds, peak memory in MB; `code` is 0 if all went well."""

    wall: float
    cpu: float
    peak: float = 0.0
    code: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak), max(self.code, other.code)
        )

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu, self.peak, max(self.code, other.code))

    def __mul__(self, factor: float) -> Cost:
        return Cost(self.wall * factor, self.cpu * factor, self.peak, self.code)


def run(*command: str | Path, out: Path | None = None, cwd: Path | None = None) -> Cost:
    """The cost of a command with all the processes it starts and waits for."""
    launched = subprocess.run(
        [sys.executable, "-S", _LAUNCH, out or os.devnull, *command],
        cwd=cwd, stdout=subprocess.PIPE, env=ENVIRONMENT, check=True,
    )  # fmt: skip
    return Cost(**json.loads(launched.stdout))


def alternating(times: int, *measures: Callable[[], Cost]) -> list[Cost]:
    """The median cost of each measure, the measures taken in turn so that a busy moment meets all of them."""
    costs: list[list[Cost]] = [[] for _ in measures]
    for _ in range(times):
        for held, measure in zip(costs, measures, strict=True):
            held.append(measure())
    return [_median(held) for held in costs]


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        max(cost.peak for cost in costs),
        max(cost.code for cost in costs),
    )


def imports(*command: str) -> dict[str, float]:
    """Seconds that imports of `python COMMAND` took, by package, the slowest first.

    What a package takes from the standard library counts as its own, if it is the first to do so.
    """
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    lines = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if line.count("|") == 2]
    taken: dict[str, float] = {}
    above: list[tuple[int, str]] = []  # depth and package of the modules that import the one looked at
    for own, _, name in reversed(lines[1:]):  # a module comes after those that it imports
        module = name.strip()
        depth, package = len(name) - len(module), module.partition(".")[0]
        while above and above[-1][0] >= depth:
            above.pop()
        if package in sys.stdlib_module_names:
            package = above[-1][1] if above else "python itself"
        above.append((depth, package))
        taken[package] = taken.get(package, 0) + int(own) / 1e6
    return dict(sorted(taken.items(), key=lambda item: -item[1]))
