"""What came of reading a value: the value, and why it is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from union_registry.text import Text


@dataclass(frozen=True, slots=True)
class Read:
    """`value` None: nothing that can be written down. `why` None: nothing in doubt. Both None: a blank."""

    value: Any = None
    why: Text | None = None


BLANK = Read()
SAME_AS_ABOVE = frozenset(("同上", "同前", "〃", '"', "″"))
DITTO = Read(
    None, Text("“同上”不作数，因为行会移动；请写全", "“same as above” does not hold once rows move; write it out")
)
