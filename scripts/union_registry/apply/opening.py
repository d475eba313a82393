"""Opens what somebody has at hand: a saved draft, a zip of a folder, a filled Word form, a list in Excel, one YAML file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from union_registry.apply.draft import Draft, draft
from union_registry.apply.unpacked import unpacked, yaml_file
from union_registry.intake.archive import MAX_BYTES, entries
from union_registry.intake.doubt import Doubt
from union_registry.refused import Refused
from union_registry.register import Register
from union_registry.source.kinds import PRIVATE, kind_of
from union_registry.text import Text

# What a browser puts behind the name of a file that was downloaded twice.
_AGAIN = re.compile(r" ?\([0-9]{1,3}\)(?=\.[a-z]+\Z)")
_YEAR = re.compile(r"20[0-9]{2}\.yaml\Z")


def opened(name: str, data: bytes, held: Register) -> tuple[Draft, list[dict[str, Any]]]:
    """What the file `name` holds, and what of it is in doubt, as JSON. Refused if it is not read at all."""
    if len(data) > MAX_BYTES:
        raise Refused(
            Text("文件太大", "the file is too large"), Text("删去图片和附件再试", "take pictures and attachments out")
        )
    name = _AGAIN.sub("", name.replace("\\", "/").rpartition("/")[2])
    ending = name.rpartition(".")[2].lower()
    if ending == "json":
        return draft(_json(data), held.schemas), []
    if ending in ("yaml", "yml"):
        given, doubts = yaml_file(_path(name), data, held)
    elif ending == "zip" and "[Content_Types].xml" not in (found := entries(data)):
        given, doubts = unpacked(found, held)
    else:
        given, doubts = _read(name, data, held)
    return draft(given, held.schemas), list(_told(doubts))


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(
            Text("这不是本页保存的草稿，或者没有传完整", "this is no draft that was saved here, or not whole"),
            Text("换一个文件，或重新保存一次", "choose another file, or save it once more"),
        ) from error


def _path(name: str) -> str:
    """The path within the folder that a YAML file's own name means."""
    path = name.removesuffix(".yml").removesuffix(".yaml") + ".yaml"
    path = f"annual/{path}" if _YEAR.fullmatch(path) else path
    kind = kind_of(path)
    if kind is None or kind.by_bureau:
        raise Refused(
            Text("认不出这是哪一张表", "it is not known which form this is"),
            Text(
                "文件名用原来的，如 lead.yaml、members.yaml、private.yaml",
                "give it its own name, such as lead.yaml, members.yaml or private.yaml",
            ),
        )
    return path


def _read(name: str, data: bytes, held: Register) -> tuple[dict[str, Any], list[Doubt]]:
    from union_registry.intake.reading import read  # late: only who brings a Word or Excel file pays for it

    reading = read(name, data, held)
    files = dict(reading.values)
    private = files.pop(PRIVATE, {})
    return {"slug": reading.slug or "", "files": files, "private": private}, list(reading.doubts)


def _told(doubts: Iterable[Doubt]) -> Iterable[dict[str, Any]]:
    for doubt in doubts:
        yield {
            "where": doubt.where.as_json(),
            "said": doubt.said,
            "path": doubt.path,
            "why": doubt.why.as_json(),
        }
