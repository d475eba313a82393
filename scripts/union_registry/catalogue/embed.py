"""What other sites may show of a union: a badge, and a card in a frame. Both stay at their address."""

from __future__ import annotations

from markupsafe import escape

from union_registry.catalogue.address import checked_slug
from union_registry.catalogue.edition import Edition
from union_registry.catalogue.overview import UnionEntry
from union_registry.model.union import STATUS_WORDS

FOLDER = "embed"

# Readable on either half, with white: 7:1 and more.
_COLOURS = {"approved": "#14532d", "dissolved": "#374151"}
_LABEL = "创新联合体"
_SIZE, _HEIGHT, _PAD = 12, 22, 8


def badge_path(slug: str) -> str:
    """Path in the site of the badge of the union in folder `slug`."""
    return f"{FOLDER}/{checked_slug(slug)}.svg"


def card_path(slug: str) -> str:
    """Path in the site of its card."""
    return f"{FOLDER}/{checked_slug(slug)}.html"


def badge(entry: UnionEntry) -> bytes:
    """An SVG that says what the union is and how it stands, with its full name for who listens."""
    status = STATUS_WORDS.get(entry.status)  # type: ignore[call-overload]
    value = f"{status.zh if status else entry.status} {entry.approved_on}".strip()
    left, right = _width(_LABEL) + 2 * _PAD, _width(value) + 2 * _PAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" role="img">'
        f"<title>{escape(entry.name)}：{escape(value)}</title>"
        f'<rect width="{left + right}" height="{_HEIGHT}" rx="3" fill="#1f4e79"/>'
        f'<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v{_HEIGHT - 6}a3 3 0 0 1-3 3h-{right - 3}z"'
        f' fill="{_COLOURS.get(entry.status, _COLOURS["dissolved"])}"/>'
        f'<g fill="#fff" font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" font-size="{_SIZE}">'
        f'<text x="{_PAD}" y="15">{_LABEL}</text><text x="{left + _PAD}" y="15">{escape(value)}</text></g></svg>\n'
    ).encode()


def card(entry: UnionEntry, edition: Edition) -> bytes:
    """A small page to be framed; its links open the register itself."""
    return edition.templates.render("embed.html", entry).encode()


def _width(text: str) -> int:
    """An estimate: an ideograph is as wide as the type is high, anything else 0.6 of it."""
    return round(sum(_SIZE if ord(one) > 0x2E7F else 0.6 * _SIZE for one in text))
