"""`unions serve`: a save is seen."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import sample_root

PATIENCE = 30  # seconds; a rebuild takes well under one


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    root = sample_root(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "union_registry", "serve", "--port", str(port), "--as-of", "2026-11-23"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        yield root, f"http://127.0.0.1:{port}"
        server.terminate()


def shows(address: str, wanted: str) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if wanted in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def test_an_edit_to_a_union_and_to_a_guide_is_shown_and_a_fault_stops_nothing(served: tuple[Path, str]) -> None:
    root, address = served
    assert shows(f"{address}/unions/sample-mutton.html", "肉羊")
    union = root / "unions/sample-mutton/union.yaml"
    text = union.read_text(encoding="utf-8")
    union.write_text(re.sub(r"(sub_field: ).*", r"\1改过的细分领域", text), encoding="utf-8")
    assert shows(f"{address}/unions/sample-mutton.html", "改过的细分领域")
    union.write_text("name：坏\n", encoding="utf-8")
    guide = root / "docs/guide/applicant.md"
    guide.write_text(guide.read_text(encoding="utf-8") + "\n新加的一句。\n", encoding="utf-8")
    time.sleep(1.5)
    union.write_text(text, encoding="utf-8")
    assert shows(f"{address}/guide/applicant.html", "新加的一句。")
    assert shows(f"{address}/unions/sample-mutton.html", "肉羊")
