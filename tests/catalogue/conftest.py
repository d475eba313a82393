"""A copy of the register's own files, and one MkDocs build for all tests of the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue import fake
from tests.sites import site_root
from union_registry.catalogue.build import build


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register without unions; its prose is built once and then comes from the cache."""
    return site_root(tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site of `fake.register()`; to be read only."""
    site = tmp_path_factory.mktemp("site")
    build(root, site, fake.AS_OF, unions=fake.register())
    return site
