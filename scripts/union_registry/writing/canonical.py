"""The one canonical form of a file: order of keys, quotes, half-width digits; comments are kept."""

from __future__ import annotations

import io
import re
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString, PlainScalarString, SingleQuotedScalarString

from union_registry.schema.mend import mended
from union_registry.schema.store import Node, Schemas
from union_registry.source.fault import Fault
from union_registry.source.kinds import Kind
from union_registry.source.reader import guess_encoding, read
from union_registry.writing.blocks import in_order

# Shapes whose numbers and dates stand bare; every other text that YAML could take for one is quoted.
_BARE = frozenset(("date", "year", "count", "amount", "percent", "user-id"))
_HEADER = "# yaml-language-server: $schema="


class Unformattable(Exception):
    """A file that cannot be put into canonical form and is left as it is.

    `faults` say why it cannot be read; there are none if only the rewriting was not safe.
    """

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("unformattable")
        self.faults = faults


def canonical(raw: bytes, schemas: Schemas, kind: Kind) -> bytes:
    """The canonical form of a file's bytes: UTF-8, LF, the same data and the same comments.

    Older Chinese encodings are turned into UTF-8. Unformattable if the file cannot be read.
    """
    encoding = guess_encoding(raw) if _is_not_utf8(raw) else None
    if encoding:
        raw = raw.decode(encoding).encode()
    before = read(raw)
    if before.faults or before.data is None:
        raise Unformattable(before.faults)
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    try:
        body = in_order(_without_header(text), schemas, kind.schema)
        written = header(kind) + "\n" + _rewritten(body, schemas, kind.schema)
    except (yaml.YAMLError, YAMLError, RecursionError, ValueError) as error:
        raise Unformattable([]) from error
    after = read(written.encode())
    if after.faults or after.data != _mended(before.data, schemas, kind.schema, schemas[kind.schema]):
        raise Unformattable([])  # never write what says something else than was typed
    return written.encode()


def header(kind: Kind) -> str:
    """The first line, which tells editors the schema."""
    up = "../" * (kind.path.count("/") + 2)
    return f"{_HEADER}{up}schema/{kind.schema}.schema.json"


def needs_quotes(text: str) -> bool:
    """Whether YAML 1.1 or 1.2 could take `text`, written bare, for something else than text."""
    resolver = yaml.resolver.Resolver()
    if resolver.resolve(yaml.ScalarNode, text, (True, False)) != "tag:yaml.org,2002:str":  # type: ignore[no-untyped-call]
        return True
    try:
        float(text.replace("_", "").removeprefix("0o"))
    except ValueError:
        return False
    return True


def _is_not_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return True
    return False


def _without_header(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.startswith("# yaml-language-server:") else text


class _Literal(VersionedResolver):
    """Knows true, false and blank; every other bare word is text, as it is to our reader."""

    _BOOL = ("tag:yaml.org,2002:bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"))
    _NULL = ("tag:yaml.org,2002:null", re.compile("(?:~|null|Null|NULL|)$"))

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        return {
            **{letter: [self._BOOL] for letter in "tTfF"},
            **{letter: [self._NULL] for letter in ("", "~", "n", "N")},
        }


def _rewritten(text: str, schemas: Schemas, kind: str) -> str:
    yaml_ = YAML(pure=True)
    yaml_.Resolver = _Literal
    yaml_.preserve_quotes = True
    yaml_.width = 1_000_000
    yaml_.indent(mapping=2, sequence=4, offset=2)
    data = yaml_.load(text)
    if data is None:
        return text
    _tidy(data, schemas, kind, schemas[kind])
    out = io.StringIO()
    yaml_.dump(data, out)
    return re.sub(r"(?m)^( *-) $", r"\1", out.getvalue())


def _tidy(node: Any, schemas: Schemas, kind: str, shape: Node) -> None:
    """Scalars in their canonical quotes, flow collections opened up where they hold groups."""
    whole = schemas.resolve(kind, shape)
    if isinstance(node, CommentedMap):
        known = whole.get("properties", {})
        if node.fa.flow_style():  # block mappings have been put in order already, with their comments
            node.fa.set_block_style()
            for key in sorted(node, key=list(known).index if node.keys() <= known.keys() else str):
                node.move_to_end(key)
        for key in list(node):
            child = known.get(key, {})
            node[key] = _scalar(node[key], child)
            _tidy(node[key], schemas, kind, child)
    elif isinstance(node, CommentedSeq):
        if node:
            node.fa.set_block_style()
        child = whole.get("items", {})
        for place in range(len(node)):
            node[place] = _scalar(node[place], child)
            _tidy(node[place], schemas, kind, child)


def _scalar(value: Any, shape: Node) -> Any:
    if not isinstance(value, str):
        return value
    name = shape.get("$ref", "").rpartition("/")[2]
    text = mended(name, value) or str(value)
    if name in _BARE:
        return PlainScalarString(text)
    if "\n" in text:
        return LiteralScalarString(text)
    if not text and isinstance(value, PlainScalarString):
        return value
    return SingleQuotedScalarString(text) if needs_quotes(text) else text


def _mended(data: Any, schemas: Schemas, kind: str, shape: Node) -> Any:
    """The data that formatting is allowed to leave: what was typed, with its writing mended."""
    whole = schemas.resolve(kind, shape)
    if isinstance(data, dict):
        known = whole.get("properties", {})
        return {key: _mended(value, schemas, kind, known.get(key, {})) for key, value in data.items()}
    if isinstance(data, list):
        return [_mended(item, schemas, kind, whole.get("items", {})) for item in data]
    if isinstance(data, str):
        return mended(shape.get("$ref", "").rpartition("/")[2], data) or data
    return data
