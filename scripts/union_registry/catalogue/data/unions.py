"""The table of unions: one row a union."""

from __future__ import annotations

from typing import NamedTuple

from union_registry.catalogue.address import organisation_key
from union_registry.catalogue.data.column import Choice, Choices, Column, Type
from union_registry.catalogue.data.fields import Fields, Record, Source
from union_registry.catalogue.data.table import Table
from union_registry.catalogue.overview import UnionEntry
from union_registry.catalogue.published import PublishedUnion
from union_registry.model.union import STATUS_WORDS, Status
from union_registry.text import Text

PUBLIC_STATUSES = {status: STATUS_WORDS[status] for status in (Status.APPROVED, Status.DISSOLVED)}
_STATUSES = Choices(
    "status",
    Text("状态", "Status"),
    tuple(Choice(str(status), label) for status, label in PUBLIC_STATUSES.items()),
)


class UnionRow(NamedTuple):
    """What a row is made from."""

    published: PublishedUnion
    entry: UnionEntry

    def file(self, name: str) -> Record:
        """The public part of a file, nothing if there is none."""
        record: Record = self.published.data.get(name, {})
        return record

    @property
    def lead(self) -> Record:
        record: Record = self.file("members")["members"][0]
        return record


def unions_table(fields: Fields) -> Table[UnionRow]:
    """The declaration of the table."""
    basics = Source[UnionRow](fields, "union", lambda row: row.file("union"), everywhere=True)
    goals = Source[UnionRow](fields, "union/goals", lambda row: row.file("union").get("goals", {}))
    selection = Source[UnionRow](fields, "bureau-selection", lambda row: row.file("bureau/selection"))
    review = Source[UnionRow](fields, "bureau-review", lambda row: row.file("bureau/review"))
    approval = Source[UnionRow](fields, "bureau-approval", lambda row: row.file("bureau/approval"))
    dissolution = Source[UnionRow](fields, "bureau-dissolution", lambda row: row.file("bureau/dissolution"))
    columns = (
        Column[UnionRow](
            "slug",
            Type.TEXT,
            Text("联合体编号", "Identifier"),
            lambda row: row.published.slug,
            Text(
                "联合体的固定编号，永不改变、不再用于别的联合体；网页是 unions/〈编号〉.html",
                "Stable identifier of the union, never changed or used again; its page is unions/<slug>.html.",
            ),
            is_required=True,
            pattern="^[a-z][a-z0-9-]{1,38}[a-z0-9]$",
        ),
        *basics.columns(("name", "Name"), ("name_en", "Name in English")),
        Column[UnionRow](
            "status",
            Type.TEXT,
            Text("状态", "Status"),
            lambda row: row.published.status,
            Text("由盟科技局的记录得出", "Derived from the bureau's records."),
            choices=_STATUSES,
            is_required=True,
        ),
        *basics.columns(
            ("chain", "Industry chain"),
            ("field", "Field of industry"),
            ("sub_field", "Sub-field"),
            ("industry_class", "Industry class"),
            ("county", "Seat"),
        ),
        Column[UnionRow](
            "lead",
            Type.TEXT,
            Text("牵头单位", "Lead"),
            lambda row: row.entry.lead,
            Text("牵头单位名称", "Name of the unit that leads the union."),
            is_required=True,
        ),
        Column[UnionRow](
            "lead_unit",
            Type.TEXT,
            Text("牵头单位编号", "Identifier of the lead"),
            lambda row: organisation_key(row.lead["name"], row.lead.get("credit_code")),
            Text("与成员表的“单位编号”相同", "As column unit of table members."),
            is_required=True,
        ),
        Column[UnionRow](
            "member_count",
            Type.INTEGER,
            Text("成员家数", "Number of members"),
            lambda row: row.entry.member_count,
            Text(
                "现有成员，含牵头单位；已解散的为解散时的成员；一家单位只计一次",
                "Members now, the lead included; of a dissolved union, those at its end. A unit is counted once.",
            ),
            unit="家",
            clause="三（三）",
            is_required=True,
        ),
        *selection.columns(("selected_on", "Selected on")),
        *review.columns(("reviewed_on", "Reviewed on")),
        *approval.columns(("approved_on", "Approved on"), ("letter", "Approval letter")),
        *dissolution.columns(
            ("dissolved_on", "Dissolved on"),
            ("reason", "Reason of dissolution", "dissolution_reason"),
            ("document", "Document of dissolution", "dissolution_document"),
            ("successor", "Successor"),
        ),
        *basics.columns(("predecessor", "Predecessor")),
        *goals.columns(
            ("scientific_problems", "Scientific problems"),
            ("key_generic_technologies", "Key generic technologies"),
            ("results_to_transfer", "Results to transfer"),
        ),
        Column[UnionRow](
            "is_sample",
            Type.BOOLEAN,
            Text("示例", "Is a sample"),
            lambda row: row.published.sample,
            Text("虚构的示例数据为真", "True for invented data."),
            is_required=True,
        ),
    )
    return Table(
        name="unions",
        title=Text("联合体", "Consortia"),
        description=Text(
            "已核准的创新联合体，每个一行，含已解散的",
            "Approved innovation consortia, which the data call unions, one row each, dissolved ones included.",
        ),
        columns=columns,
        key=("slug",),
    )
