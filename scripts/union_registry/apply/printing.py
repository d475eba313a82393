"""The three official forms as HTML for the browser's print view; what they say comes from `forms.contents`."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from union_registry.apply.draft import Draft
from union_registry.forms.contents import contents
from union_registry.register import Register
from union_registry.source.kinds import PRIVATE


def printed(held: Register, draft: Draft, as_of: date) -> str:
    """A section for each of annexes 1 to 3, one after the other, every typed text escaped; without style or script."""
    values = {**draft.files, PRIVATE: draft.private}
    filled = contents(held, values, as_of)
    return "\n".join(_environment().get_template(f"{name}.html").render(said) for name, said in filled.items())


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
