"""A page of the MkDocs build with marked places, into which records are set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import escape

from union_registry.catalogue.errors import ShellError

# The title stands in <title> and in the header.
PLACES = Counter({"title": 2, "description": 1, "head": 1, "alternate": 1, "contents": 1, "content": 1})

_MARK = re.compile(r"\[\[record:([a-z]+)\]\]")
_SCRIPT = re.compile(r"(<script\b.*?</script>)", re.DOTALL)

Heading = tuple[str, str]


class Shell:
    """The frame of one section's records; split once, joined per record."""

    def __init__(self, html: str, origin: str, contents_title: str = "目录") -> None:
        """`html` is the marked page, `origin` its name for the error that a wrong mark raises."""
        self._contents_title = contents_title
        parts = _MARK.split(collapsed(html))
        self._places = parts[1::2]
        found = Counter(self._places)
        if found != PLACES:
            raise ShellError(
                f"{origin}: 页面框架的标记不对 / wrong marks: {_listed(found)}；应为 / wanted: {_listed(PLACES)}"
            )
        self._fixed = [part.encode() for part in parts[0::2]]

    def __len__(self) -> int:
        """Bytes that every record of the section carries."""
        return sum(map(len, self._fixed))

    def page(
        self, title: str, description: str, contents: Sequence[Heading], content: str, *, head: str = "", alternate: str
    ) -> bytes:
        """The finished page.

        `title` and `description` are plain text and escaped here, as is `alternate`, which leads to
        the page in the other language; `contents` lists (id, text) of the page's sections; `content`
        and what is added to the `head` are HTML.
        """
        filled = {
            "title": str(escape(title)).encode(),
            "description": str(escape(description)).encode(),
            "head": head.encode(),
            "alternate": str(escape(alternate)).encode(),
            "contents": _contents_list(tuple(contents), self._contents_title),
            "content": content.encode(),
        }
        pieces = [self._fixed[0]]
        for place, fixed in zip(self._places, self._fixed[1:], strict=True):
            pieces.append(filled[place])
            pieces.append(fixed)
        return b"".join(pieces)


def collapsed(html: str) -> str:
    """The same page without the white space that a browser ignores; scripts stay as they are."""
    pieces = _SCRIPT.split(html.strip())
    for i in range(0, len(pieces), 2):
        pieces[i] = re.sub(r"\s+", " ", re.sub(r">\s+<", "><", pieces[i].strip()))
    return "".join(pieces)


@lru_cache(maxsize=256)
def _contents_list(headings: tuple[Heading, ...], title: str) -> bytes:
    if not headings:
        return b""
    items = "".join(
        f'<li class="md-nav__item"><a href="#{escape(anchor)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{escape(text)}</span></a></li>'
        for anchor, text in headings
    )
    return (
        '<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar"'
        ' data-md-type="toc"><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">'
        f'<nav class="md-nav md-nav--secondary" aria-label="{title}">'
        f'<label class="md-nav__title" for="__toc">{title}</label>'
        f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{items}</ul>'
        "</nav></div></div></div>"
    ).encode()


def _listed(counts: Counter[str]) -> str:
    return "、".join(f"{name} × {counts[name]}" for name in sorted(counts)) or "0"
