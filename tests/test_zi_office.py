"""Our count of 字 beside that of LibreOffice, whose count is Word's but for what is listed here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.office import convert
from union_registry.zi import count_zi

# Name: text, our count, LibreOffice's. It takes a run of … and — for one, as the applicant guide says.
TEXTS = {
    "plain": ("示例盟位于示例自治区中部，草原辽阔。", 18, 18),
    "figures": ("2025年研发投入1250.5万元，占比3.8%，依GB/T 9704执行。", 20, 20),
    "latin": ("Hello world, this is R&D.", 5, 5),
    "brackets": ("（一）企业“总体”情况：《方案》、【附件】。", 22, 22),
    "rare": ("䶮𬭎㛃堃𠮷", 5, 5),
    "blanks": ("a  b\tc\n\nd　e 中 文", 7, 7),
    "wide": ("ＡＢＣ１２３，。；：", 10, 10),
    "units": ("10℃ 5㎡ ≥3 ① ×× ± α-淀粉酶 pH7.0", 12, 12),
    "mongolian": ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ 蒙古语", 5, 5),
    "joined": ("X射线 T细胞 5G网络 A、B、C三类", 16, 16),
    "doubled": ("其他……——完", 7, 4),
    "limit": ("示" * 1999 + " A1", 2000, 2000),
    "beyond": ("示" * 1999 + "，A1", 2001, 2001),
}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """What LibreOffice counts, by name of the text."""
    folder = tmp_path_factory.mktemp("zi")
    for name, (text, _, _) in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    made = convert(
        sorted(folder.glob("*.txt")), "fodt:OpenDocument Text Flat XML", folder / "out",
        read_as="Text (encoded):UTF8,LF,,,",
    )  # fmt: skip
    return {name: _word_count(path) for name, path in made.items()}


@pytest.mark.parametrize("name", TEXTS)
def test_the_count_is_the_word_processors_but_for_doubled_marks(name: str, counted: dict[str, int]) -> None:
    text, ours, theirs = TEXTS[name]

    assert (count_zi(text), counted[name]) == (ours, theirs)


def _word_count(path: Path) -> int:
    found = re.search(r'meta:word-count="(\d+)"', path.read_text(encoding="utf-8"))
    assert found
    return int(found[1])
