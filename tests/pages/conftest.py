"""The site of the sample unions, to open in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.server import serving
from tests.sites import sample_root
from union_registry.catalogue.build import build

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of the sample unions with its finished site in site/; to be read only, or copied."""
    root = sample_root(tmp_path_factory.mktemp("browse"))
    build(root, root / "site", AS_OF)
    return root


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """That site."""
    return built / "site"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Address of the same site on a server of this machine, without a slash at its end."""
    with serving(site) as address:
        yield address
