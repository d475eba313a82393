"""`unions format`: one canonical form, the same content, the same comments."""

from __future__ import annotations

import random
import time
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
from union_registry.text import Text
from union_registry.vocabulary import Term, Vocabulary
from union_registry.writing.blocks import in_order
from union_registry.writing.canonical import Unformattable, canonical
from union_registry.writing.comments import comments

REGISTER = Register(own_root())
SCHEMAS = REGISTER.schemas
WORDS = REGISTER.keys_by_name
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
    return canonical(raw, SCHEMAS, BY_SCHEMA[kind], WORDS).decode()


def unit(field: str) -> dict[str, object]:
    """The first unit's data once formatted."""
    data = read(formatted(f"members:\n  - {field}\n").encode()).data
    return dict(data["members"][0])


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


@pytest.mark.parametrize(
    "text",
    [
        "members:\n  - kind: enterprise\n    ? a\n    name: x\n",
        "members:\n  - ? kind\n    : enterprise\n    name: x\n",
        "? members\n: - kind: enterprise\n    name: x\n",
    ],
)
def test_keys_that_do_not_begin_their_own_line_are_refused_and_never_hang(text: str) -> None:
    assert not read(text.encode()).faults
    with pytest.raises(Unformattable):
        formatted(text)


def test_two_hundred_units_in_wrong_order_are_put_in_order_at_once() -> None:
    units = "".join(
        f"  - kind: enterprise\n    tier: core\n    platforms:\n      - level: league\n        name: p\n"
        f"    # {i}\n    name: 甲{i}\n"
        for i in range(200)
    )
    begun = time.process_time()
    ordered = in_order("members:\n" + units, SCHEMAS, "members")
    assert time.process_time() - begun < 0.5
    assert ordered == "members:\n" + "".join(
        f"    # {i}\n  - name: 甲{i}\n    kind: enterprise\n    tier: core\n"
        f"    platforms:\n      - name: p\n        level: league\n"
        for i in range(200)
    )


def test_unknown_keys_come_last_in_groups_of_one_line_too() -> None:
    tidy = formatted("members:\n  - {zzz: a, kind: b, name: c}\n")
    assert tidy.endswith("  - name: c\n    kind: b\n    zzz: a\n")
    assert formatted(tidy) == tidy


@pytest.mark.parametrize(
    "text",
    [
        "members:\n  - {name: 甲, # 甲的说明\n     kind: enterprise}\n",
        "# 说明\n---\nmembers:\n  - name: 甲\n...\n# 尾注\n",
        "members: # 一\n  [] # 二\n",
        "members:\n  - statement: >- # 折行\n      a\n\n      b # 不是注释\n    name: 'x # 不是注释' # 是\n",
        "members:\n  - statement: |+ # 原样\n      a\n\n    # 尾\n",
    ],
)
def test_no_comment_is_ever_lost_rather_the_file_is_refused(text: str) -> None:
    try:
        after = formatted(text)
    except Unformattable:
        return
    _, _, body = after.partition("\n")
    assert comments(body) == comments(text)


@pytest.mark.parametrize(
    "text", ["members:\n  - {name: 甲, # 甲的说明\n     kind: enterprise}\n", "# 说明\n---\nmembers: []\n...\n# 尾注\n"]
)
def test_a_comment_that_has_no_place_in_the_canonical_form_keeps_the_file_as_it_is(text: str) -> None:
    with pytest.raises(Unformattable) as refused:
        formatted(text)
    assert refused.value.faults == []


def test_comments_that_the_writer_stumbles_over_keep_the_file_as_it_is() -> None:
    text = "members:\n  - name: # 一\n      甲\n\n"
    assert not read(text.encode()).faults
    with pytest.raises(Unformattable):
        formatted(text)


def test_comments_are_told_from_values_that_hold_a_hash() -> None:
    text = (
        "# 一 # 一\na: 'x # no' # 二\nb: | # 三\n  # no\nc: x\n  y#no # 四\nd: [a, # 五\n  \"# no\"]\n"
        "e: >-\n  # no\n# 六\n# 六\nf: |-\n  # no"
    )
    assert comments(text) == {"# 一 # 一": 1, "# 二": 1, "# 三": 1, "# 四": 1, "# 五": 1, "# 六": 2}


