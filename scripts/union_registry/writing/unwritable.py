"""What is told where no file can be made of what was typed."""

from __future__ import annotations

from union_registry.refused import Refused
from union_registry.text import Text
from union_registry.writing.canonical import Unformattable

_ODD = Text(
    "检查有没有从别处粘贴来的特殊符号，改成普通文字",
    "look for odd signs pasted from elsewhere and put plain words in their place",
)


def unwritable(path: str, error: Unformattable) -> Refused:
    """Why there can be no file at `path` with such content, and what to do."""
    if error.faults:
        fault = error.faults[0]
        why, cure = fault.check.message.fill(fault.values), fault.check.fix.fill(fault.values)
        return Refused(Text(f"{path} 写不成文件：{why.zh}", f"{path} cannot be written: {why.en}"), cure)
    return Refused(
        Text(f"{path} 里的内容写不成文件", f"what {path} holds cannot be written to a file"),
        _ODD,
    )
