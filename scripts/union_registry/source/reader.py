"""Reads one YAML file in one pass: data, positions and faults, without ever raising.

What is left blank is left out: a key without a value, a group of nothing but blanks, blank rows at
the end of a table.
Numbers and dates stay text until the schema has judged them, so that a credit code, `no`, `1E5`
and 2025-03-01 mean what the person typed. YAML 1.2 core for true, false and blank.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from union_registry.source import fault as f
from union_registry.source.document import Document

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_VALUES = 20_000

_BLANK = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# What YAML forbids, the line separators that editors and YAML count differently, and a byte-order mark inside.
_UNSEEN = re.compile("[^\t\n\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
INDENT_AND_REST = re.compile(r"^([ \t]*)([^\n]*)", re.MULTILINE)
# A comment has a blank after its #; what has none is rather a number, as in 一期 #2 生产线.
_HASH = re.compile(r"[ \t](#[^#\s!][^\n]{0,40})")
_FIELD = re.compile(r"( *(?:- +)?)[\w-]+:(?: |$)")
_WIDE_COLON = re.compile(r"^\s*(?:- )?([\w-]{1,40}(?:：|:(?=[^\s/]))[^\n]{0,20})")

_UTF16 = (b"\xff\xfe", b"\xfe\xff")

FAST = yaml.__with_libyaml__
# For YAML that has been read here and found sound.
LOADER: Any = yaml.CSafeLoader if FAST else yaml.SafeLoader


def read(raw: bytes, *, fast: bool | None = None) -> Document:
    """The document that `raw` holds; whatever the bytes are, faults and never an exception.

    `fast` False asks for the pure Python parser; by default the C parser is used where it is there.
    """
    document = Document()
    if len(raw) > MAX_BYTES:
        document.faults.append(f.Fault(f.TOO_LARGE, 1, 1, values={"limit": MAX_BYTES}))
        return document
    text = _decode(raw, document)
    if text is None:
        return document
    unseen = _UNSEEN.search(text)
    if unseen:
        line, column = _position(text, unseen.start())
        code = f"U+{ord(unseen.group()):04X}"
        document.faults.append(f.Fault(f.CHARACTER, line, column, values={"code": code}))
        return document
    if "\t" in text:  # pasted from a table: a blank; one left in front of a line is for the stricter parser to refuse
        text = INDENT_AND_REST.sub(lambda line: (line[1] if line[2] else "") + line[2].replace("\t", " "), text)
    fast = (FAST if fast is None else fast) and "\t" not in text
    loader: Any = (yaml.CSafeLoader if fast else yaml.SafeLoader)(text)
    try:
        _build(loader, document, [*text.split("\n"), ""] if _HASH.search(text) else None)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # pure Python lets bad escapes through
        if fast:  # the pure parser has the last word, so that both say the same
            return read(raw, fast=False)
        document.data = None
        document.faults.append(_diagnose(error, text))
    finally:
        loader.dispose()
    if not document.faults and not isinstance(document.data, dict):
        _not_a_mapping(document, text)
    return document


def _decode(raw: bytes, document: Document) -> str | None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.faults.append(f.Fault(f.ENCODING, line, 1, values={"encoding": guess_encoding(raw) or "?"}))
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def guess_encoding(raw: bytes) -> str | None:
    """The encoding that `raw`, which is not UTF-8, can be read in: UTF-16 or an older Chinese one; else None."""
    name = "UTF-16" if raw[:2] in _UTF16 else "GB18030"
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return None
    return name


def _build(loader: Any, document: Document, lines: list[str] | None) -> None:  # noqa: C901, PLR0912, PLR0915  # one loop, for speed
    """Runs through the parser's events; no recursion, so depth can harm nothing.

    `lines` are given where a text could run into a comment without being meant to.
    """
    all_marks, faults = document.marks, document.faults
    stack: list[tuple[Any, Any, Any]] = []
    node: Any = None
    marks: Any = None
    key: Any = None  # the pending key of a mapping
    key_mark: Any = None
    values = documents = 0
    get = loader.get_event
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    while True:
        event = get()
        kind = type(event)
        if kind is scalar:
            if event.anchor is not None:
                _add(faults, f.ALIAS, event)
            if event.tag is not None:
                _add(faults, f.TAG, event)
            text = event.value
            if type(node) is dict and key is None:
                key, key_mark = text, event.start_mark
                if event.style == '"' and (hidden := _UNSEEN.search(text)):  # written as an escape
                    faults.append(f.Fault(f.CHARACTER, *_at(event), values={"code": f"U+{ord(hidden.group()):04X}"}))
                    key = "?"
                if key in marks:
                    first = marks[key][0].line + 1
                    faults.append(f.Fault(f.DUPLICATE_KEY, *_at(event), values={"key": _short(key), "first": first}))
                continue
            value: Any = text
            if not event.style:  # plain; libyaml says '' where pure Python says None
                if text in _BLANK:
                    value = None
                elif text in _TRUTH:
                    value = _TRUTH[text]
                if lines is not None and (lost := _HASH.match(lines[event.end_mark.line], event.end_mark.column)):
                    line, column = event.end_mark.line + 1, lost.start(1) + 1
                    faults.append(f.Fault(f.HASH, line, column, values={"text": _short(lost[1])}))
            elif event.style == '"' and _UNSEEN.search(text):  # written as an escape, such as \\0
                unseen = f"U+{ord(_UNSEEN.search(text).group()):04X}"  # type: ignore[union-attr]
                faults.append(f.Fault(f.CHARACTER, *_at(event), values={"code": unseen}))
                value = ""
            children: Any = None
        elif kind is mapping or kind is sequence:
            if event.anchor is not None:
                _add(faults, f.ALIAS, event)
            if event.tag is not None:
                _add(faults, f.TAG, event)
            if type(node) is dict and key is None:
                _add(faults, f.KEY, event)
                document.data = None
                return
            if len(stack) >= MAX_DEPTH:
                faults.append(f.Fault(f.TOO_DEEP, *_at(event), values={"limit": MAX_DEPTH}))
                document.data = None
                return
            value, children = ({}, {}) if kind is mapping else ([], [])
            all_marks[id(value)] = children
        elif kind in ends:
            closed, had = node, marks
            node, marks, held = stack.pop()
            key = None
            if type(closed) is list:
                while closed and (closed[-1] is None or closed[-1] == {}):  # blank rows at the end of a table
                    closed.pop()
            if had and not closed and type(node) is dict:  # a group of blanks is a blank
                node.pop(held, None)
            continue
        elif kind is yaml.AliasEvent:
            _add(faults, f.ALIAS, event)
            if type(node) is dict and key is None:
                key, key_mark = "*", event.start_mark
                continue
            value, children = None, None
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                _add(faults, f.DOCUMENTS, event)
                return
            continue
        elif kind is yaml.StreamEndEvent:
            return
        else:
            continue
        values += 1
        if values > MAX_VALUES:
            faults.append(f.Fault(f.TOO_MANY, *_at(event), values={"limit": MAX_VALUES}))
            document.data = None
            return
        held = key
        if type(node) is dict:
            marks[key] = (key_mark, event.start_mark)
            if value is not None:
                node[key] = value
            key = None
        elif type(node) is list:
            node.append(value)
            marks.append(event.start_mark)
        else:
            document.data = value
        if children is not None:
            stack.append((node, marks, held))
            node, marks, key = value, children, None


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _add(faults: list[f.Fault], check: f.FormCheck, event: Any) -> None:
    faults.append(f.Fault(check, *_at(event)))


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _diagnose(error: Exception, text: str) -> f.Fault:  # noqa: PLR0911  # a list of cases
    """The likeliest thing that the person did, from the lines around the parser's complaint."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    lines = text.split("\n")
    last = min(mark.line if mark else len(lines) - 1, len(lines) - 1)
    column = mark.column + 1 if mark else 1
    problem = str(getattr(error, "problem", ""))
    unclosed = "end of" in problem or "document separator" in problem
    if unclosed and context and "quoted scalar" in str(getattr(error, "context", "")):
        return f.Fault(f.QUOTE, context.line + 1, context.column + 1)
    for number in (last, last - 1):
        if number >= 0 and "\t" in lines[number][: len(lines[number]) - len(lines[number].lstrip())]:
            return f.Fault(f.TAB, number + 1, lines[number].index("\t") + 1)
    first = max(context.line if context else last - 1, last - 3, 0)
    for number in range(first, last + 1):
        wide = _WIDE_COLON.match(lines[number])
        if wide:
            return f.Fault(f.COLON, number + 1, wide.start(1) + 1, values={"text": wide.group(1)})
    if "mapping values are not allowed" in problem:
        field = _FIELD.match(lines[last])
        if field and mark and mark.column > field.end():
            return f.Fault(f.INNER_COLON, last + 1, column)
        return f.Fault(f.INDENT, last + 1, len(lines[last]) - len(lines[last].lstrip()) + 1)
    if "<block end>" in problem and lines[last][: column - 1].strip():
        return f.Fault(f.QUOTE_ALL, last + 1, column)
    if "<block end>" in problem and lines[last].startswith(" "):
        return f.Fault(f.INDENT, last + 1, column)
    return f.Fault(f.SYNTAX, last + 1, column)


def _not_a_mapping(document: Document, text: str) -> None:
    if document.data is None:  # nothing but blanks and comments: not filled in rather than wrong
        document.data = {}
        document.marks[id(document.data)] = {}
        return
    document.data = None
    for number, line in enumerate(text.split("\n")):
        wide = _WIDE_COLON.match(line)
        if wide:
            document.faults.append(f.Fault(f.COLON, number + 1, wide.start(1) + 1, values={"text": wide.group(1)}))
            return
    document.faults.append(f.Fault(f.NOT_A_MAPPING, 1, 1))
