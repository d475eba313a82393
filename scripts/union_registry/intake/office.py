"""A Word or Excel file as the package that it is: its parts, and what is refused before any of them is read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from union_registry.intake.archive import entries
from union_registry.intake.xml import attribute, tag, tree
from union_registry.refused import Refused
from union_registry.text import Text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = Text("用 Word 或 WPS 打开，另存为 .docx 再交", "open it in Word or WPS and save it as .docx")
# By the ending of its name, or by how it begins: what is no .docx, .xlsx or .zip.
_OTHERS = {
    ".doc": Text("这是旧式的 .doc 文件", "this is an old .doc file"),
    ".xls": Text("这是旧式的 .xls 文件", "this is an old .xls file"),
    ".odt": Text("这是 .odt 文件", "this is an .odt file"),
    ".ods": Text("这是 .ods 文件", "this is an .ods file"),
    ".rtf": Text("这是 .rtf 文件", "this is an .rtf file"),
    ".wps": Text("这是 .wps 文件", "this is a .wps file"),
    ".et": Text("这是 .et 文件", "this is an .et file"),
    ".xml": Text("这是 .xml 文件", "this is an .xml file"),
    ".txt": Text("这是纯文本文件", "this is a text file"),
    ".htm": Text("这是网页文件", "this is a web page"),
    ".html": Text("这是网页文件", "this is a web page"),
    ".csv": Text("这是 .csv 文件", "this is a .csv file"),
    ".pdf": Text("这是 PDF，读不出哪段文字属于哪一项", "this is a PDF, which does not tell what belongs where"),
    ".ofd": Text("这是 OFD，读不出哪段文字属于哪一项", "this is an OFD, which does not tell what belongs where"),
}
_CURES = {
    ".xls": Text("用 Excel 或 WPS 打开，另存为 .xlsx 再交", "open it in Excel or WPS and save it as .xlsx"),
    ".pdf": Text("请交填写时用的 Word 文件（.docx）", "hand in the Word file (.docx) that it was made from"),
}
_CURES |= {".csv": _CURES[".xls"], ".ods": _CURES[".xls"], ".et": _CURES[".xls"], ".ofd": _CURES[".pdf"]}
_BEGINNINGS = ((b"%PDF", ".pdf"), (b"{\\rtf", ".rtf"))
_MACROS = Text("文件带有宏", "the file holds macros")
_EMBEDDED = Text("文件里嵌有别的文件或控件", "the file has other files or controls embedded in it")
_LINKED = Text("文件会从别处取内容（{target}）", "the file fetches content from elsewhere ({target})")


class Link(NamedTuple):
    """A relationship of a part: what it is, where it leads."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a .docx or .xlsx by name; Refused if it is none, or holds what no form needs."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.hyperlinks: list[str] = []
        self._refuse_active()

    def links(self, part: str) -> dict[str, Link]:
        """The relationships of a part by their id, targets as names of parts."""
        folder, name = posixpath.split(part)
        content = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {} if content is None else dict(_relationships(f"{name}.rels", content, folder))

    def main(self) -> str:
        """The name of the main part: the document or the workbook."""
        for link in self.links("").values():
            if link.kind == "officeDocument" and link.target in self.parts:
                return link.target
        raise Refused(
            Text("这个压缩包不是 Word 或 Excel 文件", "this zip is no Word or Excel file"),
            Text(
                "请交 .docx、.xlsx，或联合体文件夹的 .zip", "hand in a .docx, an .xlsx, or the .zip of a union's folder"
            ),
        )

    def related(self, part: str, *kinds: str) -> Iterator[str]:
        """Names of the parts that `part` refers to as one of these kinds."""
        for link in self.links(part).values():
            if link.kind in kinds and link.target in self.parts:
                yield link.target

    def root(self, part: str) -> Element:
        return tree(posixpath.basename(part), self.parts[part])

    def _refuse_active(self) -> None:
        types = self.parts.get("[Content_Types].xml", b"")
        names = [name.lower() for name in self.parts]
        if b"macroEnabled" in types or b"vbaProject" in types or any("vbaproject" in name for name in names):
            raise Refused(
                _MACROS, Text("另存为不带宏的 .docx 或 .xlsx 再交", "save it as .docx or .xlsx without macros")
            )
        cure = Text(
            "把嵌入的内容删去，需要的文字直接写在表里，再交",
            "remove what is embedded, write the text that is needed into the form itself, and hand it in again",
        )
        if any(part in name for name in names for part in ("/embeddings/", "/activex/", "oleobject", "afchunk")):
            raise Refused(_EMBEDDED, cure)
        for name, content in self.parts.items():
            if not name.endswith(".rels"):
                continue
            for _, link in _relationships(name, content, ""):
                if link.kind in ("oleObject", "package", "control", "aFChunk", "vbaProject"):
                    raise Refused(_EMBEDDED, cure)
                if link.external and link.kind == "hyperlink":
                    self.hyperlinks.append(link.target)
                elif link.external or link.kind in ("externalLink", "externalLinkPath", "connections", "queryTable"):
                    raise Refused(
                        _LINKED.fill({"target": f"{link.kind} {link.target}"[:80]}),
                        Text(
                            "在 Word 或 Excel 里断开外部链接（图片改为嵌入、去掉所附模板），另存后再交",
                            "break the links in Word or Excel (embed pictures, detach the template), save and hand it in again",
                        ),
                    )


def opened(name: str, data: bytes) -> dict[str, bytes]:
    """The parts of a zip of any kind, by name; Refused with how to save it if the file is of another format."""
    ending = posixpath.splitext(name.lower())[1]
    for beginning, of in _BEGINNINGS:
        if data.startswith(beginning):
            ending = of
    if data.startswith(_OLE) and ending not in _OTHERS:  # an encrypted .docx is such a file too
        raise Refused(
            Text("文件加了密码，或是旧格式", "the file is protected by a password, or of an old format"),
            Text("去掉密码，另存为 .docx 或 .xlsx 再交", "take the password off and save it as .docx or .xlsx"),
        )
    if ending in _OTHERS:
        raise Refused(_OTHERS[ending], _CURES.get(ending, _SAVE))
    parts = entries(data)
    if b"opendocument" in parts.get("mimetype", b"")[:80]:
        raise Refused(_OTHERS[".odt"], _SAVE)
    return parts


def _relationships(name: str, content: bytes, folder: str) -> Iterator[tuple[str, Link]]:
    for node in tree(name, content):
        if tag(node) == "Relationship":
            kind = (attribute(node, "Type") or "").rpartition("/")[2]
            target = attribute(node, "Target") or ""
            external = (attribute(node, "TargetMode") or "").lower() == "external"
            if not external:
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            yield attribute(node, "Id") or "", Link(kind, target, external)
