"""Everything below `apply/` in the site but the page itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from union_registry.apply.form import document
from union_registry.catalogue.applying import engine, packages, pyodide
from union_registry.catalogue.assets import worker
from union_registry.register import Register

FOLDER = "apply/"
_BRANCH = re.compile(r"(https://[^/]+/[^/]+/[^/]+)/blob/([^/]+)")


def files(register: Register, others: Iterable[list[Any]], as_of: date, source: str) -> Iterator[tuple[str, bytes]]:
    """Path in the site and bytes of each file; `others` as `apply.neighbours.told` tells of published unions.

    `source` is where the records can be read, "" if that is not public: it tells where to hand in.
    BundleError if npm's or Python's packages are not there.
    """
    packed = engine.archive(register.root, others)
    name = f"engine.{sha256(packed).hexdigest()[:12]}.zip"
    sizes = {name: len(packed)}
    yield FOLDER + name, packed
    for part, content in pyodide.files():
        sizes[f"pyodide/{part}"] = len(content)
        yield f"{FOLDER}pyodide/{part}", content
    yield FOLDER + "engine.json", _dump({"engine": name, "bytes": sizes})
    yield FOLDER + "form.json", _dump({**document(register, as_of), **_repository(source)})
    yield FOLDER + "worker.js", worker()
    yield FOLDER + "LICENSES.txt", ("\n\n\n".join([pyodide.notice(), *packages.licences()]) + "\n").encode()


def _repository(source: str) -> dict[str, str]:
    found = _BRANCH.fullmatch(source)
    return {"repository": found[1] if found else "", "branch": found[2] if found else "main"}


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
