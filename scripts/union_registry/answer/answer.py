"""An answer: all that is to be written to a pull request, from the job that judges to the job that writes.

The job that writes believes nothing of it but its form: the pull request and its commit are asked
of the forge again, labels have to be the bot's own, and the texts have bounds.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from union_registry.answer.labels import is_own
from union_registry.answer.memory import COMMIT, MARK, remembered

FORMAT = "union-registry/answer/1"
# GitHub takes 65,536 characters; measured otherwise at times, and never less than this.
MAX_CHARACTERS = 60_000
MAX_DESCRIPTION = 140


@dataclass(frozen=True, slots=True)
class Answer:
    """What to write to pull request `number`, judged at its commit `head`.

    `body` is the comment, `brief` the same in a few lines for a forge that takes no more, `notice`
    the line that tells of a turn between failing and passing. A `quiet` answer begins no comment,
    it only brings one up to date that is there. `description` is the commit status in words.
    """

    number: int
    head: str
    fails: bool
    description: str
    body: str
    brief: str
    notice: str
    labels: tuple[str, ...]
    quiet: bool = False

    def as_json(self) -> str:
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False)


def from_json(text: str) -> Answer:
    """The answer that `text` holds; ValueError if it is not one, or not one that may be written."""
    try:
        given = json.loads(text)
        if not isinstance(given, dict) or given.pop("format", None) != FORMAT:
            raise ValueError(f"not of the format {FORMAT}")
        answer = Answer(**{**given, "labels": tuple(given["labels"])})
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not an answer: {error}") from error
    if wrong := _wrong(answer):
        raise ValueError(f"the answer's {wrong} may not be written")
    return answer


def _wrong(answer: Answer) -> str:
    """The first part of an answer that is not what it has to be; "" if all is."""
    texts = (answer.description, answer.body, answer.brief, answer.notice)
    sound: dict[str, Any] = {
        "number": type(answer.number) is int and answer.number > 0,
        "head": isinstance(answer.head, str) and COMMIT.match(answer.head),
        "state": type(answer.fails) is bool and type(answer.quiet) is bool,
        "texts": all(isinstance(text, str) for text in texts),
        "length": all(len(text) <= MAX_CHARACTERS for text in texts if isinstance(text, str)),
        "labels": all(isinstance(label, str) and is_own(label) for label in answer.labels),
    }
    for part, holds in sound.items():
        if not holds:
            return part
    for body in (answer.body, answer.brief):
        memory = remembered(body)
        if memory is None or (memory.head, memory.fails) != (answer.head, answer.fails) or body.count(MARK) != 1:
            return "comment"
    return "" if len(answer.description) <= MAX_DESCRIPTION else "description"
