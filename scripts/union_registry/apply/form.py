"""The form as one document: the shape of each file, the steps of the procedure, what each rule is called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from union_registry.apply import lengths, neighbours
from union_registry.apply.formschema import FormSchemas
from union_registry.finding import OUTCOME_WORDS
from union_registry.model.union import STATUS_WORDS
from union_registry.policy import Policy
from union_registry.register import Register
from union_registry.report.rulebook import FORM_CHECKS
from union_registry.rules import RULES
from union_registry.source.folder import SLUG_NAME
from union_registry.source.kinds import BY_SCHEMA, SLUG
from union_registry.text import Text

FORMAT = "union-registry/form/1"


class Step(NamedTuple):
    """A step of the procedure that the applicant takes: its clause, and the files filled in for it."""

    key: str
    clause: str
    title: Text
    what: Text
    files: tuple[str, ...]


STEPS = (
    Step(
        "recommend", "四（一）", Text("推荐和遴选", "Recommendation and selection"),
        Text("填基本情况、附件1 和牵头单位，由推荐单位盖章", "basic facts, annex 1 and the lead; stamped by the recommender"),
        ("union", "lead", "members"),
    ),
    Step(
        "plan", "四（二）", Text("建设方案", "Development plan"),
        Text("写清目标、任务、组织和进度，供专家论证", "goals, tasks, organisation and schedule, for the review"),
        ("plan",),
    ),
    Step(
        "found", "四（四）", Text("章程和协议", "Charter and agreement"),
        Text("全体成员订立，各家签约", "set up and signed by all members"),
        ("charter", "agreement", "members"),
    ),
    Step(
        "file", "四（五）", Text("备案", "Filing"),
        Text("填附件3，报盟科技局批复", "annex 3, for the bureau's approval"),
        ("filing",),
    ),
    Step(
        "annual", "六（一）", Text("年度总结", "Annual summary"),
        Text("核准之后每年年底报送", "each year's end once approved"),
        ("annual",),
    ),
    Step(
        "private", "附件1", Text("联系人和年龄", "Contacts and ages"),
        Text("只用来打印表格，不随文件夹提交", "for the printed forms only, never handed in with the folder"),
        ("private",),
    ),
)  # fmt: skip


def document(held: Register, made_on: date) -> dict[str, Any]:
    """The document, as JSON data; BrokenRegister if the register's own files cannot be used."""
    shapes = FormSchemas(held.schemas, held.vocabularies)
    policy = held.policy.on(made_on)
    kinds = dict.fromkeys(name for step in STEPS for name in step.files)
    return {
        "format": FORMAT,
        "made_on": made_on.isoformat(),
        "slug": {"pattern": f"^{SLUG.pattern}".replace(r"\Z", "$"), "help": SLUG_NAME.fix.as_json()},
        "files": [_file(held, shapes, policy, name) for name in kinds],
        "steps": [
            {"key": s.key, "clause": s.clause, "title": s.title.as_json(), "what": s.what.as_json(), "files": s.files}
            for s in STEPS
        ],
        "rules": dict(_rules()),
        "outcomes": {str(outcome): words.as_json() for outcome, words in OUTCOME_WORDS.items()},
        "statuses": {str(status): words.as_json() for status, words in STATUS_WORDS.items()},
        "bot": {"rules": neighbours.FOR_THE_BOT, "why": neighbours.WHY.as_json()},
    }


def _file(held: Register, shapes: FormSchemas, policy: Policy, name: str) -> dict[str, Any]:
    kind, schema = BY_SCHEMA[name], held.schemas[name]
    shape = shapes[name]
    lengths.marked(name, shape, policy)
    return {
        "key": name, "path": kind.path, "title": schema["title"], "clause": schema["x-clause"],
        "private": name == "private", "yearly": kind.yearly, "schema": shape,
    }  # fmt: skip


def _rules() -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in RULES:
        told = {"clause": rule.clause, "title": rule.title.as_json(), "strength": str(rule.strength)}
        yield rule.id, told | {"link": f"rules/index.html#{rule.id}"}
    for check in FORM_CHECKS:
        yield (
            check.id,
            {"clause": "", "title": check.title.as_json(), "strength": "must", "link": "rules/index.html#form"},
        )
