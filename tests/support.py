"""What several tests use: the valid union, registers made of changes of it, invented credit codes."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.sites import own_root
from union_registry import index
from union_registry.engine import Judge, UnionVerdict
from union_registry.finding import Finding
from union_registry.register import Register
from union_registry.source.reader import read

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
VALID = FIXTURES / "valid"
SLUG = "sample-valid"
AS_OF = date(2026, 3, 1)

# GB 32100-2015: 31 characters, weights 3^(i-1) mod 31. Written out here so that codes are not made by what is tested.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Files = dict[str, dict[str, Any]]


def credit_code(body: str) -> str:
    """`body` (17 characters) with its check character."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + ALPHABET[-total % 31]


def invented_code(number: int, prefix: str = "91152502") -> str:
    """An invented credit code; organisation numbers that begin with QQ are not given out."""
    return credit_code(f"{prefix}QQ9{number:06d}")


def valid_union() -> Files:
    """The valid union's files by their path within the folder."""
    return {path.relative_to(VALID).as_posix(): read(path.read_bytes()).data for path in sorted(VALID.rglob("*.yaml"))}


def as_yaml(data: Any) -> str:
    """Data as the reader gives it, as YAML again."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6)


def new_root(folder: Path, schema: Mapping[str, list[dict[str, Any]]] | None = None) -> Path:
    """A register without unions below `folder`, its schema folder changed by the edits in `schema`."""
    (folder / "unions").mkdir(parents=True)
    if not schema:
        (folder / "schema").symlink_to(own_root() / "schema")
        return folder
    shutil.copytree(own_root() / "schema", folder / "schema")
    for name, edits in schema.items():
        path = folder / "schema" / name
        data = read(path.read_bytes()).data
        for edit in edits:
            apply(data, edit)
        path.write_text(as_yaml(data), encoding="utf-8")
    return folder


def write_union(root: Path, files: Mapping[str, Any], slug: str = SLUG) -> Path:
    """Writes a union's folder below `root`."""
    folder = root / "unions" / slug
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            path.write_text(data if isinstance(data, str) else as_yaml(data), encoding="utf-8")
    return folder


def verdict(root: Path, slug: str = SLUG, as_of: date = AS_OF, *, fast: bool | None = None) -> UnionVerdict:
    """The verdict on one union of the register at `root`."""
    register = Register(root, fast=fast)
    return Judge(register, index.load(root, register.slugs, fast=fast), as_of).verdict(slug)


def findings(root: Path, rule: str, slug: str = SLUG, as_of: date = AS_OF) -> list[Finding]:
    """What a rule or form check says of one union."""
    return [finding for finding in verdict(root, slug, as_of).findings if finding.rule == rule]


def changed(changes: Mapping[str, Iterable[dict[str, Any]]], files: Files | None = None) -> Files:
    """The valid union with edits by file; see tests/rules/README.md for what an edit can say."""
    files = valid_union() if files is None else files
    for name, edits in changes.items():
        for edit in edits:
            if edit.get("delete"):
                del files[name]
            elif "content" in edit:
                files[name] = edit["content"]
            elif "add" in edit:
                _add(files[name]["members"], edit)
            else:
                apply(files[name], edit)
    return files


def stranger(slug: str) -> Files:
    """The valid union under another slug: units with names and codes of their own."""
    files, codes = valid_union(), {}
    for number, member in enumerate(files["members.yaml"]["members"]):
        own = credit_code(f"91152502QQ{ALPHABET[sum(map(ord, slug)) % 31]}{number:06d}")
        codes[member["credit_code"]] = own
        member["name"] = f"{slug} 第{number + 1}单位（示例）"
        member.pop("former_names", None)
    return {name: _exchanged(data, codes) for name, data in files.items()}


def apply(data: Any, edit: Mapping[str, Any]) -> None:
    """One edit in a file's data: `path` with `value`, `remove` or `repeat` and `times`."""
    *way, last = [int(step) if step.isdigit() and not _is_key(step) else step for step in edit["path"].split("/")]
    for step in way:
        data = data[step]
    if edit.get("remove"):
        del data[last]
        return
    value = edit["repeat"] * int(edit["times"]) if "repeat" in edit else copy.deepcopy(edit["value"])
    if isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def only(items: Iterable[Any], wanted: Callable[[Any], bool] = bool) -> Any:
    """The one item that is wanted."""
    (item,) = [item for item in items if wanted(item)]
    return item


def _exchanged(data: Any, words: Mapping[str, str]) -> Any:
    """`data` with every text that is a key of `words` exchanged for its value."""
    if isinstance(data, dict):
        return {key: _exchanged(value, words) for key, value in data.items()}
    if isinstance(data, list):
        return [_exchanged(item, words) for item in data]
    return words.get(data, data)


def _is_key(step: str) -> bool:
    return len(step) > 3


def _add(members: list[dict[str, Any]], edit: Mapping[str, Any]) -> None:
    """`add`: that many new units, local enterprises in midstream unless the edit says otherwise."""
    for _ in range(int(edit["add"])):
        number = len(members) + 1
        unit = {
            "name": f"新增第{number}单位（示例）", "credit_code": invented_code(number), "kind": "enterprise",
            "county": "152502", "tier": "general", "stages": ["midstream"], "statement": "按任务书配合。",
            "signature": copy.deepcopy(members[0]["signature"]),
        }  # fmt: skip
        members.append({**unit, **{key: value for key, value in edit.items() if key != "add"}})
