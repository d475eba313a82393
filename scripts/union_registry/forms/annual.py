"""The yearly summary on paper: this year's work, its figures, next year's plan, problems (六（一）)."""

from __future__ import annotations

from typing import Any

from union_registry.forms.given import paragraphs, records, text
from union_registry.forms.material import Material, lead_part
from union_registry.forms.rows import numbered
from union_registry.forms.wording import day
from union_registry.yearly import INDICATORS


def annual(material: Material, year: int) -> dict[str, Any]:
    """What the summary of `year` says, as text, each figure beside that of the year before."""
    form, before = material.file(f"annual/{year}.yaml"), material.file(f"annual/{year - 1}.yaml")
    union = material.file("union.yaml")
    return {
        "year": str(year),
        "last_year": str(year - 1),
        "next_year": str(year + 1),
        "union_name": text(union, "name"),
        "chain": material.words.term("chains", text(union, "chain")),
        "recommender": material.words.term("recommenders", text(material.file("lead.yaml"), "recommender")),
        "lead": lead_part(material),
        "submitted_on": day(text(form, "submitted_on")),
        "summary": paragraphs(form, "summary"),
        "indicators": numbered(
            {
                "title": indicator.label.zh,
                "unit": indicator.unit,
                "value": text(form, "indicators", indicator.key),
                "before": text(before, "indicators", indicator.key),
            }
            for indicator in INDICATORS
        ),
        "next_year_plan": paragraphs(form, "next_year_plan"),
        "problems": numbered(
            (
                {"text": paragraphs(problem, "text"), "public": "否" if _is_sensitive(problem) else "是"}
                for problem in records(form, "problems")
            ),
            text=[""], public="",
        ),
    }  # fmt: skip


def _is_sensitive(problem: Any) -> bool:
    return problem.get("sensitive") is True


def years(material: Material) -> list[int]:
    """The years of which there is a summary in the folder, oldest first."""
    names = (
        path.removeprefix("annual/").removesuffix(".yaml") for path in material.values if path.startswith("annual/")
    )
    return sorted(int(name) for name in names if name.isdecimal())
