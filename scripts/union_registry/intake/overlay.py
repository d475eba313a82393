"""Lays what was read over the YAML of a union that is there: what is not given stays, comments too."""

from __future__ import annotations

import copy
import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from union_registry.intake.gathering import are_one, lay
from union_registry.schema.store import Schemas
from union_registry.source.kinds import Kind
from union_registry.source.reader import read
from union_registry.writing.canonical import Unformattable, _Literal, canonical
from union_registry.writing.comments import comments
from union_registry.writing.entry import added


def combined(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What a file says once `new` is laid over it: given fields are as given, all others as they were."""
    result = copy.deepcopy(old)
    lay(result, new, lambda *clash: clash[-1], used=set())
    return result


def overlaid(before: bytes, new: dict[str, Any], schemas: Schemas, kind: Kind) -> bytes:
    """The bytes of a file of `kind` with `new` laid over it; `before` itself where that changes nothing.

    b"" stands for a file that is not there. Unformattable if the file cannot be read, or not be
    changed without losing a comment.
    """
    document = read(before)
    if document.faults or not isinstance(document.data, dict):
        raise Unformattable(document.faults)
    wanted = combined(document.data, new)
    if wanted == document.data and before:
        return before
    if not document.data and not before.strip():
        return added(b"", wanted, schemas, kind)
    yaml_ = YAML(pure=True)
    yaml_.Resolver = _Literal
    yaml_.preserve_quotes = True
    yaml_.width = 1_000_000
    yaml_.indent(mapping=2, sequence=4, offset=2)
    text = canonical(before, schemas, kind).decode()
    node = yaml_.load(text)
    if node is None:  # nothing but comments
        node = CommentedMap()
        text = text.rstrip("\n") + "\n"
    _update(node, document.data, wanted)
    out = io.StringIO()
    yaml_.dump(node, out)
    whole = out.getvalue() if text.split("\n")[0] in out.getvalue() else text + out.getvalue()
    written = canonical(whole.encode(), schemas, kind)
    if read(written).data != wanted or comments(text) - comments(written.decode()):
        raise Unformattable([])
    return written


def kept(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    """Entries of tables that are there and that a whole list in `new` does not name: the list and the entry's name."""
    found = []
    for name, value in new.items():
        before = old.get(name)
        if isinstance(value, dict) and isinstance(before, dict):
            found += kept(before, value)
        elif (
            isinstance(value, list) and isinstance(before, list) and all(isinstance(e, dict) for e in [*value, *before])
        ):
            whole = name != "members" or len(value) > 1  # the recommendation form names the lead alone
            for entry in before:
                match = next((other for other in value if are_one(name, entry, other)), None)
                if match is not None:
                    found += kept(entry, match)
                elif whole and "left_on" not in entry:
                    found.append((name, str(entry.get("name") or entry.get("year") or "?")))
    return found


def _update(node: Any, old: Any, new: Any) -> None:
    """Makes `node`, which says `old`, say `new`; rows that are blank yet are filled in."""
    keys = new if isinstance(new, dict) else range(len(new))
    for key in keys:
        value = new[key]
        before = old.get(key) if isinstance(old, dict) else old[key] if key < len(old) else None
        if value == before:
            continue
        held = node.get(key) if isinstance(node, CommentedMap) else node[key] if key < len(node) else None
        if isinstance(value, dict) and isinstance(held, CommentedMap):
            _update(held, before or {}, value)
        elif isinstance(value, list) and isinstance(held, CommentedSeq):
            _update(held, before or [], value)
        elif isinstance(node, CommentedSeq) and key >= len(node):
            node.append(_fresh(value))
        else:
            node[key] = _fresh(value)
    if isinstance(new, list):
        del node[len(new) :]


def _fresh(value: Any) -> Any:
    """A value as it is to be written; the canonical form sees to its quotes."""
    if isinstance(value, dict):
        return CommentedMap((key, _fresh(held)) for key, held in value.items())
    if isinstance(value, list):
        return CommentedSeq(_fresh(held) for held in value)
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value
