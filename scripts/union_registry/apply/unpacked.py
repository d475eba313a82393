"""The files of one union's folder, out of a zip: forms as data, everything else as the text it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from union_registry.intake.doubt import Doubt
from union_registry.refused import Refused
from union_registry.register import Register
from union_registry.source.folder import printable
from union_registry.source.kinds import SEALED, SLUG, Kind, kind_of
from union_registry.source.reader import read
from union_registry.text import NOTHING, Text
from union_registry.writing.canonical import older_encoding
from union_registry.writing.comments import comments
from union_registry.writing.skeleton import skeleton

# What machines leave in zips beside the files.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# bureau/annual/2026.yaml is as deep as a folder goes.
_DEEPEST = 3

_STRANGER = Text("不属于联合体文件夹，没有读入", "does not belong in a union's folder and was not read")
_NO_TEXT = Text("不是文字文件，没有读入", "is no text file and was not read")
_UNREADABLE = Text(
    "格式有误，不能在表里修改，原样带上；检查结果会指出哪一行",
    "cannot be read and is carried along as it is; the check says which line is wrong",
)
_COMMENTS = Text("文件里自己写的 # 说明不会带进表里", "comments that were written into the file are not kept")
_NO_SLUG = Text("不能作文件夹名，请另起一个", "cannot name a folder: choose another name")

Found = tuple[dict[str, Any], list[Doubt]]


def unpacked(packed: Mapping[str, bytes], held: Register) -> Found:
    """A draft, as JSON data, of the one union's folder among `packed` files, and what is in doubt.

    Refused if there is no such folder, or more than one.
    """
    folders: dict[str, dict[str, bytes]] = {}
    doubts: list[Doubt] = []
    for name, content in packed.items():
        top, path = _split(name.replace("\\", "/"))
        if path:
            folders.setdefault(top, {})[path] = content
        elif not any(litter in name for litter in _LITTER):
            doubts.append(_doubt(name, _STRANGER))
    if len(folders) != 1:
        raise Refused(_how_many(list(folders)), _ONE)
    ((top, files),) = folders.items()
    slug = top.rpartition("/")[2]
    if slug and slug != "unions" and not SLUG.match(slug):
        doubts.append(_doubt(slug, _NO_SLUG))
    draft: dict[str, Any] = {"slug": slug if SLUG.match(slug) and slug != "unions" else "", "files": {}, "carried": {}}
    for path, content in files.items():
        doubts += _take(draft, path, content, held)
    return draft, doubts


def yaml_file(path: str, content: bytes, held: Register) -> Found:
    """The same for a single file, which is at `path` in its folder. Refused if it cannot be read."""
    draft: dict[str, Any] = {"slug": "", "files": {}, "carried": {}}
    doubts = list(_take(draft, path, content, held))
    if draft["carried"] or not (draft["files"] or "private" in draft):
        raise Refused(doubts[0].why if doubts else _NO_TEXT, Text("改正后再打开", "mend it and open it again"))
    return draft, doubts


_ONE = Text(
    "打包一个联合体的文件夹，里面有 union.yaml 等文件",
    "pack the folder of one union, which holds union.yaml and the like",
)


def _how_many(folders: list[str]) -> Text:
    if not folders:
        return Text("压缩包里没有联合体的文件", "there are no files of a union in the zip")
    return Text(f"压缩包里有 {len(folders)} 个联合体的文件夹", f"there are folders of {len(folders)} unions in the zip")


def _split(name: str) -> tuple[str, str]:
    """Where the union's folder is and the path within it; no path for what belongs in none."""
    parts = name.split("/")
    for depth in range(min(_DEEPEST, len(parts)), 0, -1):
        path = "/".join(parts[-depth:])
        if kind_of(path) is not None or path == SEALED:
            return "/".join(parts[:-depth]), path
    return "", ""


def _take(draft: dict[str, Any], path: str, content: bytes, held: Register) -> Iterator[Doubt]:
    encoding = older_encoding(content)
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        yield _doubt(path, _NO_TEXT)
        return
    kind = kind_of(path)
    if kind is None or kind.by_bureau or kind.schema == "changes":
        draft["carried"][path] = text
        return
    document = read(text.encode())
    if kind.schema == "private":
        if document.readable:
            draft["private"] = document.data
        else:
            yield _doubt(path, _first_fault(document.faults))
    elif document.readable:
        draft["files"][path] = document.data
        if _own_comments(text, kind, held):
            yield _doubt(path, _COMMENTS)
    else:
        draft["carried"][path] = text
        yield _doubt(path, _UNREADABLE)


def _first_fault(faults: list[Any]) -> Text:
    return next((fault.check.message.fill(fault.values) for fault in faults), NOTHING) or _NO_TEXT


def _own_comments(text: str, kind: Kind, held: Register) -> bool:
    """Whether somebody has written comments of their own, beside those of a blank file."""
    return any(
        line.partition(" ")[2].strip() and "yaml-language-server" not in line
        for line in comments(text) - comments(skeleton(held, kind, {}))
    )


def _doubt(name: str, why: Text) -> Doubt:
    shown = printable(name)
    return Doubt(Text(f"压缩包里的 {shown}", f"{shown} in the zip"), "", None, why)
