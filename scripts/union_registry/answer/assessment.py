"""What is to be said of a pull request: its unions judged as they will be once it is merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from union_registry import index
from union_registry.answer.admission import MAX_UNIONS, judged_of, request_findings, touches_bureau, union_findings
from union_registry.answer.delta import Delta, Merged, Objects, clashing, delta
from union_registry.answer.mends import Mend, mends
from union_registry.base import BaseVersion
from union_registry.catalogue.published import preview
from union_registry.engine import PRIVATE_TRACKED, Judge, UnionVerdict
from union_registry.finding import Finding, Outcome, is_of_form
from union_registry.oversight.progress import Progress
from union_registry.oversight.turns import Failing, failing, progress, requested
from union_registry.register import Folder, Register
from union_registry.report.discretion import discreet
from union_registry.report.lines import TO_DO
from union_registry.schema.checks import CONTACT
from union_registry.source.folder import printable
from union_registry.source.kinds import order

if TYPE_CHECKING:
    from union_registry.catalogue.published import PublishedUnion
    from union_registry.forge.request import Request
    from union_registry.git import Commit

_PRIVATE = frozenset((PRIVATE_TRACKED.id, CONTACT.id))


@dataclass(frozen=True, slots=True)
class Judged:
    """One union of a request. `verdict` quotes private values only where those who read the answer may see them."""

    verdict: UnionVerdict
    turns: Failing
    progress: Progress
    preview: PublishedUnion | None
    mends: tuple[Mend, ...]
    touches_bureau: bool

    @property
    def slug(self) -> str:
        return self.verdict.slug

    @property
    def in_the_way(self) -> list[Finding]:
        """What has to be mended before the request can be merged: what its step asks, and all that is wrong in form.

        The bureau's records only if they are written here.
        """
        faults = [finding for finding in self.turns.later if _is_wrong_in_form(finding)]
        return self.turns.applicant + faults + (self.turns.records if self.touches_bureau else [])

    @property
    def later(self) -> list[Finding]:
        """What belongs to steps that are still to come."""
        return [finding for finding in self.turns.later if not _is_wrong_in_form(finding)]

    @property
    def fails(self) -> bool:
        return bool(self.in_the_way)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A request judged on a day (Asia/Shanghai), compared with `tip`, the newest commit of the default branch.

    `findings` are about the request as a whole; `clashes` are files that it and others have changed;
    `unrelated` is set where it has no history in common with the register, so that nothing is judged.
    """

    request: Request
    tip: str
    as_of: date
    delta: Delta
    unions: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    clashes: tuple[str, ...] = ()
    unrelated: bool = False

    @property
    def fails(self) -> bool:
        return self.unrelated or any(u.fails for u in self.unions) or any(f.outcome.fails for f in self.findings)

    @property
    def in_the_way(self) -> list[Finding]:
        """All that has to be mended, of the whole request first."""
        own = [finding for finding in self.findings if finding.outcome.fails]
        return own + [finding for union in self.unions for finding in union.in_the_way]

    @property
    def exposes(self) -> bool:
        """Whether private data of persons lie in the request's files."""
        found = (f for union in self.unions for f in union.verdict.findings)
        return any(finding.rule in _PRIVATE for finding in (*self.findings, *found))

    @property
    def concerns_unions(self) -> bool:
        return self.unrelated or bool(self.delta.unions or self.delta.strays)


def count(findings: Iterable[Finding]) -> int:
    """How many things there are to mend: what waits for a value is not counted beside the fault that it waits for."""
    listed = list(findings)
    return sum(finding.outcome is Outcome.NOT_MET for finding in listed) or len(listed)


def _is_wrong_in_form(finding: Finding) -> bool:
    """Whether a file is not as it has to be at any step; what is only blank is none of it."""
    return is_of_form(finding.rule) and finding.rule not in TO_DO


def assess(
    root: Path, request: Request, as_of: date, bureau: Collection[int], *, tip: Commit, head: Objects,
    parted: Objects | None,
) -> Assessment:  # fmt: skip
    """`request` judged by the register's own files at `root`.

    `head` is the request's commit, `tip` the newest of the default branch, and `parted` the one from
    which both have grown, None if there is none. `bureau` are the numeric ids of the accounts of the
    bureau's team. Errors of the forge behind `head` are passed on.
    """
    if parted is None:
        return Assessment(request, tip.commit, as_of, Delta({}), (), (), unrelated=True)
    changes = delta(parted, head, MAX_UNIONS)
    if not changes.unions and not changes.strays:
        return Assessment(request, tip.commit, as_of, changes, (), ())
    register = Register(root, tree=Merged(tip, head, changes))
    version = BaseVersion(register, tip, tip, changes.files)
    judging = _Judging(register, version, request, as_of, frozenset(bureau), changes)
    return Assessment(
        request, tip.commit, as_of, changes, tuple(judging.unions()), tuple(judging.findings()),
        tuple(clashing(changes, parted, tip)),
    )  # fmt: skip


class _Judging:
    def __init__(
        self, register: Register, version: BaseVersion, request: Request, as_of: date, bureau: frozenset[int],
        changes: Delta,
    ) -> None:  # fmt: skip
        self._register, self._version, self._request = register, version, request
        self._bureau, self._changes = bureau, changes
        there = frozenset(register.slugs)
        self._slugs = [slug for slug in judged_of(changes) if slug in there]
        # Of this request alone: what others have leaked is not for this author to mend.
        tracked = (f"unions/{slug}/private.yaml" for slug in self._slugs)
        leaked = frozenset(file for file in tracked if any(name == "private.yaml" for name, _ in self._walk(file)))
        names = index.load(register.root, register.slugs, fast=register.fast, tree=register.tree)
        self._judge = Judge(register, names, as_of, leaked, version.folder)

    def unions(self) -> Iterator[Judged]:
        for slug in self._slugs:
            yield self._judged(self._register.open(slug))

    def findings(self) -> Iterator[Finding]:
        """Of the request as a whole, then of what lies in unions/ beside the folders, as far as it was brought here."""
        yield from request_findings(self._changes, self._version, self._request.author, self._bureau)
        brought = {f"unions/{printable(name)}" for name in (*self._changes.strays, *self._changes.unions)}
        yield from (finding for finding in self._judge.stray_findings() if finding.file in brought)

    def _judged(self, folder: Folder) -> Judged:
        slug = folder.slug
        verdict = self._judge.judge(folder)
        shown = preview(self._judge, folder, verdict)
        own = union_findings(slug, self._changes, self._version, self._request.author, self._bureau)
        verdict = replace(verdict, findings=(*own, *verdict.findings))
        if not self._request.private:
            (verdict,) = discreet([verdict], self._register.publicity)
        return Judged(
            verdict=verdict,
            turns=failing(verdict.findings, verdict.status, requested(folder.union)),
            progress=progress(folder.union, verdict, self._judge.policy_of(folder.union), self._judge.as_of),
            preview=shown,
            mends=tuple(mends(self._register, slug, sorted(self._changes.unions[slug], key=order))),
            touches_bureau=touches_bureau(slug, self._changes),
        )

    def _walk(self, file: str) -> Iterator[tuple[str, int]]:
        return self._register.tree.walk(file.split("/")[1])
