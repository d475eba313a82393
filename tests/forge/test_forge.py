"""The stand-in for GitHub does what GitHub does, and notices what does not fit GitHub's description."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from github import Auth, Github, GithubException, UnknownObjectException
from github.PullRequest import PullRequest
from github.Repository import Repository

from tests.forge.fixtures import watched
from tests.forge.forge import Forge
from tests.repository import committed, git

BOT = "github-actions[bot]"


class Client:
    """PyGithub with a token for `forge`."""

    def __init__(self, forge: Forge, user: str = BOT, write: bool = True, **settings: Any) -> None:
        self.github = Github(
            base_url=forge.url, auth=Auth.Token(forge.token(user, write)), seconds_between_requests=0,
            seconds_between_writes=0, **settings,
        )  # fmt: skip
        self.forge = forge

    @property
    def repository(self) -> Repository:
        return self.github.get_repo(self.forge.full_name)

    def pull(self, number: int = 1) -> PullRequest:
        return self.repository.get_pull(number)


@pytest.fixture
def folder(tmp_path: Path, forge: Forge) -> Path:
    """A work tree whose first commit is the forge's main branch."""
    folder = tmp_path / "work"
    (folder / "unions").mkdir(parents=True)
    (folder / "unions/a.yaml").write_text("name: 甲\n", encoding="utf-8")
    (folder / "gone.txt").write_text("1\n2\n", encoding="utf-8")
    committed(folder)
    forge.take(folder, ref="refs/heads/main")
    return folder


@pytest.fixture
def number(folder: Path, forge: Forge) -> int:
    """A pull request from the fork of a stranger."""
    (folder / "gone.txt").unlink()
    (folder / "unions/b.yaml").write_text("name: 乙\n", encoding="utf-8")
    committed(folder)
    return forge.open_pull("stranger", "apply", forge.take(folder), "stranger")


@pytest.fixture
def client(forge: Forge) -> Iterator[Client]:
    client = Client(forge)
    yield client
    client.github.close()


def refused(status: int, done: Any) -> str:
    """The message of the error that calling `done` brings, which must be of this status."""
    with pytest.raises(GithubException) as error:
        done()
    assert error.value.status == status
    return str(error.value.message)


def spoken(forge: Forge, since: int = 0) -> list[tuple[str, int]]:
    """Method and status of all requests after the first `since`."""
    return [(method, status) for method, _, status in forge.requests[since:]]


def ask(forge: Forge, method: str, path: str, token: str | None = None, **given: Any) -> requests.Response:
    """A request that no well-behaved client makes."""
    token = forge.token(BOT) if token is None else token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{forge.url}/repos/{forge.full_name}{path}"
    return requests.request(method, url, headers=headers, timeout=10, **given)


def taken(forge: Forge, folder: Path) -> str:
    """The commit of everything that lies in `folder` now, brought to the forge."""
    committed(folder)
    return forge.take(folder)


@pytest.mark.parametrize(("per_page", "pages"), [(100, 2), (30, 5)])
def test_146_comments_come_in_pages(forge: Forge, number: int, per_page: int, pages: int) -> None:
    for at in range(146):
        forge.comment_as("someone", number, f"第 {at} 条\r\n")
    client = Client(forge, per_page=per_page)
    pull = client.pull(number)
    before = len(forge.requests)

    comments = list(pull.get_issue_comments())

    assert [comment.body for comment in comments] == [f"第 {at} 条\r\n" for at in range(146)]
    assert [comment.id for comment in comments] == sorted(comment.id for comment in comments)
    assert spoken(forge, before) == [("GET", 200)] * pages
    assert {path for _, path, _ in forge.requests[before:]} == {f"/repos/{forge.full_name}/issues/{number}/comments"}
    assert pull.get_issue_comments().totalCount == 146
    assert next(iter(pull.get_issue_comments().reversed)).body == "第 145 条\r\n"
    client.github.close()


def test_comments_belong_to_the_token_and_can_be_edited_and_deleted(forge: Forge, number: int, client: Client) -> None:
    forge.now = lambda: datetime(2026, 3, 1, 9, tzinfo=UTC)
    pull = client.pull(number)
    ours = pull.create_issue_comment("甲")
    theirs = forge.comment_as("stranger", number, "乙")
    forge.now = lambda: datetime(2026, 3, 2, 9, tzinfo=UTC)

    ours.edit("丙")
    pull.get_issue_comment(theirs.id).edit("改")

    assert (ours.user.login, ours.user.type, ours.body) == (BOT, "Bot", "丙")
    assert ours.updated_at > ours.created_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert [(comment.user.login, comment.body) for comment in forge.comments(number)] == [
        (BOT, "丙"), ("stranger", "改"),
    ]  # fmt: skip
    ours.delete()
    assert [comment.body for comment in forge.comments(number)] == ["改"]
    refused(404, ours.delete)
    refused(404, lambda: ours.edit("丁"))


