"""The forms of some unions, each printed and shown once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import run  # noqa: F401  # the tests of the command ask for it
from tests.forms.documents import print_all, show_all, written
from union_registry.register import Register


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("forms"))


@pytest.fixture(scope="session")
def held(root: Path) -> Register:
    return Register(root)


@pytest.fixture(scope="session")
def printed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every form of every union, as Word and PDF."""
    folder = tmp_path_factory.mktemp("printed")
    print_all(root, folder)
    return folder


@pytest.fixture(scope="session")
def shown(printed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Word files as PDF by LibreOffice, which has to be there in CI."""
    folder = tmp_path_factory.mktemp("shown")
    show_all(printed, folder)
    return folder
