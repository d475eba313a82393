"""The zip of a union's folder: each file read as the register reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from union_registry.intake.doubt import Doubt
from union_registry.refused import Refused
from union_registry.schema.contact import contacts
from union_registry.source import sealed
from union_registry.source.folder import printable
from union_registry.source.kinds import PRIVATE, SEALED, SLUG, kind_of
from union_registry.source.reader import read as read_yaml
from union_registry.text import Text

# What operating systems put beside files of their own accord.
_HOUSEKEEPING = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "._")
_ROOTS = frozenset(("annual", "bureau"))
_BUREAU = Text("盟科技局的记录，不从压缩包读入", "a record of the bureau's, which is never read from a zip")
_PRIVATE = Text(
    "联系信息：只写到本机不提交的 private.yaml",
    "contacts: written to private.yaml on this machine alone, which is never committed",
)
_STRANGER = Text("联合体文件夹里没有这个文件，没有读", "no file of a union's folder, not read")
_CONTACT = Text(
    "有{zh}，整个文件没有写入；删去号码再打包，联系方式只写在 private.yaml",
    "holds {en}, so the whole file was not written; remove it and pack again, contacts belong into private.yaml alone",
)
_NOT_WRITTEN = Text(
    "{zh}，没有写入；用 unions seal 重新密封", "{en}, so it was not written; seal it anew by unions seal"
)
_SEVERAL = Refused(
    Text("压缩包里不止一个联合体", "the zip holds more than one union"),
    Text("每个联合体各打一个压缩包", "pack each union into a zip of its own"),
)
_NOTHING = Refused(
    Text("压缩包里没有联合体的文件", "the zip holds no file of a union"),
    Text("把 unions 下面那个文件夹打成压缩包再交", "pack the union's own folder, the one below unions/"),
)


@dataclass
class Found:
    """Files of one folder: what each says, its bytes, and what was left out."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    slug: str | None = None


def read(entries: dict[str, bytes]) -> Found:
    """Reads the files of a zip, which holds `unions/<slug>/…`, `<slug>/…` or bare files."""
    named = {name.replace("\\", "/"): content for name, content in entries.items()}
    found, slugs = Found(), set()
    for name, content in sorted(named.items()):
        if any(part in name for part in _HOUSEKEEPING):
            continue
        slug, path = _split(name)
        kind = kind_of(path)
        where = Text(f"压缩包里的 {printable(name)[:120]}", f"{printable(name)[:120]} in the zip")
        if path == SEALED:
            slugs.add(slug)
            flaw = sealed.flaw(content)
            if flaw is None:
                found.files[path] = content
            else:
                found.doubts.append(Doubt(where, "", path, _NOT_WRITTEN.fill({"zh": flaw.zh, "en": flaw.en})))
        elif kind is None:
            found.doubts.append(Doubt(where, "", None, _STRANGER))
        elif kind.by_bureau:
            slugs.add(slug)
            found.doubts.append(Doubt(where, "", path, _BUREAU))
        else:
            slugs.add(slug)
            _take(found, path, content, where)
    slugs.discard(None)
    if len(slugs) > 1:
        raise _SEVERAL
    if not found.files and not any(doubt.path for doubt in found.doubts):
        raise _NOTHING
    found.slug = next(iter(slugs), None)
    return found


def _take(found: Found, path: str, content: bytes, where: Text) -> None:
    document = read_yaml(content)
    if not document.readable:
        for fault in document.faults[:5]:
            said, cure = fault.check.message.fill(fault.values), fault.check.fix.fill(fault.values)
            at = Text(f"{where.zh} 第 {fault.line} 行", f"{where.en}, line {fault.line}")
            found.doubts.append(
                Doubt(at, "", path, Text(f"没有读：{said.zh}；{cure.zh}", f"not read: {said.en}; {cure.en}"))
            )
        return
    persons = [] if path == PRIVATE else list(contacts(content))
    if persons:
        for person in persons:
            at = Text(f"{where.zh} 第 {person.line} 行", f"{where.en}, line {person.line}")
            found.doubts.append(
                Doubt(at, person.shown, path, _CONTACT.fill({"zh": person.what.zh, "en": person.what.en}))
            )
        return
    if path == PRIVATE:
        found.doubts.append(Doubt(where, "", path, _PRIVATE))
    found.values[path] = document.data
    found.files[path] = content


def _split(name: str) -> tuple[str | None, str]:
    """The union's folder and the path within it."""
    steps = name.split("/")
    if steps[0] == "unions" and len(steps) > 1:
        steps = steps[1:]
    if len(steps) > 1 and steps[0] not in _ROOTS and SLUG.match(steps[0]):
        return steps[0], "/".join(steps[1:])
    return None, "/".join(steps)
