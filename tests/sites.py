"""Registers complete enough to build a site from, in a folder of the test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
THEME = Path("scripts/union_registry/catalogue/theme")


def site_root(folder: Path) -> Path:
    """The register's own files (schema, prose, theme) below `folder`, without unions."""
    for name in ("docs", "schema"):
        shutil.copytree(REPOSITORY / name, folder / name)
    # MkDocs takes the theme's folder from where mkdocs.yml lies.
    (folder / THEME.parent).mkdir(parents=True)
    (folder / THEME).symlink_to(REPOSITORY / THEME)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    (folder / "unions").mkdir()
    return folder


def sample_root(folder: Path) -> Path:
    """The same with the sample unions."""
    root = site_root(folder)
    shutil.copytree(REPOSITORY / "unions", root / "unions", dirs_exist_ok=True)
    return root


def site_files(site: Path) -> dict[str, bytes]:
    """Every file of a site with its content."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
