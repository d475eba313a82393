"""What the forms are filled from: the values of a union's files, and the register's words for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from union_registry.forms.given import Node, records, text
from union_registry.forms.wording import Wording, as_date
from union_registry.rules.a3_lead import form_years
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.policy import Policy
    from union_registry.register import Register

_NOTHING: Node = {}
# The form has a column for each of three years (附件1).
YEARS = 3


@dataclass(frozen=True)
class Material:
    """`values` is the data of each file by its path within the folder; `as_of` the day on which is printed."""

    held: Register
    values: Mapping[str, Any]
    as_of: date

    def file(self, path: str) -> Node:
        """The data of a file; empty if it is not there."""
        found = self.values.get(path)
        return found if isinstance(found, Mapping) else _NOTHING

    @cached_property
    def words(self) -> Wording:
        return Wording(self.held)

    @cached_property
    def members(self) -> list[Node]:
        """The members, the lead first; those that have left by the day are not printed."""
        listed = records(self.file("members.yaml"), "members")
        return [member for member in listed if not self._has_left(member)]

    @cached_property
    def lead(self) -> Node:
        """The lead, as it stands among the members (牵头单位)."""
        return self.members[0] if self.members else _NOTHING

    @cached_property
    def filed_on(self) -> date:
        """The day whose year is the form's (A4): of filing, else of annex 1, else the day of printing."""
        days = text(self.file("filing.yaml"), "filed_on"), text(self.file("lead.yaml"), "filled_on")
        return next((day for typed in days if (day := as_date(typed))), self.as_of)

    @cached_property
    def years(self) -> list[str]:
        """The three years before filing, oldest first (A4)."""
        return [str(year) for year in form_years(self.filed_on, YEARS)]

    @cached_property
    def policy(self) -> Policy:
        """The policy in force when the union filed (A11)."""
        return self.held.policy.on(self.filed_on)

    def contact(self, whose: str) -> dict[str, str]:
        """Name and phone from private.yaml, blank without it."""
        found = self.file("private.yaml").get(whose)
        return {"name": text(found, "name"), "phone": text(found, "phone")}

    def _has_left(self, member: Node) -> bool:
        left = as_date(text(member, "left_on"))
        return left is not None and left <= self.as_of


def lead_part(material: Material) -> dict[str, Any]:
    """The lead as all three forms name it."""
    lead, form = material.lead, material.file("lead.yaml")
    return {
        "name": text(lead, "name"),
        "credit_code": text(lead, "credit_code"),
        "county": material.words.term("counties", text(lead, "county")),
        "address": text(form, "address"),
        "legal_representative": text(form, "legal_representative"),
        "contact": material.contact("lead_contact"),
    }


def unprinted_accounts(material: Material) -> Text | None:
    """What is said of accounts of years that the form has no column for; None if there are none."""
    years = [text(account, "year") for account in records(material.file("lead.yaml"), "accounts")]
    over = [year for year in years if year and year not in material.years]
    if not over:
        return None
    first, last = material.years[0], material.years[-1]
    return Text(
        f"推荐表只印 {first}–{last} 年；lead.yaml 里 {'、'.join(over)} 年的收支没有印",
        f"annex 1 has columns for {first}–{last}; the accounts of {', '.join(over)} in lead.yaml are not printed",
    )
