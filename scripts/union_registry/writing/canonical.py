"""The one canonical form of a file: order of keys, quotes, half-width digits; comments are kept."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString, PlainScalarString, SingleQuotedScalarString

from union_registry.schema.mend import mended, word
from union_registry.schema.migration import Migrations, TwoNames
from union_registry.schema.store import Node, Schemas
from union_registry.source.fault import Fault
from union_registry.source.kinds import Kind
from union_registry.source.reader import INDENT_AND_REST, guess_encoding, read
from union_registry.writing.blocks import in_order
from union_registry.writing.comments import comments

# Shapes whose numbers and dates stand bare; every other text that YAML could take for one is quoted.
_BARE = frozenset(("date", "year", "count", "amount", "percent", "user-id"))
_HEADER = "# yaml-language-server: $schema="
_HEADER_LINE = re.compile(r"# yaml-language-server:[ \t]*\$schema=\S*+[ \t]*(?:\n|\Z|(?=#))")

Words = Mapping[str, Mapping[str, str]]


class Unformattable(Exception):
    """A file that cannot be put into canonical form and is left as it is.

    `faults` say why it cannot be read; there are none if only the rewriting was not safe.
    """

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("unformattable")
        self.faults = faults


def canonical(
    raw: bytes, schemas: Schemas, kind: Kind, words: Words | None = None, migrations: Migrations | None = None
) -> bytes:
    """The canonical form of a file's bytes: UTF-8, LF, the same data and the same comments.

    Older encodings are turned into UTF-8. `words` gives, by vocabulary, the key for each label or
    alias that people may have written instead; `migrations` the names of today for those of old.
    Unformattable if the file cannot be read, or not be rewritten without a loss.
    """
    encoding = older_encoding(raw)
    if encoding:
        raw = raw.decode(encoding).encode()
    before = read(raw)
    if before.faults or before.data is None:
        raise Unformattable(before.faults)
    form = _Form(schemas, kind.schema, words or {})
    text = _plain(raw)
    try:
        if migrations and (renamed := migrations.migrated(kind.schema, text)) != text:
            text, before = renamed, read(renamed.encode())
        old = _HEADER_LINE.match(text)
        body = text[old.end() :] if old else text
        rewritten = _rewritten(in_order(body, schemas, kind.schema), form)
        lost = comments(body) != comments(rewritten)
    except TwoNames as both:
        raise Unformattable([both.fault]) from both
    except Exception as error:  # Immovable, or whatever ruamel.yaml stumbles over: NotImplementedError, for one
        raise Unformattable([]) from error
    written = f"{header(kind)}\n{rewritten}".encode()
    after = read(written)
    if lost or after.faults or after.data != form.mended(before.data, schemas[kind.schema]):
        raise Unformattable([])  # never write what says something else than was typed
    return written


def in_form(data: Any, schemas: Schemas, kind: Kind, words: Words | None = None) -> Any:
    """A file's data with the writing of its values mended, as its canonical form has them; what was meant stays."""
    return _Form(schemas, kind.schema, words or {}).mended(data, schemas[kind.schema])


def older_encoding(raw: bytes) -> str | None:
    """The encoding other than UTF-8 that `raw` is read in; None if it is UTF-8 or cannot be read."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return guess_encoding(raw)
    return None


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


def _plain(raw: bytes) -> str:
    """The text as the reader sees it: LF, and a blank for a tab within a line."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return INDENT_AND_REST.sub(lambda line: (line[1] if line[2] else "") + line[2].replace("\t", " "), text)


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


@dataclass(frozen=True, slots=True)
class _Form:
    """What one kind of file may hold, and how its values are written."""

    schemas: Schemas
    kind: str
    words: Words

    def tidy(self, node: Any, shape: Node) -> None:
        """Scalars in their canonical quotes, flow collections opened up where they hold groups."""
        whole = self.schemas.resolve(self.kind, shape)
        if isinstance(node, CommentedMap):
            known = whole.get("properties", {})
            if node.fa.flow_style():  # block mappings have been put in order already, with their comments
                node.fa.set_block_style()
                order = {name: place for place, name in enumerate(known)}
                for key in sorted(node, key=lambda key: order.get(key, len(order))):
                    node.move_to_end(key)
            for key in list(node):
                child = known.get(key, {})
                node[key] = self._scalar(node[key], child)
                self.tidy(node[key], child)
        elif isinstance(node, CommentedSeq):
            if node:
                node.fa.set_block_style()
            child = whole.get("items", {})
            for place in range(len(node)):
                node[place] = self._scalar(node[place], child)
                self.tidy(node[place], child)

    def mended(self, data: Any, shape: Node) -> Any:
        """The data that formatting is allowed to leave: what was typed, with its writing mended."""
        whole = self.schemas.resolve(self.kind, shape)
        if isinstance(data, dict):
            known = whole.get("properties", {})
            return {key: self.mended(value, known.get(key, {})) for key, value in data.items()}
        if isinstance(data, list):
            return [self.mended(item, whole.get("items", {})) for item in data]
        return self._better(data, shape) if isinstance(data, str) else data

    def _better(self, text: str, shape: Node) -> str:
        whole = self.schemas.resolve(self.kind, shape)
        if "enum" in whole:
            return word(whole, self.words, text) or text
        return mended(_name(shape), text) or text

    def _scalar(self, value: Any, shape: Node) -> Any:
        if not isinstance(value, str):
            return value
        text = self._better(str(value), shape)
        if _name(shape) in _BARE:
            return PlainScalarString(text)
        if "\n" in text:
            return LiteralScalarString(text)
        if not text and isinstance(value, PlainScalarString):
            return value
        return SingleQuotedScalarString(text) if needs_quotes(text) else text


def _name(shape: Node) -> str:
    return str(shape.get("$ref", "")).rpartition("/")[2]


def _rewritten(text: str, form: _Form) -> str:
    yaml_ = YAML(pure=True)
    yaml_.Resolver = _Literal
    yaml_.preserve_quotes = True
    yaml_.width = 1_000_000
    yaml_.indent(mapping=2, sequence=4, offset=2)
    data = yaml_.load(text)
    if data is None:
        return text
    form.tidy(data, form.schemas[form.kind])
    out = io.StringIO()
    yaml_.dump(data, out)
    return re.sub(r"(?m)^( *-) $", r"\1", out.getvalue())
