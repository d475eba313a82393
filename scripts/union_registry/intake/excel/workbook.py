"""A .xlsx as a layout: each sheet a table of text, as Excel shows it or nearly so.

Read from its parts, not with openpyxl: a hostile sheet that merges a milliard cells must cost nothing.
"""

from __future__ import annotations

from union_registry.intake.excel.numbers import Formats
from union_registry.intake.excel.sheet import Sheet, text_of
from union_registry.intake.layout import Aside, Layout
from union_registry.intake.office import Package
from union_registry.intake.xml import all_named, attribute, child
from union_registry.text import Text

_HIDDEN = Text(
    "隐藏的表，也读了；若不要，请删去再交", "a hidden sheet, read nevertheless; remove it if it is not meant"
)
_COMMENT = Text("批注，没有放进任何一项", "a comment, not placed anywhere")
_PICTURES = Text("图片里的内容没有读", "what is in pictures was not read")
_LINK = Text("超链接的地址，没有打开", "the address of a hyperlink, not opened")


def layout(package: Package) -> Layout:
    """What an Excel file shows; Refused if it cannot be read."""
    main = package.main()
    book = package.root(main)
    styles = next((package.root(part) for part in package.related(main, "styles")), None)
    old_macintosh = attribute(child(book, "workbookPr"), "date1904") in ("1", "true")
    formats = Formats(styles, from_1904=old_macintosh)
    shared = [text_of(item) for part in package.related(main, "sharedStrings") for item in package.root(part)]
    found, links = Layout([]), package.links(main)
    for node in all_named(book, "sheet"):
        link = links.get(attribute(node, "id") or "")
        if link is None or link.target not in package.parts or link.kind != "worksheet":
            continue
        sheet = Sheet(attribute(node, "name") or "?", formats, shared)
        if attribute(node, "state") in ("hidden", "veryHidden"):
            sheet.tell("", "整张表 / whole sheet", _HIDDEN)
        found.blocks += sheet.read(package.root(link.target))
        for part in package.related(link.target, "comments", "threadedComment"):
            for comment in all_named(package.root(part), "comment", "threadedComment"):
                sheet.tell(attribute(comment, "ref") or "", text_of(comment), _COMMENT)
        if any(True for _ in package.related(link.target, "drawing")):
            sheet.tell("", "图片 / pictures", _PICTURES)
        found.asides += sheet.asides
    found.asides += [Aside(Text("超链接", "hyperlink"), target, _LINK) for target in package.hyperlinks]
    return found
