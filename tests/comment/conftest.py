"""The world of pull requests, at full speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.comment.world import World
from tests.forge.fixtures import forge  # noqa: F401  # a fixture
from tests.forge.forge import Forge
from union_registry.forge import client


@pytest.fixture
def world(tmp_path: Path, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> World:  # noqa: F811
    """A register without unions and its forge, a private repository."""
    monkeypatch.setattr(client, "SECONDS_BETWEEN_REQUESTS", 0)
    monkeypatch.setattr(client, "SECONDS_BETWEEN_WRITES", 0)
    forge.private = True
    return World(tmp_path / "register", forge)
