from __future__ import annotations

from tests.forge.fixtures import forge

__all__ = ["forge"]
