"""What a request may do, whose it is, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.comment.test_thread import SHORT, draft
from tests.comment.world import BUREAU, World
from tests.support import SLUG, changed, invented_code, stranger, valid_union

MEMBER = [{"path": "members/8/tier", "value": "close"}]


@pytest.fixture
def accepted(world: World) -> World:
    """The same with the valid union, approved and owned, on the default branch."""
    world.accept("2025-07-01", valid_union())
    return world


def test_a_draft_that_has_what_its_step_asks_passes_and_awaits_stamp_and_bureau(world: World) -> None:
    answer = world.answered(world.submit(draft()))

    assert not answer.fails
    assert "✓ 这一步都齐了" in answer.body
    assert "以后的步骤才用到，现在不用管（4 处）" in answer.body
    assert "**轮到盟科技局**" in answer.body
    assert answer.labels == ("待盟科技局", "待推荐单位")


def test_a_blank_folder_reads_as_a_list_of_things_to_do_and_blames_no_article(world: World) -> None:
    answer = world.answered(
        world.submit({"union.yaml": "name:\n", "members.yaml": "members:\n", "lead.yaml": "accounts:\n"})
    )

    assert answer.fails
    assert "还有" in answer.body
    assert answer.labels == ("待申请人",)


def test_a_request_for_a_waiver_awaits_the_bureau_and_can_be_merged(world: World) -> None:
    asked = {"path": "waiver_requests", "value": [{"rule": "member-minimum", "reason": "另三家正在签约"}]}
    files = changed({"union.yaml": [asked]}, draft())  # type: ignore[arg-type]
    files["members.yaml"]["members"] = files["members.yaml"]["members"][:6]

    answer = world.answered(world.submit(files))

    assert "### 已申请豁免，等盟科技局答复" in answer.body
    assert not answer.fails
    assert "豁免申请" in answer.labels


def test_without_the_request_a_condition_in_principle_is_the_applicants(world: World) -> None:
    files = draft()
    files["members.yaml"]["members"] = files["members.yaml"]["members"][:6]  # type: ignore[index]

    answer = world.answered(world.submit(files))

    assert answer.fails
    assert "（原则上，可申请豁免）" in answer.body
    assert answer.labels == ("待申请人", "未满足 三（三）")


@pytest.mark.parametrize(("who", "trespasses"), [("owner", False), ("clerk", False), ("newcomer", True)])
def test_only_owners_and_the_bureau_change_a_union_that_is_owned(accepted: World, who: str, trespasses: bool) -> None:
    number = accepted.bring(accepted.edit("members.yaml", MEMBER), getattr(accepted, who))

    answer = accepted.answered(number)

    assert ("别家的文件夹" in answer.labels) is trespasses
    assert ("只能由它的管理人改动" in answer.body) is trespasses


def test_ownership_is_judged_by_what_has_been_accepted_not_by_the_request(accepted: World) -> None:
    """Whoever enters himself as an owner is not one yet, and a name is no account."""

    def claim(life: Any) -> None:
        life.edit("bureau/owners.yaml", [{"path": "owners/0/id", "value": str(accepted.newcomer.id)}])
        life.edit("members.yaml", MEMBER)

    answer = accepted.answered(accepted.bring(claim))

    assert {"别家的文件夹", "触及 bureau/"} <= set(answer.labels)
    impostor = accepted.forge.user("Sample-Valid-Office2", id=4242)
    named = accepted.bring(accepted.edit("members.yaml", MEMBER), impostor, branch="b2")
    assert "别家的文件夹" in accepted.answered(named).labels


def test_an_owner_that_was_accepted_after_the_branch_began_counts(accepted: World) -> None:
    before = accepted.life.git("rev-parse", "main")
    accepted.life.edit("bureau/owners.yaml", [{"path": "owners/0/id", "value": str(accepted.newcomer.id)}])
    accepted.life.commit("2025-08-01", "another owner")
    accepted.publish()

    answer = accepted.answered(accepted.bring(accepted.edit("members.yaml", MEMBER), base=before))

    assert "别家的文件夹" not in answer.labels


@pytest.mark.parametrize(("who", "blamed"), [("newcomer", True), ("clerk", False), ("bot", False)])
def test_the_bureaus_records_are_the_bureaus(world: World, who: str, blamed: bool) -> None:
    """The bot itself brings what was entered in the forms for decisions."""
    selection = {"bureau/selection.yaml": valid_union()["bureau/selection.yaml"]}

    answer = world.answered(world.submit({**draft(), **selection}, author=getattr(world, who)))

    assert ("触及 bureau/" in answer.labels) is blamed
    assert answer.fails is blamed or who != "newcomer"


def test_without_a_list_of_the_bureau_nobody_is_of_it(world: World) -> None:
    selection = {"bureau/selection.yaml": valid_union()["bureau/selection.yaml"]}
    number = world.submit({**draft(), **selection}, author=world.clerk)

    assert world.compute(number, BUREAU_IDS="").code == 0
    assert "触及 bureau/" in world.answer_file.read_text(encoding="utf-8")
    assert world.compute(number, BUREAU_IDS="mallory").code != 0
    assert world.compute(number, BUREAU_IDS=f"5，{BUREAU}").code == 0
    assert "触及 bureau/" not in world.answer_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["schema/policy/xilingol.yaml", "scripts/x.py", ".github/workflows/evil.yml", "mkdocs.yml"]
)
def test_files_of_a_union_together_with_the_program_are_told(world: World, name: str) -> None:
    def change(life: Any) -> None:
        life.lay(draft())
        path = life.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# 改\n", encoding="utf-8")

    number = world.bring(change)
    answer = world.answered(number)
    assert "材料和程序一起改" in answer.labels
    assert answer.fails
    assert name.split("/", maxsplit=1)[0] in answer.body
    assert "看过以后合并" not in answer.body
    assert answer.labels == ("待申请人", "材料和程序一起改")
    by_the_bureau = world.answered(world.bring(change, world.clerk, branch="b2"))
    assert not by_the_bureau.fails
    assert "材料和程序一起改" in by_the_bureau.labels


def test_a_policy_in_the_request_does_not_judge_it(world: World) -> None:
    """The rules are those of the default branch, whatever the request makes of them."""

    def change(life: Any) -> None:
        life.lay(draft(lead_yaml=SHORT))
        for path in (life.root / "schema").rglob("*.yaml"):
            path.write_text("不是规则", encoding="utf-8")

    answer = world.answered(world.bring(change))

    assert "专职研发团队列了 0 人" in answer.body


def test_a_branch_that_is_behind_is_judged_as_it_will_be_once_merged(accepted: World) -> None:
    before = accepted.life.git("rev-parse", "main")
    accepted.accept("2025-09-01", stranger("sample-other"), "sample-other")
    accepted.life.edit("union.yaml", [{"path": "sub_field", "value": "另一个细分领域"}])
    accepted.life.commit("2025-09-02", "changed meanwhile")
    accepted.publish()

    answer = accepted.answered(accepted.bring(accepted.edit("members.yaml", MEMBER), accepted.owner, base=before))

    assert "合作层级" in answer.body
    changes = answer.body.split("### 有什么变化")[1].split("###")[0]
    assert "细分领域" not in changes, "what others did is no change of this request"
    assert "sample-other" not in answer.body


def test_files_that_others_changed_in_the_meantime_are_named(accepted: World) -> None:
    before = accepted.life.git("rev-parse", "main")
    accepted.life.edit("members.yaml", [{"path": "members/7/tier", "value": "core"}])
    accepted.life.commit("2025-09-02", "changed meanwhile")
    accepted.publish()

    answer = accepted.answered(accepted.bring(accepted.edit("members.yaml", MEMBER), accepted.owner, base=before))

    assert "这几个文件别人在这期间也改过：`unions/sample-valid/members.yaml`" in answer.body
    assert "Update branch" in answer.body
    assert answer.fails, "what comes of it nobody knows before it is brought together"


def test_what_others_left_in_the_register_is_not_held_against_a_request(world: World) -> None:
    world.accept("2025-07-01", {"lead.yaml": "坏：[", "union.yaml": "name: x: y"}, "sample-broken")
    world.life.git("checkout", "--quiet", "main")
    (world.root / "unions/stray.txt").write_text("x", encoding="utf-8")
    world.life.commit("2025-07-02", "a stray file")
    world.publish()

    answer = world.answered(world.submit(draft()))

    assert not answer.fails
    assert "stray" not in answer.body
    assert "sample-broken" not in answer.body


def test_two_unions_in_one_request_have_a_section_each(world: World) -> None:
    def change(life: Any) -> None:
        life.lay(draft())
        files = {name: data for name, data in stranger("sample-second").items() if "/" not in name and name in draft()}
        life.lay(changed({"lead.yaml": SHORT}, files), "sample-second")

    answer = world.answered(world.bring(change))

    chinese = answer.body.split("<details><summary>English")[0]
    first, failing, passing = chinese.split("\n## ")[1:]
    assert first.startswith("✗ 还要改 1 处")
    assert passing.startswith("✓ 这一步都齐了：")
    assert "（sample-second）" in failing.splitlines()[0]
    assert "看过以后合并" not in chinese, "one request cannot be merged by half"
    assert answer.labels == ("待申请人", "未满足 三（二）")


def test_more_unions_than_anybody_brings_in_earnest_are_counted(world: World) -> None:
    def change(life: Any) -> None:
        for n in range(12):
            life.lay({"union.yaml": f"name: 示例{n}\n"}, f"sample-{n:02}")

    answer = world.answered(world.bring(change))

    assert "这次改动 12 个联合体，材料太多，只核对了 8 个" in answer.body
    assert len(answer.body) < 60_000


def test_a_thousand_unions_cost_no_more_requests_than_eight(world: World) -> None:
    def change(life: Any) -> None:
        for n in range(1000):
            life.lay({"members.yaml": "members: []\n"}, f"sample-{n:04}")

    number = world.bring(change)
    before = len(world.forge.requests)
    answer = world.answered(number)

    assert "这次改动 1000 个联合体，材料太多，只核对了 8 个" in answer.body
    assert len(world.forge.requests) - before < 40


def test_more_files_than_anybody_brings_are_not_read(world: World) -> None:
    def change(life: Any) -> None:
        for slug in ("sample-a", "sample-b"):
            life.lay({f"annual/{year}.yaml": f"year: {year}\n" for year in range(2000, 2060)}, slug)

    number = world.bring(change)
    before = len(world.forge.requests)
    answer = world.answered(number)

    assert "这次改动 2 个联合体，材料太多，只核对了 1 个" in answer.body
    assert len(world.forge.requests) - before < 100


def test_a_folder_that_is_deleted_is_told(accepted: World) -> None:
    answer = accepted.answered(accepted.bring(lambda life: life.git("rm", "-rq", f"unions/{SLUG}"), accepted.owner))

    assert answer.fails
    assert "文件夹 sample-valid 被删去或改名" in answer.body


def test_a_change_of_lead_is_told_before_it_is_merged(accepted: World) -> None:
    edits = [{"path": "members/0/credit_code", "value": invented_code(999)}]

    answer = accepted.answered(accepted.bring(accepted.edit("members.yaml", edits), accepted.owner))

    assert answer.fails
    assert answer.labels == ("待申请人", "未满足 六（三）")
    assert "## ✗ 先停一下，这样改联合体就解散了" in answer.body
    assert "先打电话问盟科技局" in answer.body
    assert "核对盟科技局登记的记录" not in answer.body
    assert "公开以后是什么样子" not in answer.body


def test_blank_forms_that_the_bureau_brings_can_be_merged_as_they_are(world: World) -> None:
    blank = {"union.yaml": "name:\n", "members.yaml": "members:\n", "lead.yaml": "accounts:\n"}

    answer = world.answered(world.submit(blank, author=world.clerk))

    assert not answer.fails
    assert "空白材料可以直接合并（收进名录），再请牵头单位填写" in answer.body
    wrong = world.answered(world.submit({**blank, "plan.yaml": "\t- x"}, author=world.clerk, branch="b2"))
    assert wrong.fails
    assert wrong.labels[0] == "待盟科技局", "it is the bureau's own"


@pytest.mark.parametrize("folder", ["mutton-2026/", "", "Unions/mutton-2026/"])
def test_forms_that_were_put_beside_the_folder_are_told_where_they_belong(world: World, folder: str) -> None:
    def change(life: Any) -> None:
        path = life.root / f"{folder}union.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("name: 甲\n", encoding="utf-8")

    number = world.bring(change)
    world.answer(number)

    assert "要放在 unions 文件夹里面" in world.verdict(number)
    assert world.status(number) == ("failure", "还要改 1 处")


def test_an_approved_union_that_owes_a_summary_is_not_said_to_meet_everything(world: World) -> None:
    accepted, files = world, {name: data for name, data in valid_union().items() if "annual/" not in name}
    accepted.accept("2025-07-01", files)
    number = accepted.bring(
        accepted.edit("union.yaml", [{"path": "name_en", "value": "Sample Beef Union"}]), accepted.owner
    )
    ran = accepted.compute(number, "--as-of", "2026-03-01")
    assert ran.code == 0
    body = accepted.answer_file.read_text(encoding="utf-8")

    assert "全部满足" not in body
    assert "另有事项欠着" in body
    assert "备得很齐" not in body


def test_whom_the_program_fails_is_told_and_the_bureau_has_a_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("秘密")

    monkeypatch.setattr("union_registry.answer.judging.assess", fails)
    number = world.submit(draft())

    ran = world.answer(number)

    assert ran.code == 0
    assert "✗ 程序没能核对这份申请" in world.verdict(number)
    assert world.status(number) == ("failure", "程序没能核对这份申请")
    assert world.forge.labels_of(number) == ["待盟科技局"]
    assert "秘密" not in world.compute(number).said


def test_a_list_of_owners_that_cannot_be_read_lets_nobody_in(world: World) -> None:
    world.accept("2025-07-01", {**valid_union(), "bureau/owners.yaml": "- a: &x 1\n"})

    answer = world.answered(world.bring(world.edit("members.yaml", MEMBER), world.owner))

    assert "别家的文件夹" in answer.labels


def test_history_that_has_nothing_in_common_is_told_to_begin_anew(world: World) -> None:
    world.life.git("checkout", "--quiet", "--orphan", "elsewhere")
    world.life.lay(draft())
    world.life.commit("2025-07-01", "another beginning")
    commit = world.life.git("rev-parse", "HEAD")
    world.life.git("checkout", "--quiet", "main")
    world.forge.take(world.root, commit)
    number = world.forge.open_pull("newcomer", "patch-1", commit, world.newcomer)

    world.answer(number)

    assert "没有共同的历史" in world.verdict(number)
    assert world.status(number) == ("failure", "无法核对：请重新提交")


@pytest.mark.parametrize(
    ("name", "content"),
    [("private.yaml", "contacts: []\n"), ("plan.yaml", "# 联系 13800001111\n"), ("private.yaml.age", "13800001111")],
)
def test_private_data_are_told_at_once_with_how_to_purge_and_remembered_when_gone(
    world: World, name: str, content: str
) -> None:
    number = world.submit({**draft(), name: content})
    world.answer(number)
    first = world.forge.pulls[number].head_sha

    body = world.verdict(number)
    assert "提交里有个人信息" in body
    assert "docs/guide/correction.md#private" in body
    assert "从历史里清除" in body
    assert "13800001111" not in body
    assert "含个人信息" in world.forge.labels_of(number)
    assert body.index("个人信息") < body.index("### ")

    world.push(number, lambda life: life.git("rm", "-qf", f"unions/{SLUG}/{name}"))
    world.answer(number)

    body = world.verdict(number)
    assert "文件里已经删掉，但历史里还有" in body
    assert first[:7] in body
    assert "## ✗ 先不要合并：历史里有个人信息" in body
    assert "看过以后合并" not in body
    assert world.status(number) == ("failure", "先不要合并：历史里有个人信息")
    assert world.forge.labels_of(number) == ["待盟科技局", "含个人信息"]


def test_private_data_that_lay_there_before_are_not_the_authors(world: World) -> None:
    world.accept("2025-07-01", {**valid_union(), "plan.yaml": "# 联系 13800001111\n"})

    answer = world.answered(world.bring(world.edit("members.yaml", MEMBER), world.owner))

    assert "先不要合并" not in answer.body
    assert "含个人信息" not in answer.labels
    assert "这里不能写" in answer.body, "told all the same"


def test_mechanical_faults_come_with_the_mended_text_and_the_command(world: World) -> None:
    union = draft()["union.yaml"]
    text = "\n".join(
        [
            "county: １５２５０２",
            *(f"{key}: {value}" for key, value in union.items() if isinstance(value, str) and key != "county"),
        ]
    )  # type: ignore[union-attr]
    number = world.submit({**draft(), "union.yaml": text + "\n"})

    body = world.answered(number).body

    assert f"unions format {SLUG}" in body
    mended = body.split("```yaml\n")[1].split("```")[0]
    assert "county: '152502'" in mended
    assert mended.index("name:") < mended.index("county:")
    world.forge.private = False
    public = world.answered(number).body
    assert f"unions format {SLUG}" in public
    assert "```" not in public, "files hold what is not public"
    assert "照下面逐个换" not in public, "nothing stands below"


def test_links_lead_to_the_very_line_and_to_the_editor(world: World) -> None:
    number = world.submit(draft(lead_yaml=SHORT), branch="补丁 #1(x)")
    body, head = world.answered(number).body, world.forge.pulls[number].head_sha

    line = 1 + next(
        n
        for n, text in enumerate((world.life.git("show", f"{head}:unions/{SLUG}/lead.yaml")).splitlines())
        if text.startswith("team")
    )
    assert f"(https://github.com/example-org/unions/blob/{head}/unions/{SLUG}/lead.yaml#L{line})" in body
    assert (
        f"(https://github.com/newcomer/unions/edit/%E8%A1%A5%E4%B8%81%20%231%28x%29/unions/{SLUG}/lead.yaml#L{line})"
        in body
    )


def test_a_fork_that_is_gone_has_no_editor(world: World) -> None:
    number = world.submit(draft(lead_yaml=SHORT))
    world.forge.pulls[number].head_repo_id = None

    body = world.answered(number).body

    assert "打开来改](" not in body
    assert "/blob/" in body


def test_the_page_is_previewed_when_the_schema_passes(world: World) -> None:
    body = world.answered(world.submit(draft(lead_yaml=SHORT))).body
    preview = body.split("公开以后是什么样子")[1].split("</details>")[0]
    assert "锡林郭勒盟肉牛重点产业链创新联合体（示例）" in preview
    assert "成员单位 10 家" in preview
    assert "放牧牛群体型性状的无接触测定" in preview

    broken = world.answered(world.submit({**draft(), "union.yaml": "name: 甲\n"}, branch="b2"))
    assert "公开以后是什么样子" not in broken.body


@pytest.mark.parametrize("private", [True, False])
def test_a_private_value_is_quoted_in_a_private_repository_and_never_in_a_public_one(
    world: World, private: bool
) -> None:
    files = changed({
        "lead.yaml": [{"path": "accounts/2/rd", "value": "7.77"}, {"path": "accounts/1/rd", "value": "0"}, {"path": "accounts/0/rd", "value": "0"}],
        "union.yaml": [{"path": "principal", "value": "示例·丁丁"}],
        "members.yaml": [{"path": "members/1/statement", "repeat": "秘", "times": "300"}],
    }, draft())  # type: ignore[arg-type]  # fmt: skip
    world.forge.private = private
    number = world.submit(files)

    answer = world.answered(number)

    for secret in ("7.77", "示例·丁丁", "300 字"):
        assert (secret in answer.as_json()) is private
    assert "研发投入" in answer.body, "named all the same"
    assert {"未满足 三（二）", "未满足 附件3"} <= set(answer.labels)


def test_the_members_code_of_a_sole_trader_is_not_in_the_preview(world: World) -> None:
    world.forge.private = False
    files = changed({"members.yaml": [{"path": "members/8/kind", "value": "sole-trader"}]}, draft())  # type: ignore[arg-type]
    code = files["members.yaml"]["members"][8]["credit_code"]

    assert code not in world.answered(world.submit(files)).as_json()
