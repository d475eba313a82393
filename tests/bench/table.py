"""The table that the benchmark prints: one row for each thing measured, as soon as it is measured."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.measure import Cost

_WIDTH = 78


def title(text: str) -> None:
    print(f"\n{text:<{_WIDTH}} {'wall':>9} {'CPU':>9} {'ratio':>8}  wanted")


def note(text: str) -> None:
    print(f"  {text}")


def row(what: str, cost: Cost, ratio: float | None = None, wanted: float | None = None, unit: str = "s") -> None:
    """A cost; `ratio` says how many times cheaper it is than what stands above it, and fails below `wanted`."""
    shown: Callable[[float], str] = _milliseconds if unit == "ms" else _seconds
    _print(
        what, shown(cost.wall), shown(cost.cpu), "" if ratio is None else f"{ratio:.1f}x",
        "" if wanted is None else f">= {wanted:g}x", None if ratio is None or wanted is None else ratio >= wanted,
        cost.code,
    )  # fmt: skip


def memory(what: str, megabytes: float, limit: float | None = None, code: int = 0) -> None:
    """A peak of memory, which fails above `limit`."""
    wanted = "" if limit is None else f"<= {limit:g} MB"
    _print(what, f"{megabytes:.0f} MB", "", "", wanted, None if limit is None else megabytes <= limit, code)


def _print(what: str, wall: str, cpu: str, ratio: str, wanted: str, met: bool | None, code: int) -> None:
    mark = "" if met is None else "ok" if met else "✗"
    if code:
        mark = f"✗ exit code {code}"
    print(f"  {what:<{_WIDTH - 2}} {wall:>9} {cpu:>9} {ratio:>8}  {wanted:<9} {mark}".rstrip(), flush=True)


def _seconds(value: float) -> str:
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def _milliseconds(value: float) -> str:
    return f"{value * 1000:.2f} ms"
