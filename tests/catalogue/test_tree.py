"""The output folder: what is written, what is removed, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue import fake
from union_registry.catalogue.build import build
from union_registry.catalogue.errors import TreeError
from union_registry.catalogue.tree import MARKER, PREVIEW_MARKER, Tree, public_folder


def test_a_second_build_writes_nothing_and_an_orphan_goes(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = build(root, site, fake.AS_OF, unions=fake.register())
    # Three unions and their list, in two languages.
    assert first.pages["unions"] == 8
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    second = build(root, site, fake.AS_OF, unions=fake.register())
    assert (second.written, second.removed) == ([], [])
    assert before == {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}

    third = build(root, site, fake.AS_OF, unions=fake.register()[:2])
    gone = "organisations/91152500MA00000001.html"
    assert gone in third.removed
    assert "unions/mutton-sample.html" in third.removed
    assert not (site / gone).exists()
    # The same tree as one built from nothing.
    fresh = tmp_path / "fresh"
    build(root, fresh, fake.AS_OF, unions=fake.register()[:2])
    assert _contents(site) == _contents(fresh)


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "site")
    tree.write("a/x.html", b"1")
    tree.write("b/y.html", b"2")
    tree.close()
    tree = Tree(tmp_path / "site")
    tree.write("a/x.html", b"changed")
    tree.close()
    assert tree.written == ["a/x.html"]
    assert tree.removed == ["b/y.html"]
    assert not (tmp_path / "site/b").exists()


def test_somebody_elses_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(TreeError, match=MARKER):
        Tree(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(("mine", "other"), [(MARKER, PREVIEW_MARKER), (PREVIEW_MARKER, MARKER)])
def test_a_site_and_a_preview_never_take_each_others_folder(tmp_path: Path, mine: str, other: str) -> None:
    Tree(tmp_path / "made", other).close()
    Tree(tmp_path / "both", mine).close()
    (tmp_path / "both" / other).touch()
    for folder in ("made", "both"):
        with pytest.raises(TreeError, match=r"unions (build|preview)"):
            Tree(tmp_path / folder, mine)
    assert not (tmp_path / "made" / mine).exists()


def test_what_the_public_sees_is_known_by_its_place_and_its_marker(tmp_path: Path) -> None:
    Tree(tmp_path / "www").close()
    Tree(tmp_path / "preview", PREVIEW_MARKER).close()
    (tmp_path / "link").symlink_to(tmp_path / "www")
    for path in ("site", "site/a", "docs/a", "unions/x", "www", "www/a/b", "link/a", "preview/../site"):
        assert public_folder(tmp_path / path, tmp_path) is not None, path
    for path in ("", "preview", "preview/a", "sites", "www.html"):
        assert public_folder(tmp_path / path, tmp_path) is None, path


def test_a_link_in_the_site_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    Tree(tmp_path / "site").close()
    (tmp_path / "site/unions").symlink_to(outside)
    with pytest.raises(TreeError, match="unions"):
        Tree(tmp_path / "site")


def test_a_path_is_written_once(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "site")
    tree.write("x.html", b"1")
    with pytest.raises(TreeError, match=r"x\.html"):
        tree.write("x.html", b"2")


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
