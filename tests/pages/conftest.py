"""The site of the sample unions, to open in the browser."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    # A browser that leaves a page lets its requests drop.
    def handle_error(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Address of the same site on a server of this machine, without a slash at its end."""
    with _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
