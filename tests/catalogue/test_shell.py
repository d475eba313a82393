"""The shell: marks, escaping, the prose run behind it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from union_registry.catalogue.errors import ProseError, ShellError
from union_registry.catalogue.language import languages
from union_registry.catalogue.prose import SECTIONS, prose
from union_registry.catalogue.shell import Shell, collapsed

FRAME = (
    "<title>[[record:title]]</title><meta content='[[record:description]]'>"
    "<p>[[record:title]]</p>[[record:head]]<a href='[[record:alternate]]'></a>[[record:contents]]<main>[[record:content]]</main>"
)


def test_a_record_is_set_into_every_place() -> None:
    page = (
        Shell(FRAME, "x")
        .page("A & <B>", '"quoted"', [("one", "First")], "<h1>ok</h1>", head="<meta>", alternate="../en/a.html?x=1&y='")
        .decode()
    )
    assert page.count("A &amp; &lt;B&gt;") == 2
    assert "&#34;quoted&#34;" in page
    assert '<a href="#one"' in page
    assert "<main><h1>ok</h1></main>" in page
    assert "<meta><a href='../en/a.html?x=1&amp;y=&#39;'></a>" in page


def test_a_mark_typed_into_a_record_stays_text() -> None:
    page = Shell(FRAME, "x").page("[[record:content]]", "", (), "<p>[[record:title]]</p>", alternate="").decode()
    assert page.count("[[record:content]]") == 2
    assert "<main><p>[[record:title]]</p></main>" in page


@pytest.mark.parametrize(
    "frame", [FRAME.replace("[[record:content]]", ""), FRAME + "[[record:title]]", FRAME + "[[record:other]]"]
)
def test_a_wrong_set_of_marks_is_refused(frame: str) -> None:
    with pytest.raises(ShellError, match=r"docs/unions/index\.md"):
        Shell(frame, "docs/unions/index.md")


def test_white_space_goes_except_in_scripts() -> None:
    assert collapsed("<p>\n  a  b\n</p>\n <script>x  = 1\n</script>") == "<p> a b </p><script>x  = 1\n</script>"


def test_every_section_has_a_small_shell_with_its_own_tab(root: Path, site: Path) -> None:
    built = prose(root)
    assert not built.fresh
    for language in languages():
        shells = built.shells(language)
        for section, shell in shells.items():
            assert len(shell) < 12_000, section
            html = (built.folder / language.page(f"{section}/index.html")).read_text("utf-8")
            active = html.partition("md-tabs__item--active")[2].partition("</a>")[0]
            assert 'href="index.html"' in active, section
            assert f'<html lang="{language.key}"' in html
        assert set(shells) == set(SECTIONS)


def test_a_broken_link_in_the_prose_is_told_in_words(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".cache"), symlinks=True)
    (copy / "docs/guide/applicant.md").write_text("# 指南\n\n[去](nowhere.md)\n", "utf-8")
    with pytest.raises(ProseError, match=r"guide/applicant\.md.*nowhere\.md"):
        prose(copy)
    # A failed run is never taken for a good one.
    with pytest.raises(ProseError):
        prose(copy)
