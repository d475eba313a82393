"""Whatever is typed shows as that text: judged by the forge's own Markdown, and by the one that makes the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from time import process_time

import cmarkgfm
import markdown
import pytest
from cmarkgfm.cmark import Options
from hypothesis import assume, example, given
from hypothesis import strategies as st

from union_registry.report.escape import code, fenced, prose

WORD = "乾坤"
CONTEXTS = {
    "paragraph": "{}",
    "second line": "甲\n{}",
    "amid words": "甲 {}：乙",
    "before a break": "甲 {}<br>乙",
    "list": "- {}",
    "numbered list": "1. {}\n2. 乙",
    "tick list": "- [ ] {}（甲）：**乙**",
    "heading": "## {}",
    "heading that goes on": "### 与 {} 相比 Changes",
    "quotation": "> {}",
    "cell": "| 甲 | 乙 |\n| --- | --- |\n| {} | 丙 |",
    "last cell": "| 甲 |\n| --- |\n| 乙<br>{} |",
    "bold": "**{}**",
    "link": "[{}](index.md)",
}
BESIDE = [("", ""), ("", " 甲"), ("", "a"), ("甲 ", "")]
DETAILS = "<details><summary>{}</summary>\n\n乙\n\n</details>"
# What a forge makes of rendered text, outside code; each at least as broad as the forge's own.
FORGE = {
    "address": r"(?i)[a-z]+://|(?<![0-9a-z])www\.",
    "e-mail": r"[0-9A-Za-z._+-]@[0-9A-Za-z]",
    "mention": r"@[0-9A-Za-z]",
    "issue": r"#[0-9]",
    "issue by GH-": r"(?i)(?<![0-9a-z])GH-[0-9]",
    "advisory": r"(?i)(?<![0-9a-z])(?:CVE-[0-9]|GHSA-[0-9a-z])",
    "commit": r"(?a)\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}\b",
    "picture": r":(?:(?=[0-9]*[A-Za-z_+-])[0-9A-Za-z_+-]+|100|1234):",
    # A formula begins after a blank or a mark of punctuation and ends before one, or is between backticks.
    "formula": r"(?<!\u200b)\$|\$(?!\u200b)",
    "box": r"\[[ xX]\]",
    "alert": r"\[![A-Za-z]",
}
LINKED = [
    ("address", "http://example.org/a?b=c#d"),
    ("address", "HTTPS://EXAMPLE.ORG"),
    ("address", "见https://example.org。"),
    ("address", "ftp://example.org"),
    ("address", "www.example.org"),
    ("address", "见WWW.example.org"),
    ("address", "http://a.b/c_d_e"),
    ("e-mail", "somebody@example.org"),
    ("e-mail", "mailto:somebody@example.org"),
    ("e-mail", "xmpp:somebody@example.org/room"),
    ("mention", "@bureau"),
    ("mention", "请@bureau看"),
    ("mention", "@example-org/team"),
    ("issue", "#12"),
    ("issue", "fixes #1"),
    ("issue", "见#12"),
    ("issue", "example-org/unions#12"),
    ("issue", "bureau#12"),
    ("issue by GH-", "GH-12"),
    ("issue by GH-", "gh-12"),
    ("issue by GH-", "见Gh-12"),
    ("advisory", "CVE-2021-44228"),
    ("advisory", "ghsa-jfh8-c2jp-5v3q"),
    ("commit", "fe4777c"),
    ("commit", "见0a1b2c3d，"),
    ("commit", "bureau@0a1b2c3d"),
    ("commit", "example-org/unions@0a1b2c3d"),
    ("commit", "0123456789abcdef0123456789abcdef01234567"),
    ("commit", "0a1b2c3...d4e5f60"),
    ("picture", ":tada:"),
    ("picture", "甲:+1:乙"),
    ("picture", "union.yaml:100:5"),
    ("picture", ":a:b:"),
    ("formula", "$x$"),
    ("formula", "$$x$$"),
    ("formula", "$`x`$"),
    ("formula", "从 $5 到 $6"),
    ("box", "[ ] 甲"),
    ("box", "[x] 甲"),
    ("alert", "[!NOTE]"),
]
COPIED = [
    "union.yaml", "bureau/owners.yaml", "unions/sample-yogurt/members.yaml:12:5", "2026-03-05", "3.14", "12.50 万元",
    "91152530QQMA7E5YXE", "911525307012345678", "1234567", "rd_spend", "12:30:45", "（示例）", "锡科发〔2025〕26号",
    "412.5 (+3, 出入大 outlier)", "defaced", "0a1b2c", "0a1b2c3G", "甲\u3000乙", "it's “so”; 50% / 2 = 25", "CVE", "note: it",
    "e.g. http, www, gh", "sigh-12", "x_0a1b2c3d", "Z0a1b2c3d", "50 家", "2026. 3", "❤️", "ᠠ᠋",
]  # fmt: skip
NASTY = [
    *(typed for _, typed in LINKED),
    "# ", "- ", "+ ", "* ", "1. ", "1) ", "> ", ">> ", "    ", "===", "---", "***", "___", "-", "=", ":-:", "|-|", "#", "甲 ##",
    "*", "**", "_", "__", "~", "~~", "`", "``", "```", "~~~", "\\", "\\\\", "\\*", "!", "[", "]", "(", ")", "![", "](", "]()", "]:", "[x]", "[X]",
    "[甲](http://example.org)", "![x](http://example.org/x.png)", "[甲]: http://example.org", "[甲][乙]", "[^1]", "[^1]: 注",
    "<http://example.org>", "<b>", "</b>", "<script>x</script>", "<img src=x onerror=y>", "</summary>", "</details>", "<br>",
    "<!-- marker -->", "<!--", "-->", "<![CDATA[", "<?php", "<", ">", "&", "&lt;b&gt;", "&#64;bureau", "&#x3c;", "&copy", "&amp;",
    "|", " | ", "\\|", "| --- |", "`|`", "{: .x }", "{#id}", "{", "}", "!!! note", "[TOC]", ":", "::", "::error::", "##[error]",
    ":tada", "tada:", "$", "`$", "\n", "\r\n", "\r", "\n\n", "\t", " ", "  ", "\u00a0", "\u3000", "\u2003", "甲", "a", "Z", "0", ".",
    "\x00", "\x1b[31m", "\x7f", "\x85", "\u061c", "\u200e", "\u200f", "\u202e", "\u2066", "\u2069", "\u200b", "\u200c", "\u200d",
    "\u2060", "\ufeff", "\u2028", "\u2029", "\U000e0041", "\U000e0100", "\ufe0f", "\u180b", "\u180e", "\u00ad", "\u3164", "\ue000",
    "\ud800", "\uffff", "\U0001f389", "e\u0301", "\x02wzxhzdk:0\x03", "`" * 90, "甲乙" * 5000,
]  # fmt: skip
TYPED = st.lists(st.sampled_from(NASTY) | st.text(max_size=4), min_size=1, max_size=12).map("".join)
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0d\uffa0\U000e0100-\U000e01ef]"
    "|(?<![\u1820-\u18aa])[\u180b-\u180f]|(?<![©®\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
)


class Page(HTMLParser):
    """What a page is made of: its elements and comments in order, its text, and its text outside code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[tuple[object, ...]] = []
        self.text = self.linked = ""
        self._code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, *attrs))
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(("/", tag))
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.linked += "\n" if self._code else data

    def handle_comment(self, data: str) -> None:
        self.parts.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.parts.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.parts.append(("instruction", data))

    def unknown_decl(self, data: str) -> None:
        self.parts.append(("declaration", data))


