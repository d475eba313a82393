"""Any bytes give a reading or a refusal, never a traceback; so does any damage to a sound file."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.documents import saved, sheet
from tests.sites import own_root
from union_registry.intake.archive import entries, pack
from union_registry.intake.reading import Reading, read
from union_registry.refused import Refused
from union_registry.register import Register

CASES = Path(__file__).parent / "cases"
NAMES = st.sampled_from(("a.docx", "a.xlsx", "a.zip", "a.doc", "", "表.DOCX"))
NASTY = st.sampled_from(
    (
        b"\x00", b"<", b"</w:p>", b"&x;", b'<!DOCTYPE a [<!ENTITY x "y">]>', b"\xff\xfe", b"<w:p><w:r><w:t>1</w:t></w:r></w:p>",
        b'<w:gridSpan w:val="-9"/>', b'<w:gridSpan w:val="99999999"/>', b"<w:vMerge/>", b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        b'r="XFD1048576"', b'<mergeCell ref="A1:XFD1048576"/>', b"1E999", b"<c/>", b"<row/>", "年月日①☑〇".encode(),
    )
)  # fmt: skip


@cache
def held() -> Register:
    return Register(own_root())


@cache
def sound(name: str) -> dict[str, bytes]:
    if name == "xlsx":
        return entries(saved(sheet(["单位名称", "统一社会信用代码", "加入日期"], ["甲", 911525020000000000, 45000])))
    return entries((CASES / name / "form.docx").read_bytes())


def survives(name: str, data: bytes) -> None:
    try:
        found: Reading | Refused = read(name, data, held())
    except Refused as refused:
        found = refused
    assert isinstance(found, Reading) or (found.why.zh and found.cure.zh)


@given(NAMES, st.binary(max_size=400))
def test_any_bytes(name: str, data: bytes) -> None:
    survives(name, data)


@given(
    NAMES,
    st.dictionaries(
        st.sampled_from(("[Content_Types].xml", "word/document.xml", "_rels/.rels", "lead.yaml", "x/union.yaml")),
        st.binary(max_size=200),
    ),
)
def test_any_parts(name: str, parts: dict[str, bytes]) -> None:
    survives(name, pack(parts))


@settings(max_examples=150)
@given(st.sampled_from(("03-controls-and-changes", "07-member-table", "09-filing-libreoffice", "xlsx")), st.data())
def test_damaged_parts(case: str, data: st.DataObject) -> None:
    parts = dict(sound(case))
    name = data.draw(st.sampled_from(sorted(part for part in parts if part.endswith((".xml", ".rels")))))
    content = parts[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    parts[name] = content[:start] + data.draw(NASTY) + content[end:]
    survives("a.xlsx" if case == "xlsx" else "a.docx", pack(parts))


@settings(max_examples=60)
@given(st.integers(0, 30_000), st.binary(min_size=1, max_size=8))
def test_damaged_zip(place: int, damage: bytes) -> None:
    data = (CASES / "06-filing-as-published/form.docx").read_bytes()
    place %= len(data)
    survives("a.docx", data[:place] + damage + data[place + len(damage) :])


@settings(max_examples=100)
@given(
    st.lists(
        st.lists(st.text("甲0１ ：年月日万元☑□、；\n/（）同上一ABC123456789", max_size=25), min_size=1, max_size=5),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_in_tables(rows: list[list[str]]) -> None:
    from docx import Document

    document = Document(io.BytesIO((CASES / "07-member-table/form.docx").read_bytes()))
    table = document.tables[0]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    survives("a.docx", saved(document))
