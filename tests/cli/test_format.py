"""`unions format`: one canonical form, the same content, the same comments."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Run
from tests.sites import own_root
from tests.support import VALID
from union_registry.register import Register
from union_registry.source.kinds import BY_SCHEMA, kind_of
from union_registry.source.reader import read
from union_registry.writing.canonical import Unformattable, canonical

SCHEMAS = Register(own_root()).schemas
UNION = BY_SCHEMA["union"]

MESSY = """\
# 说明：手工填写
members:
  # 第一家
  - kind: enterprise # 性质
    name: 甲有限公司（示例）   # 全称
    # 代码照执照抄
    credit_code: ９１１５２５０２QQQ000173b
    county: 152502
    tier: lead
    stages: [upstream, downstream]
    statement: |
      第一行
      # 这不是注释
      第二行

    # 已退出
    left_on: 2025年3月1日
    platforms:
      - {level: league, name: "平台: 一", field: no, approved_by: '2024', built_on: 2020/1/2}
# 完
"""
TIDY = """\
# yaml-language-server: $schema=../../schema/members.schema.json
# 说明：手工填写
members:
  # 第一家
  - name: 甲有限公司（示例）   # 全称
    # 代码照执照抄
    credit_code: 91152502QQQ000173B
    kind: enterprise # 性质
    county: '152502'
    tier: lead
    stages:
      - upstream
      - downstream
    statement: |
      第一行
      # 这不是注释
      第二行

    platforms:
      - name: "平台: 一"
        field: 'no'
        level: league
        approved_by: '2024'
        built_on: 2020-01-02
    # 已退出
    left_on: 2025-03-01
# 完
"""


def formatted(text: str | bytes, kind: str = "members") -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    return canonical(raw, SCHEMAS, BY_SCHEMA[kind]).decode()


def test_order_quotes_width_and_dates_are_mended_and_comments_kept() -> None:
    assert formatted(MESSY) == TIDY


def test_the_canonical_form_stays_as_it_is() -> None:
    assert formatted(TIDY) == TIDY


def test_the_sample_unions_are_in_canonical_form(root: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in (root / "unions").rglob("*.yaml")}
    assert run("format", "--check").exit_code == 0
    assert run("format").exit_code == 0
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "raw",
    [
        MESSY.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + MESSY.encode(),
        MESSY.encode("gb18030"),
    ],
    ids=["CRLF", "BOM", "GBK"],
)
def test_line_ends_marks_and_encodings_are_made_plain(raw: bytes) -> None:
    assert formatted(raw) == TIDY


@pytest.mark.parametrize("amount", ["1,200", "１２００", "1200万元", "01200"])
def test_an_amount_is_written_plainly_where_it_is_sure(amount: str) -> None:
    text = f"accounts:\n  - year: 2024\n    revenue: '{amount}'\n    rd: 10.5\n"
    assert "revenue: 1200\n" in formatted(text, "lead")


@pytest.mark.parametrize("amount", ["10.123", "约1200", "1,20", "1.200,5", "-5", "1e3"])
def test_an_amount_that_is_not_sure_is_left_to_the_person(amount: str) -> None:
    text = f"accounts:\n  - year: 2024\n    revenue: '{amount}'\n    rd: 10.5\n"
    assert read(formatted(text, "lead").encode()).data["accounts"][0]["revenue"] == amount


@pytest.mark.parametrize(
    "broken", [b"name\xef\xbc\x9ax\n", b"a: 1\na: 2\n", b"a: [1\n", b"\x00", b"a: &x 1\nb: *x\n", b"\xff\xfe\x00"]
)
def test_a_file_that_cannot_be_read_is_told_and_left_alone(root: Path, run: Run, broken: bytes) -> None:
    path = root / "unions/sample-mutton/plan.yaml"
    path.write_bytes(broken)
    result = run("format", "sample-mutton")
    assert result.exit_code == 1
    assert "unions/sample-mutton/plan.yaml" in result.output
    assert path.read_bytes() == broken


def test_check_changes_nothing(root: Path, run: Run) -> None:
    path = root / "unions/sample-mutton/filing.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[2:], lines[1]]) + "\n", encoding="utf-8")
    before = path.read_bytes()
    assert run("format", "--check", "sample-mutton").exit_code == 1
    assert path.read_bytes() == before
    assert run("format", "sample-mutton").exit_code == 0
    assert path.read_text(encoding="utf-8").splitlines() == lines


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_shuffled_keys_come_back_to_the_same_file(seed: int) -> None:
    path = random.Random(seed).choice(sorted(VALID.glob("*.yaml")))
    kind = kind_of(path.name)
    assert kind is not None
    original = canonical(path.read_bytes(), SCHEMAS, kind).decode()
    shuffled = _shuffled(original, random.Random(seed))
    assert canonical(shuffled.encode(), SCHEMAS, kind).decode() == original


def _shuffled(text: str, chance: random.Random) -> str:
    """The top-level blocks of a file in another order."""
    head, *lines = text.splitlines(keepends=True)
    blocks: list[list[str]] = []
    for line in lines:
        if line[0] in " \n" and blocks:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    chance.shuffle(blocks)
    return head + "".join(line for block in blocks for line in block)


LINES = st.sampled_from(
    ["name: 甲", "name: '1'", "  x: |", "    # y", "- a", "  - b: 1", "goals:", "  results_to_transfer: [a, b]",
     "# c", "", "sample: true", "chain: {a: 1}", "key: \"x\\ty\"", "county: 152502", "?", "field: no # d", "name_en: >-", "   t"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_whatever_is_written_keeps_its_content_or_is_refused(lines: list[str]) -> None:
    raw = "\n".join(lines).encode()
    try:
        once = canonical(raw, SCHEMAS, UNION)
    except Unformattable:
        return
    assert read(once).data == read(raw).data
    assert canonical(once, SCHEMAS, UNION) == once
