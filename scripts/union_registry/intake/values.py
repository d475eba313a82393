"""A place in a form, read as the schema says: text in, value and doubt out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from union_registry.intake.gathering import steps
from union_registry.intake.labels import filled, note, plain, unnumbered, visible
from union_registry.intake.printed.form import Field
from union_registry.intake.value import amounts, dates
from union_registry.intake.value.codes import code
from union_registry.intake.value.read import BLANK, DITTO, SAME_AS_ABOVE, Read
from union_registry.intake.value.words import ticked, word, words
from union_registry.register import Register
from union_registry.schema.contact import contacts
from union_registry.schema.creditcode import flaw, tidy
from union_registry.schema.field import field_at
from union_registry.source.kinds import PRIVATE, kind_of
from union_registry.text import Text

MAX_TEXT = 20_000  # of common.schema.json
MAX_LINE = 200
_CIRCLED = re.compile("[①-⑳]")
_CUT_UP = Text(
    "一行里有几项，已按序号分开；请核对", "several entries on one line, split by their numbers; compare them"
)
_LEFT_OUT = "〔号码略〕"
_PHONE = re.compile(
    r"((?:电话|手机|联系方式|微信|[Tt]el)\s*[:：]?\s*)([0-9０-９+][-0-9０-９ ()（）]{6,}[0-9０-９])|(?<![0-9A-Za-z-])(0[0-9]{2,3}-[0-9]{4}-?[0-9]{3,4})(?![0-9A-Za-z-])"
)
# Beyond what a file may not hold (schema/contact.py): written in other groups, or with a slip in it. A form is full of
# them, and whoever typed one for a document's number is told.
_PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])1[3-9](?:[ .\-－—·]?[0-9]){9}(?![0-9A-Za-z])"
    r"|[(（]0[0-9]{2,3}[)）][ -]?[0-9]{7,8}(?![0-9])|(?<![0-9A-Za-z.])0[0-9]{2,3}[ －—-]?[0-9]{7,8}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[1-8][0-9]{5}(?:(?:19|20)[0-9]{2}|[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx]?(?![0-9A-Za-z])"
    r"|(?<=微信)号?[:：]?\s*[A-Za-z0-9_-]{5,}|(?<=QQ)号?[:：]?\s*[0-9]{5,}"
)
_AGED = re.compile(r"(.+?)[\s(（,，]*([0-9]{2})\s*岁[)）]?", re.DOTALL)
_AGE = Text(
    "姓名后面写了年龄，已分开，年龄只写在 private.yaml；请核对",
    "an age stood behind the name; the two were split, ages belong into private.yaml alone; compare them",
)
_NUMBER = re.compile(r"[0-9０-９+(（][-0-9０-９ ()（）]{5,}[0-9０-９]")
_CUT = Text(
    "里面有电话或证件号码，号码已略去，其余照录；联系方式只写在 private.yaml，证件号码哪里都不写",
    "holds a telephone or ID number, which was left out; contacts belong into private.yaml alone, ID numbers nowhere",
)
_KEPT_OUT = Text(
    "有电话或证件号码，没有写入；联系方式只写在 private.yaml，证件号码哪里都不写",
    "a telephone or ID number, not written; contacts belong into private.yaml alone, ID numbers nowhere",
)
_BETWEEN = re.compile(r"\w\s*(?:[、，,;；/／\n]|\s和\s)\s*\w")
_PERSONS = Text(
    "一格里像是有几个人，照原样写成了一个；请每人一行",
    "there seem to be several persons in one cell, written as one; give each a row of its own",
)
_LONG = Text("太长，不像这一项的内容，没有写入；请缩短", "too long for this field and not written; shorten it")

Result = list[tuple[str, Read]]


class Values:
    """Reads what stands at fields of the forms, by the schemas and vocabularies of one register."""

    def __init__(self, held: Register) -> None:
        self._held = held
        self._nodes: dict[str, tuple[dict[str, Any], str]] = {}
        self.unit = ""  # what a remark such as 单位：元 says of the amounts below it

    def title(self, path: str) -> str:
        """What the schema calls the field at `path`; "" for what is not read back."""
        return str(self._node(path)[0].get("title", "")) if path and not path.endswith((".", ": ", "[]")) else ""

    def read(self, field: Field, text: str, *, label: str = "", numeric: bool = False) -> Result:
        """The values of `field` that `text` gives, by path; `label` as it is printed, for the unit that it may name."""
        said = filled(text)
        if not said:
            return []
        if self._node(field.path)[1] == "text":
            said = text.strip()  # in running text nothing is a blank to be filled in
        if plain(said) in SAME_AS_ABOVE:
            return [(field.path, DITTO)]
        special = getattr(self, f"_{field.reader}", None) if field.reader else None
        found = (
            special(field.path, said)
            if special
            else [(field.path, self.value(field.path, said, label, numeric=numeric))]
        )
        return [(path, self._private(path, read)) for path, read in found if read != BLANK]

    def value(self, path: str, said: str, label: str = "", *, numeric: bool = False) -> Read:
        """One value of the kind that the schema wants at `path`."""
        node, shape = self._node(path)
        if path.endswith(".phone"):
            said = unicodedata.normalize("NFKC", said)
        if "enum" in node or "enum" in node.get("items", {}):
            inner = node.get("items", node)
            return (words if "items" in node else word)(self._ways(inner), said)
        reader = self._readers.get(shape)
        if reader is not None:
            return reader(
                said, note(label) if "元" in note(label) else amounts.unit_within(label) or self.unit, numeric
            )
        whole, most = (lines(said), MAX_TEXT) if shape == "text" else (line(said), MAX_LINE)
        return Read(whole) if len(whole) <= most else Read(None, _LONG)

    # By shape of common.schema.json: what reads a text, with what is said of its unit and whether it is a number in a spreadsheet.
    _readers: Mapping[str, Callable[[str, str, bool], Read]] = {
        "amount": lambda said, label, _: amounts.amount(said, label),
        "count": lambda said, *_: amounts.count(said),
        "date": lambda said, *_: dates.day(said),
        "year": lambda said, *_: dates.year(said),
        "credit-code": lambda said, _, numeric: code(said, numeric=numeric),
    }

    def _private(self, path: str, read: Read) -> Read:
        """Nothing that belongs to a person goes to a file that others read."""
        if path.startswith(PRIVATE) or not isinstance(read.value, str):
            return read
        node, shape = self._node(path)
        if "enum" in node or shape in ("credit-code", "date", "amount", "count", "year"):
            return read
        cut = _without_numbers(read.value)
        if cut == read.value:
            return read
        return Read(cut, _CUT) if shape == "text" else Read(None, _KEPT_OUT)

    def _node(self, path: str) -> tuple[dict[str, Any], str]:
        if path not in self._nodes:
            file, way = steps(path)
            kind = kind_of(file)
            where = (
                field_at(self._held.schemas, kind.schema, tuple(1 if step in (0, "lead") else step for step in way))
                if kind
                else None
            )
            self._nodes[path] = (where.node, where.shape) if where else ({}, "")
        return self._nodes[path]

    def _ways(self, node: dict[str, Any]) -> dict[str, str]:
        """The key for each way of naming a word."""
        vocabulary = self._held.vocabularies.get(node.get("x-vocabulary", ""))
        if vocabulary:
            return {**vocabulary.keys_by_name(), **{key: key for key in vocabulary.terms}}
        labels = {label["zh"]: key for key, label in node.get("x-labels", {}).items()}
        short = {name.removesuffix("单位"): key for name, key in labels.items()}
        return {**labels, **short, **{key: key for key in node["enum"]}}

    # Readers that the tables of the forms name.

    def _field_and_chain(self, _: str, said: str) -> Result:
        """传统特色优势产业（奶业）: field of industry, and chain where one is named."""
        paths = "union.yaml: field", "union.yaml: chain"
        if ticked(said) is not None:
            return [(paths[0], self.value(paths[0], said))]
        base, chain = re.fullmatch(r"(.*?)(?:[（(]([^（）()]*)[)）])?", said, re.DOTALL).groups()  # type: ignore[union-attr]
        found = self.value(paths[0], base)
        if found.value is None and found.why and self.value(paths[1], said).value:
            return [(paths[1], self.value(paths[1], said))]
        return [(paths[0], found), *([(paths[1], self.value(paths[1], chain))] if chain and chain.strip() else [])]

    def _contact(self, path: str, said: str) -> Result:
        """A name, perhaps with a telephone number beside it."""
        number = _NUMBER.search(said)
        if not number:
            return [(f"{path}name", self.value(f"{path}name", said))]
        why = Text(
            "姓名和电话写在一起，已拆开；请核对",
            "name and telephone number stood together and were split; compare them",
        )
        name = (said[: number.start()] + said[number.end() :]).strip(" ,，、:：()（）电话")
        found = [(f"{path}phone", Read(number[0], why))]
        return [(f"{path}name", Read(line(name), why)), *found] if name else found

    def _person(self, path: str, said: str) -> Result:
        """The name of one person; two of them in one cell are told, since each has to be an entry."""
        if (aged := _AGED.fullmatch(said)) is not None:
            return [(path, Read(line(aged[1]), _AGE)), ("private.yaml: team_ages[].age", Read(aged[2]))]
        read = self.value(path, said)
        return [(path, Read(read.value, _PERSONS) if _BETWEEN.search(said) and not read.why else read)]

    def _level_and_funder(self, path: str, said: str) -> Result:
        """自治区级 / 立项单位: level of a project, and who funds it."""
        parts = [part for part in re.split(r"\s*[/／，,、；;\n]\s*|\s+", said, maxsplit=1) if part]
        level = self.value(f"{path}.level", parts[0])
        if len(parts) == 1 or level.value is None:
            ways = [way for way in self._ways(self._node(f"{path}.level")[0]) if said.startswith(way)]
            if not ways or said in ways:
                return [(f"{path}.level", level)]
            parts = [max(ways, key=len), said.removeprefix(max(ways, key=len)).strip(" (（）)")]
            level = self.value(f"{path}.level", parts[0])
        return [(f"{path}.level", level), (f"{path}.funder", self.value(f"{path}.funder", parts[1]))]

    def _period(self, path: str, said: str) -> Result:
        first, last = dates.period(said)
        if first == last and first.why:
            return [(f"{path}.starts_on", first)]
        return [(f"{path}.starts_on", first), (f"{path}.ends_on", last)]

    def _lines(self, path: str, said: str) -> Result:
        """A list with a line an entry, numbered or not."""
        entries, doubted = [], []
        if len(_CIRCLED.split(said)) > 2 and "\n" not in said:
            doubted.append((path, Read(None, _CUT_UP)))
            said = _CIRCLED.sub("\n", said)
        for typed in said.split("\n"):
            entry = line(unnumbered(_CIRCLED.sub("", typed).strip())).rstrip("；;")
            if not filled(entry):
                continue
            if len(entry) > MAX_LINE or _without_numbers(entry) != entry:
                doubted.append((path, Read(None, _LONG if len(entry) > MAX_LINE else _KEPT_OUT)))
            else:
                entries.append(entry)
        return [*([(path, Read(entries))] if entries else []), *doubted]

    def _by_hand(self, path: str, said: str) -> Result:
        return [
            ("members.yaml: members[].signature", Read(None, Text(
                "签字、盖章和日期不从表里读；签好后在 members.yaml 的 signature 里登记",
                "signatures, seals and their days are not read from the form; enter them in members.yaml under signature",
            )))
        ]  # fmt: skip


def line(said: str) -> str:
    """One line of text: broken lines joined, with a blank only between Latin words."""
    parts = [" ".join(part.replace("\t", " ").split(" ")).strip(" 　") for part in visible(said).split("\n")]
    whole = ""
    for part in (part for part in parts if part):
        latin = bool(whole) and whole[-1].isascii() and part[0].isascii()
        whole += (" " if latin else "") + part
    return re.sub(r" {2,}", " ", whole)


def lines(said: str) -> str:
    """Text of several lines, without the blanks around each and without blank lines."""
    return "\n".join(each.replace("\t", " ").strip(" 　") for each in visible(said).split("\n") if each.strip())


def _without_numbers(text: str) -> str:
    """`text` with telephone numbers, ID numbers and addresses of mail cut out."""
    cut = text
    for found in contacts(text.encode()):
        spot, wanted = text.split("\n")[found.line - 1][found.column - 1 :], tidy(found.value)
        ends = (end for end in range(1, len(spot) + 1) if tidy(spot[:end]).endswith(wanted))
        cut = cut.replace(spot[: next(ends, len(spot))], _LEFT_OUT)
    cut = _PHONE.sub(lambda match: (match[1] or "") + _LEFT_OUT, cut)
    return _PERSONAL.sub(lambda match: match[0] if flaw(tidy(match[0])) is None else _LEFT_OUT, cut)
