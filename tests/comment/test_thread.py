"""One comment, kept up to date: found wherever it is, silent while nothing turns, never twice."""

from __future__ import annotations

import pytest

from tests.comment.world import BOT, MARK, World
from tests.support import SLUG, changed, valid_union
from union_registry.answer.memory import remembered

WRITES = {"POST", "PATCH", "DELETE", "PUT"}
# A draft whose first step is complete but for one thing: nobody in the R&D team.
SHORT = [{"path": "team", "value": []}]


@pytest.fixture
def number(world: World) -> int:
    """A pull request that brings a new union with one condition not met."""
    return world.submit(draft(lead_yaml=SHORT))


def draft(lead_yaml: list[dict[str, object]] | None = None) -> dict[str, object]:
    files = {name: data for name, data in valid_union().items() if name in ("union.yaml", "lead.yaml", "members.yaml")}
    return dict(changed({"lead.yaml": lead_yaml or []}, files))


def written(world: World) -> list[tuple[str, str, int]]:
    return [asked for asked in world.forge.requests if asked[0] in WRITES]


def test_a_request_is_answered_by_one_comment_a_status_and_labels(world: World, number: int) -> None:
    ran = world.answer(number)

    assert ran.code == 0, ran.said
    assert "✗ 还要改 1 处" in world.verdict(number)
    assert world.status(number) == ("failure", "还要改 1 处")
    assert world.forge.labels_of(number) == ["待申请人", "未满足 三（二）"]
    assert world.notices(number) == []


def test_what_is_right_already_is_not_written_again(world: World, number: int) -> None:
    world.answer(number)
    before = len(written(world))

    world.answer(number)

    assert len(written(world)) == before


def test_while_nothing_turns_the_comment_changes_in_silence_and_says_what_is_solved_and_new(
    world: World, number: int
) -> None:
    world.answer(number)
    (first,) = world.verdicts(number)
    world.push(number, lambda life: (
        life.edit("lead.yaml", [{"path": "team", "value": valid_union()["lead.yaml"]["team"]}]),
        life.edit("union.yaml", [{"path": "principal", "value": "示例·别人"}]),
    ))  # fmt: skip

    world.answer(number)

    (comment,) = world.verdicts(number)
    assert comment.id == first.id
    assert "解决 1 项（专职研发团队），新出现 1 项（法定代表人任主要负责人）" in comment.body
    assert world.notices(number) == []
    world.answer(number)  # judged again, the same commit is told against the same one
    assert "解决 1 项（专职研发团队），新出现 1 项" in world.verdict(number)


def test_a_turn_is_told_in_a_short_comment_of_its_own_and_only_the_last_one_stays(world: World, number: int) -> None:
    world.answer(number)
    world.push(number, world.edit("lead.yaml", [{"path": "team", "value": valid_union()["lead.yaml"]["team"]}]))
    world.answer(number)

    (notice,) = world.notices(number)
    assert "都改好了" in notice
    assert len(notice.splitlines()) == 2, "the mark and a line"
    assert world.status(number) == ("success", "可以收进名录")
    assert world.forge.labels_of(number) == ["待盟科技局", "待推荐单位"]

    world.push(number, world.edit("lead.yaml", SHORT))
    world.answer(number)

    (notice,) = world.notices(number)
    assert "还要改 1 处" in notice
    assert world.status(number) == ("failure", "还要改 1 处")


@pytest.mark.parametrize("others", [29, 30, 99, 100, 146])
def test_it_is_found_on_every_page(world: World, number: int, others: int) -> None:
    for each in range(others):
        world.forge.comment_as("somebody", number, f"第 {each} 条")
    world.answer(number)
    world.push(number, world.edit("union.yaml", [{"path": "principal", "value": "示例·别人"}]))

    world.answer(number)

    assert "还要改 2 处" in world.verdict(number)
    assert len(world.forge.comments(number)) == others + 1


def test_a_mark_by_somebody_else_is_nothing_and_is_left_alone(world: World, number: int) -> None:
    world.answer(number)
    genuine = world.verdict(number)
    stranger = world.submit(draft(lead_yaml=SHORT), slug="sample-second", branch="patch-2")
    fakes = [
        world.forge.comment_as("stranger", stranger, genuine),
        world.forge.comment_as("other-bot[bot]", stranger, f"{MARK} x -->"),
    ]

    world.answer(stranger)

    assert [c.body for c in world.forge.comments(stranger)][:2] == [fake.body for fake in fakes]
    assert "sample-second" in world.verdict(stranger)


