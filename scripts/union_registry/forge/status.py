"""The bot's own commit status, by which branch protection knows its verdict.

It comes from the default branch's code. The checks of a pull request run that request's own code and
workflows, which may say what they like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from union_registry.answer.answer import Answer

if TYPE_CHECKING:
    from github.Repository import Repository

CONTEXT = "unions/verdict"


def set_status(repository: Repository, answer: Answer, page: str) -> Iterator[str]:
    """Sets the status of the commit, with a link to `page`, unless it is what it should be. Says what it did."""
    wanted = {"state": "failure" if answer.fails else "success", "description": answer.description, "target_url": page}
    # PyGithub's own calls ask for the commit with all its files first, and for statuses at an address of old.
    asked = f"{repository.url}/commits/{answer.head}/status"
    _, combined = repository.requester.requestJsonAndCheck("GET", asked, parameters={"per_page": 100})
    last: dict[str, Any] = next((status for status in combined["statuses"] if status["context"] == CONTEXT), {})
    if any(last.get(name) != value for name, value in wanted.items()):
        repository.requester.requestJsonAndCheck(
            "POST", f"{repository.url}/statuses/{answer.head}", input={**wanted, "context": CONTEXT}
        )
        yield f"status set: {wanted['state']}"
