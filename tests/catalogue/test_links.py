"""The link checker, on the whole site and on planted faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue import fake
from union_registry.catalogue.build import build
from union_registry.catalogue.errors import LinkError
from union_registry.catalogue.links import broken_links


def test_the_whole_site_holds_no_broken_link_and_nothing_foreign(site: Path) -> None:
    assert broken_links(site) == []


@pytest.mark.parametrize(
    ("planted", "reason"),
    [
        ('<a href="../unions/nobody.html">', "missing"),
        ('<a class="x" href="mutton-sample.html#nowhere">', "anchor"),
        ('<a href="#nowhere">', "anchor"),
        ('<script src="https://cdn.example.org/x.js"></script>', "host"),
        ('<img alt="" src="//example.org/x.png">', "host"),
        ('<link rel="stylesheet" href="https://fonts.example.org/css">', "host"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, planted: str, reason: str) -> None:
    (tmp_path / "unions").mkdir()
    (tmp_path / "unions/mutton-sample.html").write_text('<h1 id="record">')
    (tmp_path / "unions/index.html").write_text(
        f'<a href="mutton-sample.html#record"><a href="https://example.org/">{planted}'
    )
    assert [(link.page, link.reason) for link in broken_links(tmp_path)] == [("unions/index.html", reason)]


def test_a_style_sheet_may_not_fetch_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("@font-face{src:url(https://example.org/f.woff2)} a{src:url(data:,)}")
    assert [link.reason for link in broken_links(tmp_path)] == ["host"]


def test_the_build_fails_on_a_broken_raw_link_in_the_prose(root: Path, tmp_path: Path) -> None:
    guide = root / "docs/guide/applicant.md"
    text = guide.read_text("utf-8")
    try:
        guide.write_text(text + '\n<a href="../unions/nobody.html">x</a>\n', "utf-8")
        with pytest.raises(LinkError, match=r"guide/applicant\.html: \.\./unions/nobody\.html"):
            build(root, tmp_path / "site", fake.AS_OF, unions=[])
    finally:
        guide.write_text(text, "utf-8")


def test_an_address_gives_a_sitemap(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/unions/")
    build(root, tmp_path / "site", fake.AS_OF, unions=fake.register())
    sitemap = (tmp_path / "site/sitemap.xml").read_text()
    assert "<loc>https://example.org/unions/unions/mutton-sample.html</loc>" in sitemap
    assert "lastmod" not in sitemap
    assert broken_links(tmp_path / "site", address="https://example.org/unions/") == []


def test_without_an_address_there_is_no_sitemap(site: Path) -> None:
    assert not list(site.glob("sitemap*"))
