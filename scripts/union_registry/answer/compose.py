"""Puts what was found of a request into an answer: comment, labels, status."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.answer import labels as own
from union_registry.answer.admission import BUREAU_ONLY, MIXED
from union_registry.answer.answer import MAX_DESCRIPTION, Answer
from union_registry.answer.assessment import Assessment, Judged, count
from union_registry.answer.memory import Memory, next_memory
from union_registry.base import OWNER
from union_registry.finding import Finding, Outcome
from union_registry.model.union import Status
from union_registry.oversight.progress import Actor
from union_registry.register import Register
from union_registry.report.comment.page import Comment, Desk
from union_registry.report.lines import TO_DO

_OF_ACTOR = {Actor.APPLICANT: own.APPLICANT, Actor.RECOMMENDER: own.RECOMMENDER, Actor.BUREAU: own.BUREAU}
_OF_RULE = {BUREAU_ONLY.id: own.TOUCHES_BUREAU, OWNER.id: own.OTHERS_FOLDER, MIXED.id: own.MIXED}


def compose(assessed: Assessment, last: Memory | None, register: Register, desk: Desk) -> Answer:
    """The answer to a request; `last` is what the bot's comment on it remembers, None if there is none yet.

    Of `register` only its own files are asked, for the names of things.
    """
    in_the_way = assessed.in_the_way
    memory = next_memory(last, assessed.request.head, in_the_way, fails=assessed.fails, exposed=assessed.exposes)
    comment = Comment(assessed, memory, register, desk)
    return Answer(
        number=assessed.request.number,
        head=assessed.request.head,
        fails=assessed.fails,
        description=_description(assessed)[:MAX_DESCRIPTION],
        body=comment.text(),
        brief=comment.brief(),
        notice=comment.notice(),
        labels=tuple(dict.fromkeys(_labels(assessed))),
        quiet=not assessed.concerns_unions,
    )


def _description(assessed: Assessment) -> str:
    if assessed.unrelated:
        return "与名录没有共同的历史，请重新提交"
    if assessed.fails:
        return f"还要改 {count(assessed.in_the_way)} 处"
    return "这一步要的都齐了" if assessed.unions else "没有改动联合体的材料"


def _labels(assessed: Assessment) -> Iterator[str]:
    if assessed.fails:
        yield own.APPLICANT
    if assessed.exposes:
        yield own.PRIVATE
    found = [*assessed.findings, *(finding for union in assessed.unions for finding in union.verdict.findings)]
    yield from (_OF_RULE[finding.rule] for finding in found if finding.rule in _OF_RULE)
    for union in assessed.unions:
        yield from _of_union(union)
    yield from own.article_labels(_blamed(assessed))


def _of_union(union: Judged) -> Iterator[str]:
    if union.turns.asked:
        yield own.WAIVER
    if union.fails:
        return  # nobody else's turn comes before it is mended
    yield own.BUREAU  # who merges
    day = union.progress.day
    turns = {wait.who for wait in union.progress.waits if not wait.is_coming_on(day)} - {Actor.APPLICANT}
    yield from (_OF_ACTOR[actor] for actor in Actor if actor in turns)
    if union.verdict.status is Status.DRAFT and Actor.BUREAU in turns:
        yield own.RECOMMENDER  # whose stamp the selection waits for


def _blamed(assessed: Assessment) -> list[Finding]:
    """What is not met, except for what is only not filled in yet, and for what has a label of its own."""
    asked = [finding for union in assessed.unions for finding in union.turns.asked]
    unblamed = TO_DO | _OF_RULE.keys()
    found = (finding for finding in (*assessed.in_the_way, *asked) if finding.outcome is Outcome.NOT_MET)
    return [finding for finding in found if finding.rule not in unblamed]
