"""The catalogue of rules, made from the rules themselves: text, JSON, Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from union_registry import clauses, engine, requestchecks
from union_registry.clauses import Clause
from union_registry.finding import STRENGTH_WORDS
from union_registry.register import Register
from union_registry.report.escape import prose
from union_registry.report.lines import Line
from union_registry.rules import RULES
from union_registry.schema import checks as schema_checks
from union_registry.source import fault, folder
from union_registry.source.fault import FormCheck
from union_registry.source.kinds import BY_SCHEMA
from union_registry.text import Text

FORM_CHECKS: tuple[FormCheck, ...] = (
    *folder.CHECKS, *fault.READING, *schema_checks.CHECKS, *engine.CHECKS, *requestchecks.CHECKS,
)  # fmt: skip
_PAGES = {"chains/index": "产业链", "organisations/index": "单位", "years/index": "年度总结"}
_CLAUSE_STRENGTHS = {
    **{str(strength): words for strength, words in STRENGTH_WORDS.items()},
    "goal": Text("全库目标", "goal of the register"),
    "record": Text("记录", "record"),
}
_TITLES = {rule.id: rule.title for rule in RULES} | {check.id: check.title for check in FORM_CHECKS}


def is_known(rule: str) -> bool:
    """Whether there is a rule or check of form with this id."""
    return rule in _TITLES


def title_of(rule: str) -> Text:
    """The title of a rule or check of form, by its id."""
    return _TITLES[rule]


def rule_lines() -> Iterator[Line]:
    """The catalogue for a terminal."""
    for rule in RULES:
        strength = STRENGTH_WORDS[rule.strength]
        yield Line("head", f"{rule.clause}  {rule.title.zh} {rule.title.en}")
        yield Line("quiet", f"  {rule.id} · {strength.zh} {strength.en}")
        if rule.fix:
            yield Line("plain", f"  → {rule.fix.zh}")
            yield Line("quiet", f"    {rule.fix.en}")
    yield Line("head", "写法 Form")
    for check in FORM_CHECKS:
        yield Line("plain", f"  {check.id} · {check.title.zh} {check.title.en}")
        yield Line("quiet", f"    → {check.fix.zh} · {check.fix.en}")


def rules_json() -> dict[str, Any]:
    """The catalogue as plain data: rules in the regulation's order, then checks of form."""
    return {
        "rules": [
            {
                "id": rule.id, "clause": rule.clause, "strength": str(rule.strength), "title": rule.title.as_json(),
                "met": rule.met.as_json(), "not_met": rule.not_met.as_json(), "note": rule.note.as_json(),
                "fix": rule.fix.as_json(), "reads": list(rule.reads),
                "since": rule.since and rule.since.isoformat(), "until": rule.until and rule.until.isoformat(),
            }
            for rule in RULES
        ],
        "form": [
            {"id": c.id, "title": c.title.as_json(), "message": c.message.as_json(), "fix": c.fix.as_json()}
            for c in FORM_CHECKS
        ],
    }  # fmt: skip


def rules_markdown(register: Register) -> str:
    """The page of rules: one section a rule, with an anchor of its id, then the checks of form."""
    known = clauses.load(register.root / "schema")
    lines = [
        "# 条件与规则", "",
        "每一条都由程序按同一份规则判定，规则与本页出自同一处。判定结果分为：满足、提示、未满足、已豁免、人工判断、不适用、待判。",
        "花括号里是判定时填入的数字或文字。The English words follow the Chinese ones.", "",
    ]  # fmt: skip
    article = ""
    for rule in RULES:
        head = rule.clause.partition("（")[0] if rule.clause[0] in "一二三四五六" else "附件"
        if head != article:
            article = head
            lines += [f"## {'第' + head + '部分' if head != '附件' else head}", ""]
        strength = STRENGTH_WORDS[rule.strength]
        lines += [f"### {rule.clause} {rule.title.zh} {{#{rule.id}}}", ""]
        lines += [f"{rule.title.en} · **{strength.zh}** {strength.en} · `{rule.id}`", ""]
        if rule.clause in known:
            lines += [f"> {prose(known[rule.clause].summary.zh)}", ">", f"> {prose(known[rule.clause].summary.en)}", ""]
        for word, text in (
            ("满足 met", rule.met),
            ("提示 note", rule.note),
            ("未满足 not met", rule.not_met),
            ("整改 fix", rule.fix),
        ):
            if text:
                lines += [f"- {word}：{prose(text.zh)}<br>{prose(text.en)}"]
        lines += [""]
    lines += [
        "## 写法 Form {#form}",
        "",
        "先看材料写得对不对，再判条件。",
        "",
        "| 编号 | 检查 | 怎么改 |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| `{c.id}` | {prose(c.title.zh)}<br>{prose(c.title.en)} | {prose(c.fix.zh)}<br>{prose(c.fix.en)} |"
        for c in FORM_CHECKS
    ]
    return "\n".join(lines) + "\n"


def clauses_markdown(register: Register) -> str:
    """The map of the regulation: every clause, the reading chosen, and what stands for it."""
    known = clauses.load(register.root / "schema")
    lines = [
        "# 方案逐条对照", "",
        "锡科发〔2025〕26号逐条列出：要求什么（用我们自己的话），采用了哪种理解，由什么落实。原文以盟科技局文件为准。", "",
        "**规则**由程序判定，或列给评审人员；**记录**是存放它的文件；**网页**显示全库的情况。", "",
        "| 条款 | 要求 | 强度 | 落实 |", "| --- | --- | --- | --- |",
    ]  # fmt: skip
    lines += [_clause_row(clause, register) for clause in known.values()]
    return "\n".join(lines) + "\n"


def _clause_row(clause: Clause, register: Register) -> str:
    strength = _CLAUSE_STRENGTHS[clause.strength]
    asked = f"{prose(clause.summary.zh)}<br>{prose(clause.summary.en)}"
    if clause.reading:
        asked += f"<br>**采用的理解** {prose(clause.reading.zh)}<br>{prose(clause.reading.en)}"
    number = f'<span id="{clause.anchor}">{clause.number}</span>'
    return f"| {number} | {asked} | {strength.zh}<br>{strength.en} | {'<br>'.join(_stands_for(clause, register))} |"


def _stands_for(clause: Clause, register: Register) -> Iterator[str]:
    for rule in RULES:
        if rule.clause == clause.number:
            yield f"规则 [{prose(rule.title.zh)}](index.md#{rule.id})"
    for name in clause.files:
        yield f"记录 {register.schemas[name]['title']} `{BY_SCHEMA[name].path}`"
    for page in clause.pages:
        yield f"网页 [{_PAGES[page]}](../{page}.md)"
