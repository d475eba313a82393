"""⑥ What happens next with a request, and who is to act."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.answer.assessment import Assessment, Judged, shortfall
from union_registry.model.union import Status
from union_registry.oversight.progress import ACTOR_WORDS, Actor, Wait
from union_registry.report.comment.tongue import Tongue

# Days: what is due later is no matter of this request.
_SOON = 90


def next_lines(assessed: Assessment, tongue: Tongue) -> Iterator[str]:
    """Whose turn it is with the request as a whole, then what each union has to see to beside it."""
    yield from ("", f"### {tongue.ours('接下来', 'What comes next')}", "")
    yield _turn(assessed, tongue)
    for union in assessed.unions:
        of = f"（{union.slug}）" if len(assessed.unions) > 1 else ""
        if not assessed.fails:
            yield from (f"- {words}{of}" for words in _beside(union, tongue))
        yield from (
            f"- {_told(wait, union, tongue)}{of}" for wait in union.progress.waits if _is_told(wait, assessed, union)
        )


def _turn(assessed: Assessment, tongue: Tongue) -> str:  # noqa: PLR0911  # a sentence for each case
    if assessed.broken:
        return tongue.ours(
            "- **轮到盟科技局**：请维护人员看运行记录；申请人不用做什么",
            "- **The bureau's turn**: a maintainer has to look at the run's log",
        )
    if assessed.exposed:
        return tongue.ours(
            "- **轮到盟科技局**：不要合并这份申请；清除历史以后，请申请人另开一份",
            "- **The bureau's turn**: not to merge this; once history is purged, the applicant opens another request",
        )
    if assessed.unrelated:
        return tongue.ours(
            "- **轮到申请人**：重新复制名录，再交一次",
            "- **The applicant's turn**: to make a new fork and submit again",
        )
    if assessed.by_stranger:
        return tongue.ours(
            "- **轮到盟科技局**：核实提交者是不是本单位的人；登记为管理人以后，留言 `/recheck` 重新核对",
            "- **The bureau's turn**: to find out who the author is; once entered among the owners, `/recheck` judges it again",
        )
    if any(union.dissolving for union in assessed.unions):
        return tongue.ours(
            "- **轮到申请人**：先打电话问盟科技局，问清以前不要再改",
            "- **The applicant's turn**: to ask the bureau before anything else",
        )
    if assessed.clashes and not assessed.in_the_way:
        return tongue.ours("- **轮到申请人**：照上面说的更新", "- **The applicant's turn**: to update it as said above")
    if assessed.fails:
        return _mending(assessed, tongue)
    if not assessed.unions:
        return tongue.ours(
            "- 这份申请里没有可核对的材料。不办了就点 Close pull request（关闭）；误删的，把文件传回来",
            "- There is nothing to judge here. Close the request if it is not wanted any more, or bring the files back",
        )
    blank = all(union.is_blank for union in assessed.unions)
    return tongue.ours(
        "- **轮到盟科技局**："
        + ("空白材料可以直接合并（收进名录），再请牵头单位填写" if blank else "看过以后合并（收进名录）"),
        "- **The bureau's turn**: to "
        + (
            "merge the blank forms, for the lead to fill in"
            if blank
            else "look at it and merge it (take it into the register)"
        ),
    )


def _mending(assessed: Assessment, tongue: Tongue) -> str:
    short = shortfall(assessed.in_the_way)
    return tongue.ours(
        ("- **轮到提交这份申请的人（盟科技局）**" if assessed.by_bureau else "- **轮到申请人**")
        + f"：{short.zh}。点“打开来改”，改完点右上角绿色的 Commit changes…，小窗里选直接存到这份申请里"
        "（Commit directly to the … branch，不要选 Create a new branch），再点一次 Commit changes。"
        "保存以后一般几分钟内重新核对；第一次交申请的人，可能要等管理人点同意。不用另开一份申请",
        ("- **The turn of who submits this (the bureau)**" if assessed.by_bureau else "- **The applicant's turn**")
        + f": {short.en}. Choose “edit”, then the green “Commit changes…” at the top right, “Commit directly to the … "
        "branch” (not “Create a new branch”), and “Commit changes” once more. It is judged again within minutes; "
        "a first-time contributor may have to wait for an approval. No new request is needed",
    )


def _beside(union: Judged, tongue: Tongue) -> Iterator[str]:
    """What the lead has to do on paper, which no file shows."""
    if union.verdict.status is Status.DRAFT and not union.is_blank:
        yield tongue.ours(
            "**同时，牵头单位**：按通知把附件1送推荐单位盖章",
            "**Meanwhile, the lead**: has annex 1 stamped by its recommender",
        )
    if union.turns.asked:
        yield tongue.ours(
            "**同时，牵头单位**：按通知向盟科技局书面申请豁免",
            "**Meanwhile, the lead**: asks the bureau for the waiver in writing",
        )
    if any(path.startswith("annual/") for path in union.changed):
        yield tongue.ours(
            "文件收进名录还不等于报送：推荐单位和盟科技局两处都登记收到才算",
            "a summary counts as sent once both recommender and bureau have recorded its receipt",
        )


def _is_told(wait: Wait, assessed: Assessment, union: Judged) -> bool:
    if union.dissolving or assessed.exposed:
        return False
    days = wait.days_on(union.progress.day)
    if wait.due_on is not None:
        return -(days or 0) <= _SOON
    return not assessed.fails and wait.who is not Actor.APPLICANT


def _told(wait: Wait, union: Judged, tongue: Tongue) -> str:
    who, what = tongue.told(ACTOR_WORDS[wait.who]), tongue.told(wait.what)
    until = tongue.told(wait.told_on(union.progress.day)) if wait.due_on else ""
    if wait.who is Actor.BUREAU and not until:
        return tongue.ours(f"合并以后，{who}：{what}", f"After that, the {who}: {what}")
    return tongue.ours(
        f"另外，{who}：{what}" + f"（{until}）" * bool(until),
        f"Besides, the {who}: {what}" + f" ({until})" * bool(until),
    )
