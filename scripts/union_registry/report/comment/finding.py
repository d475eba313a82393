"""A finding in a comment: clause and fact, how to mend it, and where, with the place one click away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from union_registry.engine import PRIVATE_TRACKED
from union_registry.finding import Finding, Outcome, Strength
from union_registry.report.comment.setting import Setting
from union_registry.report.comment.tongue import Tongue
from union_registry.report.escape import code, prose
from union_registry.report.rulebook import title_of
from union_registry.rules.a6_succession import NAME_AND_LEAD_KEPT
from union_registry.schema.checks import INCOMPLETE, MISSING_FILE
from union_registry.source.folder import SLUG_NAME, STRAY, UNKNOWN
from union_registry.source.sealed import NOT_SEALED
from union_registry.text import Text

_DELETE = Text(
    "打开这个文件，点右上角的“…”，选 Delete file，再点 Commit changes（保存）",
    "open the file, choose “…” at the top right, then Delete file and Commit changes",
)
# What the cure means to somebody at the forge's web page.
_ON_THE_WEB = {
    NOT_SEALED.id: Text(
        f"不是密封的文件，不能交上来：{_DELETE.zh}；密封用 unions seal",
        f"not sealed, so it must not be here: {_DELETE.en}; `unions seal` seals it",
    ),
    PRIVATE_TRACKED.id: Text(f"private.yaml 不能交上来：{_DELETE.zh}", f"private.yaml must not be here: {_DELETE.en}"),
    UNKNOWN.id: Text(
        f"删去或改名。删去：{_DELETE.zh}；改名：点铅笔，在文件名框里改",
        f"remove or rename it: {_DELETE.en}; or choose the pencil and change the name",
    ),
    SLUG_NAME.id: Text(
        "点开文件夹里的每个文件，点铅笔，在文件名框里把文件夹改成 3 到 40 位小写字母、数字和连字符，以字母开头",
        "open each file in it, choose the pencil, and put 3 to 40 lower-case letters, digits and hyphens for the folder",
    ),
    STRAY.id: _DELETE,
    NAME_AND_LEAD_KEPT.id: Text(
        "先打电话问盟科技局。只是写错的，改回原来的名称或单位；真要换的，点 Close pull request 关掉这份申请，"
        "由盟科技局登记解散，新的联合体另建文件夹，从头办理",
        "ask the bureau first. If it is a slip, put the old name or unit back; if it is meant, close this request: "
        "the bureau records the dissolution, and a new union begins in a folder of its own",
    ),
}


def findings_to_mend(findings: Sequence[Finding], setting: Setting, most: int) -> Iterator[str]:
    """A numbered list of what fails, each with its cure and its place; what only waits for others is counted."""
    tongue = setting.tongue
    waiting = [finding for finding in findings if finding.outcome is Outcome.PENDING]
    telling = [finding for finding in findings if finding.outcome is not Outcome.PENDING]
    listed, rest = tongue.some(telling or waiting, most)
    for number, finding in enumerate(listed, 1):
        yield f"{number}. {_headed(finding, setting)}"
        inner = " " * len(f"{number}. ")  # or what follows would be no part of the item
        if cure := _cure(finding, setting):
            yield f"{inner}- {tongue.ours('怎样改：', 'How: ')}{cure}"
        if place := _place(finding, setting):
            yield f"{inner}- {tongue.ours('在哪里：', 'Where: ')}{place}"
    if rest:
        yield ""
        yield tongue.ours(f"{rest}。改好上面的以后会列出来。", f"{rest}; they will be once these are mended.")
    if telling and waiting:
        yield ""
        yield tongue.ours(
            f"另有 {len(waiting)} 项，等上面的改好以后自动判。",
            f"Another {len(waiting)} are judged once these are mended.",
        )
    conditions = [f for f in telling if f.clause and f.strength is Strength.MUST and f.rule != NAME_AND_LEAD_KEPT.id]
    if conditions:
        yield ""
        yield tongue.ours(
            "没有写“可申请豁免”的条款都必须满足。材料没有写错而又达不到的，请先联系盟科技局。",
            "Clauses without “can be waived” have to be met. Where the files are right and it still falls short, ask the bureau.",
        )


def findings_told(findings: Sequence[Finding], setting: Setting, most: int) -> Iterator[str]:
    """A plain list: clause and fact."""
    tongue, links = setting.tongue, setting.links
    listed, rest = tongue.some(findings, most)
    for finding in listed:
        place = links.place(finding.file or "", finding.line) if finding.rule != MISSING_FILE.id else None
        shown = tongue.told(finding.message)
        yield f"- {_clause(finding)}{f'[{shown}]({place})' if place and shown else shown}"
    if rest:
        yield f"- {rest}"


def titles(rules: Iterable[str], tongue: Tongue) -> str:
    """The names of rules, with commas."""
    return tongue.listed(tongue.told(title_of(rule)) for rule in rules)


def _headed(finding: Finding, setting: Setting) -> str:
    tongue, links = setting.tongue, setting.links
    title, message = title_of(finding.rule), finding.message
    head = _clause(finding) + tongue.told(title)
    address = links.rule(finding.rule)
    # Where values are withheld, the message begins with the title.
    bare = Text(message.zh.removeprefix(f"{title.zh}："), message.en.removeprefix(f"{title.en}: "))
    waivable = finding.strength is Strength.IN_PRINCIPLE and finding.outcome is Outcome.NOT_MET
    return f"**{f'[{head}]({address})' if address else head}**{tongue.ours('：', ': ')}{tongue.told(bare)}" + (
        tongue.ours("（原则上，可申请豁免）", " (in principle: can be waived)") if waivable else ""
    )


def _clause(finding: Finding) -> str:
    return f"{prose(finding.clause)} " if finding.clause else ""


def _cure(finding: Finding, setting: Setting) -> str:
    tongue, links = setting.tongue, setting.links
    if finding.rule == MISSING_FILE.id and (address := links.new_file(finding.file or "")):
        words = tongue.ours("打开新建这个文件", "open a new file of this name")
        return f"[{words}]({address})" + tongue.ours("，照示例里的同名文件填", ", and fill it in as in the samples")
    if finding.rule in _ON_THE_WEB:
        return tongue.told(_ON_THE_WEB[finding.rule])
    # A list of blanks says what to do.
    return tongue.told(finding.fix) if finding.fix and finding.rule != INCOMPLETE.id else ""


def _place(finding: Finding, setting: Setting) -> str:
    tongue, links = setting.tongue, setting.links
    if not finding.file or finding.rule == MISSING_FILE.id:
        return ""
    address = links.place(finding.file, finding.line)
    if address is None:
        return code(finding.file, 120)
    name = finding.file.split("/", 2)[2]
    line = tongue.ours(f" 第 {finding.line} 行", f", line {finding.line}") if finding.line else ""
    editor = links.editor(finding.file, finding.line)
    edit = tongue.ours(f"，[打开来改]({editor})", f", [edit]({editor})") if editor else ""
    label = setting.label(finding)
    return f"[{name}{line}]({address}){tongue.ours(f'“{label}”', f' ({label})') if label else ''}{edit}"
