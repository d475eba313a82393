"""Files as people type them are read as they were meant, or refused with the line and the cure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import VALID
from union_registry.finding import Path
from union_registry.source.document import Document
from union_registry.source.fault import Fault
from union_registry.source.reader import FAST, MAX_BYTES, MAX_DEPTH, MAX_VALUES, read

BOTH_PARSERS = pytest.mark.parametrize("fast", [pytest.param(True, id="c"), pytest.param(False, id="pure")])
pytestmark = BOTH_PARSERS if FAST else pytest.mark.parametrize("fast", [False])

MEANT: dict[str, tuple[str | bytes, Any]] = {
    "a credit code of digits only": ("code: 111525000116624136", {"code": "111525000116624136"}),
    "a number with an exponent": ("code: 1E5", {"code": "1E5"}),
    "a code that begins with noughts": ("code: 007", {"code": "007"}),
    "an octal number of YAML 1.1": ("code: 0o17", {"code": "0o17"}),
    "a number with underscores": ("n: 1_000", {"n": "1_000"}),
    "base sixty of YAML 1.1": ("at: 12:30:45", {"at": "12:30:45"}),
    "a decimal as typed": ("n: 1000.10", {"n": "1000.10"}),
    "infinity": ("n: .inf", {"n": ".inf"}),
    "a date": ("on: 2025-03-01", {"on": "2025-03-01"}),
    "a date and a time": ("on: 2025-03-01 08:00:00", {"on": "2025-03-01 08:00:00"}),
    "YAML 1.1's no": ("a: no", {"a": "no"}),
    "YAML 1.1's on as a field": ("on: yes", {"on": "yes"}),
    "YAML 1.1's y and n": ("y: n", {"y": "n"}),
    "true and false": ("a: true\nb: False", {"a": True, "b": False}),
    "true in quotes is text": ("a: 'true'", {"a": "true"}),
    "null in quotes is text": ("a: 'null'", {"a": "null"}),
    "an empty text in quotes": ("a: ''", {"a": ""}),
    "blank": ("a:\nb: ~\nc: null\nd: 1", {"d": "1"}),
    "a group of blanks": ("a:\n  b:\n  c:\nd: 1", {"d": "1"}),
    "a group within a group of blanks": ("a:\n  b:\n    c:\nd: 1", {"d": "1"}),
    "blank rows at the end of a table": ("a:\n  - b: 1\n  - b:\n  -", {"a": [{"b": "1"}]}),
    "a blank row in the middle stays": ("a:\n  - b: 1\n  -\n  - b: 2", {"a": [{"b": "1"}, None, {"b": "2"}]}),
    "a comment behind a value": ("a: 1 # 说明", {"a": "1"}),
    "a hash within text": ("a: 一#二", {"a": "一#二"}),
    "Chinese field names": ("名称: 肉羊", {"名称": "肉羊"}),
    "full-width digits": ("n: １２００", {"n": "１２００"}),
    "full-width brackets and commas": ("a: （一），二", {"a": "（一），二"}),
    "full-width colon within text": ("a: 说明：如下", {"a": "说明：如下"}),
    "a byte-order mark": (b"\xef\xbb\xbfname: a", {"name": "a"}),
    "Windows line ends": (b"a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": "1", "b": "x\ny\n"}),
    "line ends of old Macs": (b"a: 1\rb: 2\r", {"a": "1", "b": "2"}),
    "no line end at the end": ("a: 1", {"a": "1"}),
    "a document mark at the top": ("---\na: 1\n", {"a": "1"}),
    "a document mark at the end": ("a: 1\n...\n", {"a": "1"}),
    "text of several lines": ("a: |-\n  一\n  二", {"a": "一\n二"}),
    "folded text": ("a: >-\n  一\n  二", {"a": "一 二"}),
    "brackets": ("a: [upstream, midstream]", {"a": ["upstream", "midstream"]}),
    "a tab behind a value": ("a: 1\t\nb: 2", {"a": "1", "b": "2"}),
    "a tab behind the colon": ("a:\t1\nb:\t\n", {"a": "1"}),
    "a tab within text pasted from a table": ("a: 甲\t乙", {"a": "甲 乙"}),
    "a tab before a comment": ("a: 1\t# 说明", {"a": "1"}),
    "a line of nothing but tabs": ("a:\n\t\t\n  b: 1", {"a": {"b": "1"}}),
    "a merge key is a field like any other": ("<<: a", {"<<": "a"}),
    "an equals sign": ("a: =", {"a": "="}),
    "an emoji": ("a: 🐑", {"a": "🐑"}),
    "a character of CJK extension B": ("a: 𠀀", {"a": "𠀀"}),
    "nothing at all": ("", {}),
    "nothing but comments": ("# 以后再填\n\n", {}),
    "nothing but a document mark": ("---\n", {}),
}

REFUSED: dict[str, tuple[str | bytes, str, int]] = {
    "GBK": ("name: 肉羊产业\nchain: mutton\n".encode("gbk"), "form-encoding", 1),
    "GBK further down": ("a: 1\nb: 2\nname: 锡林浩特\n".encode("gbk"), "form-encoding", 3),
    "UTF-16, little end first": ("name: 肉羊\n".encode("utf-16"), "form-encoding", 1),
    "UTF-16, big end first": (b"\xfe\xff" + "name: 肉羊\n".encode("utf-16-be"), "form-encoding", 1),
    "bytes of no encoding": (b"a: 1\nb: \xff\xff\n", "form-encoding", 2),
    "a NUL": (b"a: 1\nb: x\x00y\n", "form-character", 2),
    "an escape character": (b"a: \x1b[31mred\n", "form-character", 1),
    "a form feed": (b"a: 1\n\x0cb: 2\n", "form-character", 2),
    "a line separator of Unicode": ("a: 1\nb: x\u2028y\n", "form-character", 2),
    "a next-line character": ("a: x\u0085y\n", "form-character", 1),
    "a byte-order mark further down": ("a: 1\n\ufeffb: 2\n", "form-character", 2),
    "a NUL written as an escape": ('a: 1\nb: "x\\0y"\n', "form-character", 2),
    "a bell written as an escape": ('a: "\\a"\n', "form-character", 1),
    "a tab as indentation": ("a:\n\tb: 1\n", "form-tab", 2),
    "a tab after blanks": ("a:\n  b: 1\n \tc: 2\n", "form-tab", 3),
    "a full-width colon": ("name：肉羊\n", "form-colon", 1),
    "a full-width colon among right ones": ("a: 1\nname：肉羊\nb: 2\n", "form-colon", 2),
    "no blank after the colon": ("a: 1\nname:肉羊\nb: 2\n", "form-colon", 2),
    "a number sign that would lose the rest": ("a: 1\nb: 一期 #2 生产线\n", "form-hash", 2),
    "a colon and a blank inside a text": ("a: 1\nb: 说明: 如下\n", "form-inner-colon", 2),
    "a field out of line": ("a:\n  b: 1\n   c: 2\n", "form-indent", 3),
    "an unclosed double quote": ('a: 1\nb: "x\nc: 2\n', "form-quote", 2),
    "an unclosed single quote": ("a: 'x\nb: 2\n", "form-quote", 1),
    "an unclosed bracket": ("a: [x, y\nb: 2\n", "form-syntax", 2),
    "a field given twice": ("name: a\nchain: b\nname: c\n", "form-duplicate-key", 3),
    "an anchor": ("a: &x 1\n", "form-alias", 1),
    "an alias": ("a: 1\nb: *x\n", "form-alias", 2),
    "an alias as a field": ("*x : 1\n", "form-alias", 1),
    "a tag": ("a: 1\nb: !!str 2\n", "form-tag", 2),
    "a tag of Python": ("a: !!python/object/apply:os.system [x]\n", "form-tag", 1),
    "an unknown tag": ("a: !include x.yaml\n", "form-tag", 1),
    "a list as a field": ("a: 1\n? [x]\n: 2\n", "form-key", 2),
    "a group as a field": ("? {x: 1}\n: 2\n", "form-key", 1),
    "two documents": ("a: 1\n---\nb: 2\n", "form-documents", 2),
    "a list": ("- a\n- b\n", "form-not-a-mapping", 1),
    "plain text": ("锡林郭勒盟\n", "form-not-a-mapping", 1),
    "a number": ("12\n", "form-not-a-mapping", 1),
    "too large": (b"a: " + b"x" * (300 * 1024), "form-too-large", 1),
    "too deep": ("a: " + "[" * 40 + "]" * 40, "form-too-deep", 1),
    "deep beyond recursion": ("a: " + "[" * 100_000, "form-too-deep", 1),
    "too many values": ("a:\n" + "  - x\n" * (MAX_VALUES + 10), "form-too-many", MAX_VALUES),
}


def read_text(raw: str | bytes, fast: bool) -> Document:
    return read(raw.encode() if isinstance(raw, str) else raw, fast=fast)


@pytest.mark.parametrize(("raw", "meant"), MEANT.values(), ids=MEANT.keys())
def test_what_is_typed_is_read_as_it_was_meant(raw: str | bytes, meant: Any, fast: bool) -> None:
    document = read_text(raw, fast)

    assert document.faults == []
    assert document.readable
    assert document.data == meant


@pytest.mark.parametrize(("raw", "check", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_with_line_and_cure(raw: str | bytes, check: str, line: int, fast: bool) -> None:
    document = read_text(raw, fast)

    assert not document.readable
    fault = document.faults[0]
    assert (fault.check.id, fault.line) == (check, line)
    _is_told_in_both_languages(fault)


def _is_told_in_both_languages(fault: Fault) -> None:
    for text in (fault.check.title, fault.check.message.fill(fault.values), fault.check.fix.fill(fault.values)):
        assert any("一" <= character <= "鿿" for character in text.zh)
        assert text.en.isascii() or "“" in text.en or "：" in text.en
    for words in (fault.check.message, fault.check.fix):
        assert set.union(*words.placeholders()) <= fault.values.keys()


def test_a_surrogate_written_as_an_escape_is_refused(fast: bool) -> None:
    document = read_text('a: 1\nb: "\\ud800"\n', fast)

    assert not document.readable
    assert document.faults[0].check.id in ("form-character", "form-syntax")
    assert document.faults[0].line == 2


def test_an_escape_that_is_no_character_is_refused(fast: bool) -> None:
    assert not read_text('a: "\\Uffffffff"\n', fast).readable


def test_a_field_given_twice_names_both_lines(fast: bool) -> None:
    document = read_text("name: a\nchain: b\nname: c\n", fast)

    (fault,) = document.faults
    assert (fault.line, fault.column) == (3, 1)
    assert fault.check.message.fill(fault.values).zh == "字段 name 在第 1 行已经填过"


def test_every_field_given_twice_is_told_in_one_run(fast: bool) -> None:
    document = read_text("a: 1\nb:\n  - c: 1\n    c: 2\na: 3\nb: 4\n", fast)

    assert [fault.line for fault in document.faults] == [4, 5, 6]


def test_a_field_given_twice_is_noticed_even_where_both_are_blank(fast: bool) -> None:
    assert [fault.line for fault in read_text("a:\nb: 1\na:\n", fast).faults] == [3]


def test_older_encodings_are_named(fast: bool) -> None:
    (fault,) = read_text("name: 肉羊\n".encode("gbk"), fast).faults

    assert "GB18030" in fault.check.message.fill(fault.values).zh


def test_a_file_of_the_full_size_is_read(fast: bool) -> None:
    raw = b"a: " + b"x" * (MAX_BYTES - 3)

    assert read(raw, fast=fast).readable
    assert not read(raw + b"x", fast=fast).readable


def test_depth_is_bounded_just_above_what_forms_need(fast: bool) -> None:
    inner = MAX_DEPTH - 1

    assert read_text("a: " + "[" * inner + "]" * inner, fast).readable
    assert not read_text("a: " + "[" * (inner + 1) + "]" * (inner + 1), fast).readable


def test_positions_of_nested_values(fast: bool) -> None:
    text = (
        "# 说明\n"
        "members:\n"
        "  - name: 甲\n"
        "    stages: [upstream,  midstream]\n"
        "  - name:   乙\n"
        "    signature:\n"
        "      on: 2025-03-01\n"
        "    note: |\n"
        "      一\n"
    )
    document = read_text(text, fast)
    expected: dict[Path, tuple[int, int]] = {
        (): (1, 1),
        ("members",): (2, 1),  # people look for the field of a group, not for its first line
        ("members", 0): (3, 5),
        ("members", 0, "name"): (3, 11),
        ("members", 0, "stages"): (4, 5),
        ("members", 0, "stages", 1): (4, 25),
        ("members", 1, "name"): (5, 13),
        ("members", 1, "signature"): (6, 5),
        ("members", 1, "signature", "on"): (7, 11),
        ("members", 1, "note"): (8, 11),
    }

    assert {path: tuple(document.locate(path)) for path in expected} == expected


def test_a_value_that_is_not_there_is_placed_at_what_is_nearest(fast: bool) -> None:
    document = read_text("a: 1\nmembers:\n  - name: 甲\n    kind:\n", fast)

    assert tuple(document.locate(("members", 0, "kind"))) == (4, 5)  # its field is there, blank
    assert tuple(document.locate(("members", 0, "county"))) == (3, 5)
    assert tuple(document.locate(("members", 7, "county"))) == (2, 1)
    assert tuple(document.locate(("goals", "results"))) == (1, 1)


def test_positions_count_characters_as_editors_do(fast: bool) -> None:
    assert tuple(read_text("甲乙: 丙\n", fast).locate(("甲乙",))) == (1, 5)
    assert tuple(read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", fast=fast).locate(("b",))) == (2, 4)


def test_a_control_character_is_placed_exactly(fast: bool) -> None:
    (fault,) = read_text("a: 1\nbc: x\x07\n", fast).faults

    assert (fault.line, fault.column) == (2, 6)
    assert "U+0007" in fault.check.message.fill(fault.values).zh


@given(raw=st.binary(max_size=300))
def test_any_bytes_give_a_document_or_faults(raw: bytes, fast: bool) -> None:
    document = read(raw, fast=fast)

    assert document.readable != bool(document.faults)


YAML_LIKE = st.lists(
    st.sampled_from([
        "a", "b: ", "c:", "- ", "  ", "\n", "\n  ", "'", '"', "[", "]", "{", "}", ", ", ": ", "#", "&x ", "*x ", "!t ", "|", ">", "|-\n",
        "? ", "---\n", "...\n", "true", "null", "~", "1.0", "：", "中", "\t", "%", "\\0", "\r\n", "\ufeff", "<<", "=", "@", "`",
    ]),
    max_size=20,
).map(lambda parts: "".join(parts).replace("|#", "| #").replace(">#", "> #"))  # fmt: skip


@given(text=YAML_LIKE)
def test_anything_like_yaml_gives_a_document_or_faults(text: str, fast: bool) -> None:
    document = read_text(text, fast)

    assert document.readable != bool(document.faults)
    for fault in document.faults:
        assert fault.line is not None
        assert 1 <= fault.line <= text.count("\n") + text.count("\r") + 1
        _is_told_in_both_languages(fault)


@given(text=YAML_LIKE)
def test_both_parsers_say_the_same(text: str, fast: bool) -> None:
    one, other = read_text(text, fast), read_text(text, fast=False)

    assert [_told(fault) for fault in one.faults] == [_told(fault) for fault in other.faults]
    assert one.data == other.data
    assert [one.locate(path) for path in _paths(one.data)] == [other.locate(path) for path in _paths(other.data)]


def _told(fault: Fault) -> tuple[str, int | None, int | None, dict[str, Any]]:
    return fault.check.id, fault.line, fault.column, fault.values


@pytest.mark.parametrize("path", sorted(VALID.rglob("*.yaml")), ids=lambda path: path.relative_to(VALID).as_posix())
def test_a_valid_file_says_the_same_to_both_parsers(path: Any, fast: bool) -> None:
    one, other = read(path.read_bytes(), fast=fast), read(path.read_bytes(), fast=False)

    assert one.data == other.data
    for place in _paths(one.data):
        assert one.locate(place) == other.locate(place)


def _paths(data: Any, here: Path = ()) -> list[Path]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [here] + [path for step, child in steps for path in _paths(child, (*here, step))]
