"""A server of this machine for what is measured in a browser, and the browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import Any

from playwright.sync_api import Browser, sync_playwright

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *request: Any, sent: list[int], **more: Any) -> None:
        self._sent = sent
        super().__init__(*request, **more)

    def log_message(self, *_: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        self._sent.append(len(content))
        outputfile.write(content)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a server of `folder`, which compresses nothing, and the sizes of what it has sent."""
    sent: list[int] = []
    handler: Callable[..., Any] = partial(_Handler, directory=str(folder), sent=sent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium of the system; RuntimeError if there is none."""
    path = next((found for name in _CHROMIUM if (found := which(name))), None)
    if path is None:
        raise RuntimeError(f"needs one of {', '.join(_CHROMIUM)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