def test_a_comment_over_length_is_refused(forge: Forge, number: int, client: Client) -> None:
    pull = client.pull(number)
    pull.create_issue_comment("长" * 65_536)
    with pytest.raises(GithubException) as error:
        pull.create_issue_comment("长" * 65_537)
    assert error.value.status == 422
    assert error.value.message == "Validation Failed"
    assert error.value.data["errors"][0]["message"] == "Body is too long (maximum is 65536 characters)"
    forge.comment_limit = 3
    refused(422, lambda: pull.get_issue_comments()[0].edit("四个字符"))
    refused(422, lambda: pull.create_issue_comment(" \n"))
    assert len(forge.comments(number)) == 1


def test_pull_requests_are_listed_by_state_head_and_base(forge: Forge, folder: Path, client: Client) -> None:
    sha = forge.take(folder)
    stranger = forge.open_pull("stranger", "apply", sha, "stranger", association="FIRST_TIME_CONTRIBUTOR", draft=True)
    own = forge.open_pull(forge.owner.login, "apply", sha, "clerk", base_ref="other")
    deleted = forge.open_pull("stranger", "old", sha, "stranger", head_repo_id=None)
    ghost = forge.open_pull(None, "old", sha, "ghost")
    forge.close(own)
    repository = client.repository

    def numbers(**query: str) -> list[int]:
        return [pull.number for pull in repository.get_pulls(**query)]

    assert numbers() == [ghost, deleted, stranger]
    assert numbers(state="all", direction="asc") == [stranger, own, deleted, ghost]
    assert numbers(state="closed") == [own]
    assert numbers(state="all", base="other") == [own]
    assert numbers(head="Stranger:apply") == [stranger]
    assert numbers(head="stranger:nothing") == []
    assert repository.get_pulls(state="all").totalCount == 4

    pull = repository.get_pull(stranger)
    assert (pull.draft, pull.head.repo.full_name, pull.head.repo.fork) == (True, "stranger/unions", True)
    assert pull.raw_data["author_association"] == "FIRST_TIME_CONTRIBUTOR"
    assert pull.base.repo.id == repository.id == forge.id
    assert repository.get_pull(own).head.repo.id == repository.id
    assert repository.get_pull(deleted).raw_data["head"]["repo"] is None
    assert repository.get_pull(deleted).head.label == "stranger:old"
    assert repository.get_pull(ghost).raw_data["head"]["user"] is None
    refused(404, lambda: repository.get_pull(9))


def test_a_pull_request_moves_and_closes(forge: Forge, folder: Path, number: int, client: Client) -> None:
    before = client.pull(number)
    assert (before.changed_files, before.additions, before.deletions, before.commits) == (2, 1, 2, 1)
    sha = committed(folder)
    with pytest.raises(ValueError, match="take it first"):
        forge.move_head(number, sha)
    forge.move_head(number, forge.take(folder))
    assert client.pull(number).head.sha == sha
    assert git(forge.git.folder, "rev-parse", f"refs/pull/{number}/head") == sha
    forge.close(number)
    assert client.pull(number).state == "closed"


def test_git_objects_come_from_the_bare_repository(forge: Forge, number: int, client: Client) -> None:
    repository, head = client.repository, forge.pulls[number].head_sha
    commit = repository.get_git_commit(head)
    assert (commit.message, commit.author.name) == ("示例", "示例")
    assert [parent.sha for parent in commit.parents] == [forge.git.resolve("main")]

    tree = repository.get_git_tree(commit.tree.sha, recursive=True)
    assert [(each.path, each.mode, each.type, each.size) for each in tree.tree] == [
        ("unions", "040000", "tree", None),
        ("unions/a.yaml", "100644", "blob", 10),
        ("unions/b.yaml", "100644", "blob", 10),
    ]
    assert [each.path for each in repository.get_git_tree("main").tree] == ["gone.txt", "unions"]
    assert [each.path for each in repository.get_git_tree(head).tree] == ["unions"]
    blob = repository.get_git_blob(tree.tree[2].sha)
    assert base64.b64decode(blob.content).decode() == "name: 乙\n"

    forge.tree_limit = 2
    assert repository.get_git_tree(commit.tree.sha, recursive=True).raw_data["truncated"] is True
    forge.blob_limit = 9
    assert "up to 100 MB" in refused(403, lambda: repository.get_git_blob(blob.sha))
    refused(404, lambda: repository.get_git_blob(commit.sha))
    refused(404, lambda: repository.get_git_commit("0" * 40))
    refused(404, lambda: repository.get_git_commit("main"))
    refused(404, lambda: repository.get_git_tree("--help"))


