"""Small Word and Excel files, made for a test."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from openpyxl import Workbook

from union_registry.intake.archive import entries, pack

Rows = Iterable[Sequence[str]]
RECOMMENDATION, AGREEMENT, FILING = "牵头企业推荐表", "创新联合体组建协议", "备案登记表"


def word(*blocks: str | list[Sequence[str]]) -> bytes:
    """A .docx of these paragraphs and tables."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=max(map(len, block)))
        for row, texts in enumerate(block):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of a document or workbook."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(*rows: Sequence[Any]) -> Any:
    """A workbook with these rows in its first sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return book


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """A package with parts added, replaced, or (None) taken out; `__` in a name stands for a slash."""
    held = entries(data)
    for name, content in parts.items():
        path = name.replace("__", "/")
        if content is None:
            del held[path]
        else:
            held[path] = content
    return pack(held)
