"""Annex 1, 牵头企业推荐表: the lead and those who recommend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from union_registry.forms.given import Node, paragraphs, records, text
from union_registry.forms.material import Material, lead_part
from union_registry.forms.platforms import platform_rows
from union_registry.forms.rows import numbered
from union_registry.forms.wording import day
from union_registry.source.kinds import PRIVATE


def recommendation(material: Material) -> dict[str, Any]:
    """What annex 1 says, as text."""
    form, union = material.file("lead.yaml"), material.file("union.yaml")
    return {
        "year_made": str(material.filed_on.year),
        "field": material.words.chain_field(union),
        "sub_field": text(union, "sub_field"),
        "main_direction": text(form, "main_direction"),
        "recommender": material.words.term("recommenders", text(form, "recommender")),
        "recommender_contact": material.contact("recommender_contact"),
        "filled_on": day(text(form, "filled_on")),
        "lead": lead_part(material),
        "accounts": _accounts(material, form),
        "ip_rights": text(form, "ip_rights"),
        "invention_patents": text(form, "invention_patents"),
        "team": numbered(_team(material, form), name="", age="", post="", speciality=""),
        "platforms": platform_rows(material, [material.lead]),
        "projects_since": material.years[0],
        "projects": numbered(
            (_project(material, project) for project in records(form, "projects")),
            name="", field="", level_and_funder="", period="",
        ),
        "narrative": {
            part: paragraphs(form, "narrative", part) for part in ("overview", "innovation", "achievements", "chain")
        },
    }  # fmt: skip


def _accounts(material: Material, form: Node) -> list[dict[str, str]]:
    given = {text(account, "year"): account for account in reversed(records(form, "accounts"))}
    return [
        {"year": year, "revenue": text(given.get(year), "revenue"), "rd": text(given.get(year), "rd")}
        for year in material.years
    ]


def _team(material: Material, form: Node) -> Iterator[dict[str, str]]:
    """Two people of one name take their ages in the order of private.yaml."""
    ages: defaultdict[str, list[str]] = defaultdict(list)
    for entry in reversed(records(material.file(PRIVATE), "team_ages")):
        ages[text(entry, "name")].append(text(entry, "age"))
    for person in records(form, "team"):
        known = ages[text(person, "name")]
        yield {
            "name": text(person, "name"),
            "age": known.pop() if known else "",
            "post": text(person, "post"),
            "speciality": text(person, "speciality"),
        }


def _project(material: Material, project: Node) -> dict[str, str]:
    level = material.words.term("levels", text(project, "level"))
    period = day(text(project, "starts_on")), day(text(project, "ends_on"))
    return {
        "name": text(project, "name"),
        "field": text(project, "field"),
        "level_and_funder": _joined(level, " / ", text(project, "funder")),
        "period": _joined(period[0], "至", period[1]),
    }


def _joined(first: str, sign: str, second: str) -> str:
    return f"{first}{sign}{second}" if first or second else ""