def test_a_long_file_survives_the_line_breaks_of_its_encoding(forge: Forge, folder: Path, client: Client) -> None:
    content = bytes(range(256)) * 9
    (folder / "long.bin").write_bytes(content)
    committed(folder)
    entries = client.repository.get_git_tree(forge.take(folder)).tree
    blob = client.repository.get_git_blob(next(each.sha for each in entries if each.path == "long.bin"))
    assert base64.b64decode(blob.content) == content
    assert max(map(len, blob.content.splitlines())) == 60


def test_a_comparison_tells_the_merge_base(forge: Forge, folder: Path, number: int, client: Client) -> None:
    base, head = forge.git.resolve("main"), forge.pulls[number].head_sha
    git(folder, "checkout", "-q", "-B", "main", str(base))
    (folder / "unions/c.yaml").write_text("name: 丙\n", encoding="utf-8")
    committed(folder)
    forge.take(folder, ref="refs/heads/main")
    repository = client.repository

    found = repository.compare("main", head)
    assert found.merge_base_commit.sha == base
    assert (found.status, found.ahead_by, found.behind_by) == ("diverged", 1, 1)
    assert [commit.sha for commit in found.commits] == [head]
    assert [(file.filename, file.status, file.additions, file.deletions) for file in found.files] == [
        ("gone.txt", "removed", 0, 2), ("unions/b.yaml", "added", 1, 0),
    ]  # fmt: skip
    assert repository.compare("main", "stranger:apply").merge_base_commit.sha == base
    assert repository.compare(head, head).status == "identical"
    refused(404, lambda: repository.compare("main", "nothing").status)

    git(folder, "checkout", "-q", "--orphan", "alone")
    forge.move_head(number, taken(forge, folder))
    message = refused(404, lambda: repository.compare("main", forge.pulls[number].head_sha).status)
    assert message.startswith("No common ancestor between main and ")
    assert client.pull(number).changed_files == 0


def test_renamed_files_are_told_as_such(forge: Forge, folder: Path, client: Client) -> None:
    text = "".join(f"{line}\n" for line in range(40))
    (folder / "before.txt").write_text(text, encoding="utf-8")
    (folder / "picture.bin").write_bytes(b"\0\1")
    base = taken(forge, folder)
    (folder / "before.txt").rename(folder / "after 新.txt")
    (folder / "picture.bin").write_bytes(b"\0\2")
    (file, picture) = client.repository.compare(base, taken(forge, folder)).files
    assert (file.status, file.previous_filename, file.filename) == ("renamed", "before.txt", "after 新.txt")
    assert (picture.status, picture.changes) == ("modified", 0)


def test_labels_are_defined_put_on_and_taken_off(forge: Forge, number: int, client: Client) -> None:
    repository, pull = client.repository, client.pull(number)
    made = repository.create_label("待补正", "d93f0b", "还差材料")
    assert (made.name, repository.get_label("待补正").color) == ("待补正", "d93f0b")
    with pytest.raises(GithubException) as error:
        repository.create_label("待补正", "d93f0b")
    assert (error.value.status, error.value.data["errors"][0]["code"]) == (422, "already_exists")
    refused(422, lambda: repository.create_label("红", "#d93f0b"))
    refused(422, lambda: repository.create_label("红", "d93f0b", "长" * 101))
    refused(422, lambda: repository.create_label("长" * 51, "d93f0b"))
    refused(404, lambda: repository.get_label("无").color)

    pull.add_to_labels("待补正", "a/b c")
    pull.add_to_labels("待补正")
    assert [label.name for label in pull.get_labels()] == forge.labels_of(number) == ["待补正", "a/b c"]
    assert [label.name for label in client.pull(number).labels] == ["待补正", "a/b c"]
    assert sorted(label.name for label in repository.get_labels()) == ["a/b c", "待补正"]
    pull.remove_from_labels("待补正")
    assert forge.labels_of(number) == ["a/b c"]
    assert refused(404, lambda: pull.remove_from_labels("待补正")) == "Label does not exist"
    pull.remove_from_labels(pull.get_labels()[0])
    assert forge.labels_of(number) == []
    assert ask(forge, "POST", f"/issues/{number}/labels", json={"labels": [{"name": "甲"}, "乙"]}).ok
    assert forge.labels_of(number) == ["甲", "乙"]


