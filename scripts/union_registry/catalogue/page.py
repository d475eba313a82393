"""A record page before it is rendered, and the templates that render it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.shell import Heading

TEMPLATES = Path(__file__).parent / "templates"


class Page(NamedTuple):
    """One record or list: where it lies, what it is called, and what its template is given."""

    path: str
    template: str
    title: str
    description: str
    view: object
    contents: Sequence[Heading] = ()

    @property
    def section(self) -> str:
        """Name of the section, and so of the shell, that the page belongs to."""
        return self.path.partition("/")[0]


class Templates:
    """The record templates: everything printed is escaped, anything missing is an error."""

    def __init__(self, labels: Labels, words: dict[str, Any]) -> None:
        """`labels` and `words` are known in every template."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        # `up` leads from a record to the top of the site; all records lie at one depth.
        environment.globals.update(labels=labels, up="../", **words)
        self._environment = environment
        self._known: dict[str, Template] = {}

    def render(self, template: str, view: object, **more: object) -> str:
        """HTML of `template` for `view`; `more` overrides what every template knows."""
        found = self._known.get(template)
        if found is None:
            found = self._known[template] = self._environment.get_template(template)
        return found.render(view=view, **more)
