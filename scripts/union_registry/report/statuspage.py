"""The progress of unions as one page for the bureau: nothing outside the file is needed or asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from union_registry.model.union import STATUS_WORDS
from union_registry.oversight.progress import ACTOR_WORDS, Actor, Progress, Totals, Wait, totals
from union_registry.text import Text
from union_registry.vocabulary import Vocabulary

# How every page written here begins, and no other.
BEGINNING = b"<!doctype html>\n<!-- unions status -->\n"

# The page is the bureau's, so what the bureau has to do comes first.
_TURNS = (Actor.BUREAU, Actor.RECOMMENDER, Actor.APPLICANT)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What awaits one of the three now: unions with their waits, the longest first."""

    actor: Actor
    words: Text
    waits: tuple[tuple[Progress, Wait], ...]


@dataclass(frozen=True, slots=True)
class _Recommended:
    """The unions of one recommender, and their numbers."""

    label: str
    unions: tuple[Progress, ...]
    numbers: Totals


def status_page(listed: Sequence[Progress], day: date, recommenders: Vocabulary, chosen: Sequence[str] = ()) -> bytes:
    """The page as of `day` for unions in the order in which lists show them; `chosen` says what they were chosen by."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    waits = [(progress, wait) for progress in listed for wait in progress.waits]
    waits.sort(key=lambda item: -(item[1].days_on(day) or 0))
    now = [item for item in waits if not item[1].is_coming_on(day)]
    coming = [item for item in waits if item[1].is_coming_on(day)]
    html = environment.get_template("status.html").render(
        day=day,
        numbers=totals(listed),
        turns=[
            _Turn(actor, ACTOR_WORDS[actor], tuple(item for item in now if item[1].who is actor)) for actor in _TURNS
        ],
        coming=coming,
        idle=[progress for progress in listed if not progress.waits],
        recommended=list(_by_recommender(listed, recommenders)),
        chosen=chosen,
        recommender=lambda progress: recommenders.label(progress.recommender).zh if progress.recommender else "—",
        status_words=STATUS_WORDS,
        actor_words=ACTOR_WORDS,
    )
    return BEGINNING + html.encode()


def _by_recommender(listed: Iterable[Progress], recommenders: Vocabulary) -> Iterable[_Recommended]:
    """In the order of the vocabulary; unions that name none come last."""
    unions: dict[str | None, list[Progress]] = {key: [] for key in (*recommenders.terms, None)}
    for progress in listed:
        unions[progress.recommender].append(progress)
    for key, own in unions.items():
        if own:
            yield _Recommended(recommenders.label(key).zh if key else "未填推荐单位", tuple(own), totals(own))
