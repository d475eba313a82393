"""A register to read for."""

from __future__ import annotations

import pytest

from tests.cli.conftest import empty, run  # noqa: F401  # the tests of the command ask for them
from tests.sites import own_root
from union_registry.register import Register


@pytest.fixture(scope="session")
def held() -> Register:
    return Register(own_root())
