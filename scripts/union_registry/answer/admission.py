"""What a pull request may not do, whatever stands in its files: told apart from the conditions of the regulation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from union_registry.answer.delta import Delta
from union_registry.answer.request import ACTIONS_BOT
from union_registry.base import BaseVersion
from union_registry.engine import fault_finding
from union_registry.finding import Finding, Outcome
from union_registry.register import HOUSEKEEPING
from union_registry.requestchecks import BUREAU_ONLY, MISPLACED, MIXED, TOO_LARGE
from union_registry.source.fault import Fault
from union_registry.source.folder import printable
from union_registry.source.kinds import kind_of
from union_registry.source.tree import Objects

# Judged in one request, more than anybody brings in earnest: unions, and files of theirs that are read.
MAX_UNIONS, MAX_FILES = 8, 100
_NAMED = 5


def judged_of(delta: Delta) -> list[str]:
    """The unions that are judged: the first ones, as long as their files are not too many to read."""
    slugs, files = [], 0
    for slug, paths in delta.unions.items():
        files += sum(kind_of(path) is not None for path in paths)
        if files > MAX_FILES:
            break
        slugs.append(slug)
    return slugs


def request_findings(delta: Delta, version: BaseVersion, author: int, bureau: Collection[int]) -> Iterator[Finding]:
    """What is wrong with a request as a whole; a mixed one is only noted where the `bureau` (numeric ids) brings it."""
    kept = [f"unions/{name}" for name in sorted(delta.strays & HOUSEKEEPING)]
    outside = [*kept, *delta.outside]
    if kept or (delta.unions and outside):
        shown = [printable(name) for name in outside[:_NAMED]]
        fault = Fault(MIXED, values={"names": "、".join(shown) + (" …" if len(outside) > _NAMED else "")})
        yield _softened(fault_finding("unions", fault, None), author, bureau)
    brought, judged = len(delta.unions) + len(delta.unlisted), len(judged_of(delta))
    if judged < brought:
        yield fault_finding("unions", Fault(TOO_LARGE, values={"unions": brought, "judged": judged}), None)
    for file, gone in version.gone():
        yield fault_finding(file, gone, None)


def union_findings(
    slug: str, delta: Delta, version: BaseVersion, author: int, bureau: Collection[int]
) -> Iterator[Finding]:
    """What the author of a request may not change of a union, by the lists of the accepted version."""
    if author in bureau:
        return
    if author != ACTIONS_BOT and any(is_of_bureau(path) for path in delta.unions[slug]):
        yield fault_finding(f"unions/{slug}/bureau", Fault(BUREAU_ONLY, values={"slug": slug}), slug)
    trespass = version.trespass(slug, str(author))
    if trespass is not None:
        yield fault_finding(f"unions/{slug}", trespass, slug)


def misplaced(delta: Delta, then: Objects, now: Objects) -> Iterator[Finding]:
    """Forms that were put beside `unions/`, alone or with their folder, as happens when a folder is dragged there."""
    known = {entry.path for entry in then.listed("", recursive=False)}
    new = [name for name in delta.outside if name not in known][:_NAMED]
    for name in new:
        within = (entry.path for entry in now.listed(f"{name}/", recursive=False))
        # Where a disk does not tell capitals apart, Unions would lie over unions.
        if name.casefold() == "unions" or kind_of(name) or any(map(kind_of, within)):
            yield fault_finding(printable(name), Fault(MISPLACED, values={"name": printable(name)}), None)


def is_of_bureau(path: str) -> bool:
    """Whether the file at `path` in a union's folder is the bureau's to write."""
    return path.split("/", maxsplit=1)[0] == "bureau"


def _softened(finding: Finding, author: int, bureau: Collection[int]) -> Finding:
    """The bureau changes schemas together with the files that follow them: worth a look, no fault."""
    return replace(finding, outcome=Outcome.NOTE) if author in bureau else finding