def test_statuses_are_kept_by_commit(forge: Forge, number: int, client: Client) -> None:
    sha = forge.pulls[number].head_sha
    commit = client.repository.get_commit(sha)
    commit.create_status("pending", description="正在检查", context="unions")
    commit.create_status("failure", "https://example.org/1", "3 处不符", "unions")
    assert [(each.state, each.description, each.creator.login) for each in commit.get_statuses()] == [
        ("failure", "3 处不符", BOT), ("pending", "正在检查", BOT),
    ]  # fmt: skip
    assert [each["state"] for each in ask(forge, "GET", f"/commits/{sha}/statuses").json()] == ["failure", "pending"]
    assert ask(forge, "GET", "/commits/heads/main/statuses").json() == []
    assert [status.state for status in forge.statuses(sha)] == ["failure", "pending"]
    refused(422, lambda: commit.create_status("success", description="长" * 141))
    refused(422, lambda: commit.create_status("success", "ftp://example.org"))
    forge.status_limit = 2
    refused(422, lambda: commit.create_status("success", context="unions"))
    assert "No commit found" in ask(forge, "POST", f"/statuses/{'0' * 40}", json={"state": "success"}).text


def test_rights_follow_the_token(forge: Forge, number: int, client: Client) -> None:
    reader = Client(forge, "reader", write=False)
    pull = reader.pull(number)
    assert refused(403, lambda: pull.create_issue_comment("甲")) == "Resource not accessible by integration"
    assert reader.repository.permissions.push is False
    assert client.repository.permissions.push is True
    assert refused(403, lambda: client.github.get_user().login) == "Resource not accessible by integration"
    reader.github.close()
    with pytest.raises(UnknownObjectException):
        client.github.get_repo("example-org/other")
    assert ask(forge, "GET", "", token="").status_code == 401
    assert ask(forge, "GET", "", token="unknown").json()["message"] == "Bad credentials"
    assert forge.comments(number) == []


def test_a_rate_limit_is_waited_for_and_a_502_retried(forge: Forge, number: int, client: Client) -> None:
    pull = client.pull(number)
    before = len(forge.requests)
    forge.fail(method="POST", path_contains="/comments", status=403, retry_after=1)
    began = time.monotonic()
    pull.create_issue_comment("甲")
    assert time.monotonic() - began >= 1
    forge.fail(times=2)
    assert [comment.body for comment in pull.get_issue_comments()] == ["甲"]
    assert spoken(forge, before) == [("POST", 403), ("POST", 201), ("GET", 502), ("GET", 502), ("GET", 200)]


def test_a_failure_may_come_after_its_effect(forge: Forge, number: int, client: Client) -> None:
    pull = client.pull(number)
    forge.fail(method="POST", after_effect=True)
    pull.create_issue_comment("甲")
    assert [comment.body for comment in forge.comments(number)] == ["甲", "甲"], "the client asked again"
    forge.fail(method="PATCH", after_effect=True)
    # PyGithub does not ask again by itself where the method is PATCH.
    refused(502, lambda: pull.get_issue_comments()[0].edit("乙"))
    assert forge.comments(number)[0].body == "乙"


def test_others_act_in_the_middle(forge: Forge, folder: Path, number: int, client: Client) -> None:
    moved = taken(forge, folder)
    pull = client.pull(number)
    forge.on_request(len(forge.requests) + 1, lambda: forge.move_head(number, moved))
    assert client.pull(number).base.ref == "main", "the repository is asked first"
    assert client.pull(number).head.sha == moved != pull.head.sha

    def another() -> None:
        other = Client(forge, "other")
        other.pull(number).create_issue_comment("先到")
        other.github.close()

    forge.before(lambda asked: asked.method == "POST" and asked.path.endswith("/comments"), another)
    pull.create_issue_comment("后到")
    assert [comment.body for comment in forge.comments(number)] == ["先到", "后到"]
    assert [status for _, _, status in forge.requests].count(201) == 2


