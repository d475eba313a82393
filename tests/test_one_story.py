"""What is due, where a union stands, what the check says and what the site shows are one story on any day."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.sites import own_root
from tests.support import changed, new_root, stranger, write_union
from union_registry import index
from union_registry.catalogue.published import PublishedUnion, published
from union_registry.engine import Judge, UnionVerdict
from union_registry.finding import Finding, Outcome
from union_registry.model.union import Status, Union
from union_registry.oversight.dues import Due, What, dues
from union_registry.oversight.progress import Progress
from union_registry.oversight.turns import progress
from union_registry.register import Register
from union_registry.rules.a6_annual import Standing

Edits = Mapping[str, list[dict[str, Any]]]
OUTCOMES = {
    Standing.ON_TIME: Outcome.MET,
    Standing.LATE: Outcome.NOTE,
    Standing.MISSING: Outcome.NOT_MET,
    Standing.DUE: Outcome.NOT_APPLICABLE,
}
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))


class Story(NamedTuple):
    """One union on one day, as each part of the product tells it; `page` is None where the site has none."""

    union: Union
    due: list[Due]
    progress: Progress
    verdict: UnionVerdict
    page: PublishedUnion | None

    def findings(self, rule: str) -> list[Finding]:
        return [finding for finding in self.verdict.findings if finding.rule == rule]

    def owed(self, what: What) -> list[Due]:
        return [due for due in self.due if due.what is what]


def stories(register: Register, day: date) -> Iterator[Story]:
    judge = Judge(register, index.load(register.root, register.slugs), day)
    pages = {page.slug: page for page in published(register, day)}
    for slug in register.slugs:
        folder = register.open(slug)
        verdict, policy = judge.judge(folder), judge.policy_of(folder.union)
        found = dues(folder.union, policy, day)
        assert not found.unreadable
        yield Story(folder.union, found.items, progress(folder.union, verdict, policy, day), verdict, pages.get(slug))


def agree(story: Story) -> None:
    """Everything that is told twice is told alike."""
    status, summaries = story.verdict.status, story.owed(What.SUMMARY)
    ended = status is Status.DISSOLVED
    assert story.progress.status is status
    assert (story.page.status if story.page else None) == (status if status is Status.APPROVED or ended else None)

    told = [finding for finding in story.findings("annual-summary") if "due" in finding.facts]
    assert [(f.facts["year"].value, f.outcome) for f in told] == [
        (str(due.year), OUTCOMES[due.standing]) for due in summaries
    ]
    shown = (
        [(year.year, year.standing, year.due_on, year.received_on) for year in story.page.summaries]
        if story.page
        else []
    )
    assert shown == [(due.year, due.standing, due.due_on, due.done_on) for due in summaries]
    standings = {due.standing for due in summaries if due.is_owed}
    worst = Standing.MISSING if Standing.MISSING in standings else Standing.DUE if standings else None
    assert story.progress.summary == worst
    waited = {wait.what.zh[-9:-5] for wait in story.progress.waits if wait.what.zh.endswith("年度总结")}
    assert waited == {str(due.year) for due in summaries if due.is_owed}

    if status is not Status.APPROVED:
        assert story.due == summaries, (
            "nothing but its summaries is due of a union before its approval or after its end"
        )
        return
    overdue = [due for due in story.owed(What.SUPERVISION) if due.standing is Standing.MISSING]
    assert sum(f.outcome is Outcome.NOT_MET for f in story.findings("supervision-followed")) == len(overdue)
    late = [due for due in story.owed(What.PROJECT) if due.standing is Standing.MISSING]
    assert sum("没有验收" in f.message.zh for f in story.findings("project-ended")) == len(late)
    ending = {due.due_on for due in story.owed(What.WAIVER)}
    renewals = {wait.due_on for wait in story.progress.waits if wait.what.zh.startswith("豁免到期前")}
    assert renewals <= ending
    waived = [finding for finding in story.verdict.findings if finding.outcome is Outcome.WAIVED]
    soon = {date.fromisoformat(str(f.facts["waived_until"].value)) for f in waived if "到期" in f.message.zh}
    assert renewals <= soon


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """The samples that come with the product."""
    root = new_root(tmp_path_factory.mktemp("samples"))
    shutil.copytree(own_root() / "unions", root / "unions", dirs_exist_ok=True)
    return Register(root)


NEVER: Edits = {"annual/2025.yaml": [{"delete": True}], "bureau/annual/2025.yaml": [{"delete": True}]}
NO_PLATFORM: Edits = {"members.yaml": [{"path": "members/0/platforms", "remove": True}]}
DISSOLUTION = {"dissolved_on": "2026-02-28", "reason": "withdrawn", "explanation": "成员商定", "document": "示例1号"}
RECEIPT = {"year": "2025", "bureau_received_on": "2026-01-01", "recommender_received_on": "2025-12-31"}
ASKED = [
    {"asked_on": "2026-01-05", "asked": "补充计划", "due_on": "2026-02-28"},
    {"asked_on": "2026-01-05", "asked": "补充指标", "due_on": "2026-02-28", "outcome": "已补", "done_on": "2026-04-01"},
    {"asked_on": "2026-01-06", "asked": "没有限期"},
]  # fmt: skip
WAIVER = {
    "rule": "lead-platform", "covers": [{"fact": "platforms", "value": "0"}], "reason": "正在认定", "document": "示例2号",
    "approved_by": "盟科技局", "granted_on": "2025-06-20", "until": "2026-06-30",
}  # fmt: skip
RENEWED = {**copy.deepcopy(WAIVER), "granted_on": "2026-07-02", "until": "2028-02-29", "document": "示例3号"}
LIVES: dict[str, Edits] = {
    "sample-plain": {},
    "sample-never": NEVER,
    "sample-gone": {**NEVER, "bureau/dissolution.yaml": [{"content": DISSOLUTION}]},
    "sample-late": {"bureau/annual/2025.yaml": [{"content": RECEIPT}]},
    "sample-december": {**NEVER, "bureau/approval.yaml": [{"path": "approved_on", "value": "2027-12-31"}]},
    "sample-leap": {**NEVER, "bureau/approval.yaml": [{"path": "approved_on", "value": "2028-02-29"}]},
    "sample-asked": {"bureau/annual/2025.yaml": [{"path": "supervision", "value": ASKED}]},
    "sample-waived": {**NO_PLATFORM, "bureau/waivers.yaml": [{"content": {"waivers": [WAIVER, RENEWED]}}]},
    "sample-void": {"bureau/waivers.yaml": [{"content": {"waivers": [WAIVER]}}]},
}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Unions that were late, asked, waived, dissolved."""
    root = new_root(tmp_path_factory.mktemp("scratch"))
    for slug, edits in LIVES.items():
        write_union(root, changed(edits, stranger(slug)), slug)
    return Register(root)


@settings(max_examples=15, deadline=None)
@given(DAYS)
@example(date(2025, 12, 31))
@example(date(2026, 1, 1))
@example(date(2028, 2, 29))
def test_the_samples_are_told_alike_everywhere(samples: Register, day: date) -> None:
    for story in stories(samples, day):
        agree(story)


@settings(max_examples=15, deadline=None)
@given(DAYS)
@example(date(2025, 6, 19))
@example(date(2025, 6, 20))
@example(date(2025, 12, 31))
@example(date(2026, 1, 1))
@example(date(2026, 2, 28))
@example(date(2026, 3, 1))
@example(date(2026, 6, 30))
@example(date(2026, 7, 1))
@example(date(2027, 12, 31))
@example(date(2028, 2, 29))
@example(date(2028, 12, 31))
@example(date(2029, 1, 1))
def test_unions_that_were_late_asked_waived_or_dissolved_are_told_alike_everywhere(
    scratch: Register, day: date
) -> None:
    for story in stories(scratch, day):
        agree(story)
