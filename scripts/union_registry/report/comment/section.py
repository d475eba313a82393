"""One union of a request: what is asked, what has changed, what is met, what people look at, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

from union_registry.answer.assessment import Judged, shortfall
from union_registry.finding import Finding, Outcome
from union_registry.report.comment.finding import findings_to_mend, findings_told
from union_registry.report.comment.folded import folded
from union_registry.report.comment.setting import Setting
from union_registry.report.comment.tongue import Tongue
from union_registry.report.escape import prose
from union_registry.report.lines import told_changes
from union_registry.text import Text

_NAME = 100


def headline(judged: Judged, tongue: Tongue, *, named: bool = False) -> str:
    """① The verdict in one line, and the union's name; `named` adds its folder, where several have much the same name."""
    name = prose(judged.verdict.name, _NAME) + (f"（{judged.slug}）" if named else "")
    if judged.dissolving:
        words = Text("✗ 先停一下，这样改联合体就解散了", "✗ Stop: by this change the union is dissolved")
    elif judged.fails:
        short = shortfall(judged.in_the_way)
        words = Text(f"✗ {short.zh}", f"✗ {short.en}")
    elif judged.turns.asked:
        words = Text("✓ 可以收进名录，豁免等盟科技局答复", "✓ Can be taken in; the waiver is the bureau's to answer")
    elif judged.turns.apart or judged.turns.records:
        words = Text("✓ 这次的改动可以收进名录，另有事项欠着", "✓ This change can be taken in; other things are owed")
    elif judged.later:
        words = Text("✓ 这一步都齐了", "✓ All that this step asks is there")
    else:
        words = Text("✓ 全部满足", "✓ Everything is met")
    return tongue.ours(f"{words.zh}：{name}", f"{words.en}: {name}")


def section(judged: Judged, setting: Setting, since_last: str) -> Iterator[str]:
    """② to ⑤ of the comment, as lines of Markdown; a part that has nothing to say is left out.

    `since_last` says what is solved and what is new since the commit that was judged before, "" for the first.
    """
    yield from _to_mend(judged, setting)
    yield from _changes(judged, setting, since_last)
    yield from _met(judged, setting)
    yield from _for_people(judged, setting)


def _to_mend(judged: Judged, setting: Setting) -> Iterator[str]:
    tongue, room = setting.tongue, setting.room
    turns = judged.turns
    if judged.in_the_way:
        yield from _headed(tongue.ours("未满足", "Not met"))
        yield from findings_to_mend(judged.in_the_way, setting, room.findings)
    if turns.asked:
        yield from _headed(tongue.ours("已申请豁免，等盟科技局答复", "A waiver is asked for; the bureau will answer"))
        yield from findings_told(turns.asked, setting, room.others)
    if turns.apart:
        yield from _headed(tongue.ours("另外还欠着（不影响这份申请）", "Owed besides (no matter for this request)"))
        yield from findings_told(turns.apart, setting, room.others)
    if turns.records and not judged.touches_bureau and not judged.dissolving:
        yield from _headed(tongue.ours("盟科技局的登记要核对", "For the bureau to see to in its records"))
        yield from findings_told(turns.records, setting, room.others)
    for findings, words in (
        (judged.aside, Text("其余的等这一条定了再说", "The rest waits until this is settled")),
        (judged.later, Text("以后的步骤才用到，现在不用管", "For later steps, not now")),
    ):
        if findings:
            telling = _telling(findings)
            yield from folded(
                tongue.ours(f"{words.zh}（{len(telling)} 处）", f"{words.en} ({len(telling)})"),
                findings_told(telling, setting, room.others),
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
        yield from _headed(
            tongue.ours("评审人员要看的（申请人不用管）", "For reviewers (nothing for the applicant to do)")
        )
        yield from findings_told(people, setting, room.others)


def _of(judged: Judged, *outcomes: Outcome) -> list[Finding]:
    return [finding for finding in judged.verdict.findings if finding.outcome in outcomes]


def _telling(findings: list[Finding]) -> list[Finding]:
    """What fails, without what only waits for it."""
    return [finding for finding in findings if finding.outcome is Outcome.NOT_MET] or findings


def _headed(title: str) -> Iterator[str]:
    yield from ("", f"### {title}", "")
