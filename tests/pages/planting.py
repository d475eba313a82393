"""What tests plant in a union's files: markers wherever something private can stand, hostile text wherever text is free."""

from __future__ import annotations

from typing import Any

from tests.sites import own_root
from tests.support import Files
from union_registry.register import Register
from union_registry.schema.store import Node
from union_registry.source.kinds import kind_of

SECRET = "机密标记"
SECRET_AMOUNT = "98765.43"
SECRET_COUNT = "9876543"
SECRET_DIGEST = "5ec2e7d19e57"
HOSTILE = '<script>window.pwned=1</script><img src=x onerror=window.pwned=1>"\'](javascript:alert(1)) {{7*7}} =HYPERLINK("x") | `a` &lt; </title>'

_SCHEMAS = Register(own_root()).schemas


def with_secrets(files: Files) -> Files:
    """`files` with a marker in every value that is not public; what a choice or a date has to be stays."""
    return {name: _secret(_kind(name), data, _SCHEMAS[_kind(name)], True, {}) for name, data in files.items()}


def with_hostile(files: Files) -> Files:
    """`files` with the hostile text in front of every free text."""
    return {name: _hostile(_kind(name), data, _SCHEMAS[_kind(name)]) for name, data in files.items()}


def _kind(name: str) -> str:
    kind = kind_of(name)
    assert kind is not None
    return kind.schema


def _secret(kind: str, data: Any, node: Node, public: bool, siblings: dict[str, Any]) -> Any:
    node = _SCHEMAS.resolve(kind, node)
    hidden = any(siblings.get(name) in values for name, values in node.get("x-hidden-when", {}).items())
    public = public and not hidden
    if isinstance(data, dict):
        return {
            key: _secret(kind, value, child, public and child.get("x-public") is True, data)
            for key, value in data.items()
            for child in [node["properties"][key]]
        }
    if isinstance(data, list):
        return [_secret(kind, item, node["items"], public, {}) for item in data]
    if public or isinstance(data, bool) or {"enum", "const", "format"} & node.keys():
        return data
    wanted = node.get("pattern", "")
    if "maxLength" in node:
        return SECRET + data
    if r"\." in wanted:
        return SECRET_AMOUNT
    return SECRET_COUNT if node["title"] == "个数" or node.get("maximum") == 9999999 else data


def _hostile(kind: str, data: Any, node: Node) -> Any:
    node = _SCHEMAS.resolve(kind, node)
    if isinstance(data, dict):
        return {key: _hostile(kind, value, node["properties"][key]) for key, value in data.items()}
    if isinstance(data, list):
        return [_hostile(kind, item, node["items"]) for item in data]
    return HOSTILE + data[:50] if isinstance(data, str) and "maxLength" in node else data
