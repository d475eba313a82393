"""What makes a page one of a preview: a banner that stays in sight, and that search engines leave it aside."""

from __future__ import annotations

from union_registry.catalogue.errors import ShellError

BANNER = (
    '<p class="register-preview" role="note">预览：未经盟科技局核准，不是正式公布'
    ' <span lang="en">preview, not approved</span></p>'
)
NOINDEX = '<meta name="robots" content="noindex">'

# What each is put in front of: both stand in the frame, which is marked before any record is set into it.
_PLACES = (("</head>", NOINDEX), ('<header class="md-header"', BANNER))


def with_banner(html: str, page: str) -> str:
    """The same page as one of a preview; ShellError with the name of `page` if it is not made as the site's pages are."""
    for place, added in _PLACES:
        before, found, after = html.partition(place)
        if not found:
            raise ShellError(f"{page}: 没有 {place}，放不下预览的标记 / no {place} to put the mark of a preview before")
        html = before + added + found + after
    return html
