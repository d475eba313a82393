"""Faults of form: the catalogue of what can be wrong with a file before any clause is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from union_registry.finding import Path
from union_registry.text import Text


@dataclass(frozen=True, slots=True)
class FormCheck:
    """One kind of fault; `message` and `fix` hold placeholders that a `Fault` fills."""

    id: str
    title: Text
    message: Text
    fix: Text


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault found in a file, at a line and column counted from 1."""

    check: FormCheck
    line: int | None = None
    column: int | None = None
    path: Path = ()
    values: dict[str, Any] = field(default_factory=dict)


ENCODING = FormCheck(
    "form-encoding",
    Text("文件编码", "Encoding of the file"),
    Text("文件不是 UTF-8 编码（像是 {encoding}）", "the file is not UTF-8 (it looks like {encoding})"),
    Text("用编辑器另存为 UTF-8，或运行 unions format", "save it as UTF-8 in your editor, or run unions format"),
)
TOO_LARGE = FormCheck(
    "form-too-large",
    Text("文件大小", "Size of the file"),
    Text("文件超过 {limit} 字节", "the file has more than {limit} bytes"),
    Text(
        "这里只放表中要求的文字和数字；附件请另存",
        "keep only the text and figures that the form asks for; store attachments elsewhere",
    ),
)
CHARACTER = FormCheck(
    "form-character",
    Text("不可见字符", "Invisible character"),
    Text("有一个不可见的控制字符（{code}）", "there is an invisible control character ({code})"),
    Text("删去它；多半是从别处粘贴时带进来的", "delete it; it usually comes along when text is pasted"),
)
SYNTAX = FormCheck(
    "form-syntax",
    Text("YAML 写法", "YAML syntax"),
    Text("这一行附近不是有效的 YAML", "this is not valid YAML near this line"),
    Text(
        "检查冒号后是否有空格、缩进是否对齐、引号是否成对",
        "check for a space after the colon, aligned indentation and paired quotes",
    ),
)
TAB = FormCheck(
    "form-tab",
    Text("制表符缩进", "Tab used for indentation"),
    Text("这一行用制表符（Tab）缩进", "this line is indented with a tab"),
    Text("换成空格，每级两个", "use spaces, two for each level"),
)
COLON = FormCheck(
    "form-colon",
    Text("冒号", "Colon"),
    Text("“{text}”的冒号是全角的，或后面没有空格", "the colon in “{text}” is full-width or has no space after it"),
    Text("写成半角冒号加一个空格，如 name: 内容", "write a half-width colon and a space, as in name: text"),
)
QUOTE = FormCheck(
    "form-quote",
    Text("引号", "Quotes"),
    Text("从这一行开始的引号没有闭合", "the quote that starts on this line is never closed"),
    Text("补上结尾的引号，首尾用同一种半角引号", "add the closing quote, the same half-width kind as the opening one"),
)
DUPLICATE_KEY = FormCheck(
    "form-duplicate-key",
    Text("重复的字段", "Field given twice"),
    Text("字段 {key} 在第 {first} 行已经填过", "the field {key} was already given on line {first}"),
    Text("两处只留一处", "keep one of the two"),
)
ALIAS = FormCheck(
    "form-alias",
    Text("锚点和引用", "Anchors and aliases"),
    Text("这里用了 YAML 的锚点（&）或引用（*）", "an anchor (&) or alias (*) of YAML is used here"),
    Text(
        "把内容直接写出来；以 & 或 * 开头的文字请加引号",
        "write the content out; put quotes around text that begins with & or *",
    ),
)
TAG = FormCheck(
    "form-tag",
    Text("类型标记", "Type tags"),
    Text("这里用了 YAML 的类型标记（!）", "a type tag (!) of YAML is used here"),
    Text("删去标记；以 ! 开头的文字请加引号", "remove the tag; put quotes around text that begins with !"),
)
KEY = FormCheck(
    "form-key",
    Text("字段名", "Field name"),
    Text("这里的字段名不是一个词", "the field name here is not a word"),
    Text(
        "字段名写在冒号左边，不加括号和列表符号", "write the field name left of the colon, without brackets or dashes"
    ),
)
DOCUMENTS = FormCheck(
    "form-documents",
    Text("多个文档", "Several documents"),
    Text("一个文件里有多个以 --- 分开的文档", "the file holds several documents divided by ---"),
    Text("一个文件只写一份内容，删去多余的 ---", "keep one document a file and delete the extra ---"),
)
TOO_DEEP = FormCheck(
    "form-too-deep",
    Text("层级", "Depth"),
    Text("层级超过 {limit} 层", "the content is nested more than {limit} levels deep"),
    Text("对照模板检查缩进和括号", "compare indentation and brackets with the template"),
)
TOO_MANY = FormCheck(
    "form-too-many",
    Text("条目数量", "Number of values"),
    Text("值的个数超过 {limit}", "there are more than {limit} values"),
    Text("删去多余的内容", "remove what does not belong here"),
)
NOT_A_MAPPING = FormCheck(
    "form-not-a-mapping",
    Text("文件内容", "Content of the file"),
    Text("文件内容不是“字段: 内容”的形式", "the content is not of the form “field: text”"),
    Text("对照模板逐行写成 name: 内容", "write each line as name: text, as in the template"),
)

HASH = FormCheck(
    "form-hash",
    Text("井号", "Number sign"),
    Text("“{text}”前面有空格，会被当作注释丢掉", "“{text}” follows a blank, so it would be lost as a comment"),
    Text(
        "给整段内容加引号；真是注释就写成“# 说明”，# 后空一格",
        "put quotes around the whole text; a comment needs a blank after its #",
    ),
)
INNER_COLON = FormCheck(
    "form-inner-colon",
    Text("文字里的冒号", "Colon inside a text"),
    Text("这一行的文字里有半角冒号加空格", "the text on this line holds a colon followed by a blank"),
    Text("换成全角冒号，或给整段文字加引号", "write a full-width colon, or put quotes around the text"),
)
INDENT = FormCheck(
    "form-indent",
    Text("缩进", "Indentation"),
    Text("这一行的缩进与上一行对不齐", "this line is not aligned with the one before"),
    Text("同一组的字段左边对齐，每级两个空格", "align the fields of a group, two blanks for each level"),
)

QUOTE_ALL = FormCheck(
    "form-quote-all",
    Text("引号只加了一部分", "Quotes around a part"),
    Text(
        "这一行的文字以引号或括号开头，后面还有别的字",
        "the text on this line begins with a quote or bracket and goes on behind it",
    ),
    Text("给整段文字加上单引号，如 '\"北草\"乳业'", "put single quotes around the whole text, as in '\"North\" Dairy'"),
)
MORE = FormCheck(
    "form-more",
    Text("其余的写法问题", "The other faults"),
    Text("这个文件另有 {count} 处写法问题没有列出", "another {count} faults of this file are not listed"),
    Text("先改上面列出的，再检查一次", "mend those listed above and check again"),
)

READING = (
    ENCODING, TOO_LARGE, CHARACTER, SYNTAX, TAB, COLON, QUOTE, DUPLICATE_KEY, ALIAS, TAG, KEY, DOCUMENTS, TOO_DEEP,
    TOO_MANY, NOT_A_MAPPING, HASH, INNER_COLON, INDENT, QUOTE_ALL, MORE,
)  # fmt: skip
