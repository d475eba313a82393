"""Text that somebody typed, made safe for the Markdown of a forge: comments, issues, step summaries.

Each function takes any text and gives Markdown that shows this text and does nothing else. Three things look
different: a character that cannot be seen, or that turns round the others, shows as �; an end of line shows as ␤
(`fenced` keeps it); and a zero-width mark, U+200B, which nobody sees, stands inside what a forge would link.
A mark that was typed shows as �, so whoever takes the marks out of a page has the text.
"""

from __future__ import annotations

import re

_MARK = "\u200b"

# Blanks and a joiner of Mongolian letters: `str.isprintable` refuses them, but they can be seen.
_SEEN = frozenset(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x180E)))
# Fillers and selectors: `str.isprintable` lets them pass, but they cannot be seen. One selector may follow a
# Mongolian letter or a picture, whose shape it changes.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
    "(?<![\u1820-\u18aa][\u180b-\u180f])"
    "(?<![\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff][\ufe0e\ufe0f])"
)

# The patterns below begin with a set of characters and look back at what it took: so they pass over Chinese quickly.
# A name between colons is a picture. Of numbers only two are, and a file's line and column stay as they are.
_PICTURE = "(?:100|1234)(?::|\\Z)|(?![0-9]+(?::|\\Z))[0-9A-Za-z_+-]+(?::|\\Z)"
# Signs of markup, and `works` where it is the place that makes one work. What comes after the end is not known.
_SIGN = re.compile(
    "[&<>@$\\\\`*_{|~!\\[\\]#:](?P<works>"
    "(?<=_)(?:(?<![0-9A-Za-z]_)|(?![0-9A-Za-z]))"
    "|(?<=\\[)(?=[ xX]\\]|!)"
    "|(?<=#)(?=[0-9]|\\Z)"
    f"|(?<=:)(?=//|{_PICTURE})"
    ")?"
)
# An entity holds in Markdown and in raw HTML, where a backslash would show. A forge looks for addresses, references,
# pictures, boxes and formulas once entities are read, so these need a mark; a formula's `$` needs one on both sides.
_ALONE = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "@": f"@{_MARK}", "$": f"{_MARK}&#36;{_MARK}", "_": "_", ":": ":",
    **{sign: f"&#{ord(sign)};" for sign in "\\`*{|~![]#"},
}  # fmt: skip
_WORKS = {"_": "&#95;", "[": f"&#91;{_MARK}", "#": f"&#35;{_MARK}", ":": f":{_MARK}"}
# Lists, rules, underlines of headings and tables, commands to the runner that prints the line.
_START = re.compile("[-+=:]|[0-9]{1,9}[.)](?=\\s|\\Z)")
# Whole words that become links: a host, an issue, an advisory, and what may be a commit.
_WORD = re.compile(
    "[0-9CGWa-gw](?<![0-9A-Za-z].)(?:"
    "(?<=[0-9a-f])(?<!_.)(?P<commit>[0-9a-f]{6,39})(?![0-9A-Za-z_])"
    "|(?i:(?<=w)ww(?=\\.)|(?<=g)h-(?=[0-9]|\\Z)|(?<=g)hsa-(?=[0-9a-z]|\\Z)|(?<=c)ve-(?=[0-9]|\\Z))"
    ")"
)
# Six characters of a commit are too few for a link.
_PIECE = re.compile("[0-9a-f]{6}(?=.)")
# A forge does not know a longer run of backticks for what it is.
_BACKTICKS = re.compile("`{60}(?=`)")
# Read through the backticks: `[x]` ticks the box of its line, `]:` ends the name of a link's target.
_AROUND = re.compile("\\[(?=[xX]\\])|\\](?=:)")


def prose(text: str, most: int | None = None) -> str:
    """Running text on one line; whatever was typed shows as that text, and nothing comes out of it.

    It may stand at the start of a line, in a list, heading, quotation, cell, link or `**bold**`, and between HTML
    tags; not in an attribute, and not right after an `@`, `#` or `:` of ours. Of more than `most` characters the
    first are shown and `…`; blanks at either end fall away, since Markdown ignores them or reads them as layout.
    """
    return _inert(_cut("␤".join(_lines(text)).strip(), most))


def code(text: str, most: int | None = None) -> str:
    """The text as code on one line, blanks kept; it may stand wherever `prose` may, but between tags only in Markdown.

    `most` as for `prose`. No text at all is a blank, for there is no empty code.
    """
    line = _cut("␤".join(_lines(text)), most)
    if "|" in line:
        # In a cell it would have to be escaped, and everywhere else this escape would show.
        return f"<code>{_inert(line)}</code>"
    line = _AROUND.sub(f"\\g<0>{_MARK}", _quoted(line))
    fence = "`" * (_longest_run(line) + 1)
    is_eaten = line[:1] == line[-1:] == " " and line.strip(" ")
    padding = " " if is_eaten or line[:1] in ("", "`") or line[-1:] == "`" else ""
    return f"{fence}{padding}{line}{padding if line else ''}{fence}"


def fenced(text: str, info: str = "") -> str:
    """The text as a block of code, its lines kept; it begins with an empty line, so it may follow `<summary>…</summary>`.

    `info` names the language and is ours; ValueError if it is more than a word.
    """
    if not re.fullmatch("[0-9A-Za-z+.-]*", info):
        raise ValueError(info)
    lines = [_quoted(line) for line in _lines(text)]
    if lines[-1] == "" and lines[1:]:
        lines.pop()
    fence = "`" * max(3, *(_longest_run(line) + 1 for line in lines))
    return "\n".join(["", f"{fence}{info}", *lines, fence, ""])


def _lines(text: str) -> list[str]:
    """The lines, everything in them to be seen."""
    return [_seen(line) for line in text.replace("\r\n", "\n").split("\n")]


def _seen(line: str) -> str:
    if not line.isprintable():
        line = "".join([c if c.isprintable() or c in _SEEN else "�" for c in line])
    return _UNSEEN.sub("�", line)


def _cut(line: str, most: int | None) -> str:
    return line if most is None or len(line) <= most else line[: max(most - 1, 0)] + "…"


def _inert(line: str) -> str:
    start = _START.match(line)
    if start is None:
        return _SIGN.sub(_harmless_sign, _WORD.sub(_harmless_word, line))
    number, sign, rest = start[0][:-1], start[0][-1], line[start.end() :]
    # A colon may begin the name of a picture, too.
    entity = f"&#{ord(sign)};{_MARK if sign == ':' else ''}"
    return number + entity + _SIGN.sub(_harmless_sign, _WORD.sub(_harmless_word, rest))


def _harmless_sign(sign: re.Match[str]) -> str:
    return (_ALONE if sign["works"] is None else _WORKS)[sign[0]]


def _harmless_word(word: re.Match[str]) -> str:
    text = word[0]
    if word["commit"] is None:
        return text + _MARK
    # An amount is copied as it is, and a word is no commit.
    return text if text.isdigit() or text.isalpha() else _PIECE.sub(f"\\g<0>{_MARK}", text)


def _quoted(line: str) -> str:
    """A line for the inside of code, where nothing is read as markup but a run of backticks."""
    # The mark hides a comment from programs that look for their own in the source.
    return _BACKTICKS.sub(f"\\g<0>{_MARK}", line.replace("<!--", f"<{_MARK}!--"))


def _longest_run(line: str) -> int:
    return max(map(len, re.findall("`+", line)), default=0)
