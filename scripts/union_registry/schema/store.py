"""Loads the JSON Schemas, each made whole: shared shapes joined in, vocabularies written out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from union_registry.faults import BrokenRegister

Node = dict[str, Any]


class Schemas:
    """The schemas below `folder`; `words` gives the keys of each vocabulary that a field may name.

    A schema is read when it is first asked for; BrokenRegister if it is missing or broken.
    """

    def __init__(self, folder: Path, words: Mapping[str, Sequence[str]]) -> None:
        self.folder = folder
        self.words = words
        self._whole: dict[str, Node] = {}

    def __getitem__(self, name: str) -> Node:
        """The schema `name`, self-contained: `$ref` only to its own `$defs`, `x-vocabulary` as `enum`."""
        if name not in self._whole:
            try:
                self._whole[name] = self._load(name)
            except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise BrokenRegister(f"schema/{name}.schema.json: {error!r}") from error
        return self._whole[name]

    def resolve(self, name: str, node: Node) -> Node:
        """`node` of schema `name` with its `$ref` followed; what stands beside the `$ref` wins."""
        while "$ref" in node:
            target = self[name]["$defs"][node["$ref"].removeprefix("#/$defs/")]
            node = _over(target, {key: value for key, value in node.items() if key != "$ref"})
        return node

    @cached_property
    def _shared(self) -> Node:
        shared = json.loads((self.folder / "common.schema.json").read_text(encoding="utf-8"))
        return dict(shared["$defs"])

    def _load(self, name: str) -> Node:
        whole = json.loads((self.folder / f"{name}.schema.json").read_text(encoding="utf-8"))
        needed: dict[str, Node] = {}
        whole = self._join(whole, needed)
        whole["$defs"] = {**whole.get("$defs", {}), **needed}
        return dict(whole)

    def _join(self, node: Any, needed: dict[str, Node]) -> Any:
        if isinstance(node, list):
            return [self._join(item, needed) for item in node]
        if not isinstance(node, dict):
            return node
        joined = {key: self._join(value, needed) for key, value in node.items()}
        reference = joined.get("$ref")
        if isinstance(reference, str) and (reference.startswith("common.") or reference[8:] in self._shared):
            target = reference.rpartition("/")[2]
            joined["$ref"] = f"#/$defs/{target}"
            if target not in needed:
                needed[target] = {}
                needed[target] = self._join(self._shared[target], needed)
        if "x-vocabulary" in joined and isinstance(joined["x-vocabulary"], str):
            joined["enum"] = list(self.words[joined["x-vocabulary"]])
        return joined


def _over(base: Node, change: Node) -> Node:
    """`base` with `change` laid over it, property by property."""
    merged = {**base, **change}
    if "properties" in base and "properties" in change:
        merged["properties"] = dict(base["properties"])
        for name, child in change["properties"].items():
            merged["properties"][name] = {**base["properties"].get(name, {}), **child}
    return merged
