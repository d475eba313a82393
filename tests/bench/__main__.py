"""Measures the check and the build against the tools they stand in for, side by side in one run.

Always exits with 0: it measures, it does not judge. What falls short of what is wanted is marked ✗.
Ratios are of CPU seconds, which other work on the machine disturbs least.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.bench import apply, lists, pages, prose, search, table
from tests.bench.generate import APPLICANT_FILES, AS_OF, FILES
from tests.bench.measure import UNIONS, Cost, alternating, imports, run

FEW, MANY = 100, 1000
VALIDATOR = Path(sys.executable).with_name("check-jsonschema")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help=f"run check-jsonschema on {MANY:,} unions too")
    arguments = parser.parse_args()
    if not VALIDATOR.exists():
        parser.error(f"{VALIDATOR} is not there: install requirements-dev.txt")
    started = time.perf_counter()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}")
    with tempfile.TemporaryDirectory(prefix="unions-bench-") as folder:
        registers = {count: _register(Path(folder) / str(count), count) for count in (FEW, MANY)}
        checks = _check(registers, full=arguments.full)
        builds = _build(registers, Path(folder))
        _memory(registers, checks, builds)
        _one_union(registers[FEW])
        _compared(registers[MANY])
        _in_browser(registers[MANY], Path(folder) / "site")
        _floor(Path(folder), registers[MANY])
    print(f"\n{time.perf_counter() - started:.0f} s in all")


def _register(root: Path, count: int) -> Path:
    if run(sys.executable, "-m", "tests.bench.generate", root, str(count)).code:
        raise RuntimeError("the unions could not be written; see python -m tests.bench.generate")
    compared = [path for name in APPLICANT_FILES for path in root.glob(f"unions/*/{name}.yaml")]
    size = sum(path.stat().st_size for path in compared)
    everything = sum(1 for _ in root.glob("unions/**/*.yaml"))
    print(
        f"{count:,} unions: {len(compared):,} files of the applicants ({', '.join(APPLICANT_FILES)}; "
        f"{size / count / 1000:.1f} kB a union), {everything:,} files with charter and the bureau's"
    )
    return root


def _check(registers: dict[int, Path], *, full: bool) -> dict[int, Cost]:
    """1. The whole check, rules and line numbers included, against JSON Schema alone."""
    table.title("1 check: form, schema, rules; line numbers (all files, index cache empty)")
    few, many = registers[FEW], registers[MANY]
    theirs, start, *ours = alternating(
        2, partial(_validate, few, FEW), partial(_validate, few, 1),
        *(partial(_judge, root, form) for root in (few, many) for form in _FORMS),
    )  # fmt: skip
    # Each call starts once, however many files it is given.
    rivals = {FEW: theirs, MANY: _validate(many, MANY) if full else start + (theirs - start) * ((MANY - 1) / (FEW - 1))}
    peaks = {}
    for count, costs in zip((FEW, MANY), (ours[:2], ours[2:]), strict=True):
        how = "" if count == FEW or full else f" (EXTRAPOLATED from {FEW})"
        table.row(f"{count:,} unions: check-jsonschema, {len(APPLICANT_FILES) * count:,} files{how}", rivals[count])
        for form, cost in zip(_FORMS, costs, strict=True):
            what = f"{count:,} unions: unions check --format {form}, {len(FILES) * count:,} files"
            table.row(what, cost, rivals[count].cpu / cost.cpu, 10)
        peaks[count] = costs[0] + costs[1]
    return peaks


_FORMS = ("json", "text")


def _validate(root: Path, count: int) -> Cost:
    """check-jsonschema on the applicants' files of the first `count` unions, one call a schema."""
    folders = sorted((root / "unions").iterdir())[:count]
    costs = [
        run(VALIDATOR, "--schemafile", root / "schema" / f"{name}.schema.json", *(f / f"{name}.yaml" for f in folders))
        for name in APPLICANT_FILES
    ]
    return sum(costs[1:], costs[0])


