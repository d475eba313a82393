"""Two whole comments, as a county clerk reads them; `python -m tests.comment.test_golden` writes them anew."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.comment.test_hostile import judged
from tests.comment.world import World
from tests.forge.fixtures import watched
from tests.lives.life import Life
from tests.support import SLUG, changed, valid_union

GOLDEN = Path(__file__).parent / "golden"


def failing(world: World) -> int:
    """A union that is short of much, brought for the second time; the form of one date is amiss."""
    files = changed({
        "lead.yaml": [
            {"path": "team", "value": []}, {"path": "accounts/2/rd", "value": "20"}, {"path": "accounts/1/rd", "value": "30"},
        ],
        "union.yaml": [{"path": "principal", "value": "示例·别人"}, {"path": "governance/expert_committee/experts", "value": []}],
        "members.yaml": [{"path": f"members/{n}/county", "value": "elsewhere"} for n in range(1, 8)]
        + [{"path": f"members/{n}/stages", "value": ["upstream"]} for n in range(10)]
        + [{"path": "members/1/statement", "repeat": "说明", "times": "120"}],
    }, draft())  # fmt: skip
    number = world.submit({**files, "union.yaml": "chain: beef\n"})
    world.answer(number)

    def change(life: Life) -> None:
        life.lay(files)
        life.run("format", SLUG)
        lead = life.root / "unions" / SLUG / "lead.yaml"
        lead.write_text(
            lead.read_text("utf-8").replace("filled_on: 2025-03-20", "filled_on: ２０２５年３月２０日"), "utf-8"
        )

    world.push(number, change)
    return number


def passing(world: World) -> int:
    """An approved union that changes two members and has it on record."""
    world.life.lay(valid_union())
    world.life.run("format", SLUG)
    world.life.commit("2025-07-01", "approved")
    world.publish()

    def change(life: Life) -> None:
        life.edit("members.yaml", [{"path": "members/8/tier", "value": "close"}])
        entry = {"on": "2025-11-20", "kind": "tier", "unit": life.files()["members.yaml"]["members"][8]["credit_code"],
                 "summary": "示例合作社转为紧密合作单位", "charter_article": "章程第十一条"}  # fmt: skip
        kept = life.files().get("changes.yaml", {"changes": []})["changes"]
        life.lay({"changes.yaml": {"changes": [*kept, entry]}})
        life.run("format", SLUG)

    return world.bring(change, world.owner)


def draft() -> dict[str, Any]:
    return {name: data for name, data in valid_union().items() if name in ("union.yaml", "lead.yaml", "members.yaml")}


def told(world: World, number: int) -> str:
    """The comment without what differs from run to run: its memory and the names of commits."""
    body = world.answered(number).body.split("\n", 1)[1]
    return re.sub(r"[0-9a-f]{40}", "c" * 40, re.sub(r"`[0-9a-f]{7}`", "`ccccccc`", body)) + "\n"


@pytest.mark.parametrize("situation", [failing, passing], ids=lambda situation: situation.__name__)
def test_the_comment_reads_as_it_should(world: World, situation: Any) -> None:
    number = situation(world)

    judged(world.answered(number).body)
    assert told(world, number) == (GOLDEN / f"{situation.__name__}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["failing", "passing"])
def test_no_word_of_the_trade_stands_without_its_everyday_word(name: str) -> None:
    chinese = (GOLDEN / f"{name}.md").read_text(encoding="utf-8").split("<details><summary>English")[0]
    text = re.sub(r"\]\([^)]*\)|`[^`]*`", "", chinese)
    for word in (
        "YAML",
        "JSON",
        "schema",
        "commit ",
        "merge",
        "pull request",
        "PR",
        "fork",
        "diff",
        "分支",
        "None",
        "null",
    ):
        assert word not in text, word


if __name__ == "__main__":
    os.environ["CI"] = ""
    GOLDEN.mkdir(exist_ok=True)
    from union_registry.forge import client

    client.SECONDS_BETWEEN_REQUESTS = client.SECONDS_BETWEEN_WRITES = 0
    for made in (failing, passing):
        with tempfile.TemporaryDirectory() as folder, watched(Path(folder) / "forge.git") as forge:
            forge.private = True
            world = World(Path(folder) / "register", forge)
            (GOLDEN / f"{made.__name__}.md").write_text(told(world, made(world)), encoding="utf-8")
