"""Prose and frames built by Zensical, which will follow MkDocs with Material, say the same.

What it cannot do yet, and what differs, stands in the maintainer guide.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import THEME, site_root
from union_registry.catalogue.generated import write_documents
from union_registry.catalogue.prose import prose
from union_registry.catalogue.shell import PLACES
from union_registry.register import Register

_LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_HEADING = re.compile(r'<h[1-6][^>]*\sid="([^"]+)"')
_MARK = re.compile(r"\[\[record:[a-z]+\]\]")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same prose as MkDocs builds it and as Zensical does."""
    root = site_root(tmp_path_factory.mktemp("zensical"))
    write_documents(Register(root))
    ours = prose(root).folder
    # It follows no link to a theme elsewhere.
    theme = (root / THEME).resolve()
    (root / THEME).unlink()
    shutil.copytree(theme, root / THEME)
    zensical = Path(sys.executable).with_name("zensical")
    done = subprocess.run([zensical, "build", "--strict"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return ours, root / "site"


def _pages(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}


def _links(page: str, html: str) -> set[str]:
    """Where the page's links lead, as paths in the site; links within the page are its own."""
    found = set()
    for target in _LINK.findall(html):
        if re.match(r"[a-z]+:|\[\[", target):
            found.add(target)
        elif not target.startswith("#"):
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(page), target.partition("#")[0])))
    return found


def test_it_builds_the_same_pages_with_the_same_titles_headings_links_and_marks(built: tuple[Path, Path]) -> None:
    ours, theirs = map(_pages, built)

    assert ours.keys() == theirs.keys()
    for page, html in ours.items():
        other = theirs[page]
        assert _TITLE.findall(html) == _TITLE.findall(other), page
        assert _HEADING.findall(html) == _HEADING.findall(other), page
        assert _links(page, html) == _links(page, other), page
        assert sorted(_MARK.findall(html)) == sorted(_MARK.findall(other)), page


def test_its_frames_can_be_split_at_the_same_marks(built: tuple[Path, Path]) -> None:
    for folder in built:
        html = (folder / "unions/index.html").read_text("utf-8")
        assert {mark: html.count(f"[[record:{mark}]]") for mark in PLACES} == PLACES
