"""The PDFs: archivable, searchable, the same every time."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.forms.documents import pages, said
from tests.forms.test_word import empty_contents
from tests.forms.unions import HOSTILE, PRIVATE, RARE
from tests.support import ROOT
from union_registry.forms import fonts, pdf
from union_registry.forms.pdf import LACKING, NoFont, Setter
from union_registry.forms.templates import TemplateFault

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def setter() -> Setter:
    return Setter(ROOT)


def test_every_pdf_says_that_it_is_archivable(printed: Path) -> None:
    files = sorted(printed.glob("*.pdf"))
    assert len(files) == 20
    for path in files:
        content = path.read_bytes()
        assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>B</pdfaid:conformance>", content)
        assert content.count(b"/FontFile") >= 1, "fonts are embedded"


def test_typst_itself_holds_the_document_to_the_standard(setter: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A character without a glyph is no fault of a plain PDF; the export to PDF/A refuses it."""
    told = empty_contents("filing") | {"sub_field": "\U00031234"}
    made, lacking = setter.pdf("filing", told, DAY)
    assert (lacking, LACKING in said(made)) == ("\U00031234", True)
    monkeypatch.setattr(pdf, "STANDARD", "1.7")
    made, lacking = setter.pdf("filing", told, DAY)
    assert lacking == ""
    assert b"pdfaid" not in made


def test_text_can_be_searched(printed: Path) -> None:
    text = said(printed / "附件3-备案登记表-sample-hostile.pdf")
    assert "锡林郭勒盟肉牛重点产业链创新联合体（示例）" in text
    assert RARE in text
    assert "".join(HOSTILE.split()) in text, "what is typed is never markup"
    assert text.replace("\u200b", "").count("A" * 190) == 1


def test_long_words_stay_on_the_page(printed: Path) -> None:
    with pypdfium2.PdfDocument(printed / "附件3-备案登记表-sample-hostile.pdf") as document:
        for page in document:
            words = page.get_textpage()
            boxes = [words.get_rect(number) for number in range(words.count_rects())]
            assert all(box[2] < page.get_width() - 60 for box in boxes)


def test_contacts_come_from_the_private_file_alone(printed: Path) -> None:
    assert PRIVATE["recommender_contact"]["phone"] in said(printed / "附件1-推荐表-sample-sound.pdf")
    assert PRIVATE["recommender_contact"]["phone"] not in said(printed / "附件1-推荐表-sample-large.pdf")


def test_large_ones_lose_nothing(printed: Path) -> None:
    assert said(printed / "附件2-组建协议-sample-large.pdf").count("新增第200单位（示例）") == 2
    assert pages(printed / "附件2-组建协议-sample-large.pdf") > 20
    narrative = re.sub("—[0-9]+—", "", said(printed / "附件1-推荐表-sample-large.pdf"))
    assert narrative.count("示例企业的说明文字。") == 400


def test_the_same_contents_give_the_same_bytes(setter: Setter) -> None:
    told = empty_contents("agreement")
    assert setter.pdf("agreement", told, DAY) == Setter(ROOT).pdf("agreement", told, DAY)


def test_nobody_is_named_in_the_properties(printed: Path) -> None:
    with pypdfium2.PdfDocument(printed / "附件1-推荐表-sample-sound.pdf") as document:
        about = document.get_metadata_dict()
    assert about["Title"] == "牵头企业推荐表"
    assert about["Author"] == ""
    assert "Typst" in about["Creator"]


def test_without_a_chinese_font_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "ROLES", dict.fromkeys(fonts.ROLES, ("没有这个字体",)))
    with pytest.raises(NoFont):
        Setter(ROOT)
    assert "fonts-noto-cjk" in NoFont.why.zh


def test_official_fonts_come_before_others() -> None:
    chosen = fonts.chosen(["Noto Serif CJK SC", "SimHei", "FangSong_GB2312", "Arial"])
    assert chosen is not None
    assert chosen["body"] == ["FangSong_GB2312", "Noto Serif CJK SC", "SimHei"]
    assert chosen["title"][0] == "Noto Serif CJK SC"
    assert fonts.chosen(["Arial", "DejaVu Sans"]) is None


@pytest.mark.parametrize("said", ["#data.nothing", "#let", '#read("/etc/hostname")'])
def test_a_template_that_does_not_work_is_named(tmp_path: Path, said: str) -> None:
    folder = tmp_path / "schema/forms"
    folder.mkdir(parents=True)
    common = (ROOT / "schema/forms/common.typ").read_text("utf-8")
    (folder / "common.typ").write_text(common, encoding="utf-8")
    (folder / "filing.typ").write_text(f'#import "common.typ": *\n{said}', encoding="utf-8")
    told: dict[str, Any] = {}
    with pytest.raises(TemplateFault, match=r"filing\.typ"):
        Setter(tmp_path).pdf("filing", told, DAY)
