"""Credit codes as people and spreadsheets write them."""

from __future__ import annotations

import re

from union_registry.intake.labels import filled
from union_registry.intake.value.read import Read
from union_registry.schema.creditcode import Flaw, flaw, tidy
from union_registry.schema.explain import _FLAWS
from union_registry.text import Text

_EXACT = 15  # digits that a spreadsheet keeps of a number
_LETTER = "[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]"
# Fifteen to twenty letters and digits of any width, perhaps in groups or broken over lines.
CODE = re.compile(rf"(?<!{_LETTER}){_LETTER}(?:[\s\-－]{{0,3}}{_LETTER}){{14,19}}(?!{_LETTER})")
_MORE = Text(
    "代码前后还有别的字，只取了代码；请核对",
    "there is more than the code, of which the code alone was taken; compare it",
)


def code(text: str, *, numeric: bool = False) -> Read:
    """A credit code; `numeric` if a spreadsheet holds it as a number, which has lost its last digits."""
    within = CODE.findall(text)
    if len(within) == 1 and filled(CODE.sub("", text)) and flaw(tidy(within[0])) is None:
        return Read(tidy(within[0]), _MORE)
    tidied = tidy(text)
    found = Flaw.ROUNDED if numeric and len(tidied) > _EXACT else flaw(tidied)
    if found is None:
        return Read(tidied)
    what, cure = _FLAWS[found]
    filled_in = {"tidy": tidied, "length": len(tidied)}
    what, cure = what.fill(filled_in), cure.fill(filled_in)
    return Read(
        None, Text(f"信用代码{what.zh}，没有写入；{cure.zh}", f"the credit code {what.en} and was left out; {cure.en}")
    )
