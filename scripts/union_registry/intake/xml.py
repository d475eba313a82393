"""XML of strangers as a tree without namespaces: no DTD, no entities, bounded in size and depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from union_registry.refused import Refused
from union_registry.text import Text

MAX_PART = 16 * 1024 * 1024
MAX_DEPTH = 120


def tree(name: str, content: bytes) -> Element:
    """The root of the part `name` of a file; Refused if it is damaged, too large, or defines entities."""
    if len(content) > MAX_PART:
        raise Refused(
            Text(f"文件里的 {name} 大得不像一份表", f"{name} in the file is too large for a form"),
            Text("把内容复制到一份新的空白表里再交", "copy the content into a fresh blank form"),
        )
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused(
            Text(
                "文件里定义了外部实体，不是办公软件存出来的",
                "the file defines entities, which no office program writes",
            ),
            Text("用 Word 或 WPS 打开后另存一次", "open it in Word or WPS and save it anew"),
        ) from error
    except (ParseError, ValueError, LookupError, UnicodeError) as error:
        raise Refused(
            Text(f"文件的内容损坏（{name}）", f"the file is damaged ({name})"),
            Text(
                "用 Word 或 WPS 打开修复后另存一次", "open it in Word or WPS, let it repair the file and save it anew"
            ),
        ) from error
    _measure(name, root)
    return root


def tag(node: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if node is not None:
        for key, value in node.attrib.items():
            if key.rpartition("}")[2] == name:
                return value
    return None


def child(node: Element, *names: str) -> Element | None:
    """The first child of that name, then its first child of the next name, and so on."""
    found: Element | None = node
    for name in names:
        found = next((inner for inner in (found if found is not None else ()) if tag(inner) == name), None)
    return found


def all_named(node: Element, *names: str) -> Iterator[Element]:
    """Every element below `node` that has one of these names."""
    return (inner for inner in node.iter() if tag(inner) in names)


def is_on(node: Element | None) -> bool:
    """Whether a switch such as <w:vanish/> is there and not turned off."""
    return node is not None and (attribute(node, "val") or "1").lower() not in ("0", "false", "off", "none")


def _measure(name: str, root: Element) -> None:
    level: list[Any] = [root]
    for _ in range(MAX_DEPTH):
        level = [inner for node in level for inner in node]
        if not level:
            return
    raise Refused(
        Text(f"文件的内容套得太深（{name}）", f"the file's content is nested too deep ({name})"),
        Text("把内容复制到一份新的空白表里再交", "copy the content into a fresh blank form"),
    )
