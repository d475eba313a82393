"""Both workflows' own steps, from the event to the comment: the request lies in a fork, the forge has it as refs/pull/N/head."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import act
from tests.comment.test_thread import SHORT, draft
from tests.comment.world import BUREAU, World
from tests.forge.forge import Forge
from tests.repository import git
from tests.sites import REPOSITORY
from tests.support import SLUG, as_yaml

COMMENT = "comment.yml"


@pytest.fixture
def world(tmp_path: Path, forge: Forge) -> World:
    """A register with its workflows on main, ready to be built."""
    forge.private = True
    world = World(tmp_path / "register", forge)
    act.equip(world.root)
    for name in ("docs", "mkdocs.yml"):
        git(tmp_path, "-C", str(REPOSITORY), "checkout-index", "--force", f"--prefix={world.root}/", *_tracked(name))
    theme = Path("scripts/union_registry/catalogue/theme")
    git(tmp_path, "-C", str(REPOSITORY), "checkout-index", "--force", f"--prefix={world.root}/", *_tracked(str(theme)))
    world.life.commit("2025-01-02", "workflows")
    world.publish()
    return world


def _tracked(name: str) -> list[str]:
    return git(REPOSITORY, "ls-files", "--", name).splitlines()


@pytest.fixture
def fork(world: World, tmp_path: Path) -> Path:
    """The applicant's own copy, which nothing but the forge knows."""
    git(tmp_path, "clone", "--quiet", str(world.root), "fork")
    return tmp_path / "fork"


def bring(world: World, fork: Path, files: dict[str, Any], branch: str = "patch-1") -> int:
    """A pull request from the fork; its number."""
    for name, data in files.items():
        path = fork / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data if isinstance(data, str) else as_yaml(data), encoding="utf-8")
    git(fork, "add", "-A")
    git(fork, "commit", "--quiet", "-m", "示例")
    return world.forge.open_pull("newcomer", branch, world.forge.take(fork), world.newcomer)


def of_union(files: dict[str, Any]) -> dict[str, Any]:
    return {f"unions/{SLUG}/{name}": data for name, data in files.items()}


def run(world: World, event_name: str, event: dict[str, Any], workflow: str = COMMENT, **more: Any) -> act.Done:
    return act.run(
        world.root, workflow, event_name, event, artifacts=world.root.parent / "artifacts",
        env={"GITHUB_API_URL": world.forge.url}, secrets={"GITHUB_TOKEN": world.writing},
        variables={"BUREAU_IDS": str(BUREAU), "BUREAU_CONTACT": "盟科技局（示例）"}, **more,
    )  # fmt: skip


def ran(world: World, number: int, action: str = "requested") -> dict[str, Any]:
    """The event of a run of `check` for the request; for a fork it names no pull request."""
    pull = world.forge.pulls[number]
    assert pull.head_owner is not None
    owner = pull.head_owner
    repository = {
        "id": pull.head_repo_id,
        "full_name": f"{owner.login}/unions",
        "owner": {"login": owner.login, "id": owner.id},
    }
    told = {
        "id": 1, "name": "check", "event": "pull_request", "head_sha": pull.head_sha, "head_branch": pull.head_ref,
        "head_repository": repository, "pull_requests": [], "conclusion": "success", "path": ".github/workflows/check.yml",
    }  # fmt: skip
    return {"action": action, "workflow_run": told, "workflow": {"name": "check"}}


def commented(world: World, number: int, body: str, author: Any, association: str = "NONE") -> dict[str, Any]:
    pull = world.forge.pulls[number]
    issue = {"number": number, "user": {"id": pull.user.id}, "pull_request": {"url": "x"}}
    comment = {
        "id": 1,
        "body": body,
        "user": {"id": author.id, "login": author.login},
        "author_association": association,
    }
    return {"action": "created", "issue": issue, "comment": comment, "sender": {"login": author.login}}


