"""Looks through a union's folder: which files are there, and what does not belong."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field

from union_registry.source.fault import Fault, FormCheck
from union_registry.source.kinds import SEALED, Kind, kind_of, order
from union_registry.text import Text

MAX_FILES = 150

LINK = FormCheck(
    "form-link",
    Text("链接", "Link"),
    Text("这是一个链接，不是文件", "this is a link, not a file"),
    Text("删去链接，把文件本身放在这里", "remove the link and put the file itself here"),
)
SPECIAL = FormCheck(
    "form-special-file",
    Text("特殊文件", "Special file"),
    Text("这不是普通文件", "this is not an ordinary file"),
    Text("删去它", "remove it"),
)
EXECUTABLE = FormCheck(
    "form-executable",
    Text("可执行文件", "Executable file"),
    Text("文件带有可执行权限", "the file is marked as executable"),
    Text(
        "取消可执行权限（chmod -x），或在网页上重新上传",
        "take the permission away (chmod -x), or upload it again on the web page",
    ),
)
UNKNOWN = FormCheck(
    "form-unknown-file",
    Text("多余的文件", "File that does not belong here"),
    Text("{name} 不属于联合体文件夹", "{name} does not belong in a union's folder"),
    Text("删去或改名；文件夹里可以有 {allowed}", "remove or rename it; the folder may hold {allowed}"),
)
TOO_MANY_FILES = FormCheck(
    "form-too-many-files",
    Text("文件数量", "Number of files"),
    Text("文件夹里的文件超过 {limit} 个", "there are more than {limit} files in the folder"),
    Text("只留表中要求的文件", "keep only the files that the forms ask for"),
)
SLUG_NAME = FormCheck(
    "form-slug",
    Text("文件夹名", "Name of the folder"),
    Text("{name} 不能作文件夹名", "{name} cannot name a union's folder"),
    Text(
        "用 3 到 40 位小写字母、数字和连字符，以字母开头",
        "use 3 to 40 lower-case letters, digits and hyphens, starting with a letter",
    ),
)
STRAY = FormCheck(
    "form-stray",
    Text("unions 里多余的东西", "What does not belong into unions/"),
    Text("{name} 不是联合体文件夹", "{name} is not a union's folder"),
    Text("删去或移走；unions 里只放联合体的文件夹", "remove it or move it away; unions/ holds folders of unions only"),
)
CHECKS = (STRAY, LINK, SPECIAL, EXECUTABLE, UNKNOWN, TOO_MANY_FILES, SLUG_NAME)

ALLOWED = "union.yaml lead.yaml members.yaml plan.yaml charter.yaml agreement.yaml filing.yaml changes.yaml annual/2026.yaml bureau/"


@dataclass(slots=True)
class Listing:
    """Files of a folder in the order of the procedure, and faults by path within the folder.

    `sealed` is whether there are sealed contacts among them, which are no form.
    """

    files: list[tuple[str, Kind]] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    sealed: bool = False


def listing(entries: Iterable[tuple[str, int]]) -> Listing:
    """What lies in a union's folder, from the paths and modes that a tree's `walk` gives."""
    found, strangers = Listing(), 0
    for name, mode in entries:
        kind = kind_of(name)
        strangers += kind is None
        if kind is None and strangers > MAX_FILES:  # the forms are found however much lies around them
            if strangers == MAX_FILES + 1:
                found.faults.append(("", Fault(TOO_MANY_FILES, values={"limit": MAX_FILES})))
            continue
        if stat.S_ISLNK(mode):
            found.faults.append((name, Fault(LINK)))
        elif stat.S_ISDIR(mode) or (kind is None and name != SEALED):
            shown = printable(name) + ("/" if stat.S_ISDIR(mode) else "")
            found.faults.append((name, Fault(UNKNOWN, values={"name": shown, "allowed": ALLOWED})))
        elif not stat.S_ISREG(mode):
            found.faults.append((name, Fault(SPECIAL)))
        elif mode & 0o111 and os.name == "posix":
            found.faults.append((name, Fault(EXECUTABLE)))
        elif kind is not None:
            found.files.append((name, kind))
        else:
            found.sealed = True
    found.files.sort(key=lambda item: order(item[0]))
    return found


def printable(name: str) -> str:
    """A file name that can be shown: what cannot be printed or encoded is written as an escape."""
    safe = name.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in safe)
