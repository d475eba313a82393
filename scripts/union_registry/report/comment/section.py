"""One union of a request: what is asked, what has changed, what is met, what people look at, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.answer.assessment import Judged, count
from union_registry.finding import Finding, Outcome
from union_registry.oversight.progress import ACTOR_WORDS, Actor
from union_registry.report.comment.finding import findings_to_mend, findings_told
from union_registry.report.comment.folded import folded
from union_registry.report.comment.setting import Setting
from union_registry.report.comment.tongue import Tongue
from union_registry.report.escape import prose
from union_registry.report.lines import told_changes
from union_registry.text import Text

_NAME = 100


def headline(judged: Judged, tongue: Tongue) -> str:
    """① The verdict in one line, and the union's name."""
    name = prose(judged.verdict.name, _NAME)
    if judged.fails:
        number = count(judged.in_the_way)
        return tongue.ours(f"✗ 还要改 {number} 处：{name}", f"✗ {number} to mend: {name}")
    if judged.later:
        return tongue.ours(f"✓ 这一步都齐了：{name}", f"✓ All that this step asks is there: {name}")
    return tongue.ours(f"✓ 全部满足：{name}", f"✓ Everything is met: {name}")


def section(judged: Judged, setting: Setting, since_last: str) -> Iterator[str]:
    """② to ⑥ of the comment, as lines of Markdown; a part that has nothing to say is left out.

    `since_last` says what is solved and what is new since the commit that was judged before, "" for the first.
    """
    yield from _to_mend(judged, setting)
    yield from _changes(judged, setting, since_last)
    yield from _met(judged, setting)
    yield from _for_people(judged, setting)
    yield from _next(judged, setting.tongue)


def _to_mend(judged: Judged, setting: Setting) -> Iterator[str]:
    tongue, room = setting.tongue, setting.room
    turns = judged.turns
    if judged.in_the_way:
        yield from _headed(tongue.ours("未满足", "Not met"))
        yield from findings_to_mend(judged.in_the_way, setting, room.findings)
    if turns.asked:
        yield from _headed(tongue.ours("已申请豁免，等盟科技局答复", "A waiver is asked for; the bureau will answer"))
        yield from findings_to_mend(turns.asked, setting, room.others)
    if turns.apart:
        yield from _headed(tongue.ours("另外还欠着（不影响这份申请）", "Owed besides (no matter for this request)"))
        yield from findings_told(turns.apart, setting, room.others)
    if turns.records and not judged.touches_bureau:
        yield from _headed(tongue.ours("盟科技局的登记要核对", "For the bureau to see to in its records"))
        yield from findings_told(turns.records, setting, room.others)
    if judged.later:
        number = count(judged.later)
        yield from folded(
            tongue.ours(f"以后的步骤才用到，现在不用管（{number} 处）", f"For later steps, not now ({number})"),
            findings_told(_telling(judged.later), setting, room.others),
        )


def _changes(judged: Judged, setting: Setting, since_last: str) -> Iterator[str]:
    tongue = setting.tongue
    yield from _headed(tongue.ours("有什么变化", "What has changed"))
    if since_last:
        yield f"- {since_last}"
    told: list[Text] = list(told_changes(judged.verdict.changes)) if judged.verdict.changes else []
    listed, rest = tongue.some(told, setting.room.others)
    against = tongue.ours("与名录里现有的相比：", "Compared with the register: ")
    yield from (f"- {against}{tongue.told(text)}" for text in listed)
    if rest:
        yield f"- {rest}"


def _met(judged: Judged, setting: Setting) -> Iterator[str]:
    tongue, room = setting.tongue, setting.room
    met = _of(judged, Outcome.MET, Outcome.WAIVED)
    notes = _of(judged, Outcome.NOTE)
    if notes:
        yield from _headed(tongue.ours("值得再看一眼（不影响结果）", "Worth a look (changes nothing)"))
        yield from findings_told(notes, setting, room.others)
    if met:
        yield from folded(
            tongue.ours(f"已满足 {len(met)} 项", f"Met: {len(met)}"), findings_told(met, setting, room.others)
        )


def _for_people(judged: Judged, setting: Setting) -> Iterator[str]:
    tongue, room = setting.tongue, setting.room
    people = _of(judged, Outcome.PEOPLE)
    if people:
        yield from _headed(tongue.ours("由人来看的", "For people to judge"))
        yield from findings_told(people, setting, room.others)


def _next(judged: Judged, tongue: Tongue) -> Iterator[str]:
    yield from _headed(tongue.ours("接下来", "What comes next"))
    if judged.fails:
        number = count(judged.in_the_way)
        yield tongue.ours(
            f"- **轮到申请人**：改好上面 {number} 处。点“打开来改”，改完点绿色的 Commit changes（保存），"
            "这里几分钟内自动重新核对，不用另开一份申请",
            f"- **The applicant's turn**: mend the {number} above. Choose “edit”, then the green “Commit changes”; "
            "this is judged again within minutes, and no new request is needed",
        )
    else:
        yield tongue.ours(
            "- **轮到盟科技局**：看过以后合并（收进名录）",
            "- **The bureau's turn**: to look at it and merge it (take it into the register)",
        )
    for wait in judged.progress.waits:
        if judged.fails and wait.who is Actor.APPLICANT and wait.due_on is None:
            continue  # said above
        who, day = tongue.told(ACTOR_WORDS[wait.who]), judged.progress.day
        until = wait.told_on(day) if wait.due_on else None
        yield tongue.ours(
            f"- 接着轮到{who}：{tongue.told(wait.what)}", f"- Then the {who}: {tongue.told(wait.what)}"
        ) + (f"（{tongue.told(until)}）" if until else "")


def _of(judged: Judged, *outcomes: Outcome) -> list[Finding]:
    return [finding for finding in judged.verdict.findings if finding.outcome in outcomes]


def _telling(findings: list[Finding]) -> list[Finding]:
    """What fails, without what only waits for it."""
    return [finding for finding in findings if finding.outcome is Outcome.NOT_MET] or findings


def _headed(title: str) -> Iterator[str]:
    yield from ("", f"### {title}", "")
