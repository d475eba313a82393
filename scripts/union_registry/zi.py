"""Counting 字 as the forms mean it."""

from __future__ import annotations

import re

# CJK characters and marks, kana and full-width forms count one each; any other run between blanks counts one.
_CJK = "\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2018-\u201d\u2026\u2014\U00020000-\U0003ffff"
_ZI = re.compile(f"[{_CJK}]|[^\\s{_CJK}]+")


def count_zi(text: str) -> int:
    """Number of 字: a CJK character or mark is 1, a run of Latin letters or digits 1, blanks 0 (附件1, 附件3).

    The applicant guide gives the rule in words (#zi) and where LibreOffice counts otherwise.
    """
    return len(_ZI.findall(text.replace("\u3000", " ")))
