"""Where each record lies in the site; every part of an address is checked before it is used."""

from __future__ import annotations

import re
from hashlib import sha256

from union_registry.catalogue.errors import AddressError

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
_TERM = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_YEAR = re.compile(r"20[0-9]{2}")


def organisation_key(name: str, credit_code: str | None) -> str:
    """What a unit's page is called: its credit code, or a digest of its name.

    A withheld code must not be found by trying codes until the digest matches, so nothing of it
    goes in; the name is on the page anyway.
    """
    if credit_code is None:
        return "u-" + sha256(name.encode()).hexdigest()[:12]
    return _checked(_CODE, credit_code)


def organisation_page(key: str) -> str:
    """Path in the site of the unit whose key `organisation_key` gave."""
    return f"organisations/{key}.html"


def union_page(slug: str) -> str:
    """Path in the site of the union in folder `slug`."""
    return f"unions/{checked_slug(slug)}.html"


def checked_slug(slug: str) -> str:
    """`slug` if it can be part of an address; AddressError if not."""
    return _checked(_SLUG, slug)


def chain_page(key: str) -> str:
    """Path in the site of a term of the chains vocabulary."""
    return f"chains/{_checked(_TERM, key)}.html"


def county_page(key: str) -> str:
    """Path in the site of a term of the counties vocabulary."""
    return f"counties/{_checked(_TERM, key)}.html"


def year_page(year: int) -> str:
    """Path in the site of a year's summaries."""
    return f"years/{_checked(_YEAR, str(year))}.html"


def _checked(pattern: re.Pattern[str], part: str) -> str:
    if not pattern.fullmatch(part):
        raise AddressError(f"{part!r} 不能用作网址 / cannot be part of an address")
    if part == "index":
        raise AddressError("“index” 是列表页的名字，不能再用 / “index” is taken by the list pages")
    return part
