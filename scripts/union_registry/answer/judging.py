"""Judges a pull request: its unions as they will be once it is merged, and what it may not do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from union_registry import index
from union_registry.answer.admission import MAX_UNIONS, judged_of, misplaced, request_findings, union_findings
from union_registry.answer.assessment import Assessment, Judged
from union_registry.answer.delta import Delta, Merged, clashing, delta
from union_registry.answer.memory import MAX_EXPOSED
from union_registry.answer.mends import mends
from union_registry.answer.request import ACTIONS_BOT, Request
from union_registry.base import BaseVersion
from union_registry.catalogue.published import preview
from union_registry.engine import PRIVATE_DATA, PRIVATE_TRACKED, Judge, UnionVerdict
from union_registry.finding import Finding
from union_registry.oversight.turns import failing, progress, requested
from union_registry.register import Folder, Register
from union_registry.schema.publicity import Publicity
from union_registry.source.folder import printable
from union_registry.source.kinds import PRIVATE, order
from union_registry.source.tree import Objects

if TYPE_CHECKING:
    from union_registry.git import Commit

# How files begin that age has sealed: the plain form and the armoured one (C2SP/age).
Discretion = Callable[[Iterable[UnionVerdict], Publicity], Iterable[UnionVerdict]]


def assess(
    root: Path, request: Request, as_of: date, bureau: Collection[int], *, tip: Commit, head: Objects,
    parted: Objects | None, exposed: tuple[str, ...] = (), discreet: Discretion,
) -> Assessment:  # fmt: skip
    """`request` judged by the register's own files at `root`.

    `head` is the request's commit, `tip` the newest of the default branch, and `parted` the one from
    which both have grown, None if there is none. `bureau` are the numeric ids of the accounts of the
    bureau's team, `exposed` the commits in which private data have been seen before. `discreet` makes
    of verdicts what anybody may read, for a public repository. Errors of the forge behind `head` are
    passed on.
    """
    blank = Assessment(
        request, tip.commit, as_of, Delta({}), exposed=exposed, by_bureau=request.author in (*bureau, ACTIONS_BOT)
    )
    if parted is None:
        return replace(blank, unrelated=True)
    changes = delta(parted, head, MAX_UNIONS)
    lost = tuple(misplaced(changes, parted, head))
    if not changes.unions and not changes.strays:
        return replace(blank, delta=changes, findings=lost)
    register = Register(root, tree=Merged(tip, head, changes))
    version = BaseVersion(register, tip, tip, changes.files)
    judging = _Judging(register, version, blank, frozenset(bureau), changes, None if request.private else discreet)
    unions = tuple(judging.unions())
    seen = (request.head,) if any(map(_exposes, unions)) else ()
    return replace(
        blank, delta=changes, unions=unions, findings=(*lost, *judging.findings()),
        clashes=tuple(clashing(changes, parted, tip)), exposed=tuple(dict.fromkeys((*exposed, *seen)))[-MAX_EXPOSED:],
    )  # fmt: skip


def _exposes(union: Judged) -> bool:
    """Whether private data lie in what the request changes; what lay there before is none of its author's."""
    brought = {f"unions/{union.slug}/{path}" for path in union.changed}
    return any(finding.rule in PRIVATE_DATA and finding.file in brought for finding in union.verdict.findings)


class _Judging:
    """Judges the unions of one request; `discreet` is None where the readers are the parties."""

    def __init__(
        self, register: Register, version: BaseVersion, blank: Assessment, bureau: frozenset[int], changes: Delta,
        discreet: Discretion | None,
    ) -> None:  # fmt: skip
        self._discreet = discreet
        self._register, self._version, self._request = register, version, blank.request
        self._bureau, self._by_bureau, self._changes = bureau, blank.by_bureau, changes
        there = frozenset(register.slugs)
        self._slugs = [slug for slug in judged_of(changes) if slug in there]
        # Of this request alone: what others have leaked is not for this author to mend.
        leaked = frozenset(f"unions/{slug}/private.yaml" for slug in self._slugs if self._holds(slug, PRIVATE))
        names = index.load(register.root, register.slugs, fast=register.fast, tree=register.tree)
        self._judge = Judge(register, names, blank.as_of, leaked, version.folder)

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
        # Of a file that may not be there at all nothing else is of interest.
        rest = (f for f in verdict.findings if f.file != folder.within(PRIVATE) or f.rule == PRIVATE_TRACKED.id)
        verdict = replace(verdict, findings=(*own, *rest))
        if self._discreet:
            (verdict,) = self._discreet([verdict], self._register.publicity)
        changed = self._changes.unions[slug]
        return Judged(
            verdict=verdict,
            turns=failing(verdict.findings, verdict.status, requested(folder.union)),
            progress=progress(folder.union, verdict, self._judge.policy_of(folder.union), self._judge.as_of),
            preview=shown,
            mends=tuple(mends(self._register, slug, sorted(changed, key=order))),
            changed=changed,
            by_bureau=self._by_bureau,
        )

    def _holds(self, slug: str, path: str) -> bool:
        return any(name == path for name, _ in self._register.tree.walk(slug))
