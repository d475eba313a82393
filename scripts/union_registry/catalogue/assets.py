"""Scripts and styles of the site, bundled by esbuild when something they rest on has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from union_registry.catalogue import npm

SOURCES = Path(__file__).parent / "browser"

_ENTRIES = ("*.js", "*.css")
# Started by the page of the application form, from beside it.
_WORKER = "apply/worker.js"
_TARGET = "es2020"


def assets() -> Mapping[str, bytes]:
    """Bytes of each bundle by its path in the site, and the licences of what others wrote of them, if anything.

    Raises BundleError where the packages cannot be fetched or a source is wrong.
    """
    bundles = [path for path in sorted(_made().iterdir()) if path.is_file() and path.name != ".key"]
    files = {f"assets/{path.name}": path.read_bytes() for path in bundles}
    licences = _licences()
    return {**files, "assets/licences.txt": licences} if licences else files


def worker() -> bytes:
    """The script of the application form's worker. Raises BundleError as `assets` does."""
    return (_made() / _WORKER).read_bytes()


def _made() -> Path:
    """The folder of the bundles, up to date."""
    made = SOURCES / "dist"
    key = _key()
    with FileLock(SOURCES / ".dist.lock"):
        stamp = made / ".key"
        if not stamp.is_file() or stamp.read_text() != key:
            _bundle(made)
            stamp.write_text(key)
    return made


def _bundle(made: Path) -> None:
    npm.install(SOURCES)
    shutil.rmtree(made, ignore_errors=True)
    found = (path for kind in (*_ENTRIES, _WORKER) for path in (SOURCES / "src").glob(kind))
    entries = sorted(str(path.relative_to(SOURCES)) for path in found)
    npm.run(
        SOURCES, "esbuild/bin/esbuild", *entries, "--bundle", "--minify", "--format=iife", f"--target={_TARGET}",
        "--charset=utf8", "--jsx=automatic", '--define:process.env.NODE_ENV="production"', "--legal-comments=none",
        "--log-level=warning", "--outbase=src", f"--outdir={made}",
    )  # fmt: skip


def _licences() -> bytes:
    """What the licences of the bundled packages ask to be passed on with them."""
    texts = []
    for path in sorted((SOURCES / "node_modules").glob("**/LICENSE*")):
        package = path.parent.relative_to(SOURCES / "node_modules").as_posix()
        if "esbuild" not in package:
            texts.append(f"{package}\n\n{path.read_text('utf-8').strip()}\n")
    return "\n\n".join(texts).encode()


def _key() -> str:
    """Digest of everything that the bundles depend on."""
    digest = sha256()
    for path in (SOURCES / "package-lock.json", *_below(SOURCES / "src")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(SOURCES).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _below(folder: Path) -> list[Path]:
    return sorted(Path(where) / name for where, _, names in os.walk(folder) for name in names)
