"""The table of conditions: one row for each outcome of each condition of each union."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from union_registry.catalogue.data.column import Choice, Choices, Column, Type
from union_registry.catalogue.data.fields import RULE_CHOICES
from union_registry.catalogue.data.measured import Measured
from union_registry.catalogue.data.owner import TO_UNION, union_columns
from union_registry.catalogue.data.table import Table
from union_registry.catalogue.overview import UnionEntry
from union_registry.catalogue.published import Condition
from union_registry.finding import OUTCOME_WORDS, STRENGTH_WORDS
from union_registry.text import Text

_OUTCOMES = Choices(
    "outcome", Text("结果", "Outcome"), tuple(Choice(str(value), label) for value, label in OUTCOME_WORDS.items())
)
_STRENGTHS = Choices(
    "strength", Text("强度", "Strength"), tuple(Choice(str(value), label) for value, label in STRENGTH_WORDS.items())
)


class Judged(NamedTuple):
    """What a row is made from; `number` counts from 1 in the order of the regulation."""

    union: UnionEntry
    number: int
    condition: Condition
    measured: Measured


def conditions_table() -> Table[Judged]:
    """The declaration of the table."""
    return Table(
        name="conditions",
        title=Text("条件核对", "Conditions"),
        description=Text(
            "条件核对结果，每个联合体的每个条件一行；一个条件有几项结果的有几行。"
            "数值、要求和余量只在所依据的内容全部公开、且是单个数时给出",
            "Outcome of every condition for every union, one row each, more where a condition has several outcomes."
            " Value, threshold and margin are given where all they rest on is public and there is one number.",
        ),
        columns=(
            *union_columns(),
            Column[Judged](
                "number",
                Type.INTEGER,
                Text("序号", "Number"),
                lambda row: row.number,
                Text("按实施方案的次序", "In the order of the regulation."),
                is_required=True,
            ),
            Column[Judged](
                "rule",
                Type.TEXT,
                Text("条件", "Condition"),
                lambda row: row.condition.rule,
                Text("条件的固定编号；说明见规则页", "Stable id of the condition; the page of rules explains each."),
                choices=RULE_CHOICES,
                is_required=True,
            ),
            Column[Judged](
                "clause",
                Type.TEXT,
                Text("条款", "Clause"),
                lambda row: row.condition.clause or None,
                Text("实施方案的条款", "Clause of the regulation."),
            ),
            Column[Judged](
                "strength",
                Type.TEXT,
                Text("强度", "Strength"),
                lambda row: row.condition.strength,
                Text("条款的约束力", "How strongly the clause binds."),
                choices=_STRENGTHS,
                is_required=True,
            ),
            Column[Judged](
                "outcome",
                Type.TEXT,
                Text("结果", "Outcome"),
                lambda row: row.condition.outcome,
                Text("核对的结果", "What came of judging the condition."),
                choices=_OUTCOMES,
                is_required=True,
            ),
            Column[Judged](
                "value",
                Type.NUMBER,
                Text("数值", "Value"),
                lambda row: row.measured.value,
                Text("核对所得的数", "What was counted."),
            ),
            Column[Judged](
                "value_unit",
                Type.TEXT,
                Text("数值单位", "Unit of the value"),
                lambda row: row.measured.value_unit or None,
                Text("“数值”的单位", "Unit of column value."),
            ),
            Column[Judged](
                "threshold",
                Type.NUMBER,
                Text("要求", "Threshold"),
                lambda row: row.measured.threshold,
                Text("所要求的数", "What is wanted."),
            ),
            Column[Judged](
                "threshold_unit",
                Type.TEXT,
                Text("要求单位", "Unit of the threshold"),
                lambda row: row.measured.threshold_unit or None,
                Text("“要求”的单位", "Unit of column threshold."),
            ),
            Column[Judged](
                "margin",
                Type.NUMBER,
                Text("余量", "Margin"),
                lambda row: row.measured.margin,
                Text("超出要求多少；负数为所差", "By how much the threshold is kept; below nought, what is lacking."),
            ),
            Column[Judged](
                "margin_unit",
                Type.TEXT,
                Text("余量单位", "Unit of the margin"),
                lambda row: row.measured.margin_unit or None,
                Text("“余量”的单位", "Unit of column margin."),
            ),
            Column[Judged](
                "waived_until",
                Type.DATE,
                Text("豁免至", "Waived until"),
                _fact("waived_until"),
                Text("结果为“已豁免”时，豁免的最后一天", "Last day of the waiver, where the outcome is waived."),
            ),
            Column[Judged](
                "waiver_document",
                Type.TEXT,
                Text("豁免文号", "Document of the waiver"),
                _fact("waiver_document"),
                Text("准予豁免的文件", "Document that grants the waiver."),
            ),
            Column[Judged](
                "message_zh",
                Type.TEXT,
                Text("说明", "Message in Chinese"),
                lambda row: row.condition.message.zh if row.condition.message else None,
                Text("核对的说明；依据不公开时空缺", "The outcome in words; not given where it rests on private data."),
            ),
            Column[Judged](
                "message_en",
                Type.TEXT,
                Text("英文说明", "Message in English"),
                lambda row: row.condition.message.en if row.condition.message else None,
                Text("同上，英文", "The same in English."),
            ),
        ),
        key=("union_slug", "number"),
        references=(TO_UNION,),
    )


def _fact(name: str) -> Callable[[Judged], str | None]:
    def fact(row: Judged) -> str | None:
        return row.condition.facts[name][0] if name in row.condition.facts else None

    return fact
