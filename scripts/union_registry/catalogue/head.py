"""What a record's page tells machines in its head: its address, its other language, what it is about."""

from __future__ import annotations

from markupsafe import Markup

from union_registry.catalogue.language import Language, languages
from union_registry.catalogue.page import Page

_LINK = Markup('<link rel="{}" href="{}">')
# The space keeps Material's script from asking for a sitemap beside whatever link[rel=alternate] names.
_ALTERNATE = Markup('<link rel="alternate " hreflang="{}" href="{}">')
_META = Markup('<meta name="{}" content="{}">')


def head(page: Page, language: Language, address: str | None) -> str:
    """HTML for the head of `page`; whole addresses only where that of the site is known."""
    found = [_META.format(name, content) for name, content in page.meta]
    if address:
        found.append(_LINK.format("canonical", address + language.page(page.path)))
        if page.is_bilingual:
            found += [_ALTERNATE.format(other.key, address + other.page(page.path)) for other in languages()]
    return "".join([*found, page.head])
