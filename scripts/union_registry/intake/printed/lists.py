"""Lists in Excel: members above all; team, platforms, projects and accounts too, with the labels of the forms."""

from __future__ import annotations

from union_registry.intake.printed.filing import MEMBERS, PLATFORMS_OF_ALL
from union_registry.intake.printed.form import Form, Part
from union_registry.intake.printed.recommendation import ACCOUNTS, PROJECTS, TEAM

FORM = Form(
    names=(),
    parts=(Part(tables=(MEMBERS, PLATFORMS_OF_ALL, TEAM, PROJECTS, ACCOUNTS)),),
    wording=(
        r".{0,40}(?:成员单位|联合体).{0,20}(?:名单|清单|一览表|统计表|信息表|情况表|汇总表|明细表|表)",
        r"填表说明.{0,20}",
    ),
)
