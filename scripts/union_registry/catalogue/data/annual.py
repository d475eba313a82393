"""The table of annual indicators: one row for each summary that a union owes, every indicator a column.

Wide, since a union in a year is what is observed: each indicator keeps its own type, unit and
description, and a summary that is missing is a row too, which a long table would lose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from union_registry.catalogue.data.column import Choice, Choices, Column, Type
from union_registry.catalogue.data.fields import Fields, Record, Source
from union_registry.catalogue.data.owner import TO_UNION, union_columns
from union_registry.catalogue.data.table import Table
from union_registry.catalogue.overview import UnionEntry
from union_registry.catalogue.pages.year import STANDINGS
from union_registry.catalogue.published import SummaryYear
from union_registry.text import Text
from union_registry.yearly import INDICATORS

_STANDINGS = Choices(
    "standing", Text("报送情况", "Standing"), tuple(Choice(value, label) for value, label in STANDINGS.items())
)


class Year(NamedTuple):
    """What a row is made from; `record` is the public part of the summary, `receipt` that of the bureau's file."""

    union: UnionEntry
    duty: SummaryYear
    record: Record
    receipt: Record


def annual_table(fields: Fields) -> Table[Year]:
    """The declaration of the table; its indicators are those that the schema makes public."""
    summary = Source[Year](fields, "annual", lambda row: row.record)
    indicators = Source[Year](fields, "annual/indicators", lambda row: row.record.get("indicators", {}))
    receipt = Source[Year](fields, "bureau-annual", lambda row: row.receipt)
    columns: tuple[Column[Year], ...] = (
        *union_columns(),
        Column[Year](
            "year",
            Type.INTEGER,
            Text("年度", "Year"),
            lambda row: row.duty.year,
            Text("总结所写的年度", "Year that the summary is about."),
            clause="六（一）",
            is_required=True,
        ),
        Column[Year](
            "standing",
            Type.TEXT,
            Text("报送情况", "Standing"),
            lambda row: row.duty.standing,
            Text("截至数据日期的报送情况", "How the union stands with the summary on the day of the data."),
            clause="六（一）",
            choices=_STANDINGS,
            is_required=True,
        ),
        Column[Year](
            "due_on",
            Type.DATE,
            Text("应报日期", "Due on"),
            lambda row: row.duty.due_on.isoformat(),
            Text("最晚报送的一天", "Last day on which the summary is on time."),
            clause="六（一）",
            is_required=True,
        ),
        *summary.columns(("submitted_on", "Submitted on")),
        *receipt.columns(
            ("recommender_received_on", "Received by the recommender on"),
            ("bureau_received_on", "Received by the bureau on"),
        ),
        Column[Year](
            "received_on",
            Type.DATE,
            Text("收到日期", "Received on"),
            lambda row: row.duty.received_on.isoformat() if row.duty.received_on else None,
            Text(
                "推荐单位和盟科技局都收到的日期，报送情况以此为准",
                "Day by which recommender and bureau both had it; the standing goes by this day.",
            ),
            clause="六（一）",
        ),
        *indicators.columns(*((one.key, one.label.en[0].upper() + one.label.en[1:]) for one in INDICATORS)),
        Column[Year](
            "public_problems",
            Type.INTEGER,
            Text("公开的问题", "Problems made public"),
            lambda row: len(row.record["problems"]) if "problems" in row.record else None,
            Text(
                "总结中公开的问题和需协调事项的数目；不公开的不计，没有总结的空缺",
                "Problems and matters to be settled that the summary makes public; without a summary, not given.",
            ),
            unit="项",
            clause="六（一）",
        ),
        Column[Year](
            "answered_problems",
            Type.INTEGER,
            Text("已答复的问题", "Problems answered"),
            lambda row: _answered(row.record["problems"]) if "problems" in row.record else None,
            Text("公开的问题中已经答复的数目", "How many of the problems made public have been answered."),
            unit="项",
            clause="六（一）",
        ),
    )
    return Table(
        name="annual-indicators",
        title=Text("年度指标", "Annual indicators"),
        description=Text(
            "年度总结，每个联合体每个应报年度一行，每项指标一列；没有总结的年度，指标空缺",
            "Annual summaries, one row for each union and year owed, one column for each indicator; where there is no"
            " summary the indicators are not given.",
        ),
        columns=columns,
        key=("union_slug", "year"),
        references=(TO_UNION,),
    )


def _answered(problems: Sequence[Record]) -> int:
    return sum("answered_on" in problem for problem in problems)