def test_two_clients_may_ask_at_once(forge: Forge, number: int) -> None:
    def comment(name: str) -> None:
        client = Client(forge, name)
        for at in range(10):
            client.pull(number).create_issue_comment(f"{name} {at}")
        client.github.close()

    threads = [threading.Thread(target=comment, args=[name]) for name in ("甲", "乙", "丙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [comment.id for comment in forge.comments(number)]
    assert len(ids) == len(set(ids)) == 30
    assert ids == sorted(ids)


def test_a_subprocess_reaches_the_forge(forge: Forge, number: int) -> None:
    program = (
        "import sys; from github import Auth, Github; _, url, token, name = sys.argv\n"
        "forge = Github(base_url=url, auth=Auth.Token(token))\n"
        "forge.get_repo(name).get_pull(1).create_issue_comment('外面来的'); forge.close()"
    )
    given = [forge.url, forge.token(BOT), forge.full_name]
    subprocess.run([sys.executable, "-c", program, *given], check=True)
    assert [comment.body for comment in forge.comments(number)] == ["外面来的"]


def told(forge: Forge) -> str:
    """The violations so far, which are now forgotten."""
    violations = "\n".join(forge.violations)
    forge.violations.clear()
    return violations


def test_a_request_that_does_not_fit_is_a_violation(forge: Forge, number: int) -> None:
    comments = f"/issues/{number}/comments"
    assert ask(forge, "POST", comments, json={"body": 3}).status_code == 422
    assert told(forge) == (
        "request POST /repos/{owner}/{repo}/issues/{issue_number}/comments: body.body: 3 is not of type \"string\""
    )  # fmt: skip
    misfits: list[tuple[str, str, dict[str, Any], str]] = [
        ("POST", comments, {"json": {}}, '"body" is a required property'),
        ("POST", comments, {"json": {"body": "甲", "color": "red"}}, "Additional properties are not allowed"),
        ("POST", comments, {"data": "{"}, "the body is not JSON"),
        ("POST", comments, {}, "the body is missing"),
        ("GET", comments, {"json": {}}, "a body is not described"),
        ("GET", comments, {"params": {"order": "desc"}}, "query 'order' is not described"),
        ("GET", comments, {"params": {"page": "two"}}, 'query page: "two" is not of type "integer"'),
        ("GET", f"{comments}?page=1&page=2", {}, "query 'page' is given twice"),
        ("GET", comments, {"params": {"since": "yesterday"}}, '"yesterday" is not a "date-time"'),
        ("GET", "/pulls", {"params": {"state": "merged"}}, "query state"),
        ("GET", "/pulls/first", {}, 'path pull_number: "first" is not of type "integer"'),
        ("POST", f"/statuses/{'0' * 40}", {"json": {"state": "green"}}, '"green" is not one of'),
        ("POST", f"/issues/{number}/labels", {"json": [1]}, "body"),
        ("GET", "/contents/unions", {}, "the stand-in does not serve it"),
        ("PUT", comments, {}, "the stand-in does not serve it"),
    ]
    for method, path, given, fault in misfits:
        ask(forge, method, path, **given)
        assert fault in told(forge)
    assert forge.comments(number) == []


def test_a_response_that_does_not_fit_is_a_violation(
    forge: Forge, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge.add_label("甲").color = 7  # type: ignore[assignment]
    ask(forge, "GET", "/labels")
    assert told(forge) == 'response GET /repos/{owner}/{repo}/labels 200: body.0.color: 7 is not of type "string"'
    forge.comment_as("stranger", number, None)  # type: ignore[arg-type]
    ask(forge, "GET", f"/issues/{number}/comments")
    assert 'null is not of type "string"' in told(forge)
    monkeypatch.setattr("tests.forge.shapes.label", lambda *_: {"colour": "ededed"})
    ask(forge, "GET", "/labels/甲")
    assert "'colour' was unexpected" in told(forge)
    monkeypatch.setattr("tests.forge.shapes.label", lambda *_: 1 / 0)
    assert ask(forge, "GET", "/labels/甲").status_code == 500
    assert "ZeroDivisionError" in told(forge)
    forge.before(lambda _: True, lambda: 1 / 0)
    ask(forge, "GET", "")
    assert "ZeroDivisionError" in told(forge)


def test_a_violation_fails_the_test_in_the_end(tmp_path: Path) -> None:
    failing = pytest.raises(AssertionError, match="request GET /zen: the stand-in does not serve it")
    with failing, watched(tmp_path / "other.git") as forge:
        requests.get(f"{forge.url}/zen", timeout=10)


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((Path(__file__).parent / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/@octokit/openapi"]["integrity"]
    assert "resolved" not in json.dumps(lock)
