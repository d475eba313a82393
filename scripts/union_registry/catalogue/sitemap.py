"""The sitemap: addresses only, since nothing here knows when a record last changed."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

# The sitemap protocol's limit for one file.
LIMIT = 50_000


def sitemap(address: str, pages: Iterable[str]) -> bytes:
    """A sitemap of `pages` (paths in the site) under `address`, at most `LIMIT` of them."""
    lines = [f"<url><loc>{escape(address + page)}</loc></url>" for page in pages]
    body = "\n".join(lines[:LIMIT])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
    ).encode()