def _judge(root: Path, form: str, *slugs: str, cache: bool = False) -> Cost:
    if not cache:
        shutil.rmtree(root / ".cache", ignore_errors=True)
    return run(*UNIONS, "--root", root, "check", "--as-of", AS_OF, "--format", form, *slugs, out=root / "verdict")


def _build(registers: dict[int, Path], folder: Path) -> dict[int, Cost]:
    """2. The whole site against MkDocs on as much text, page by page."""
    table.title("2 build: every page of the catalogue, one for each organisation")
    root, site = registers[MANY], folder / "site"
    few = _publish(registers[FEW], folder / "site-few")
    first = _publish(root, site)
    pages = sum(1 for _ in site.rglob("*.html"))
    if first.code:
        table.row("unions build", first)
        return {FEW: few, MANY: first}
    sample = prose.Sample(site)
    letters = sample.letters
    # What is wanted is measured against a bare build with the look that this site has; the other rows ask for less.
    rivals = {
        ("bare mkdocs build, theme material", 8): prose.bare_pages(folder / "bare", "material", letters),
        ("bare mkdocs build, theme mkdocs", None): prose.bare_pages(folder / "plain", "mkdocs", letters),
        ("this site's own mkdocs.yml, the same pages as Markdown; start taken off", None): prose.same_pages(
            folder / "same", root, sample
        ),
        ("theme material, no page in the navigation; start taken off", None): prose.plain_pages(
            folder / "material", "material", letters
        ),
    }
    ours, *theirs = alternating(2, partial(_publish, root, site, fresh=True), *rivals.values())
    table.row(f"{MANY:,} unions: unions build, {pages:,} pages, prose and frames by MkDocs included", ours)
    again, written = _rebuild(root, site)
    table.row(f"  again, nothing changed: {written:,} files written", again, ours.cpu / again.cpu)
    basics = root / "unions" / "bench-00500" / "union.yaml"
    text = basics.read_text("utf-8")
    basics.write_text(text.replace("重点产业链创新", "特色重点产业链创新", 1), "utf-8")
    again, written = _rebuild(root, site)
    basics.write_text(text, "utf-8")
    table.row(f"  again, one union renamed: {written:,} files written", again, ours.cpu / again.cpu)
    table.note(f"each page, {letters} characters of text in the mean; MkDocs with {prose.PAGES} pages")
    each = ours * (1 / pages)
    for (what, wanted), cost in zip(rivals, theirs, strict=True):
        table.row(what, cost, unit="ms")
        table.row("  unions build, everything", each, cost.cpu / each.cpu, wanted, unit="ms")
    return {FEW: few, MANY: ours}


def _publish(root: Path, site: Path, *, fresh: bool = False) -> Cost:
    if fresh:
        shutil.rmtree(site, ignore_errors=True)
        shutil.rmtree(root / ".cache", ignore_errors=True)
    return run(*UNIONS, "--root", root, "build", "--as-of", AS_OF, "--site", site)


def _rebuild(root: Path, site: Path) -> tuple[Cost, int]:
    before = _state(site)
    cost = _publish(root, site)
    return cost, len(_state(site) - before)


def _state(site: Path) -> set[tuple[str, int, int]]:
    found = set()
    for path in site.rglob("*"):
        status = path.stat()
        if path.is_file():
            found.add((str(path), status.st_mtime_ns, status.st_ino))
    return found


def _memory(registers: dict[int, Path], checks: dict[int, Cost], builds: dict[int, Cost]) -> None:
    """3. Peak memory, and what the index of names alone takes: nothing else may grow with the register."""
    table.title("3 peak memory")
    script = "import sys, pathlib; from union_registry import index, register; \
r = register.Register(pathlib.Path(sys.argv[1])); index.load(r.root, r.slugs)"
    names = {count: run(sys.executable, "-c", script, root) for count, root in registers.items()}
    for what, costs in (("index of names alone", names), ("unions check", checks), ("unions build", builds)):
        for count, cost in costs.items():
            limit = 300 if count == MANY and costs is not names else None
            table.memory(f"{what}, {count:,} unions", cost.peak, limit, cost.code)
    grown, allowed = (costs[MANY].peak - costs[FEW].peak for costs in (checks, names))
    table.memory("growth of unions check: as the index of names", grown, round(1.1 * allowed))


