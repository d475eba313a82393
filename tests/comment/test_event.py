"""Which pull request an event is about, and which events ask for nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from union_registry.forge.event import Irrelevant, Subject, subject_of

HEAD = "a" * 40
RUN: dict[str, Any] = {
    "event": "pull_request", "head_sha": HEAD, "head_branch": "patch-1", "pull_requests": [{"number": 99}],
    "head_repository": {"id": 7, "owner": {"login": "sample-office"}},
}  # fmt: skip
ISSUE = {"number": 12, "user": {"id": 1}, "pull_request": {}}


def comment(body: str, user: int = 1, association: str = "NONE", issue: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"issue": issue or ISSUE, "comment": {"body": body, "user": {"id": user}, "author_association": association}}


def read(tmp_path: Path, name: str, event: Any) -> Subject:
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event), encoding="utf-8")
    return subject_of(name, file)


def test_a_run_names_owner_branch_and_commit_and_its_list_of_requests_is_not_looked_at(tmp_path: Path) -> None:
    assert read(tmp_path, "workflow_run", {"workflow_run": RUN}) == Subject(None, "sample-office", "patch-1", HEAD, 7)


def test_a_request_names_itself(tmp_path: Path) -> None:
    event = {"pull_request": {"number": 12, "head": {"sha": HEAD, "repo": {"id": 7}}}}
    assert read(tmp_path, "pull_request_target", event) == Subject(12, head=HEAD, head_repository=7)


@pytest.mark.parametrize(("user", "association"), [(1, "NONE"), (2, "OWNER"), (2, "MEMBER"), (2, "COLLABORATOR")])
@pytest.mark.parametrize("body", ["/recheck", " /recheck\n", "/recheck 谢谢"])
def test_recheck_is_for_the_author_and_for_maintainers(tmp_path: Path, body: str, user: int, association: str) -> None:
    assert read(tmp_path, "issue_comment", comment(body, user, association)) == Subject(12)


@pytest.mark.parametrize(("name", "event"), [
    ("issue_comment", comment("谢谢")), ("issue_comment", comment("")), ("issue_comment", comment("请 /recheck")), ("issue_comment", comment("/recheckall")),
    ("issue_comment", comment("/recheck", 2)), ("issue_comment", comment("/recheck", 2, "CONTRIBUTOR")), ("issue_comment", comment("/recheck", 2, "FIRST_TIMER")),
    ("issue_comment", comment("/recheck", issue={"number": 3, "user": {"id": 1}})),
    ("workflow_run", {"workflow_run": {**RUN, "event": "push"}}), ("workflow_run", {"workflow_run": {**RUN, "head_repository": None}}),
])  # fmt: skip
def test_what_asks_for_nothing_is_told_with_its_reason(tmp_path: Path, name: str, event: Any) -> None:
    with pytest.raises(Irrelevant, match=r"\w"):
        read(tmp_path, name, event)


@pytest.mark.parametrize(
    "event",
    [
        {},
        [],
        None,
        "x",
        {"workflow_run": None},
        {"workflow_run": {**RUN, "head_repository": {"id": "x", "owner": {"login": 1}}}},
    ],
)
@pytest.mark.parametrize("name", ["workflow_run", "pull_request_target", "issue_comment", "push", ""])
def test_a_payload_of_another_kind_is_refused(tmp_path: Path, name: str, event: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(tmp_path, name, event)
