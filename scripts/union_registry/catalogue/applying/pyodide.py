"""Pyodide, Python for browsers, as its npm package brings it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from union_registry.catalogue import npm
from union_registry.catalogue.assets import SOURCES
from union_registry.catalogue.errors import BundleError

_FOLDER = SOURCES / "node_modules" / "pyodide"
_AS_THEY_ARE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def files() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file that Pyodide starts from; BundleError if they cannot be fetched.

    Its list of packages is emptied: they lie on another host, and the engine brings its own.
    """
    npm.install(SOURCES)
    try:
        for name in _AS_THEY_ARE:
            yield name, (_FOLDER / name).read_bytes()
        listed = json.loads((_FOLDER / "pyodide-lock.json").read_bytes())
    except OSError as error:
        raise BundleError(f"Pyodide 不完整 / incomplete: {error}") from error
    yield "pyodide-lock.json", json.dumps({"info": listed["info"], "packages": {}}).encode()


def notice() -> str:
    """What Pyodide's licence and those of what it is made of ask to be told."""
    version = json.loads((_FOLDER / "package.json").read_bytes())["version"]
    return (
        f"Pyodide {version}\n\n"
        "Pyodide is under the Mozilla Public License 2.0: https://www.mozilla.org/MPL/2.0/\n"
        f"It is passed on unchanged. Its source: https://github.com/pyodide/pyodide, version {version}; "
        f"npm package pyodide {version}.\n\n"
        "It holds CPython and its standard library, Copyright (c) 2001 Python Software Foundation, all rights "
        "reserved, under the PSF License Agreement: https://docs.python.org/3/license.html\n"
        "and parts of Emscripten, under the MIT licence: https://emscripten.org/docs/introducing_emscripten/"
        "emscripten_license.html"
    )
