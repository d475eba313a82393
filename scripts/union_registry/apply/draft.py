"""What has been typed so far: a union's forms as plain data, from JSON that anybody may have written."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from union_registry.refused import Refused
from union_registry.schema.store import Node, Schemas
from union_registry.source.kinds import PRIVATE, SEALED, SLUG, Kind, kind_of
from union_registry.source.reader import MAX_DEPTH, MAX_VALUES
from union_registry.text import Text

# Stands in for the folder's name as long as it has none, so that a draft can be checked.
UNNAMED = "draft-union"
MAX_LETTERS = 4_000_000
MAX_FILES = 150

# Word and WeChat put these where a new line is meant.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_END = re.compile(r"\n\s*\Z")
# What no YAML file may hold; everything else is for the schema to judge.
_UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

_NOT_OURS = Text("这份内容不是本页保存的草稿", "this is not a draft that this page has saved")
_START_ANEW = Text("请重新打开本页保存的草稿文件", "open the draft file that this page saved once more")


@dataclass(frozen=True)
class Draft:
    """A draft that is sound in shape: text and true or false, in the depth and number that a file may hold.

    `files` holds data by path within the folder, `private` that of private.yaml, `carried` the text of
    files that the form does not edit. `slug` is "" as long as it is not given.
    """

    slug: str
    files: Mapping[str, dict[str, Any]]
    private: dict[str, Any] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "slug": self.slug,
            "files": dict(self.files),
            "private": self.private,
            "carried": dict(self.carried),
        }


def draft(given: Any, schemas: Schemas) -> Draft:
    """The draft that `given`, read from JSON, means; what is blank is left out of it.

    Refused if it is no draft, holds too much, or a text holds what no file may hold.
    """
    if not isinstance(given, dict):
        raise Refused(_NOT_OURS, _START_ANEW)
    slug, files, private, carried = (
        _part(given, name, empty) for name, empty in (("slug", ""), ("files", {}), ("private", {}), ("carried", {}))
    )
    if slug and not SLUG.match(slug):
        raise Refused(
            Text(f"文件夹名 {_short(slug)} 不能用", f"{_short(slug)} cannot name a folder"),
            Text(
                "用 3 到 40 位小写字母、数字和连字符，以字母开头",
                "use 3 to 40 lower-case letters, digits and hyphens, starting with a letter",
            ),
        )
    if len(files) + len(carried) > MAX_FILES:
        raise Refused(Text("文件太多", "too many files"), _START_ANEW)
    _weigh(given)
    return Draft(
        slug,
        {path: _filled(path, data, schemas, _editable(path)) for path, data in files.items()},
        _filled(PRIVATE, private, schemas, known_kind(PRIVATE)),
        {path: _carried(path, text) for path, text in carried.items() if path not in files},
    )


def _part(given: dict[Any, Any], name: str, empty: Any) -> Any:
    part = given.get(name)
    if part is None:
        return empty
    if type(part) is not type(empty):
        raise Refused(_NOT_OURS, _START_ANEW)
    return part


def _weigh(given: Any) -> None:
    """Refused if there is more in `given` than any folder can hold; counted before anything is done with it."""
    letters = values = 0
    waiting = [(given, 0)]
    while waiting:
        held, depth = waiting.pop()
        values += 1
        if isinstance(held, str):
            letters += len(held)
        elif isinstance(held, (dict, list)):
            inside = [*held, *held.values()] if isinstance(held, dict) else held
            waiting += [(value, depth + 1) for value in inside]
        # The files of a draft lie two steps deeper than each by itself.
        if depth > MAX_DEPTH + 2 or values > MAX_VALUES * 4 or letters > MAX_LETTERS:
            raise Refused(
                Text("内容太多或嵌套太深，装不进一个文件夹", "more, or deeper nested, than a folder can hold"),
                Text("删去一些内容再试", "take some of it out and try again"),
            )


def known_kind(path: str) -> Kind:
    """The kind of the file at `path` within a folder; Refused if it does not belong there."""
    kind = kind_of(path)
    if kind is None:
        raise Refused(
            Text(f"{_short(path)} 不属于联合体文件夹", f"{_short(path)} does not belong in a union's folder"),
            _START_ANEW,
        )
    return kind


def _editable(path: str) -> Kind:
    kind = known_kind(path)
    if kind.by_bureau or kind.schema == "private":
        raise Refused(
            Text(f"{path} 不能在这里填写", f"{path} is not filled in here"),
            Text(
                "联系信息填在“不入库”一栏；bureau/ 里的由盟科技局填写", "contacts are private; bureau/ is the bureau's"
            ),
        )
    return kind


def _carried(path: Any, text: Any) -> str:
    if path != SEALED and known_kind(path).schema == "private":
        raise Refused(
            Text("private.yaml 不能随文件夹提交", "private.yaml is never handed in with the folder"), _START_ANEW
        )
    if not isinstance(text, str):
        raise Refused(_NOT_OURS, _START_ANEW)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refused(_NOT_OURS, _START_ANEW) from error
    return text


def _filled(path: str, data: Any, schemas: Schemas, kind: Kind) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise Refused(_NOT_OURS, _START_ANEW)
    cleaned = _Cleaner(path, schemas, kind.schema).group(data, schemas[kind.schema])
    return cleaned or {}


@dataclass(frozen=True)
class _Cleaner:
    """Turns what a form gives for one file into what its YAML would be read as."""

    path: str
    schemas: Schemas
    kind: str

    def group(self, data: dict[Any, Any], shape: Node) -> dict[str, Any] | None:
        whole = self.schemas.resolve(self.kind, shape)
        known, required = whole.get("properties", {}), whole.get("required", ())
        kept = {}
        for key, value in data.items():
            child = known.get(key, {})
            held = self._value(value, child, may_be_empty=key in required)
            if held is not None:
                kept[self._text(key)] = held
        return kept or None

    def _value(self, value: Any, shape: Node, *, may_be_empty: bool) -> Any:
        """The value as the reader of YAML would give it; None for a blank."""
        if isinstance(value, dict):
            return self.group(value, shape)
        if isinstance(value, list):
            return self._list(value, shape, may_be_empty=may_be_empty)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, float) and not math.isfinite(value):
            raise Refused(_NOT_OURS, _START_ANEW)
        return self._text(str(value), long=_is_long(shape)) or None

    def _list(self, value: list[Any], shape: Node, *, may_be_empty: bool) -> list[Any] | None:
        whole = self.schemas.resolve(self.kind, shape)
        rows = [self._value(item, whole.get("items", {}), may_be_empty=False) for item in value]
        while rows and rows[-1] is None:
            rows.pop()
        # A list that is given and holds nothing says "none", where the form may say so.
        return rows if rows or (may_be_empty and not value and not whole.get("minItems")) else None

    def _text(self, text: str, *, long: bool = False) -> str:
        text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
        unseen = _UNSEEN.search(text)
        if unseen:
            code, around = f"U+{ord(unseen.group()):04X}", _short(text[max(unseen.start() - 10, 0) :])
            raise Refused(
                Text(
                    f"{self.path} 里“{around}”处有看不见的控制字符 {code}",
                    f"{self.path}: a control character {code} at “{around}”",
                ),
                Text("删去这几个字重新输入", "delete those few letters and type them again"),
            )
        if not long or not text.strip():
            return text.strip()
        return _BLANK_END.sub("\n", text)


def _is_long(shape: Node) -> bool:
    """Whether a field takes paragraphs, whose blanks are the writer's own."""
    return str(shape.get("$ref", "")).endswith("/text")


def _short(text: Any) -> str:
    """A few letters of what was typed, with nothing in them that cannot be shown."""
    return "".join(c if c.isprintable() else "□" for c in str(text)[:20])