def forge(source: str) -> Page:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return Page(cmarkgfm.github_flavored_markdown_to_html(source, options))


def site(source: str) -> Page:
    return Page(markdown.markdown(source, extensions=["admonition", "attr_list", "tables"]))


def visible(text: str, newline: str = "␤") -> str:
    """What is to be seen of a text, said another way than the code does."""
    shown = []
    for c in text.replace("\r\n", "\n"):
        unseen = unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and c != "\u180e"
        shown.append("\n" if c == "\n" else "�" if unseen else c)
    return UNSEEN.sub("�", "".join(shown)).replace("\n", newline)


def assert_shows(page: Page, model: Page, expected: str) -> None:
    """The page is the model with `expected` for its word, and a forge finds nothing in it to link."""
    assert page.parts == model.parts
    assert page.text.replace("\u200b", "") == model.text.replace(WORD, expected)
    assert [name for name, pattern in FORGE.items() if re.search(pattern, page.linked)] == []


# The site's Markdown knows no boxes to tick.
PLACES = [
    *(pytest.param(forge, context, id=f"forge, {name}") for name, context in [*CONTEXTS.items(), ("summary", DETAILS)]),
    *(pytest.param(site, context, id=f"site, {name}") for name, context in CONTEXTS.items() if name != "tick list"),
]


