"""Forms printed by the command, shown by LibreOffice, read back."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from click.testing import CliRunner
from docx import Document

from tests.forms.unions import hostile, large, sound
from tests.office import convert
from tests.support import new_root, write_union
from union_registry.cli import cli
from union_registry.forms.templates import FORMS

UNIONS = {"sample-sound": sound, "sample-large": large, "sample-hostile": hostile, "sample-empty": dict}
LOST_TABLE = "少一个表.docx"
_TABLE_OF = "附件1-推荐表-sample-sound.docx"


def written(folder: Path) -> Path:
    """A register below `folder` with the unions to print."""
    root = new_root(folder)
    for slug, files in UNIONS.items():
        (root / "unions" / slug).mkdir()
        write_union(root, files(), slug)
    return root


def print_all(root: Path, folder: Path) -> None:
    """Every form of every union, as Word and PDF, in `folder`."""
    kinds = [word for key in FORMS for word in ("--form", key)]
    for slug in UNIONS:
        arguments = ["--root", str(root), "forms", slug, "--pdf", *kinds, "--out", str(folder), "--as-of", "2026-03-01"]
        done = CliRunner().invoke(cli, arguments, env={"LC_ALL": "C.UTF-8"}, catch_exceptions=False)
        assert done.exit_code == 0, done.output


def show_all(printed: Path, folder: Path) -> None:
    """The Word files in `printed` as PDF in `folder`, all in one go, and one that has lost a table."""
    (folder / LOST_TABLE).write_bytes(_without_platforms(printed / _TABLE_OF))
    convert([*sorted(printed.glob("*.docx")), folder / LOST_TABLE], "pdf", folder)


def said(path: Path | bytes) -> str:
    """The text that can be selected in a PDF, without blanks."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def _without_platforms(path: Path) -> bytes:
    document = Document(str(path))
    (table,) = (table for table in document.tables if table.cell(0, 1).text == "平台名称")
    table._element.getparent().remove(table._element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
