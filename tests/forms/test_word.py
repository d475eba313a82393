"""The Word files: whole, literal, with nothing hidden in them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from docx import Document

from tests.forms.documents import pages, said
from tests.forms.unions import HOSTILE, LONG, PRIVATE, RARE
from tests.support import ROOT
from union_registry.forms.templates import FORMS, TemplateFault
from union_registry.forms.word import word
from union_registry.intake.archive import entries, pack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEYS = list(FORMS)


def template(key: str) -> bytes:
    return (ROOT / f"schema/forms/{key}.docx").read_bytes()


def text_of(path: Path) -> list[str]:
    """Every paragraph of a Word file, cells included."""
    body = fromstring(entries(path.read_bytes())["word/document.xml"])
    return ["".join(run.text or "" for run in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p")]


def docx(printed: Path, form: str, union: str) -> Path:
    return next(printed.glob(f"{form}-*sample-{union}.docx"))


@pytest.mark.parametrize("union", ["sound", "large", "hostile", "empty"])
def test_libreoffice_opens_every_form(printed: Path, shown: Path, union: str) -> None:
    files = sorted(printed.glob(f"*sample-{union}.docx"))
    assert len(files) == len(FORMS)
    for path in files:
        assert pages(shown / f"{path.stem}.pdf") >= 3
        assert fromstring(entries(path.read_bytes())["word/document.xml"]) is not None


def test_what_is_printed_can_be_read(shown: Path) -> None:
    text = said(shown / "附件1-推荐表-sample-sound.pdf")
    for wanted in ("牵头企业推荐表", "示例·联甲", "000-0000-0002", "锡林浩特市农科局", "2022年", "2025年制", "— 1 —"):
        assert wanted.replace(" ", "") in text


def test_large_ones_lose_nothing(printed: Path, shown: Path) -> None:
    agreement = text_of(docx(printed, "附件2-组建协议", "large"))
    assert sum(line.startswith("新增第200单位") for line in agreement) == 2, "in its tier and to be signed"
    assert pages(shown / "附件2-组建协议-sample-large.pdf") > 20
    narrative = text_of(docx(printed, "附件1-推荐表", "large"))
    first = narrative.index(LONG[:1000])
    assert narrative[first : first + 3] == [LONG[:1000], "", LONG[1000:]]
    assert LONG in narrative


def test_what_is_typed_stays_literal(printed: Path, shown: Path) -> None:
    filing = text_of(docx(printed, "附件3-备案登记表", "hostile"))
    assert HOSTILE in filing
    assert "  缩进  两格" in filing
    assert HOSTILE in text_of(docx(printed, "附件2-组建协议", "hostile"))
    assert RARE in said(shown / "附件3-备案登记表-sample-hostile.pdf")


@pytest.mark.parametrize("form", ["附件1-推荐表", "附件2-组建协议", "附件3-备案登记表"])
def test_private_values_stand_only_where_there_is_a_private_file(printed: Path, form: str) -> None:
    with_private = "\n".join(text_of(docx(printed, form, "sound")))
    assert PRIVATE["lead_contact"]["phone"] in with_private
    for contact in ("lead_contact", "recommender_contact"):
        assert PRIVATE[contact]["phone"] not in "\n".join(text_of(docx(printed, form, "large")))


@pytest.mark.parametrize("key", KEYS)
def test_page_and_type_are_those_of_official_documents(key: str) -> None:
    document = Document(io.BytesIO(template(key)))
    for section in document.sections:
        inner = section.top_margin.mm, section.bottom_margin.mm, section.left_margin.mm, section.right_margin.mm
        assert [round(margin) for margin in inner] == [37, 35, 28, 26]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = {
        style.name: (style.element.rPr.rFonts.get(f"{W}eastAsia"), style.font.size.pt)
        for style in document.styles
        if style.name in ("公文正文", "公文标题")
    }
    assert fonts == {"公文正文": ("仿宋_GB2312", 16), "公文标题": ("方正小标宋简体", 22)}
    table_of_fonts = entries(template(key))["word/fontTable.xml"].decode()
    assert re.search('w:name="仿宋_GB2312"><w:altName w:val="仿宋"', table_of_fonts)


@pytest.mark.parametrize("key", KEYS)
def test_tables_repeat_their_heads(key: str) -> None:
    body = fromstring(entries(template(key))["word/document.xml"])
    lists = [table for table in body.iter(f"{W}tbl") if any("{%tr" in (t.text or "") for t in table.iter(f"{W}t"))]
    assert lists
    for table in lists:
        first = next(table.iter(f"{W}tr"))
        assert first.find(f"{W}trPr/{W}tblHeader") is not None


@pytest.mark.parametrize("union", ["sound", "empty"])
def test_nothing_is_hidden_in_the_file(printed: Path, union: str) -> None:
    for path in printed.glob(f"*sample-{union}.docx"):
        files = entries(path.read_bytes())
        assert not [name for name in files if "custom" in name.lower() or name.startswith("docProps/thumb")]
        core = files["docProps/core.xml"].decode()
        assert re.sub(r"<dc:title>.*?</dc:title>", "", core).count(">") == 3, "title and nothing else"


def test_a_template_that_somebody_saved_in_word_tells_nobody_who(printed: Path) -> None:
    """Author, company, own properties, comments and data beside the text stay behind."""
    document = Document(io.BytesIO(template("agreement")))
    document.core_properties.author = document.core_properties.last_modified_by = "示例·真名"
    document.add_comment(document.paragraphs[0].runs, "问一下示例·真名", author="示例·真名")
    saved = io.BytesIO()
    document.save(saved)
    files = entries(saved.getvalue())
    app = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>示例·真名</Company></Properties>'
    rels = files["_rels/.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    extra = f'<Relationship Id="rId90" Type="{kind}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId91" Type="{kind}/customXml" Target="customXml/item1.xml"/>'
    files["_rels/.rels"] = rels.replace("</Relationships>", extra + "</Relationships>").encode()
    files |= {"docProps/app.xml": app.encode(), "customXml/item1.xml": "<a>示例·真名</a>".encode()}
    made = word("agreement.docx", pack(files), empty_contents("agreement"), "组建协议")
    assert not [name for name, content in entries(made).items() if "真名" in content.decode("utf-8", "replace")]
    Document(io.BytesIO(made))


def empty_contents(key: str) -> dict[str, Any]:
    from datetime import date

    from union_registry.forms.contents import contents
    from union_registry.register import Register

    return contents(Register(ROOT), {}, date(2026, 3, 1))[key]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("{{ lead.nmae }}", "nmae"),
        ("{{ lead.name", "占位符"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ 1 // 0 }}", "zero"),
        ("{{ range(10**9) }}", "too big"),
    ],
)
def test_a_wrong_placeholder_is_named(wrong: str, named: str) -> None:
    files = entries(template("agreement"))
    files["word/document.xml"] = files["word/document.xml"].replace(b"{{ lead.name }}", wrong.encode())
    with pytest.raises(TemplateFault) as fault:
        word("agreement.docx", pack(files), empty_contents("agreement"), "组建协议")
    assert "agreement.docx" in fault.value.why.zh
    assert named in fault.value.why.zh


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"no zip at all", pack({"a.txt": b"x"})])
def test_what_is_no_word_file_is_refused(broken: bytes) -> None:
    with pytest.raises(TemplateFault):
        word("agreement.docx", broken, empty_contents("agreement"), "组建协议")


def test_the_same_contents_give_the_same_bytes(printed: Path) -> None:
    made = [word("a", template("agreement"), empty_contents("agreement"), "组建协议") for _ in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as opened:
        assert {entry.date_time[0] for entry in opened.infolist()} == {1980}


def test_the_guide_names_every_placeholder() -> None:
    guide = (ROOT / "docs/guide/forms.md").read_text("utf-8")
    asked = set()
    for key in KEYS:
        for content in entries(template(key)).values():
            asked |= set(re.findall(r"{{\s*([a-z_.]+)", content.decode("utf-8", "replace")))
    missing = {name for name in asked - {"line"} if f"`{name}`" not in guide}
    assert not missing
