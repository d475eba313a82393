"""The forms' templates: files of the register, beside its policy and vocabularies, since every place has its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from union_registry.source.kinds import KINDS
from union_registry.text import Text


class TemplateFault(Exception):
    """A template cannot be used: which one, why, and what to do."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.zh)
        self.why = why


@dataclass(frozen=True, slots=True)
class Form:
    """A document that can be printed: `key` names it and its templates, `title` its files.

    `kinds` are the kinds of file that it is filled from, the contacts aside.
    """

    key: str
    title: Text
    kinds: frozenset[str]

    def file_name(self, slug: str, ending: str, year: int | None = None) -> str:
        """附件1-推荐表-SLUG.docx: the name under which it is written."""
        of_year = f"{year}-" if year else ""
        return f"{self.title.zh}-{of_year}{slug}.{ending}"


_ALWAYS = ("union", "members", "lead")
ANNEXES = (
    Form("recommendation", Text("附件1-推荐表", "annex 1"), frozenset(_ALWAYS)),
    Form("agreement", Text("附件2-组建协议", "annex 2"), frozenset((*_ALWAYS, "agreement", "filing"))),
    Form("filing", Text("附件3-备案登记表", "annex 3"), frozenset((*_ALWAYS, "filing"))),
)
PACKET = Form("packet", Text("评审材料", "review packet"), frozenset(kind.schema for kind in KINDS))
ANNUAL = Form("annual", Text("年度总结", "yearly summary"), frozenset((*_ALWAYS, "annual")))
FORMS = {form.key: form for form in (*ANNEXES, PACKET, ANNUAL)}


def template(root: Path, key: str, ending: str) -> bytes:
    """The template of a form in the register at `root`; TemplateFault if it is not there."""
    path = root / "schema" / "forms" / f"{key}.{ending}"
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateFault(
            Text(
                f"打不开模板 schema/forms/{path.name}：{error.strerror}",
                f"the template schema/forms/{path.name} cannot be opened: {error.strerror}",
            )
        ) from error
