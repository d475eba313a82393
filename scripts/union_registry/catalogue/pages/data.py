"""The pages about the open data: what there is to take away, and the code book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from union_registry.catalogue.data.about import About
from union_registry.catalogue.data.codebook import Codebook
from union_registry.catalogue.data.linked_data import catalogue_document, embedded
from union_registry.catalogue.data.offer import Offer
from union_registry.catalogue.language import Language
from union_registry.catalogue.page import Page


@dataclass(frozen=True)
class DataView:
    """What the page of the open data shows."""

    about: About
    offers: Sequence[Offer]
    sampling: str

    @property
    def example(self) -> str:
        """A file to show how a digest is verified by."""
        return self.offers[0].files[0].name


@dataclass(frozen=True)
class CodebookView:
    """What the code book shows."""

    codebook: Codebook


def data_page(about: About, offers: Sequence[Offer], sampling: str, language: Language) -> Page:
    """The page that offers the files; `sampling` tells how much of them is invented."""
    sections = (
        ("tables", language.gettext("数据表")),
        ("records", language.gettext("逐个联合体")),
        ("formats", language.gettext("格式")),
        ("verify", language.gettext("核对文件")),
        ("licence", language.gettext("使用许可")),
        ("cite", language.gettext("引用")),
        ("addresses", language.gettext("固定网址")),
    )
    return Page(
        path="data/index.html",
        template="data.html",
        title=language.gettext("开放数据"),
        description=language.gettext("联合体、成员单位、年度指标、条件核对，可下载为 CSV、XLSX、JSON、Parquet"),
        view=DataView(about, offers, sampling),
        contents=sections,
        head=embedded(catalogue_document(about, offers, language)),
    )


def codebook_page(codebook: Codebook, language: Language) -> Page:
    """The code book, which says everything in both languages."""
    return Page(
        path="data/codebook.html",
        template="codebook.html",
        title=language.gettext("代码表"),
        description=language.gettext("公开数据的每个字段和每个取值，中英对照"),
        view=CodebookView(codebook),
        contents=[
            *((chapter.anchor, language.text(chapter.title)) for chapter in codebook.tables),
            ("union-json", language.gettext("联合体 JSON")),
            ("values", language.gettext("取值")),
        ],
    )
