"""The fixture `forge`, for any test to import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.forge.forge import Forge
from tests.forge.server import served
from tests.repository import git


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    """A forge that is served at its `url`; the test fails if anything did not fit GitHub's description."""
    with watched(tmp_path / "forge.git") as forge:
        yield forge


@contextmanager
def watched(folder: Path) -> Iterator[Forge]:
    """Serves a forge whose bare repository is made in `folder`, and asserts in the end that all did fit."""
    folder.mkdir()
    git(folder, "init", "-q", "--bare", "-b", "main")
    forge = Forge(folder)
    with served(forge):
        yield forge
    assert forge.violations == [], "\n".join(forge.violations)
