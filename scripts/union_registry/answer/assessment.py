"""What is to be said of a pull request, found and not yet put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from union_registry.answer.admission import is_of_bureau
from union_registry.answer.delta import Delta
from union_registry.answer.mends import Mend
from union_registry.base import OWNER
from union_registry.engine import UnionVerdict
from union_registry.finding import Finding, Outcome, is_of_form
from union_registry.oversight.progress import Progress
from union_registry.oversight.turns import Failing
from union_registry.rules.a6_succession import NAME_AND_LEAD_KEPT
from union_registry.schema.checks import TO_DO
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.answer.request import Request
    from union_registry.catalogue.published import PublishedUnion


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
    register, so that nothing is judged, `broken` where the program failed at it.
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
    broken: bool = False

    @property
    def fails(self) -> bool:
        """Whether the request may not be merged as it is; what a clash comes to nobody knows before it is resolved."""
        return self.unrelated or self.broken or bool(self.exposed or self.clashes or self.in_the_way)

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
        return self.unrelated or self.broken or bool(self.delta.unions or self.delta.strays or self.findings)


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
