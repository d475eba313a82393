"""A copy of the register's own files, and one MkDocs build for all tests of the catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.catalogue import fake
from union_registry.catalogue.build import build

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register without unions; its prose is built once and then comes from the cache."""
    root = tmp_path_factory.mktemp("register")
    for name in ("docs", "schema"):
        shutil.copytree(REPOSITORY / name, root / name)
    # MkDocs takes the theme's folder from where mkdocs.yml lies.
    theme = Path("scripts/union_registry/catalogue/theme")
    (root / theme.parent).mkdir(parents=True)
    (root / theme).symlink_to(REPOSITORY / theme)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site of `fake.register()`; to be read only."""
    site = tmp_path_factory.mktemp("site")
    build(root, site, fake.AS_OF, unions=fake.register())
    return site
