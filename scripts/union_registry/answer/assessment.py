"""What is to be said of a pull request: its unions judged as they will be once it is merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from union_registry import index
from union_registry.answer.admission import (
    ACTIONS_BOT,
    MAX_UNIONS,
    is_of_bureau,
    judged_of,
    misplaced,
    request_findings,
    union_findings,
)
from union_registry.answer.delta import Delta, Merged, Objects, clashing, delta
from union_registry.answer.mends import Mend, mends
from union_registry.base import OWNER, BaseVersion
from union_registry.catalogue.published import preview
from union_registry.engine import PRIVATE_TRACKED, Judge, UnionVerdict
from union_registry.finding import Finding, Outcome, is_of_form
from union_registry.oversight.progress import Progress
from union_registry.oversight.turns import Failing, failing, progress, requested
from union_registry.register import Folder, Register
from union_registry.report.discretion import discreet
from union_registry.report.lines import TO_DO
from union_registry.rules.a6_succession import NAME_AND_LEAD_KEPT
from union_registry.schema.checks import CONTACT
from union_registry.source.folder import printable
from union_registry.source.kinds import order
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.catalogue.published import PublishedUnion
    from union_registry.forge.request import Request
    from union_registry.git import Commit

_PRIVATE = frozenset((PRIVATE_TRACKED.id, CONTACT.id))
# Named in a comment; whoever purges looks through them all.
_MOST_COMMITS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """One union of a request. `verdict` quotes private values only where those who read the answer may see them.

    `by_bureau` is whether the bureau's team, or one of its forms, brings it.
    """

    verdict: UnionVerdict
    turns: Failing
    progress: Progress
    preview: PublishedUnion | None
    mends: tuple[Mend, ...]
    changed: frozenset[str]
    by_bureau: bool

    @property
    def slug(self) -> str:
        return self.verdict.slug

    @property
    def in_the_way(self) -> list[Finding]:
        """What has to be mended before the request can be merged.

        That is what the step asks, and all that is wrong in form; the bureau's records only if they are
        written here. A folder that the bureau brings blank may stay so. Where the union would be
        dissolved by its change (六（三）), that alone counts until it is settled.
        """
        if self.dissolving:
            return self.dissolving
        own = self.turns.applicant
        if self.by_bureau and self.is_blank:
            own = [finding for finding in own if is_wrong_in_form(finding)]
        return own + [finding for finding in self.turns.later if is_wrong_in_form(finding)] + self._records

    @property
    def dissolving(self) -> list[Finding]:
        """六（三）: the change of name or lead by which an approved union ends."""
        return [finding for finding in self.turns.applicant if finding.rule == NAME_AND_LEAD_KEPT.id]

    @property
    def aside(self) -> list[Finding]:
        """What fails, too, and waits until it is settled whether the union is dissolved."""
        demanded = (*self.turns.applicant, *self.turns.later, *self._records)
        return [finding for finding in demanded if finding not in self.dissolving] if self.dissolving else []

    @property
    def later(self) -> list[Finding]:
        """What belongs to steps that are still to come, or to a folder that the bureau brings blank."""
        kept = self.turns.applicant if self.by_bureau and self.is_blank else []
        return [finding for finding in (*kept, *self.turns.later) if not is_wrong_in_form(finding)]

    @property
    def is_blank(self) -> bool:
        """Whether the step's forms are not filled in yet."""
        return any(finding.rule in TO_DO for finding in self.turns.applicant)

    @property
    def touches_bureau(self) -> bool:
        return any(is_of_bureau(path) for path in self.changed)

    @property
    def fails(self) -> bool:
        return bool(self.in_the_way)

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all is open, waivers that are asked for and duties with days of their own included."""
        return not any(self.turns)

    @property
    def _records(self) -> list[Finding]:
        return self.turns.records if self.touches_bureau else []


@dataclass(frozen=True, slots=True)
class Assessment:
    """A request judged on a day (Asia/Shanghai), compared with `tip`, the newest commit of the default branch.

    `findings` are about the request as a whole; `clashes` are files that it and others have changed.
    `exposed` are its commits in which private data were seen, the newest last: history keeps them,
    whatever becomes of the files. `unrelated` is set where it has no history in common with the
    register, so that nothing is judged.
    """

    request: Request
    tip: str
    as_of: date
    delta: Delta
    unions: tuple[Judged, ...] = ()
    findings: tuple[Finding, ...] = ()
    clashes: tuple[str, ...] = ()
    exposed: tuple[str, ...] = ()
    by_bureau: bool = False
    unrelated: bool = False

    @property
    def fails(self) -> bool:
        return self.unrelated or bool(self.exposed) or bool(self.in_the_way)

    @property
    def in_the_way(self) -> list[Finding]:
        """All that has to be mended, of the whole request first."""
        own = [finding for finding in self.findings if finding.outcome.fails]
        return own + [finding for union in self.unions for finding in union.in_the_way]

    @property
    def exposes(self) -> bool:
        """Whether private data of persons lie in the newest commit."""
        return self.request.head in self.exposed

    @property
    def by_stranger(self) -> bool:
        """Whether the author is none of the owners of what is changed."""
        return any(finding.rule == OWNER.id for finding in self.in_the_way)

    @property
    def concerns_unions(self) -> bool:
        return self.unrelated or bool(self.delta.unions or self.delta.strays or self.findings)


def shortfall(findings: Iterable[Finding]) -> Text:
    """还要改 6 处, or 还没填完（8 处没填，2 处要改）: what waits for a value is not counted beside what it waits for."""
    listed = list(findings)
    blank = sum(finding.rule in TO_DO for finding in listed)
    number = sum(finding.outcome is Outcome.NOT_MET for finding in listed) - blank
    if not blank:
        return Text(f"还要改 {number or len(listed)} 处", f"to mend: {number or len(listed)}")
    if not number:
        return Text(f"还没填完（{blank} 处没填）", f"not filled in yet (blank: {blank})")
    return Text(
        f"还没填完（{blank} 处没填，{number} 处要改）", f"not filled in yet (blank: {blank}, to mend: {number})"
    )


def is_wrong_in_form(finding: Finding) -> bool:
    """Whether a file is not as it has to be at any step; what is only blank is none of it."""
    return is_of_form(finding.rule) and finding.rule not in TO_DO


def assess(
    root: Path, request: Request, as_of: date, bureau: Collection[int], *, tip: Commit, head: Objects,
    parted: Objects | None, exposed: tuple[str, ...] = (),
) -> Assessment:  # fmt: skip
    """`request` judged by the register's own files at `root`.

    `head` is the request's commit, `tip` the newest of the default branch, and `parted` the one from
    which both have grown, None if there is none. `bureau` are the numeric ids of the accounts of the
    bureau's team, `exposed` the commits in which private data have been seen before. Errors of the
    forge behind `head` are passed on.
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
    judging = _Judging(register, version, blank, frozenset(bureau), changes)
    unions = tuple(judging.unions())
    found = (finding for union in unions for finding in union.verdict.findings)
    seen = (request.head,) if any(finding.rule in _PRIVATE for finding in found) else ()
    return replace(
        blank, delta=changes, unions=unions, findings=(*lost, *judging.findings()),
        clashes=tuple(clashing(changes, parted, tip)), exposed=tuple(dict.fromkeys((*exposed, *seen)))[-_MOST_COMMITS:],
    )  # fmt: skip


class _Judging:
    def __init__(
        self, register: Register, version: BaseVersion, blank: Assessment, bureau: frozenset[int], changes: Delta
    ) -> None:
        self._register, self._version, self._request = register, version, blank.request
        self._bureau, self._by_bureau, self._changes = bureau, blank.by_bureau, changes
        there = frozenset(register.slugs)
        self._slugs = [slug for slug in judged_of(changes) if slug in there]
        # Of this request alone: what others have leaked is not for this author to mend.
        leaked = frozenset(f"unions/{slug}/private.yaml" for slug in self._slugs if self._holds(slug, "private.yaml"))
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
        rest = (f for f in verdict.findings if f.file != folder.within("private.yaml") or f.rule == PRIVATE_TRACKED.id)
        verdict = replace(verdict, findings=(*own, *rest))
        if not self._request.private:
            (verdict,) = discreet([verdict], self._register.publicity)
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
