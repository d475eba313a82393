"""Text as it is compared: the browser does the same to what is typed (`browser/src/search/normal.js`)."""

from __future__ import annotations

import re
from unicodedata import normalize

# Spelled out, because what counts as white space differs between Python and browsers.
_BREAKS = re.compile("[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")


def normalised(text: str) -> str:
    """`text` in NFKC and lower case, its words one space apart; full-width letters become plain ones."""
    plain = normalize("NFKC", text).lower()
    # Most names are of one word, and everything that breaks words but the space is not printable.
    return plain if plain.isprintable() and " " not in plain else _BREAKS.sub(" ", plain).strip(" ")
