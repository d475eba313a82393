"""What the open data say of themselves: whose they are, of which day, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from union_registry.text import Text


class Licence(NamedTuple):
    """A licence as Data Package names it: identifier, title, and where its text is."""

    name: str
    title: str
    path: str


@dataclass(frozen=True)
class About:
    """The facts about the data as a whole.

    `as_of` is the day that they hold for (Asia/Shanghai); `site` the site's address with a slash at its
    end, None if it is not known; `licence` None if the publisher has not stated one.
    """

    as_of: date
    site: str | None
    name: Text
    publisher: Text
    licence: Licence | None = None
