"""A .docx as a layout: its body, and what stands in headers, footers, notes and comments."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from union_registry.intake.layout import Aside, Layout
from union_registry.intake.office import Package
from union_registry.intake.word.body import Body
from union_registry.intake.xml import all_named, child, tag
from union_registry.text import Text

# Kind of relationship: what people call it.
_BESIDE = {
    "header": Text("页眉", "header"),
    "footer": Text("页脚", "footer"),
    "footnotes": Text("脚注", "footnote"),
    "endnotes": Text("尾注", "endnote"),
    "comments": Text("批注", "comment"),
}
_BESIDE_TEXT = Text(
    "写在正文之外，没有放进任何一项；需要的话请写进正文",
    "stands outside the text and was not placed; write it into the text if it is needed",
)
_LINK = Text("超链接的地址，没有打开，也没有放进任何一项", "the address of a hyperlink: not opened and not placed")
_PICTURES = Text(
    "图片里的内容没有读；盖章、签字的扫描件不用放进来，文字请直接写",
    "what is in pictures was not read; scans of seals are not needed, and text has to be written out",
)


def layout(package: Package) -> Layout:
    """What a Word file shows; Refused if it cannot be read."""
    main = package.main()
    body = child(package.root(main), "body")
    reader = Body()
    blocks = reader.blocks(body) if body is not None else []
    asides = reader.asides
    for kind, where in _BESIDE.items():
        for part in package.related(main, kind):
            asides += _beside(package.root(part), where)
    asides += [Aside(Text("超链接", "hyperlink"), target, _LINK) for target in package.hyperlinks]
    if reader.pictures:
        where = Text("全文", "whole document")
        asides.append(Aside(where, f"{reader.pictures} 张图片 / pictures", _PICTURES))
    return Layout(blocks, asides)


def _beside(root: Element, where: Text) -> list[Aside]:
    """The text of a part that is not the body, a note or comment at a time."""
    notes = [node for node in root if tag(node) in ("footnote", "endnote", "comment")] or [root]
    found = []
    for note in notes:
        lines = ["".join(text.text or "" for text in all_named(line, "t")) for line in all_named(note, "p")]
        said = "\n".join(line.strip() for line in lines if line.strip())
        if said:
            found.append(Aside(where, said, _BESIDE_TEXT, printed=where in (_BESIDE["header"], _BESIDE["footer"])))
    return found