def _one_union(root: Path) -> None:
    """4. What an applicant waits for."""
    table.title(f"4 one union in a register of {FEW}: unions check SLUG")
    slug = "bench-00050"
    _judge(root, "text", slug)
    floor, cold, warm = alternating(
        7,
        partial(run, sys.executable, "-c", "import yaml, click"),
        partial(_judge, root, "text", slug),
        partial(_judge, root, "text", slug, cache=True),
    )
    table.row('python -c "import yaml, click"', floor)
    table.row(f"index cache empty ({cold.cpu / floor.cpu:.1f} times that)", cold)
    table.row(f"index cache filled ({warm.cpu / floor.cpu:.1f} times that)", warm)
    taken = imports("-m", "union_registry", "--root", str(root), "check", "--as-of", AS_OF, slug)
    heaviest = ", ".join(f"{package} {seconds * 1000:.0f} ms" for package, seconds in list(taken.items())[:5])
    table.note(f"imports take {sum(taken.values()) * 1000:.0f} ms under -X importtime: {heaviest}")


def _compared(root: Path) -> None:
    """5. What a pull request waits for: the union that it changes and what concerns the whole register."""
    table.title("5 comparing with the base: unions check --base, one union changed")
    git = ("git", "-C", root, "-c", "user.name=bench", "-c", "user.email=bench@example.org")
    made = [run(*git, "init", "-q"), run(*git, "add", "-A", "unions"), run(*git, "commit", "-qm", "bench")]
    folder = root / "unions" / "bench-00500"
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("deliverable: ", "deliverable: 改进后的", 1), "utf-8")
    entry = f"{{on: {AS_OF}, kind: plan, summary: 调整预期成果, charter_article: 章程第十条}}"
    (folder / "changes.yaml").write_text(f"changes:\n  - {entry}\n", "utf-8")
    _judge(root, "text", "bench-00500")
    whole, compared = alternating(
        3, partial(_judge, root, "text", cache=True), partial(_judge, root, "text", "--base", "HEAD", cache=True)
    )
    table.row(f"{MANY:,} unions: unions check, index cache filled", whole)
    compared = Cost(compared.wall, compared.cpu, compared.peak, max(cost.code for cost in (compared, *made)))
    table.row(f"{MANY:,} unions: unions check --base HEAD, index cache filled", compared, whole.cpu / compared.cpu)


def _in_browser(root: Path, site: Path) -> None:
    """6. What a reader waits for, in headless Chromium."""
    table.title(f"6 in the browser: the site of {MANY:,} unions")
    pages.measure(site)
    lists.measure(root, site)
    search.measure(root, site)
    folder = min((root / "unions").iterdir())
    apply.measure(site, folder.name, folder)


def _floor(folder: Path, root: Path) -> None:
    """7. What no program can do without."""
    table.title("7 floor")
    table.row("python -c pass", alternating(5, partial(run, sys.executable, "-c", "pass"))[0])
    site = folder / "site"
    sizes = [(path.relative_to(site), path.stat().st_size) for path in site.rglob("*") if path.is_file()]
    shutil.rmtree(site, ignore_errors=True)
    table.row(
        f"writing as many bytes as the site has: {len(sizes):,} files, {sum(s for _, s in sizes) / 1e6:.0f} MB",
        _timed(partial(_write, folder / "bytes", sizes)),
    )
    files = list(root.glob("unions/**/*.yaml"))
    table.row(f"reading the bytes of {MANY:,} unions: {len(files):,} files", _timed(partial(_read, files)))


def _timed(work: partial[None]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def _write(folder: Path, sizes: list[tuple[Path, int]]) -> None:
    for parent in {path.parent for path, _ in sizes}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, size in sizes:
        (folder / path).write_bytes(bytes(size))


def _read(files: list[Path]) -> None:
    for path in files:
        path.read_bytes()


if __name__ == "__main__":
    main()
