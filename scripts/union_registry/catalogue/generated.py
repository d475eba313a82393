"""Prose that is made from the rules, written into docs/rules/ before MkDocs runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from union_registry.register import Register
from union_registry.report.rulebook import clauses_markdown, rules_markdown

FOLDER = Path("docs") / "rules"


def documents(register: Register) -> Mapping[str, str]:
    """Markdown of each generated page, by its name in docs/rules/."""
    return {"index.md": rules_markdown(register), "clauses.md": clauses_markdown(register)}


def write_documents(register: Register) -> None:
    """Bring docs/rules/ up to date; a file whose text is the same is not touched."""
    folder = register.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = documents(register)
    for name, text in wanted.items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
