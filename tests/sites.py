"""Registers complete enough to build a site from, in a folder of the test's own."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
THEME = Path("scripts/union_registry/catalogue/theme")


@cache
def own_root() -> Path:
    """A register without unions, whose chains are the tests' own: what it says holds wherever the tests run."""
    root = Path(tempfile.mkdtemp(prefix="union-registry-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shutil.copytree(REPOSITORY / "schema", root / "schema")
    shutil.copy(REPOSITORY / "tests/fixtures/chains.yaml", root / "schema/vocabulary")
    (root / "unions").mkdir()
    return root


def site_root(folder: Path) -> Path:
    """The register's own files (schema, prose, theme) below `folder`, without unions."""
    shutil.copytree(REPOSITORY / "docs", folder / "docs")
    shutil.copytree(own_root() / "schema", folder / "schema")
    # MkDocs takes the theme's folder from where mkdocs.yml lies.
    (folder / THEME.parent).mkdir(parents=True)
    (folder / THEME).symlink_to(REPOSITORY / THEME)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    (folder / "unions").mkdir()
    return folder


def sample_root(folder: Path) -> Path:
    """The same with the sample unions."""
    need_samples()
    root = site_root(folder)
    shutil.copytree(REPOSITORY / "unions", root / "unions", dirs_exist_ok=True)
    return root


def need_samples() -> None:
    """Skips the test in a register that has taken the sample unions out."""
    if not (REPOSITORY / "unions/sample-mutton").is_dir():
        pytest.skip("needs the sample unions, which this register has removed")


def site_files(site: Path) -> dict[str, bytes]:
    """Every file of a site with its content."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
