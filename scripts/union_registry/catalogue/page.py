"""A record page before it is rendered, and the templates that render it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension

from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import WORDS, Language, to_top
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
    # Name and content of meta elements, and more HTML for the head.
    meta: Sequence[tuple[str, str]] = ()
    head: str = ""
    # Whether there is an English version; `path` is that of the Chinese one.
    is_bilingual: bool = True

    @property
    def section(self) -> str:
        """Name of the section, and so of the shell, that the page belongs to."""
        return self.path.partition("/")[0]


def _compiled(language: Language) -> FileSystemBytecodeCache | None:
    """Compiled templates beside their sources, as Python keeps its own; none where nothing may be written.

    What is compiled holds words of one language, so it is another for other words.
    """
    folder = TEMPLATES / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    if not os.access(folder, os.W_OK):
        return None
    words = sha256(WORDS.read_bytes()).hexdigest()[:12]
    return FileSystemBytecodeCache(str(folder), f"{language.key}-{words}-%s.cache")


class _Words(Extension):
    """Looks up plain messages once, when a template is loaded, and not anew on each of thousands of pages."""

    _MESSAGE = re.compile(r'\b_\(("[^"]*")\)')

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        gettext = self.environment.words_of_plain_messages  # type: ignore[attr-defined]
        return self._MESSAGE.sub(lambda found: self._quoted(gettext(found[1][1:-1])), source)

    def _quoted(self, words: str) -> str:
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Templates:
    """The record templates: everything printed is escaped, anything missing is an error."""

    def __init__(self, language: Language, labels: Labels, words: dict[str, Any]) -> None:
        """`labels` and `words` are known in every template, which speak `language`."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=_compiled(language),
        )
        environment.extend(words_of_plain_messages=language.gettext)
        environment.add_extension(_Words)
        environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
        environment.filters["words"] = language.text
        # All records of a language lie at one depth. `up` leads from a record to the top of the site,
        # `local` to the top of its language's pages.
        environment.globals.update(labels=labels, language=language, up=to_top(language), local="../", **words)
        self._environment = environment
        self._known: dict[str, Template] = {}

    def render(self, template: str, view: object, **more: object) -> str:
        """HTML of `template` for `view`; `more` overrides what every template knows."""
        found = self._known.get(template)
        if found is None:
            found = self._known[template] = self._environment.get_template(template)
        return found.render(view=view, **more)
