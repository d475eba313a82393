"""What may come between a client and the forge: failures, and others who act in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

_LIMIT = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."


@dataclass
class Asked:
    """
    A request: `number` counts from 1, `place` holds what stands for the names in the path, `by` is the token of who
    asks, None where there is none.
    """

    number: int
    method: str
    path: str
    place: dict[str, str]
    query: dict[str, str]
    body: Any
    by: Any = None


@dataclass
class Answer:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class _Failure:
    times: int
    method: str | None
    path_contains: str
    answer: Answer
    after_effect: bool


class Trouble:
    """Injected failures and interruptions, each used up as it strikes."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._failures: list[_Failure] = []
        self._interruptions: list[tuple[Callable[[Asked], bool], Callable[[], object]]] = []

    def fail(
        self,
        times: int = 1,
        method: str | None = None,
        path_contains: str = "",
        status: int = 502,
        retry_after: int | None = None,
        after_effect: bool = False,
    ) -> None:
        """
        The next `times` requests of `method` (any) whose path contains `path_contains` are answered with `status`:
        403 and 429 as a secondary rate limit, others as a broken server. With `after_effect` what they ask for is
        done all the same.
        """
        limited = status in {403, 429}
        body = {"message": _LIMIT if limited else "Server Error"}
        if limited:
            body["documentation_url"] = "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api"
        answer = Answer(status, body, {} if retry_after is None else {"retry-after": str(retry_after)})
        with self.lock:
            self._failures.append(_Failure(times, method, path_contains, answer, after_effect))

    def on_request(self, number: int, act: Callable[[], object]) -> None:
        """Runs `act` just before the request that is the `number`-th of all, the first being 1, is served."""
        self.before(lambda asked: asked.number == number, act)

    def before(self, matches: Callable[[Asked], bool], act: Callable[[], object]) -> None:
        """Runs `act` just before the first request that `matches` is served; it may itself ask the forge."""
        with self.lock:
            self._interruptions.append((matches, act))

    def interruptions(self, asked: Asked) -> list[Callable[[], object]]:
        """What is to be run before `asked` is served, now taken off the list."""
        with self.lock:
            due = [each for each in self._interruptions if each[0](asked)]
            self._interruptions = [each for each in self._interruptions if each not in due]
        return [act for _, act in due]

    def failure(self, asked: Asked) -> tuple[Answer, bool] | None:
        """The answer that strikes `asked` instead of its own, and whether its effect is to be had; now used up."""
        with self.lock:
            for each in self._failures:
                if each.times and each.method in {None, asked.method} and each.path_contains in asked.path:
                    each.times -= 1
                    return each.answer, each.after_effect
        return None
