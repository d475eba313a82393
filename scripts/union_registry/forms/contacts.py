"""A file of contacts and ages that lies anywhere: read for printing, never kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from union_registry.refused import Refused
from union_registry.source.fault import Fault
from union_registry.source.kinds import BY_SCHEMA, SEALED
from union_registry.source.reader import read
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.register import Register

FILE = BY_SCHEMA["private"].path


class Contacts(NamedTuple):
    """What the file says, and its faults by the name that such a file has in a union's folder."""

    data: dict[str, Any]
    faults: list[tuple[str, Fault]]


def contacts(held: Register, path: Path) -> Contacts:
    """The contacts in the file at `path`; Refused if it is sealed or is no such file."""
    if path.suffix == Path(SEALED).suffix:
        raise Refused(
            Text(f"{path} 是封好的文件", f"{path} is sealed"),
            Text("先用 unions unseal 打开", "open it by unions unseal"),
        )
    document = read(path.read_bytes())
    if not document.readable:
        first = next(iter(document.faults), None)
        told = (
            first.check.message.fill(first.values) if first else Text("里面没有“栏目: 内容”", "no “field: value” in it")
        )
        raise Refused(
            Text(f"{path} 读不了：{told.zh}", f"{path} cannot be read: {told.en}"),
            Text("请指出联系人和年龄的文件", "name the file of contacts and ages"),
        )
    return Contacts(document.data, [(FILE, fault) for fault in held.gate.examine("private", document).faults])
