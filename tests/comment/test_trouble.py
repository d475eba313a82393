"""The forge fails, the request moves, others act in between: in the end one right verdict, and nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.comment.test_thread import SHORT, draft
from tests.comment.world import World
from tests.support import valid_union


@pytest.fixture
def number(world: World) -> int:
    return world.submit(draft(lead_yaml=SHORT))


def settled(world: World, number: int, told: str = "还要改 1 处") -> None:
    """The one verdict comment says this, of the newest commit, and the status agrees."""
    verdict, commit = world.verdict(number), world.forge.pulls[number].head_sha
    assert told in verdict
    assert verdict.split("commits/")[1].startswith(commit)
    state = world.status(number)
    assert state == (("failure", told) if "还要改" in told else ("success", "可以收进名录"))


@pytest.mark.parametrize("half", ["compute", "post"])
@pytest.mark.parametrize("trouble", [{"status": 502}, {"status": 503, "times": 2}, {"status": 403, "retry_after": 1}, {"status": 429, "retry_after": 1}], ids=str)  # fmt: skip
def test_a_forge_that_stumbles_is_asked_again(world: World, number: int, half: str, trouble: dict[str, int]) -> None:
    world.compute(number)
    world.forge.fail(**trouble)
    ran = world.compute(number) if half == "compute" else world.post(number)
    assert ran.code == 0, ran.said
    world.answer(number)
    settled(world, number)


@pytest.mark.parametrize(("method", "where"), [("POST", "/comments"), ("PATCH", "/comments"), ("POST", "/statuses"), ("POST", "/labels"), ("DELETE", "/labels"), ("DELETE", "/comments")])  # fmt: skip
def test_what_was_done_though_the_forge_says_that_it_failed_is_not_done_twice(
    world: World, number: int, method: str, where: str
) -> None:
    if method != "POST":
        world.forge.label(number, "未满足 六（一）")
        world.forge.comment_as(world.bot, number, "<!-- unions:verdict x -->\n旧的")
        world.forge.comment_as(world.bot, number, "<!-- unions:verdict x -->\n旧的")
    world.forge.fail(method=method, path_contains=where, status=502, after_effect=True)

    ran = world.answer(number)

    assert ran.code == 0, ran.said
    settled(world, number)
    assert world.forge.labels_of(number) == ["待申请人", "未满足 三（二）"]


def test_a_forge_that_refuses_to_the_end_is_told_in_plain_words(world: World, number: int) -> None:
    world.compute(number)
    ran = world.post(number, token=world.reading)

    assert ran.code != 0
    assert "403" in ran.said
    assert "Traceback" not in ran.said
    assert world.forge.comments(number) == []


def test_nobody_to_reach_is_told_in_plain_words(world: World, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("union_registry.forge.client._TRIES", 0)
    ran = world.compute(number, GITHUB_API_URL="http://127.0.0.1:9")

    assert ran.code != 0
    assert "Traceback" not in ran.said


def test_a_forge_that_takes_less_gets_the_short_form(world: World, number: int) -> None:
    world.forge.comment_limit = 3000

    world.answer(number)

    assert len(world.verdict(number)) < 3000
    settled(world, number)
    world.answer(number)
    settled(world, number)
    world.forge.comment_limit = 65_536
    world.push(number, world.edit("union.yaml", [{"path": "principal", "value": "示例·别人"}]))
    world.answer(number)
    assert "法定代表人任主要负责人" in world.verdict(number)


def asked_by_post(world: World, number: int) -> list[tuple[str, str, int]]:
    """The requests that the writing half makes, the answer lying ready; what it wrote is taken back."""
    before = len(world.forge.requests)
    world.post(number)
    asked = world.forge.requests[before:]
    wipe(world, number)
    return asked


def wipe(world: World, number: int) -> None:
    """As if the bot had never been here."""
    for comment in world.forge.comments(number):
        world.forge.delete_comment(comment.id)
    for label in world.forge.labels_of(number):
        world.forge.unlabel(number, label)
    world.forge.forget_statuses()


def better(world: World, number: int) -> str:
    """A newer commit, in which all is mended."""
    team = valid_union()["lead.yaml"]["team"]
    return world.commit(world.edit("lead.yaml", [{"path": "team", "value": team}]), world.forge.pulls[number].head_sha)


@pytest.mark.parametrize("half", ["compute", "post"])
def test_a_head_that_moves_at_any_moment_leaves_the_newer_verdict(world: World, number: int, half: str) -> None:
    """Whenever the push comes, in either half: once the run for the newer commit has ended, its verdict stands."""
    old, new = world.forge.pulls[number].head_sha, better(world, number)
    world.compute(number)
    answer, asked = world.answer_file.read_text(encoding="utf-8"), len(world.forge.requests)
    steps = len(asked_by_post(world, number)) if half == "post" else asked
    for step in range(1, steps + 1):
        world.forge.move_head(number, old)
        world.answer_file.write_text(answer, encoding="utf-8")
        world.forge.on_request(len(world.forge.requests) + step, lambda: world.forge.move_head(number, new))

        ran = world.compute(number) if half == "compute" else world.post(number)
        if half == "compute" and world.answer_file.exists():
            ran = world.post(number)
        assert ran.code == 0, ran.said
        assert len(world.verdicts(number)) <= 1
        world.answer(number)

        settled(world, number, "这一步都齐了")
        assert world.forge.labels_of(number) == ["待盟科技局", "待推荐单位"], step
        wipe(world, number)


def test_a_stale_run_leaves_quietly_and_writes_nothing(world: World, number: int) -> None:
    world.compute(number)
    world.forge.move_head(number, better(world, number))

    ran = world.post(number)

    assert ran.code == 0
    assert "nothing to answer" in ran.said
    assert world.forge.comments(number) == []
    assert world.forge.labels_of(number) == []
    assert world.status(number) is None


def test_a_request_that_is_closed_before_the_writing_gets_nothing(world: World, number: int) -> None:
    world.compute(number)
    asked = asked_by_post(world, number)
    first_write = next(step for step, (method, _, _) in enumerate(asked, 1) if method != "GET")
    looks = [step for step, (_, path, _) in enumerate(asked, 1) if path.endswith(f"/pulls/{number}")]
    last_look = max(step for step in looks if step < first_write)
    for step in range(1, last_look + 1):
        world.forge.on_request(len(world.forge.requests) + step, lambda: world.forge.close(number))

        assert world.post(number).code == 0

        assert world.forge.comments(number) == []
        assert world.status(number) is None
        world.forge.reopen(number)
    world.forge.close(number)
    assert world.compute(number).code == 0
    assert not world.answer_file.exists()


@pytest.mark.parametrize("act", ["delete", "edit"])
def test_a_comment_that_somebody_deletes_or_edits_at_any_moment_ends_right(world: World, number: int, act: str) -> None:
    world.answer(number)
    old = world.verdict(number)
    world.push(number, world.edit("union.yaml", [{"path": "principal", "value": "示例·别人"}]))
    world.compute(number)
    steps = len(asked_by_post(world, number))
    for step in range(1, steps + 1):
        comment = world.forge.comment_as(world.bot, number, old)

        def meddle(id: int = comment.id) -> None:  # noqa: A002
            if act == "delete":
                world.forge.delete_comment(id)
            else:
                world.forge.edit_comment(id, "改过了")

        world.forge.on_request(len(world.forge.requests) + step, meddle)
        assert world.post(number).code == 0
        world.post(number)

        settled(world, number, "还要改 2 处")
        wipe(world, number)


def test_another_run_in_full_at_any_moment_ends_in_one_comment(world: World, number: int) -> None:
    """The whole of a second run for the same commit, in front of every single request of the first."""
    world.compute(number)
    for step in range(1, len(asked_by_post(world, number)) + 1):
        world.forge.on_request(len(world.forge.requests) + step, lambda: world.post(number))

        assert world.post(number).code == 0

        settled(world, number)
        assert world.forge.labels_of(number) == ["待申请人", "未满足 三（二）"], step
        wipe(world, number)


def test_many_runs_at_once_end_in_one_comment_and_one_notice(world: World, number: int) -> None:
    world.answer(number)
    world.forge.move_head(number, better(world, number))
    world.compute(number)
    command = [sys.executable, "-m", "union_registry", "comment", "post", str(world.answer_file), "--pull", str(number)]
    environment = {
        "PATH": os.environ["PATH"], "GITHUB_TOKEN": world.writing, "GITHUB_API_URL": world.forge.url,
        "GITHUB_REPOSITORY": world.forge.full_name,
    }  # fmt: skip
    runs = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(4)]
    said = [run.communicate()[1].decode() for run in runs]

    assert [run.returncode for run in runs] == [0] * 4, said
    settled(world, number, "这一步都齐了")
    assert len(world.notices(number)) == 1