def test_from_the_fork_to_the_comment(world: World, fork: Path) -> None:
    number = bring(world, fork, of_union(draft(lead_yaml=SHORT)))

    done = run(world, "workflow_run", ran(world, number))

    assert (done.code, done.jobs) == (0, {"compute": "success", "post": "success"}), done.log
    assert "专职研发团队列了 0 人" in world.verdict(number)
    assert "盟科技局（示例）" in world.verdict(number)
    assert (world.status(number) or ("", ""))[0] == "failure"
    first_write = next(n for n, (method, _, _) in enumerate(world.forge.requests) if method != "GET")
    read = [path for _, path, _ in world.forge.requests[:first_write] if "/git/" in path]
    written = [path for _, path, _ in world.forge.requests[first_write:] if "/git/" in path]
    assert read
    assert not written, "the job that writes reads no file"
    again = run(world, "workflow_run", ran(world, number, "completed"))

    assert again.jobs == {"compute": "success", "post": "success"}
    assert len(world.forge.comments(number)) == 1


def test_nothing_of_the_request_comes_into_the_jobs_own_repository(world: World, fork: Path) -> None:
    path = world.root / ".github/workflows" / COMMENT
    step = "      - run: git cat-file --batch-all-objects --batch-check\n      - if: steps.judge"
    path.write_text(path.read_text(encoding="utf-8").replace("      - if: steps.judge", step), encoding="utf-8")
    world.life.commit("2025-01-03", "look")
    world.publish()
    git(fork, "pull", "--quiet")
    number = bring(world, fork, of_union(draft()))

    done = run(world, "workflow_run", ran(world, number))

    held = done.step("git cat-file --batch-all-objects --batch-check").log
    assert git(world.root, "rev-parse", "main") in held
    assert world.forge.pulls[number].head_sha not in held
    assert git(fork, "rev-parse", f"HEAD:unions/{SLUG}/union.yaml") not in held
    assert world.verdicts(number)


def test_the_job_that_judges_does_with_the_right_to_read(world: World, fork: Path) -> None:
    number = bring(world, fork, of_union(draft()))
    world.writing = world.reading

    done = run(world, "workflow_run", ran(world, number))

    assert done.jobs == {"compute": "success", "post": "failure"}
    assert world.forge.comments(number) == []


def test_nothing_that_the_requests_own_run_says_or_leaves_is_believed(world: World, fork: Path, tmp_path: Path) -> None:
    """A green tick, an artifact of the answer's name, other workflows and rules: all of it the applicant's own."""
    evil = "name: comment\non: workflow_run\njobs: {post: {runs-on: ubuntu-24.04, steps: [{run: 'exit 1'}]}}\n"
    number = bring(world, fork, {
        **of_union(draft(lead_yaml=SHORT)), ".github/workflows/comment.yml": evil, "schema/policy/xilingol.yaml": "{}\n",
        "scripts/union_registry/cli/comment.py": "raise SystemExit('pwned')\n", "Makefile": "all:\n\ttouch pwned\n",
    })  # fmt: skip
    forged = {"format": "union-registry/answer/1", "number": number, "head": world.forge.pulls[number].head_sha, "fails": False,
              "description": "全部满足", "body": "全部满足", "brief": "", "notice": "", "labels": [], "quiet": False}  # fmt: skip
    folder = tmp_path / "artifacts/answer"
    folder.mkdir(parents=True)
    (folder / "answer.json").write_text(json.dumps(forged), encoding="utf-8")
    event = ran(world, number)
    event["workflow_run"]["pull_requests"] = [{"number": 99}]

    done = run(world, "workflow_run", event)

    assert done.jobs == {"compute": "success", "post": "success"}, done.log
    assert "pwned" not in done.log
    assert "专职研发团队列了 0 人" in world.verdict(number)
    assert (world.status(number) or ("", ""))[0] == "failure"
    assert "材料和程序一起改" in world.forge.labels_of(number)


