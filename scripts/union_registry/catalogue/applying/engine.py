"""The engine as one zip: this program's modules, the packages they stand on, the register's schemas, the other unions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from union_registry.catalogue.applying import packages
from union_registry.catalogue.applying.imports import PROGRAM, needed
from union_registry.catalogue.errors import BundleError
from union_registry.disk import replace
from union_registry.intake.archive import pack

ENTRY = "union_registry.apply.browser"
# Packages that are there for speed only, or stand in for one that is compiled.
_NOT_NEEDED = {"jsonschema_rs", "lxml"}
_OWN = {"rpds": Path(__file__).with_name("rpds.py")}


def archive(root: Path, others: Iterable[list[Any]]) -> bytes:
    """The zip for the register in `root`; `others` as `apply.neighbours.told` tells of published unions.

    The same things give the same bytes. Kept in `.cache/` until one of them changes. BundleError if a
    package is missing.
    """
    told = json.dumps(list(others), ensure_ascii=False, separators=(",", ":")).encode()
    schemas = {f"register/schema/{path}": content for path, content in _below(root / "schema")}
    cache, key = root / ".cache" / "apply", _key(told, schemas)
    stamp, kept = cache / "key", cache / "engine.zip"
    if stamp.is_file() and stamp.read_text() == key and kept.is_file():
        return kept.read_bytes()
    packed = pack({**_sites(), **schemas, "others.json": told})
    stamp.unlink(missing_ok=True)
    replace(kept, packed)
    replace(stamp, key.encode())
    return packed


def _sites() -> dict[str, bytes]:
    """Everything that Python imports from, below `site/`."""
    program, imported = needed(ENTRY)
    program |= _beside(program)
    third = packages.modules() | {f"{name}.py": path.read_bytes() for name, path in _OWN.items()}
    there = {path.partition("/")[0].removesuffix(".py") for path in third}
    missing = imported - sys.stdlib_module_names - there - _NOT_NEEDED
    if missing:
        names = ", ".join(sorted(missing))
        raise BundleError(f"浏览器里的检查缺少软件包：{names}\nthe engine for the browser lacks packages: {names}")
    return {f"site/{path}": content for path, content in sorted((program | third).items())}


def _beside(program: Iterable[str]) -> dict[str, bytes]:
    """Templates that lie in the folders of the program's modules."""
    folders = {PROGRAM.parent / Path(path).parent for path in program}
    return {
        path.relative_to(PROGRAM.parent).as_posix(): path.read_bytes()
        for folder in folders
        for path in folder.glob("templates/*.html")
    }


def _below(folder: Path) -> list[tuple[str, bytes]]:
    """Data files of a register's schema folder; what else an editor has left there is not passed on."""
    found = [path for kind in ("*.json", "*.yaml") for path in folder.rglob(kind)]
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(found)]


def _key(told: bytes, schemas: dict[str, bytes]) -> str:
    """Digest of all that the zip depends on: packages by their versions, everything else by its bytes."""
    digest = sha256(packages.versions().encode())
    # The site's own modules are no part of it, but for those that make it.
    folders = [path for path in PROGRAM.iterdir() if path.name != "catalogue"] + [Path(__file__).parent]
    found = [path for folder in folders for path in (folder.rglob("*") if folder.is_dir() else (folder,))]
    sources = sorted(path for path in found if path.suffix in (".py", ".html"))
    ours = ((path.relative_to(PROGRAM).as_posix(), path.read_bytes()) for path in sources)
    for name, content in (*ours, *schemas.items(), ("others", told)):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
