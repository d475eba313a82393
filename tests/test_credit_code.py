"""Credit codes (GB 32100-2015): what is one, and what people are told about what is not. Every code is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sites import own_root
from tests.support import ALPHABET, as_yaml, changed, credit_code, invented_code
from union_registry.register import Register
from union_registry.schema.creditcode import Flaw, flaw, is_credit_code, tidy
from union_registry.source.reader import read

CODE = credit_code("91152502QQ4N7K30P")
COLLECTIVE = credit_code("N2152525QQMF061Y9")
LETTERS_OF_NO_CODE = "IOSVZ"


def resident_id(body: str) -> str:
    """`body` (17 digits) with the check character of a resident's ID number (GB 11643)."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def digits_only() -> str:
    """An invented code that is all digits, organisation number and check character too."""
    return next(
        code for number in range(100) if (code := credit_code(f"1115259900{number:07d}")).isdigit() and not _is_id(code)
    )


def _is_id(code: str) -> bool:
    return resident_id(code[:17]) == code


# --- what is a code ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["11", "12", "13", "51", "52", "91", "92", "93", "N1", "N2", "N3", "Y1", "A1", "G1"])
def test_a_code_of_any_authority_is_a_code(prefix: str) -> None:
    assert is_credit_code(credit_code(f"{prefix}152525QQMF061Y9"))


def test_a_rural_collective_whose_code_begins_with_a_letter_is_not_refused() -> None:
    assert COLLECTIVE.startswith("N2")
    assert flaw(COLLECTIVE) is None


def test_a_code_of_digits_only_is_a_code() -> None:
    assert flaw(digits_only()) is None


@given(body=st.text(ALPHABET, min_size=9, max_size=9))
def test_every_body_has_exactly_one_check_character(body: str) -> None:
    whole = f"91152502{body}"

    assert [last for last in ALPHABET if is_credit_code(whole + last)] == [credit_code(whole)[-1]]


@given(text=st.text(max_size=20) | st.text(ALPHABET + LETTERS_OF_NO_CODE, min_size=18, max_size=18))
def test_a_code_is_what_has_no_flaw(text: str) -> None:
    assert is_credit_code(text) == (flaw(text) is None)


@given(body=st.text("0123456789", min_size=17, max_size=17))
def test_a_number_that_could_be_a_residents_is_never_a_code(body: str) -> None:
    for code in (credit_code(body), resident_id(body)):
        assert is_credit_code(code) == (flaw(code) is None)


# --- how people write it ----------------------------------------------------------------------------------------------

TYPED = {
    "lower case": CODE.lower(),
    "blanks": f"{CODE[:8]} {CODE[8:17]} {CODE[17]}",
    "a blank of full width": CODE + "\u3000",
    "a tab": CODE + "\t",
    "hyphens": f"{CODE[:8]}-{CODE[8:17]}-{CODE[17]}",
    "full-width digits": "９１" + CODE[2:],
    "full-width letters": CODE.replace("Q", "Ｑ"),
    "a zero-width blank": CODE[:8] + "\u200b" + CODE[8:],
    "a byte-order mark": "\ufeff" + CODE,
    "a mark of direction": CODE + "\u200e",
    "a line end": CODE + "\n",
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED.keys())
def test_a_right_code_in_another_writing_is_refused_and_tidied(text: str) -> None:
    assert not is_credit_code(text)
    assert flaw(text) is Flaw.TYPED
    assert tidy(text) == CODE


@pytest.mark.parametrize("text", ["", "1", "12345", CODE[:17], CODE + "0", CODE * 2])
def test_a_wrong_length_is_told(text: str) -> None:
    assert flaw(text) is Flaw.LENGTH


@pytest.mark.parametrize("letter", LETTERS_OF_NO_CODE)
def test_letters_that_codes_do_not_use_are_told(letter: str) -> None:
    assert flaw(CODE[:9] + letter + CODE[10:]) is Flaw.LETTERS


@pytest.mark.parametrize(
    "text",
    [CODE[:2] + "A" + CODE[3:], "甲" + CODE[1:], CODE[:17] + "/", CODE[:3] + "٣" + CODE[4:], CODE[:3] + "Ⅻ" + CODE[4:]],
)
def test_a_letter_where_a_digit_belongs_is_told(text: str) -> None:
    assert flaw(text) in (Flaw.LETTERS, Flaw.LENGTH)


# --- the check character ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [CODE, COLLECTIVE], ids=["company", "collective"])
def test_every_single_mistyped_character_is_found(code: str) -> None:
    wrong = [
        code[:place] + other + code[place + 1 :]
        for place in range(18)
        for other in ALPHABET
        if other != code[place] and (other.isdigit() or not 2 <= place < 8)
    ]

    assert len(wrong) == 12 * 30 + 6 * 9
    assert [text for text in wrong if flaw(text) is not Flaw.CHECK] == []


def test_two_neighbours_swapped_are_found() -> None:
    swapped = {CODE[:place] + CODE[place + 1] + CODE[place] + CODE[place + 2 :] for place in range(8, 17)} - {CODE}

    assert {flaw(text) for text in swapped} == {Flaw.CHECK}