def test_what_somebody_made_of_the_comment_is_put_right(world: World, number: int) -> None:
    world.answer(number)
    (comment,) = world.verdicts(number)
    genuine = comment.body
    for spoilt in (
        genuine.replace("✗ 还要改 1 处", "✓ 全部满足"),
        genuine.replace("\n", "\r\n") + "x",
        f"{MARK} !!! -->\n好的",
    ):
        world.forge.edit_comment(comment.id, spoilt)
        world.answer(number)
        assert world.verdict(number) == genuine

    world.forge.edit_comment(comment.id, "谢谢")  # without its mark it is no verdict any more
    world.answer(number)
    assert world.verdict(number) == genuine

    world.forge.delete_comment(world.verdicts(number)[0].id)
    world.answer(number)
    assert world.verdict(number) == genuine


def test_line_ends_of_the_forge_are_no_difference(world: World, number: int) -> None:
    world.answer(number)
    (comment,) = world.verdicts(number)
    world.forge.edit_comment(comment.id, comment.body.replace("\n", "\r\n"))
    before = len(written(world))

    world.answer(number)

    assert len(written(world)) == before


def test_of_several_verdicts_of_its_own_the_oldest_stays(world: World, number: int) -> None:
    world.answer(number)
    first, body = world.verdicts(number)[0].id, world.verdict(number)
    for _ in range(3):
        world.forge.comment_as(world.bot, number, body)

    world.answer(number)

    assert [c.id for c in world.verdicts(number)] == [first]


def test_the_hidden_memory_is_read_back_and_forged_ones_are_nothing(world: World, number: int) -> None:
    world.answer(number)
    memory = remembered(world.verdict(number))

    assert memory is not None
    assert memory.head == world.forge.pulls[number].head_sha
    assert memory.fails
    assert memory.now == {f"{SLUG} dedicated-team": 1}
    for broken in ("", f"{MARK} -->", f"{MARK} AAAA -->", f"{MARK} {'A' * 50_000} -->", f"{MARK} eJwrSS0uAQAEXQHB -->"):
        assert remembered(broken) is None


def test_a_request_that_changes_no_union_gets_a_status_and_no_comment(world: World) -> None:
    number = world.bring(lambda life: (life.root / "NOTES.md").write_text("示例\n", encoding="utf-8"))

    world.answer(number)

    assert world.status(number) == ("success", "这份申请里没有联合体的材料")
    assert world.forge.comments(number) == []
    assert world.forge.labels_of(number) == []


def test_a_request_that_changes_no_union_any_more_is_told_so(world: World, number: int) -> None:
    world.answer(number)
    world.push(number, lambda life: life.git("rm", "-rq", f"unions/{SLUG}"))

    world.answer(number)

    assert "这份申请里没有联合体的材料" in world.verdict(number)
    assert world.forge.labels_of(number) == []


def test_only_the_bots_own_labels_are_touched(world: World, number: int) -> None:
    world.forge.label(number, "紧急", "未满足 六（一）", "待推荐单位")

    world.answer(number)

    assert world.forge.labels_of(number) == ["紧急", "待申请人", "未满足 三（二）"]


def test_a_label_that_is_there_keeps_its_colour(world: World, number: int) -> None:
    world.forge.add_label("待申请人", "123456", "自己的说明")

    world.answer(number)

    assert world.forge.labels["待申请人"].color == "123456"
    assert world.forge.labels["未满足 三（二）"].description == "这一条款有未满足的内容"


def test_a_token_of_another_account_than_the_bots_leaves_nothing_behind(world: World, number: int) -> None:
    """What it could not find again it would write anew each time."""
    token = world.forge.token("maintainer")
    world.compute(number)

    ran = world.post(number, token=token)

    assert ran.code != 0
    assert "BOT_ID" in ran.said
    assert world.forge.comments(number) == []


def test_the_bot_may_be_another_account(world: World, number: int) -> None:
    app = world.forge.user("register-app[bot]", id=BOT + 1)
    token = world.forge.token(app)
    for _ in range(2):
        world.compute(number, BOT_ID=str(app.id))
        assert world.post(number, token=token, BOT_ID=str(app.id)).code == 0

    assert [c.user for c in world.forge.comments(number)] == [app]
