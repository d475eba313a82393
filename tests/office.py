"""LibreOffice as a tool: documents turned into other formats, many in one start."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

HOW = "needs LibreOffice: apt install libreoffice-writer-nogui fonts-noto-cjk"


def office() -> str:
    """The program's name; without it the test is skipped with a word on how to get it, in CI it fails."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(HOW)
    pytest.skip(HOW)


def convert(documents: Iterable[Path], to: str, into: Path, *, read_as: str | None = None) -> dict[str, Path]:
    """Each document in the format `to`, by its stem; one start of the program for all of them."""
    documents = list(documents)
    into.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            office(), f"-env:UserInstallation={(into / 'profile').as_uri()}", "--headless", "--convert-to", to,
            *([f"--infilter={read_as}"] if read_as else []), "--outdir", into, *documents,
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    made = {document.stem: into / f"{document.stem}.{to.split(':', maxsplit=1)[0]}" for document in documents}
    missing = [path.name for path in made.values() if not path.is_file()]
    assert not missing, f"not converted: {missing}"
    return made
