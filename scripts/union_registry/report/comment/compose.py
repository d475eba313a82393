"""Puts what was found of a request into an answer: comment, labels, status."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.answer import labels as own
from union_registry.answer.answer import MAX_DESCRIPTION, Answer
from union_registry.answer.assessment import Assessment, Judged, shortfall
from union_registry.answer.memory import Memory, next_memory
from union_registry.base import GONE, OWNER
from union_registry.engine import PRIVATE_DATA
from union_registry.finding import Finding, Outcome
from union_registry.model.union import Status
from union_registry.oversight.progress import Actor
from union_registry.register import Register
from union_registry.report.comment.page import Comment, Desk
from union_registry.report.comment.state import state
from union_registry.requestchecks import BUREAU_ONLY, MISPLACED, MIXED, TOO_LARGE
from union_registry.schema.checks import TO_DO

_OF_ACTOR = {Actor.APPLICANT: own.APPLICANT, Actor.RECOMMENDER: own.RECOMMENDER, Actor.BUREAU: own.BUREAU}
_UNBLAMED = frozenset((*TO_DO, GONE.id, MISPLACED.id, TOO_LARGE.id, *PRIVATE_DATA))
_OF_RULE = {BUREAU_ONLY.id: own.TOUCHES_BUREAU, OWNER.id: own.OTHERS_FOLDER, MIXED.id: own.MIXED}


def compose(assessed: Assessment, last: Memory | None, register: Register, desk: Desk) -> Answer:
    """The answer to a request; `last` is what the bot's comment on it remembers, None if there is none yet.

    Of `register` only its own files are asked, for the names of things.
    """
    memory = next_memory(
        last, assessed.request.head, assessed.in_the_way, fails=assessed.fails, exposed=assessed.exposed
    )
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
    whole = state(assessed)
    if whole is not None:
        return whole.zh
    if assessed.fails:
        return shortfall(assessed.in_the_way).zh
    return "都满足" if all(union.is_clean for union in assessed.unions) else "可以收进名录"


def _labels(assessed: Assessment) -> Iterator[str]:
    if assessed.fails:
        yield own.BUREAU if assessed.by_bureau or assessed.exposed or assessed.broken else own.APPLICANT
    if assessed.exposed:
        yield own.PRIVATE
    if assessed.by_stranger:
        yield own.BUREAU  # who has to know whether it is an owner's colleague
    found = [*assessed.findings, *(finding for union in assessed.unions for finding in union.verdict.findings)]
    yield from (_OF_RULE[finding.rule] for finding in found if finding.rule in _OF_RULE)
    for union in assessed.unions:
        if union.turns.asked and not union.is_blank:
            yield own.WAIVER
        if not assessed.fails:  # nobody else's turn comes before it is mended
            yield from _turns(union)
    yield from own.article_labels(_blamed(assessed))


def _turns(union: Judged) -> Iterator[str]:
    yield own.BUREAU  # who merges
    day = union.progress.day
    turns = {wait.who for wait in union.progress.waits if not wait.is_coming_on(day)} - {Actor.APPLICANT}
    yield from (_OF_ACTOR[actor] for actor in Actor if actor in turns)
    if union.verdict.status is Status.DRAFT and Actor.BUREAU in turns:
        yield own.RECOMMENDER  # whose stamp the selection waits for


def _blamed(assessed: Assessment) -> Iterator[Finding]:
    """What is not met, except for what is only blank, waits for the blanks, or has a label of its own."""
    whole = [finding for finding in assessed.findings if finding.outcome.fails]
    of_unions = [f for union in assessed.unions if not union.is_blank for f in (*union.in_the_way, *union.turns.asked)]
    for finding in (*whole, *of_unions):
        if finding.outcome is Outcome.NOT_MET and finding.rule not in _OF_RULE and finding.rule not in _UNBLAMED:
            yield finding
