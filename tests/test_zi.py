"""字 are counted as the forms mean it, and as a word processor counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_registry.zi import count_zi


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\t\u3000", 0),
        ("肉羊", 2),
        ("肉羊，好。", 5),
        ("（一）《羊》", 6),
        ("ISO", 1),
        ("ISO 9001", 2),
        ("年产5万吨", 5),
        ("通过ISO9001认证", 5),
        ("增长3.2%，", 4),
        ("new product line", 3),
        ("well-known", 1),
        ("第一段\n\n第二段", 6),
        ("１２", 2),
        ("Ａ", 1),
        ("“好”", 3),
        ("省略……", 4),
        ("破折——", 4),
        ("𠀀", 1),
        ("ひつじ", 3),
    ],
)
def test_what_counts_as_one(text: str, count: int) -> None:
    assert count_zi(text) == count


@given(parts=st.lists(st.sampled_from(["羊", "，", "ISO", "12", "。"]), max_size=30))
def test_blanks_and_lines_add_nothing(parts: list[str]) -> None:
    assert count_zi(" ".join(parts)) == len(parts)
    assert count_zi("\n".join(parts)) == len(parts)
    assert count_zi("\u3000".join(parts)) == len(parts)
