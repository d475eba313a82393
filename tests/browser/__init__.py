"""npm packages that the tests and the benchmark judge the site with: axe-core, TypeScript, rival searches and lists."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from union_registry.catalogue import npm
from union_registry.catalogue.errors import BundleError

FOLDER = Path(__file__).parent


def package(name: str) -> Path:
    """Folder of an installed package; in CI it has to be there, elsewhere who is offline skips the test."""
    try:
        npm.install(FOLDER)
    except BundleError as error:
        told = f"needs npm packages, which a run with network access fetches ({error})"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    return FOLDER / "node_modules" / name
