"""The command as a person runs it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.sites import REPOSITORY, need_samples, own_root
from union_registry.cli import cli

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register with the sample unions."""
    need_samples()
    for name in ("schema", "unions"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A register without unions."""
    shutil.copytree(own_root() / "schema", tmp_path / "schema")
    (tmp_path / "unions").mkdir()
    return tmp_path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `unions …` in the register's folder; whatever happens is an answer, never a traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: str, **options: object) -> Result:
        result = CliRunner().invoke(cli, list(arguments), **options)  # type: ignore[arg-type]
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run