def test_a_comment_behind_the_header_gets_its_own_line_and_the_old_header_goes() -> None:
    text = "# yaml-language-server: $schema=old.json#/a # 说明\nmembers:\n  - name: 甲\n"
    header = "# yaml-language-server: $schema=../../schema/members.schema.json\n"
    assert formatted(text) == header + "# 说明\nmembers:\n  - name: 甲\n"
    assert formatted(header + "members:\n  - name: 甲\n") == header + "members:\n  - name: 甲\n"


@pytest.mark.parametrize(
    "code",
    [
        "９１１５２５０２ＱＱＱ０００１７３Ｂ",
        "'  91152502QQQ000173B'",
        "91152502-QQQ000173b",
        "' ９１１５２５０２QQQ000173b'",
    ],
)
def test_a_credit_code_is_mended_where_only_its_typing_is_wrong(code: str) -> None:
    assert unit(f"credit_code: {code}") == {"credit_code": "91152502QQQ000173B"}


def test_a_credit_code_with_a_wrong_check_character_is_left_to_the_person() -> None:
    assert unit("credit_code: ９１１５２５０２QQQ000173C") == {"credit_code": "９１１５２５０２QQQ000173C"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("county: １５２５０１", "152501"),
        ("county: 锡林浩特市", "152502"),
        ("county: '  152502'", "152502"),
        ("kind: 企业", "enterprise"),
        ("kind: 有限公司", "enterprise"),
        ("kind: ｅｎｔｅｒｐｒｉｓｅ", "enterprise"),
        ("tier: 牵头单位", "lead"),
        ("stages: [上游, midstream]", ["upstream", "midstream"]),
    ],
)
def test_a_word_of_a_list_is_written_as_its_key(typed: str, key: object) -> None:
    assert list(unit(typed).values()) == [key]


@pytest.mark.parametrize(
    "typed",
    ["county: 锡林浩特", "kind: 企业单位", "kind: Enterprise", "stages: [上 游]", "name: 企业", "county: １５２５９９"],
)
def test_what_is_not_exactly_a_word_of_a_list_is_left_to_the_person(typed: str) -> None:
    assert unit(typed) == read(typed.encode()).data


def test_a_name_that_two_terms_share_is_left_to_the_person() -> None:
    terms = {key: Term(key, Text("同名", key), aliases=(f"又名{key}",)) for key in "ab"}
    assert Vocabulary("v", Text("", ""), terms).keys_by_name() == {"又名a": "a", "又名b": "b"}


def test_the_command_knows_the_labels_of_the_vocabularies(root: Path, run: Run) -> None:
    path = root / "unions/sample-mutton/members.yaml"
    before = path.read_text(encoding="utf-8")
    assert "kind: enterprise\n" in before
    path.write_text(before.replace("kind: enterprise\n", "kind: 企业\n"), encoding="utf-8")
    assert run("format", "sample-mutton").exit_code == 0
    assert path.read_text(encoding="utf-8") == before


def test_a_tab_within_a_line_becomes_a_blank_as_it_does_for_the_check() -> None:
    text = "members:\n  - name:\t甲\t乙\t# 表\t格\n    statement: |\n      一\t二\n      三\n"
    assert not read(text.encode()).faults
    tidy = formatted(text)
    assert "\t" not in tidy
    assert "name: 甲 乙 # 表 格\n" in tidy
    assert read(tidy.encode()).data == read(text.encode()).data


def test_a_file_in_an_older_encoding_is_converted_and_told(root: Path, run: Run) -> None:
    path = root / "unions/sample-mutton/members.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_bytes(before.encode("gb18030"))
    assert "would be converted from GB18030 to UTF-8" in run("format", "--check", "sample-mutton").stderr
    assert path.read_bytes() == before.encode("gb18030")
    result = run("format", "sample-mutton")
    assert "unions/sample-mutton/members.yaml: converted from GB18030 to UTF-8\n" in result.stderr
    assert path.read_text(encoding="utf-8") == before
    assert "UTF-8" not in run("format", "sample-mutton").output


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