def test_a_stale_run_leaves_both_jobs_quiet(world: World, fork: Path) -> None:
    number = bring(world, fork, of_union(draft()))
    event = ran(world, number)
    git(fork, "commit", "--quiet", "--allow-empty", "-m", "示例")
    world.forge.move_head(number, world.forge.take(fork))

    done = run(world, "workflow_run", event)

    assert (done.code, done.jobs) == (0, {"compute": "success", "post": "skipped"})
    assert world.forge.comments(number) == []


@pytest.mark.parametrize("spoilt", [{"head_repository": {"id": 4242, "full_name": "x/y", "owner": {"login": "newcomer", "id": 1}}}, {"head_branch": "main"}, {"head_sha": "0" * 40}, {"event": "push"}], ids=str)  # fmt: skip
def test_a_run_that_is_of_no_open_request_is_not_answered(world: World, fork: Path, spoilt: dict[str, Any]) -> None:
    number = bring(world, fork, of_union(draft()))
    event = ran(world, number)
    event["workflow_run"] |= spoilt

    done = run(world, "workflow_run", event)

    assert done.code == 0
    assert done.jobs.get("post", "skipped") == "skipped"
    assert world.forge.comments(number) == []


def test_recheck_is_for_the_author_and_for_maintainers(world: World, fork: Path) -> None:
    number = bring(world, fork, of_union(draft()))
    stranger = world.forge.user("passer-by")

    chat = run(world, "issue_comment", commented(world, number, "谢谢", world.newcomer))
    outsider = run(world, "issue_comment", commented(world, number, "/recheck", stranger))
    asked = run(world, "issue_comment", commented(world, number, "/recheck\n谢谢", world.newcomer))

    assert chat.jobs == {"compute": "skipped", "post": "skipped"}
    assert outsider.jobs == {"compute": "success", "post": "skipped"}, outsider.log
    assert asked.jobs == {"compute": "success", "post": "success"}, asked.log
    assert len(world.verdicts(number)) == 1


def test_the_other_trigger_is_one_line(world: World, fork: Path) -> None:
    path = world.root / ".github/workflows" / COMMENT
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (line,) = (n for n, text in enumerate(lines) if text.startswith("  workflow_run:"))
    lines[line] = "  pull_request_target: {}\n"
    path.write_text("".join(lines), encoding="utf-8")
    world.life.commit("2025-01-03", "the other trigger")
    world.publish()
    git(fork, "pull", "--quiet")
    number = bring(world, fork, of_union(draft(lead_yaml=SHORT)))
    pull = world.forge.pulls[number]
    asked = {
        "number": number,
        "head": {"sha": pull.head_sha, "repo": {"id": pull.head_repo_id}},
        "user": {"id": pull.user.id},
    }

    done = run(world, "pull_request_target", {"action": "opened", "number": number, "pull_request": asked})

    assert done.jobs == {"compute": "success", "post": "success"}, done.log
    assert "专职研发团队列了 0 人" in world.verdict(number)


def test_the_check_leaves_the_page_for_people_to_open(world: World, tmp_path: Path) -> None:
    """check.yml runs the request's own code without rights; the bot takes nothing from it."""
    life = world.life
    life.git("checkout", "--quiet", "-b", "request")
    life.write("2025-12-01", draft())
    pull = {
        "number": 7,
        "user": {"id": 77},
        "base": {"sha": life.git("rev-parse", "main")},
        "head": {"sha": life.git("rev-parse", "request")},
    }

    done = act.run(
        world.root, "check.yml", "pull_request", {"action": "opened", "number": 7, "pull_request": pull},
        artifacts=tmp_path / "artifacts", job="unions", env={"GITHUB_API_URL": world.forge.url},
    )  # fmt: skip

    page = tmp_path / f"artifacts/preview/unions/{SLUG}.html"
    assert page.exists(), done.log
    assert "预览：未经盟科技局核准" in page.read_text(encoding="utf-8")
    assert world.forge.requests == []
