"""What the three official forms say: one plain dict of text for each, for Word, PDF and the browser alike.

Pure Python: the same runs in the browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from union_registry.forms.agreement import agreement
from union_registry.forms.filing import filing
from union_registry.forms.material import Material
from union_registry.forms.recommendation import recommendation

if TYPE_CHECKING:
    from union_registry.register import Register


def contents(held: Register, values: Mapping[str, Any], as_of: date) -> dict[str, dict[str, Any]]:
    """What annexes 1 to 3 say, under `recommendation`, `agreement` and `filing`.

    `values` holds the data of each file by its path within the folder, "members.yaml" and so on, as
    the reader gives it; files and values may be missing or wrong, which prints a blank. Contacts
    and ages come from `values["private.yaml"]` alone. Every leaf is text: paragraphs are lists of
    text, tables lists of rows with a `number`. `as_of` is the day of printing: who has left by then
    is not printed.
    """
    material = Material(held, values, as_of)
    return {
        "recommendation": recommendation(material),
        "agreement": agreement(material),
        "filing": filing(material),
    }