@pytest.mark.parametrize(("render", "context"), PLACES)
@given(typed=TYPED)
def test_prose_is_its_text_wherever_it_stands(render: Callable[[str], Page], context: str, typed: str) -> None:
    told = prose(typed)
    expected = visible(typed).strip()
    assert "\n" not in told
    assert "<" not in told
    assert bool(told) == bool(expected)
    assume(expected)
    assert_shows(render(context.format(told)), render(context.format(WORD)), expected)


@pytest.mark.parametrize(("render", "context"), PLACES)
def test_every_attack_alone_and_beside_a_word_is_prose(render: Callable[[str], Page], context: str) -> None:
    model = render(context.format(WORD))
    for typed in (before + attack + after for attack in NASTY for before, after in BESIDE):
        if expected := visible(typed).strip():
            assert_shows(render(context.format(prose(typed))), model, expected)


@pytest.mark.parametrize(("form", "typed"), LINKED)
def test_what_a_forge_would_link_is_broken(form: str, typed: str) -> None:
    assert re.search(FORGE[form], typed), "the imitation knows the form"
    assert not re.search(FORGE[form], forge(prose(typed)).text)
    assert forge(prose(typed)).text.replace("\u200b", "").strip() == typed


@pytest.mark.parametrize(
    ("typed", "after", "form"),
    [
        ("甲#", "12", "issue"), ("甲@", "bureau", "mention"), ("gh-", "12", "issue by GH-"), (":tada", ":", "picture"),
        ("CVE-", "2021-1", "advisory"),
    ],
)  # fmt: skip
def test_what_comes_after_makes_no_link_of_it(typed: str, after: str, form: str) -> None:
    assert not re.search(FORGE[form], forge(prose(typed) + after).linked)


def test_what_comes_after_makes_no_picture_of_it() -> None:
    assert forge(prose("甲!") + "[乙](index.md)").parts == forge("甲[乙](index.md)").parts


@pytest.mark.parametrize("typed", COPIED)
def test_what_is_to_be_copied_has_no_mark(typed: str) -> None:
    assert "\u200b" not in prose(typed)
    assert forge(prose(typed)).text.strip() == typed


@pytest.mark.parametrize(
    "typed", ["rd_spend 412.5", "bureau/owners.yaml", "2026-03-05（示例）", "甲，乙。", "a-b+c=d (e)"]
)
def test_ordinary_words_are_written_as_they_are(typed: str) -> None:
    assert prose(typed) == typed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("@bureau <b>", "@\u200bbureau &lt;b&gt;"),
        ("*甲*", "&#42;甲&#42;"),
        ("_甲_", "&#95;甲&#95;"),
        ("a_b_", "a_b&#95;"),
        ("_a b_ c", "&#95;a b&#95; c"),
        ("$5", "\u200b&#36;\u200b5"),
        ("- 甲", "&#45; 甲"),
        ("-5", "&#45;5"),
        ("12. 甲", "12&#46; 甲"),
        ("1)", "1&#41;"),
        ("::error::甲", "&#58;\u200b:\u200berror::甲"),
        ("# 甲", "&#35; 甲"),
        ("[x] 甲", "&#91;\u200bx&#93; 甲"),
        ("0a1b2c3d4e5f6071", "0a1b2c\u200b3d4e5f\u200b6071"),
        ("甲\n乙", "甲␤乙"),
        ("甲\r\n乙\r丙", "甲␤乙�丙"),
        ("  甲 \u3000", "甲"),
        (" ", ""),
        ("", ""),
    ],
)
def test_how_it_is_written(typed: str, told: str) -> None:
    assert prose(typed) == told


@pytest.mark.parametrize(
    "hidden",
    [
        *map(chr, (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0))),
        *map(chr, (0xAD, 0x34F, 0x61C, 0x180E, 0x3164, 0xFEFF, 0xFFF9, 0xE000, 0xFFFF, 0xD800, 0xDFFF, 0x378)),
        *map(chr, (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070))),
        *map(chr, (*range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080), 0xE0100, 0xE01EF, 0x10FFFD)),
    ],
    ids=lambda c: f"{ord(c):04X}",
)
def test_what_cannot_be_seen_is_shown(hidden: str) -> None:
    assert prose(f"甲{hidden}乙") == "甲�乙"
    assert code(f"甲{hidden}乙") == "`甲�乙`"
    assert fenced(f"甲{hidden}乙") == "\n```\n甲�乙\n```\n"


