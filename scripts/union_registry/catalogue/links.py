"""Every internal link of the finished site, and nothing fetched from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_REFERENCE = re.compile(r'<([a-zA-Z]+)\b([^<>]*?)\s(?:href|src)="([^"]*)"')
_ANCHOR = re.compile(r'<[a-zA-Z][^<>]*?\s(?:id|name)="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_FOREIGN_CSS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])(?:https?:)?//[^"')\s]+""")
# Unlike a plain link, what these name is fetched as soon as the page opens.
_FETCHED_HREF = re.compile(r'rel="(?!canonical|alternate)')


@dataclass(frozen=True, order=True)
class BrokenLink:
    """A reference that leads nowhere (`missing`, `anchor`) or is fetched from elsewhere (`host`)."""

    page: str
    target: str
    reason: str

    def __str__(self) -> str:
        words = {
            "missing": "没有这个文件 / no such file",
            "anchor": "没有这个锚点 / no such anchor",
            "host": "引用了外部主机 / third-party host",
        }
        return f"{self.page}: {self.target} — {words[self.reason]}"


def broken_links(site: Path, pages: Iterable[str] | None = None, address: str | None = None) -> list[BrokenLink]:
    """Broken references in `pages` (paths in `site`; all files if None), sorted.

    `address` is where the site will be published: links from its top are read from there.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    check = _Check(site, files, re.sub(r"^[a-z]+://[^/]*", "", address or "/"))
    for page in sorted(files if pages is None else pages):
        if page.endswith(".html"):
            check.page(page)
        elif page.endswith(".css"):
            check.style(page)
    check.anchors()
    return sorted(check.broken)


class _Check:
    """The state of one run over the site."""

    def __init__(self, site: Path, files: Set[str], base: str) -> None:
        self.broken: list[BrokenLink] = []
        self._site = site
        self._files = files
        self._base = base
        # Target page -> anchor -> the first page that names it.
        self._wanted: dict[str, dict[str, str]] = {}
        # The same few links stand on thousands of pages.
        self._resolve = cache(self._resolved)

    def style(self, page: str) -> None:
        found = _FOREIGN_CSS.finditer(self._text(page))
        self.broken += [BrokenLink(page, match[0], "host") for match in found]

    def page(self, page: str) -> None:
        folder = page.rpartition("/")[0]
        for tag, before, raw in dict.fromkeys(_REFERENCE.findall(self._text(page))):
            if _SCHEME.match(raw):
                if _is_fetched(tag, before) and not raw.startswith("data:"):
                    self.broken.append(BrokenLink(page, raw, "host"))
                continue
            target, anchor = self._resolve(folder, raw)
            target = target or page
            if target not in self._files:
                self.broken.append(BrokenLink(page, raw, "missing"))
            elif anchor:
                self._wanted.setdefault(target, {}).setdefault(anchor, page)

    def anchors(self) -> None:
        for target, anchors in self._wanted.items():
            present = set(map(unescape, _ANCHOR.findall(self._text(target))))
            self.broken += [
                BrokenLink(page, f"{target}#{anchor}", "anchor")
                for anchor, page in anchors.items()
                if anchor not in present
            ]

    def _text(self, page: str) -> str:
        return (self._site / page).read_text("utf-8")

    def _resolved(self, folder: str, raw: str) -> tuple[str, str]:
        """Path in the site ("" for the page itself) and anchor that a reference means."""
        path, _, anchor = unescape(raw).partition("#")
        path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
        if not path:
            return "", anchor
        inside = path.startswith(self._base)
        target = path[len(self._base) :] if inside else posixpath.join(folder, path)
        if not target or target.endswith("/"):
            target += "index.html"
        return posixpath.normpath(target), anchor


def _is_fetched(tag: str, before: str) -> bool:
    tag = tag.lower()
    return tag != "a" and (tag != "link" or bool(_FETCHED_HREF.search(before)))
