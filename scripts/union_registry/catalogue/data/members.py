"""The table of members: one row for each time that a unit stands in a union."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from union_registry.catalogue.data.column import Column, Type
from union_registry.catalogue.data.fields import Fields, Record, Source
from union_registry.catalogue.data.owner import TO_UNION, union_columns
from union_registry.catalogue.data.table import Table
from union_registry.catalogue.overview import Membership, UnionEntry
from union_registry.text import Text


class Member(NamedTuple):
    """What a row is made from; `number` counts from 1 in the order of the union's list."""

    union: UnionEntry
    number: int
    membership: Membership
    record: Record


def members_table(fields: Fields) -> Table[Member]:
    """The declaration of the table; each stage of the chain is a column of its own."""
    within = "members/members/*"
    member = Source[Member](fields, within, lambda row: row.record, everywhere=True)
    stages = fields.choices(f"{within}/stages/*")
    columns: tuple[Column[Member], ...] = (
        *union_columns(),
        Column[Member](
            "number",
            Type.INTEGER,
            Text("序号", "Number"),
            lambda row: row.number,
            Text("在联合体成员名单中的次序，牵头单位为 1", "Place in the union's list; the lead is 1."),
            is_required=True,
        ),
        Column[Member](
            "unit",
            Type.TEXT,
            Text("单位编号", "Identifier of the unit"),
            lambda row: row.membership.key,
            Text(
                "同一单位在各联合体中相同：统一社会信用代码；代码不公开的为 u- 加名称摘要；网页是 organisations/〈编号〉.html",
                "The same for a unit in every union: its credit code, or u- and a digest of its name where the code is"
                " not public; its page is organisations/<unit>.html.",
            ),
            is_required=True,
            pattern="^(u-[0-9a-f]{12}|[0-9A-HJ-NPQRTUWXY]{18})$",
        ),
        *member.columns(
            ("name", "Name"),
            ("name_en", "Name in English"),
            ("former_names", "Former names"),
            ("credit_code", "Unified social credit code"),
            ("kind", "Kind of unit"),
            ("county", "Place of registration"),
            ("tier", "Tier of cooperation"),
        ),
        *(
            Column[Member](
                f"is_{choice.value}",
                Type.BOOLEAN,
                Text(choice.label.zh, choice.label.en.capitalize()),
                _stage(choice.value),
                Text(f"是否处于产业链{choice.label.zh}", f"Whether the unit works {choice.label.en} in the chain."),
                clause=fields.node(f"{within}/stages").get("x-clause", ""),
                is_required=True,
                field=f"{within}/stages",
            )
            for choice in (stages.listed if stages else ())
        ),
        *member.columns(("joined_on", "Joined on"), ("left_on", "Left on")),
        Column[Member](
            "is_member",
            Type.BOOLEAN,
            Text("现为成员", "Is a member"),
            lambda row: not row.membership.is_former,
            Text(
                "截至数据日期没有退出；已解散的联合体为解散时没有退出",
                "Has not left by the day of the data; of a dissolved union, by its end.",
            ),
            is_required=True,
        ),
    )
    return Table(
        name="members",
        title=Text("成员单位", "Members"),
        description=Text(
            "成员单位，每个联合体中的每家一行，含已退出的；一家单位参加几个联合体就有几行",
            "Members, one row for each unit in each union, those that left included.",
        ),
        columns=columns,
        key=("union_slug", "number"),
        references=(TO_UNION,),
    )


def _stage(stage: str) -> Callable[[Member], bool]:
    return lambda row: stage in row.membership.stages
