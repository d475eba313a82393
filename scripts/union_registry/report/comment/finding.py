"""A finding in a comment: clause and fact, how to mend it, and where, with the place one click away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from union_registry.finding import Finding, Outcome, Strength
from union_registry.report.comment.setting import Setting
from union_registry.report.comment.tongue import Tongue
from union_registry.report.escape import code, prose
from union_registry.report.rulebook import title_of
from union_registry.schema.checks import INCOMPLETE, MISSING_FILE


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
        clauses = tongue.listed(dict.fromkeys(prose(finding.clause) for finding in waiting))
        yield ""
        yield tongue.ours(
            f"另有 {len(waiting)} 项要等上面的内容填好才能判：{clauses}",
            f"Another {len(waiting)} wait for these: {clauses}",
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
    head = _clause(finding) + tongue.told(title_of(finding.rule))
    address = links.rule(finding.rule)
    waivable = finding.strength is Strength.IN_PRINCIPLE and finding.outcome is Outcome.NOT_MET
    return (
        f"**{f'[{head}]({address})' if address else head}**{tongue.ours('：', ': ')}{tongue.told(finding.message)}"
        + (tongue.ours("（原则上，可申请豁免）", " (in principle: can be waived)") if waivable else "")
    )


def _clause(finding: Finding) -> str:
    return f"{prose(finding.clause)} " if finding.clause else ""


def _cure(finding: Finding, setting: Setting) -> str:
    tongue, links = setting.tongue, setting.links
    if finding.rule == MISSING_FILE.id and (address := links.new_file(finding.file or "")):
        words = tongue.ours("打开新建这个文件", "open a new file of this name")
        return f"[{words}]({address})" + tongue.ours("，照示例里的同名文件填", ", and fill it in as in the samples")
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