@pytest.mark.parametrize(
    ("typed", "most", "told"),
    [
        ("甲乙丙", 3, "甲乙丙"),
        ("甲乙丙", 2, "甲…"),
        ("甲乙丙", 1, "…"),
        ("甲乙丙", None, "甲乙丙"),
        ("<b>甲", 3, "&lt;b…"),
        ("甲&乙", 3, "甲&amp;乙"),
        ("  甲乙  ", 2, "甲乙"),
        ("", 1, ""),
    ],
)
def test_prose_is_cut_before_it_is_escaped(typed: str, most: int | None, told: str) -> None:
    assert prose(typed, most) == told


@given(typed=TYPED, most=st.integers(1, 20))
def test_no_more_is_shown_than_asked_for(typed: str, most: int) -> None:
    told = prose(typed, most)
    shown = forge(told).text.replace("\u200b", "").rstrip("\n")
    whole = visible(typed).strip()
    # Markdown, like prose, sets no store by a blank at the end.
    assert shown == (whole if len(whole) <= most else whole[: most - 1] + "…")
    assert len(shown) <= most


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
@given(typed=TYPED)
@example(typed="]:")
@example(typed="[x]")
@example(typed=" \u00a0 ")
def test_code_is_its_text_wherever_it_stands(context: str, typed: str) -> None:
    told = code(typed)
    assert "<!--" not in told
    assert_shows(forge(context.format(told)), forge(context.format(f"`{WORD}`")), visible(typed) or " ")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("union.yaml", "`union.yaml`"),
        ("a`b", "``a`b``"),
        ("``", "``` `` ```"),
        ("`a", "`` `a ``"),
        ("a ", "`a `"),
        (" a ", "`  a  `"),
        ("  ", "`  `"),
        ("", "` `"),
        ("甲\n乙", "`甲␤乙`"),
        ("a|b_c_", "<code>a&#124;b_c&#95;</code>"),
        ("<!-- a -->", "`<\u200b!-- a -->`"),
        ("a[x]", "`a[\u200bx]`"),
        ("a]:", "`a]\u200b:`"),
    ],
)
def test_how_code_is_written(typed: str, told: str) -> None:
    assert code(typed) == told


def test_code_is_cut_too() -> None:
    assert code("甲乙丙", 2) == "`甲…`"
    assert code("甲`乙丙", 3) == "``甲`…``"


FENCED = ["{}", "甲\n{}乙", "<details><summary>甲</summary>\n{}</details>", "<details>\n\n甲\n{}\n\n</details>\n\n乙"]


@pytest.mark.parametrize("context", FENCED)
@given(typed=TYPED)
@example(typed="甲\r\n")
def test_a_fenced_block_is_its_lines(context: str, typed: str) -> None:
    told = fenced(typed, "yaml")
    assert "<!--" not in told
    expected = visible(typed, "\n").removesuffix("\n")
    assert_shows(forge(context.format(told)), forge(context.format(fenced(WORD, "yaml"))), expected)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("甲\n乙\n", "\n```\n甲\n乙\n```\n"),
        ("甲\r\n\r\n乙\r\n", "\n```\n甲\n\n乙\n```\n"),
        ("甲\n\n", "\n```\n甲\n\n```\n"),
        ("````\n~~~", "\n`````\n````\n~~~\n`````\n"),
        ("", "\n```\n\n```\n"),
    ],
)
def test_how_a_fenced_block_is_written(typed: str, told: str) -> None:
    assert fenced(typed) == told


def test_a_fenced_block_names_its_language_in_a_word() -> None:
    assert fenced("甲", "yaml") == "\n```yaml\n甲\n```\n"
    for info in ("a b", "`", "a\n", "<b>"):
        with pytest.raises(ValueError, match=re.escape(info)):
            fenced("甲", info)


@pytest.mark.parametrize(
    "piece", ["甲", "a", "0a", ":", ":a", "`", "``|", "_", "[", "$", "<!--", "#", "www.", "gh-", "\x00", "1. "]
)
def test_long_text_takes_no_long(piece: str) -> None:
    typed = piece * (10_000 // len(piece))
    began = process_time()
    told = prose(typed), code(typed), fenced(typed)
    assert process_time() - began < 0.5
    assert forge(told[0]).text.replace("\u200b", "").strip() == visible(typed).strip()
    assert forge(told[1]).text.replace("\u200b", "").rstrip("\n") == visible(typed)
    assert forge(told[2]).text.replace("\u200b", "").rstrip("\n") == visible(typed, "\n")
