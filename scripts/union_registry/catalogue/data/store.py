"""Files of the last build, kept by all that they rest on, so that they are not written again from the same data."""

from __future__ import annotations

import os
import sys
import tempfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_HERE = Path(__file__).parent


class Store:
    """A folder of files by name and key; any number of builds may use it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, name: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The file `name` of this key, made if it is not there; those of other keys go."""
        stem, _, extension = name.partition(".")
        path = self._folder / f"{stem}@{key}.{extension}"
        try:
            return path.read_bytes()
        except FileNotFoundError:
            content = make()
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=self._folder)
        with open(handle, "wb") as stream:  # noqa: PTH123  # it is a handle
            stream.write(content)
        for other in self._folder.glob(f"{stem}@*.{extension}"):
            other.unlink(missing_ok=True)
        os.replace(new, path)  # noqa: PTH105  # whole or not there, whoever reads it meanwhile
        return content


def program() -> bytes:
    """Digest of what turns the same data into the same bytes: this package and the libraries that write."""
    digest = sha256()
    for fact in (sys.version, zlib.ZLIB_RUNTIME_VERSION, version("xlsxwriter"), version("pyarrow")):
        digest.update(fact.encode() + b"\0")
    for path in sorted(_HERE.glob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.digest()
