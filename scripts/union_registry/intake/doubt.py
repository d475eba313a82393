"""What a file says and nobody should take on trust: where it stands, what stands there, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from union_registry.text import Text


@dataclass(frozen=True, slots=True)
class Doubt:
    """`said` is the file's own text; `path` the field it may belong to, such as "lead.yaml: accounts[0].revenue"."""

    where: Text
    said: str
    path: str | None
    why: Text


UNPLACED = Text(
    "没有放进任何一项：不是表里的内容，或者认不出它属于哪一项；需要的话请自己填到相应的字段",
    "not placed anywhere: nothing that the form asks for, or not known where it belongs; put it into its field by hand if it is needed",
)


def both(one: Text, other: Text) -> Text:
    """Two remarks as one."""
    return Text(f"{one.zh}；{other.zh}", f"{one.en}; {other.en}")
