"""Whatever stands in a form comes out of it: as a value, or as a doubt with its place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from tests.intake.documents import saved
from union_registry.intake.reading import Reading, read
from union_registry.register import Register

CASES = Path(__file__).parent / "cases"
STRANGE = "示例异文甲"


@pytest.mark.parametrize("case", ["01-official-template", "02-busy-office", "06-filing-as-published"])
def test_a_text_put_anywhere_is_told(case: str, held: Register) -> None:
    form = (CASES / case / "form.docx").read_bytes()
    for place, _ in enumerate(_paragraphs(form)):
        document = Document(io.BytesIO(form))
        paragraph = list(_within(document))[place]
        paragraph.add_run(STRANGE)
        assert STRANGE in _all(read("form.docx", saved(document), held)), f"lost: {paragraph.text}"


@pytest.mark.parametrize("case", ["04-agreement-template", "08-three-in-one"])
def test_a_line_put_anywhere_is_told(case: str, held: Register) -> None:
    form = (CASES / case / "form.docx").read_bytes()
    for place, _ in enumerate(_paragraphs(form)):
        document = Document(io.BytesIO(form))
        list(_within(document))[place].insert_paragraph_before(STRANGE)
        assert STRANGE in _all(read("form.docx", saved(document), held)), f"lost in line {place}"


def _all(reading: Reading) -> str:
    return f"{reading.values}{[(doubt.said, doubt.why.zh) for doubt in reading.doubts]}"


def _paragraphs(form: bytes) -> list[str]:
    return [paragraph.text for paragraph in _within(Document(io.BytesIO(form)))]


def _within(document: object) -> Iterator[Paragraph]:
    for node in document.element.body.iter():  # type: ignore[attr-defined]
        if node.tag.endswith("}p"):
            yield Paragraph(node, document)  # type: ignore[arg-type]