def test_a_code_rounded_by_a_spreadsheet_is_told_apart() -> None:
    rounded = digits_only()[:15] + "000"

    assert flaw(rounded) is Flaw.ROUNDED
    assert flaw(digits_only()[:17] + "ABC"[digits_only()[17] == "A"]) is Flaw.CHECK


@pytest.mark.parametrize("text", ["9.11525E+17", "9.11525e17", "1E+17"])
def test_a_code_that_a_spreadsheet_turned_into_a_power_is_told_apart(text: str) -> None:
    assert flaw(text) is Flaw.ROUNDED


# --- resident ID numbers ----------------------------------------------------------------------------------------------

# About one in 31 numbers of residents has the check character of a credit code too. Born in 1900: nobody's.
RESIDENT = next(
    number
    for serial in range(1000)
    if (number := resident_id(f"15252219000101{serial:03d}"))[-1] == credit_code(number[:17])[-1]
)


@pytest.mark.parametrize(
    "text", [RESIDENT, resident_id("15252219000101022"), " " + RESIDENT, RESIDENT[:6] + "-" + RESIDENT[6:]]
)
def test_a_residents_number_is_not_taken_for_a_code(text: str) -> None:
    assert not is_credit_code(text)
    assert flaw(text) is Flaw.RESIDENT_ID


@pytest.mark.parametrize("file", ["members.yaml", "plan.yaml"])
def test_a_residents_number_is_never_spread_further_by_a_message(file: str) -> None:
    path = {"members.yaml": "members/3/credit_code", "plan.yaml": "tasks/0/members/0"}[file]
    data = changed({file: [{"path": path, "value": RESIDENT}]})[file]

    faults = Register(own_root()).gate.examine(file.removesuffix(".yaml"), read(as_yaml(data).encode())).faults

    (fault,) = faults
    said = "".join(
        text
        for words in (fault.check.message.fill(fault.values), fault.check.fix.fill(fault.values))
        for text in (words.zh, words.en)
    )
    assert "居民身份证" in said
    assert "立即删去" in said
    assert RESIDENT not in said
    assert RESIDENT[6:14] not in said, "the day of birth"


@pytest.mark.parametrize(
    "text", [" " + RESIDENT, RESIDENT[:6] + "-" + RESIDENT[6:], "1 " + RESIDENT[1:], "\u200b" + RESIDENT]
)
def test_nor_is_it_where_it_is_written_with_blanks(text: str) -> None:
    data = changed({"members.yaml": [{"path": "members/3/credit_code", "value": text}]})["members.yaml"]

    (fault,) = Register(own_root()).gate.examine("members", read(as_yaml(data).encode())).faults

    said = json_of(fault.values)
    assert RESIDENT[6:14] not in said
    assert RESIDENT[4:12] not in said


def json_of(values: dict[str, object]) -> str:
    return " ".join(str(value) for value in values.values())


@pytest.mark.parametrize(
    "number", [RESIDENT[:17] + "ABC"[RESIDENT[17] == "A"], resident_id("11000119000101022"), RESIDENT + "0"]
)
def test_nor_is_one_that_was_mistyped(number: str) -> None:
    data = changed({"members.yaml": [{"path": "members/3/credit_code", "value": number}]})["members.yaml"]

    (fault,) = Register(own_root()).gate.examine("members", read(as_yaml(data).encode())).faults

    assert RESIDENT[6:14] not in json_of(fault.values)


def test_a_number_of_a_county_that_there_is_not_is_judged_like_any_other() -> None:
    assert flaw("11000100011001000G") is None
    assert flaw(resident_id("11000100011001000")) in (Flaw.CHECK, Flaw.ROUNDED)


# --- what people are told ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "flaw_zh", "cure"),
    [
        (CODE.lower(), "有全角、小写、空格或不可见字符", f"应写作 {CODE}"),
        (CODE[:17], "是 17 位，应为 18 位", "照营业执照或法人证书抄写 18 位代码"),
        (CODE[:9] + "O" + CODE[10:], "含有代码不用的字母", "字母 O 常是数字 0"),
        (CODE[:17] + ("1" if CODE[17] != "1" else "2"), "校验位不对", "逐位核对"),
        (digits_only()[:15] + "000", "被表格软件按数字保存", "表格里把这一列设为文本格式"),
    ],
)
def test_each_flaw_has_its_own_cure(text: str, flaw_zh: str, cure: str) -> None:
    data = changed({"members.yaml": [{"path": "members/3/credit_code", "value": text}]})["members.yaml"]

    (fault,) = Register(own_root()).gate.examine("members", read(as_yaml(data).encode())).faults

    assert (
        fault.check.message.fill(fault.values).zh == f"成员单位第 4 家 · 统一社会信用代码“{text}”{fault.values['flaw']}"
    )
    assert flaw_zh in fault.values["flaw"]
    assert cure in fault.check.fix.fill(fault.values).zh


def test_codes_made_for_tests_are_invented() -> None:
    assert all(invented_code(number)[8:10] == "QQ" for number in range(3))
