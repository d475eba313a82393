"""A register for one life."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lives.life import Life


@pytest.fixture
def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Life:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Life(tmp_path)
