"""Which modules of this program one of them needs, found by reading import statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).parents[2]
_NAME = PROGRAM.name


def needed(entry: str) -> tuple[dict[str, bytes], set[str]]:
    """Sources by path such as `union_registry/text.py`, and the names of other packages that they import.

    `entry` is a module such as `union_registry.apply.browser`. Imports inside of functions count,
    those for type checkers only do not. `from package import name` takes `name` for a module if it is one.
    """
    found: dict[str, bytes] = {}
    others: set[str] = set()
    waiting = [entry]
    while waiting:
        module = waiting.pop()
        if module.partition(".")[0] != _NAME:
            others.add(module.partition(".")[0])
            continue
        parent = module.rpartition(".")[0]
        if parent:  # importing a module runs its packages first
            waiting.append(parent)
        path = _path(module)
        if path is None or (inside := path.relative_to(PROGRAM.parent).as_posix()) in found:
            continue
        found[inside] = path.read_bytes()
        waiting += _imported(ast.parse(found[inside]))
    return dict(sorted(found.items())), others


def _path(module: str) -> Path | None:
    """The source of a module; None if the name is not one's, such as that of a function."""
    base = PROGRAM.parent / module.replace(".", "/")
    candidates = (base.with_suffix(".py"), base / "__init__.py")
    return next((path for path in candidates if path.is_file()), None)


def _imported(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield str(child.module)
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        else:
            yield from _imported(child)
