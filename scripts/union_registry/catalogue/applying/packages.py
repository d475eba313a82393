"""The pure Python of installed packages that the engine stands on, and their licences."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackagePath, files, version
from pathlib import Path

from union_registry.catalogue.errors import BundleError

# What of each distribution is packed: the beginnings of its paths. jsonschema-specifications keeps schemas as JSON.
DISTRIBUTIONS = {
    "attrs": ("attr/", "attrs/"),
    "defusedxml": ("defusedxml/",),
    "Jinja2": ("jinja2/",),
    "jsonschema": ("jsonschema/",),
    "jsonschema-specifications": ("jsonschema_specifications/",),
    "MarkupSafe": ("markupsafe/",),
    "python-stdnum": (
        "stdnum/__init__.py", "stdnum/exceptions.py", "stdnum/util.py", "stdnum/numdb.py", "stdnum/cn/",
    ),
    "PyYAML": ("yaml/",),
    "referencing": ("referencing/",),
    "ruamel.yaml": ("ruamel/yaml/",),
}  # fmt: skip
_KEPT = (".py", ".json", ".dat", "jsonschema_specifications/schemas/")
_LEFT_OUT = ("/tests/", "/test_", "/benchmarks/", "__pycache__", "/_fuzz")
_LICENCES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")


def modules() -> dict[str, bytes]:
    """Files of all packages by path; no metadata, which would tell where this machine keeps them.

    BundleError if one is not installed.
    """
    return {path: content for name in DISTRIBUTIONS for path, content in _modules(name)}


def versions() -> str:
    """Which versions these are, in one line."""
    return " ".join(f"{name}=={version(name)}" for name in DISTRIBUTIONS)


def licences() -> Iterator[str]:
    """Name, version and words of the licence of each package, one text a package.

    BundleError if one comes without.
    """
    for name in DISTRIBUTIONS:
        found = [path for path in _files(name) if ".dist-info/" in str(path) and path.name.startswith(_LICENCES)]
        texts = [_located(path).read_text("utf-8").strip() for path in sorted(found)]
        if not texts:
            raise BundleError(f"{name} 没有附许可证 / comes without its licence")
        yield "\n\n".join([f"{name} {version(name)}", *texts])


def _modules(name: str) -> Iterator[tuple[str, bytes]]:
    for listed in sorted(_files(name)):
        path = listed.as_posix()
        wanted = path.startswith(DISTRIBUTIONS[name]) and any(
            path.endswith(kept) or path.startswith(kept) for kept in _KEPT
        )
        if wanted and not any(part in path for part in _LEFT_OUT):
            yield path, _located(listed).read_bytes()


def _files(name: str) -> list[PackagePath]:
    found = files(name)
    if not found:
        raise BundleError(f"{name} 没有装好 / is not installed with a list of its files")
    return found


def _located(path: PackagePath) -> Path:
    return Path(str(path.locate()))
