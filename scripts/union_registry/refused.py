"""A file that is not read at all, and why."""

from __future__ import annotations

from union_registry.text import Text


class Refused(Exception):
    """The file is not read: what is wrong with it and what to do, Chinese and English."""

    def __init__(self, why: Text, cure: Text) -> None:
        super().__init__(f"{why.zh}；{cure.zh}")
        self.why, self.cure = why, cure
