"""The register's schemas and vocabularies as they are published: each schema at its `$id`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from union_registry.schema.store import Node

FOLDER = "data/schema/"


def published_schemas(folder: Path, site: str | None, more: dict[str, Node]) -> Iterator[tuple[str, bytes]]:
    """Path in the site and bytes of each schema and vocabulary below `folder`, and of the schemas of `more` by name.

    `$id` is a schema's address below `site`; where that is not known it is the file's own name, which leads
    to the same address from wherever the file lies. References between schemas go by file name and hold.
    """
    for path in sorted(folder.glob("*.schema.json")):
        yield _published(path.name, json.loads(path.read_text("utf-8")), site)
    for name, schema in more.items():
        yield _published(f"{name}.schema.json", schema, site)
    for path in sorted((folder / "vocabulary").glob("*.yaml")):
        yield f"{FOLDER}vocabulary/{path.name}", path.read_bytes()


def _published(name: str, schema: Node, site: str | None) -> tuple[str, bytes]:
    own = f"{site}{FOLDER}{name}" if site else name
    dialect = schema.pop("$schema")
    content = {"$schema": dialect, "$id": own, **schema}
    return FOLDER + name, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
