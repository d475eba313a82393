"""Turns an error of jsonschema into a fault that a person at a county office can act on."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from union_registry.finding import Path
from union_registry.schema import checks
from union_registry.schema.creditcode import Flaw, flaw, tidy
from union_registry.schema.field import Field, field_at
from union_registry.schema.mend import mended
from union_registry.schema.migration import Migrations, Renaming, two_names
from union_registry.schema.store import Schemas
from union_registry.source.document import Document
from union_registry.source.fault import Fault, FormCheck
from union_registry.source.kinds import file_of
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.vocabulary import Vocabulary  # which is itself read through the gate

_FORMS = {
    "object": Text("下面再分几项的内容", "a group of fields"),
    "array": Text("以 - 开头的列表", "a list of entries that begin with -"),
    "string": Text("一段文字", "text"),
    "number": Text("数字", "a number"),
    "integer": Text("整数", "a whole number"),
    "boolean": Text("true 或 false", "true or false"),
}
_LEAD = ("lead", "牵头单位")
_FLAWS = {
    Flaw.TYPED: (
        Text("有全角、小写、空格或不可见字符", "has full-width, lower-case, blank or invisible characters"),
        Text("应写作 {tidy}", "write {tidy}"),
    ),
    Flaw.LENGTH: (
        Text("是 {length} 位，应为 18 位", "has {length} characters instead of 18"),
        Text("照营业执照或法人证书抄写 18 位代码", "copy the 18 characters from the licence or certificate"),
    ),
    Flaw.LETTERS: (
        Text("含有代码不用的字母（I、O、S、V、Z）或位置不对", "holds letters that codes do not use (I, O, S, V, Z) or in the wrong place"),
        Text("照证书核对；字母 O 常是数字 0，I 常是 1", "compare with the certificate; the letter O is often a 0, I a 1"),
    ),
    Flaw.CHECK: (
        Text("的校验位不对，多半抄错了一位", "has a wrong check character, most likely one character was mistyped"),
        Text("照营业执照或法人证书逐位核对", "compare it with the licence or certificate, character by character"),
    ),
    Flaw.ROUNDED: (
        Text("像是被表格软件按数字保存，丢了末几位", "seems to have been stored as a number by a spreadsheet, which lost its end"),
        Text("从证书重抄；表格里把这一列设为文本格式", "copy it from the certificate again; set the column to text in the spreadsheet"),
    ),
    Flaw.RESIDENT_ID: (
        Text("是居民身份证号码的样子，不是单位代码", "looks like a resident's ID number, not a unit's code"),
        Text("立即删去这个号码，填单位的统一社会信用代码；若已提交过，请告知盟科技局清除", "remove the number at once and give the unit's credit code; if it was submitted, tell the bureau so that it is purged"),
    ),
}  # fmt: skip
# A resident's ID number, mistyped perhaps: place, day of birth, serial number.
_RESIDENT_SHAPE = re.compile("[0-9]{6}(19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}")


class Explainer:
    """Explains errors in files of one register.

    `vocabularies` are asked for labels and likely words, `migrations` for what a name of old is today.
    """

    def __init__(self, schemas: Schemas, vocabularies: dict[str, Vocabulary], migrations: Migrations) -> None:
        self._schemas = schemas
        self._vocabularies = vocabularies
        self._migrations = migrations

    def explain(self, kind: str, document: Document, error: Any) -> Fault | None:  # noqa: PLR0911  # a table of cases
        """The fault behind one error; None for an error that another one says better."""
        path: Path = tuple(error.absolute_path)
        where = field_at(self._schemas, kind, path)
        rule, limit, found = error.validator, error.validator_value, error.instance
        names = {"field": where.label.zh or "文件", "field_en": where.label.en or "the file"}
        if rule == "additionalProperties":
            return None  # told one by one by `unknown_fields`
        if rule == "type":
            return self._kind_of_value(document, path, names, limit, found)
        if kind == "members" and path[-1:] == ("tier",) and (path[1] == 0 or found in _LEAD):
            return _fault(checks.LEAD_FIRST, document, path, {**names, "found": quoted(found)})
        if rule in ("enum", "const"):
            return self._choice(kind, document, path, where, names, found)
        if where.shape == "credit-code":
            return _credit_code(document, path, names, str(found))
        if rule in ("pattern", "format", "minimum", "maximum"):
            better = mended(where.shape, str(found))
            wanted = where.node.get("x-wanted", {"zh": "表中要求的写法", "en": "it as the form asks"})
            values = {**names, "found": quoted(found), "wanted": wanted["zh"], "wanted_en": wanted["en"],
                      "likely": f"多半是 {better}；" if better else "", "likely_en": f"most likely {better}; " if better else ""}  # fmt: skip
            return _fault(checks.WRITING, document, path, values)
        if rule == "maxLength":
            return _fault(checks.TOO_LONG, document, path, {**names, "length": len(found), "limit": limit})
        if rule == "maxItems":
            return _fault(checks.NUMBER_OF_ITEMS, document, path, {**names, "count": len(found), "limit": limit})
        if rule == "uniqueItems":
            return _fault(checks.REPEATED, document, path, names)
        return _fault(checks.OTHER, document, path, names)

    def unknown_fields(self, kind: str, document: Document, error: Any) -> list[Fault]:
        """A fault for each field that the schema does not know, with the name it has today or the likely one."""
        path: Path = tuple(error.absolute_path)
        where = field_at(self._schemas, kind, path)
        known: dict[str, str] = {}
        for key, child in where.node["properties"].items():
            known[key] = key
            known[child.get("title", key)] = key
        title = where.label.zh or self._schemas[kind]["title"]
        faults = []
        for key in error.instance:
            if key in where.node["properties"]:
                continue
            position = document.locate((*path, key), of_key=True)
            renaming = self._migrations.successor(kind, "field", path, key)
            if renaming and renaming.new in document.marks[id(error.instance)]:
                faults.append(two_names(key, renaming.new, position.line, position.column, (*path, key)))
                continue
            cure = _renamed(renaming) if renaming else _removed(key, known)
            values = {"where": title, "where_en": where.label.en or file_of(kind), "found": quoted(key),
                      "cure": cure.zh, "cure_en": cure.en}  # fmt: skip
            faults.append(Fault(checks.UNKNOWN_FIELD, position.line, position.column, (*path, key), values))
        return faults

    def _kind_of_value(self, document: Document, path: Path, names: dict[str, str], limit: Any, found: Any) -> Fault:
        wanted = _FORMS[limit if isinstance(limit, str) else limit[-1]]
        actual = _FORMS[_form(found)]
        likely = Text("", "")
        if isinstance(found, str) and limit == "boolean":
            likely = Text("：写 true 或 false，不写是、否、yes、no", ": write true or false, not yes or no")
        elif isinstance(found, str) and ("：" in found or ":" in found) and limit in ("object", "array"):
            likely = Text("：冒号须是半角，后面加一个空格", ": the colon must be half-width with a space after it")
        elif isinstance(found, bool):
            likely = Text("：给它加上引号", ": put it in quotes")
        return _fault(checks.KIND_OF_VALUE, document, path, {
            **names, "wanted": wanted.zh, "wanted_en": wanted.en, "found": actual.zh, "found_en": actual.en,
            "likely": likely.zh, "likely_en": likely.en,
        })  # fmt: skip

    def _choice(
        self, kind: str, document: Document, path: Path, where: Field, names: dict[str, str], found: Any
    ) -> Fault:
        words = self._words(where)
        # A value of a list is renamed at the list.
        at = path[:-1] if isinstance(path[-1], int) else path
        renaming = self._migrations.successor(kind, "value", at, str(found))
        likely = _likeliest(str(found), words)
        zh = [_choice_shown(key, word.zh, "（", "）") for key, (word, _) in words.items()]
        en = [_choice_shown(key, word.en, " (", ")") for key, (word, _) in words.items()]
        if renaming:
            cure = _renamed(renaming)
        elif likely:
            number = list(words).index(likely)
            cure = Text(f"多半是 {zh[number]}", f"most likely {en[number]}")
        elif words:
            cure = Text("可选：" + _few(zh, "、"), "choose from: " + _few(en, ", "))
        else:
            cure = Text(
                "词表还是空的，请盟科技局先填写", "the vocabulary is still empty: the bureau has to fill it first"
            )
        values = {**names, "found": quoted(found), "cure": cure.zh, "cure_en": cure.en}
        return _fault(checks.CHOICE, document, path, values)

    def _words(self, where: Field) -> dict[str, tuple[Text, tuple[str, ...]]]:
        """The words a field may hold, each with its label and other ways of writing it."""
        node = where.node
        if vocabulary := self._vocabularies.get(node.get("x-vocabulary", "")):
            return {key: (term.label, term.aliases) for key, term in vocabulary.terms.items()}
        labels = node.get("x-labels", {})
        keys = node.get("enum", [node["const"]] if "const" in node else [])
        return {key: (Text(**labels[key]) if key in labels else Text(str(key), str(key)), ()) for key in keys}


def quoted(value: Any) -> str:
    """A value as it can be shown in a message: one line, printable, at most 60 characters."""
    text = "".join(c if c.isprintable() else "␤" if c == "\n" else "�" for c in str(value))
    return text if len(text) <= 60 else text[:60] + "…"


def _renamed(renaming: Renaming) -> Text:
    return Text(
        f"{renaming.since} 版起改叫 {renaming.new}：运行 unions format 换成新名",
        f"called {renaming.new} since version {renaming.since}: run unions format to put the new name",
    )


def _removed(key: str, known: dict[str, str]) -> Text:
    close = get_close_matches(key, known, n=1, cutoff=0.6)
    if not close:
        return Text("删去这一项", "remove it")
    likely = known[close[0]]
    return Text(f"删去这一项；也许是 {likely}", f"remove it; perhaps {likely} is meant")


def _fault(check: FormCheck, document: Document, path: Path, values: dict[str, Any]) -> Fault:
    position = document.locate(path)
    return Fault(check, position.line, position.column, path, values)


def _credit_code(document: Document, path: Path, names: dict[str, str], found: str) -> Fault:
    kind = flaw(found) or Flaw.LETTERS
    what, cure = _FLAWS[kind]
    filled = {"tidy": tidy(found), "length": len(tidy(found))}
    private = kind is Flaw.RESIDENT_ID or _RESIDENT_SHAPE.search(tidy(found))  # never spread the number further
    shown = found[:6] + "…" if private else quoted(found)
    return _fault(checks.CREDIT_CODE, document, path, {
        **names, "found": shown, "flaw": what.fill(filled).zh, "flaw_en": what.fill(filled).en,
        "cure": cure.fill(filled).zh, "cure_en": cure.fill(filled).en,
    })  # fmt: skip


def _likeliest(found: str, words: dict[str, tuple[Text, tuple[str, ...]]]) -> str | None:
    ways: dict[str, str] = {}
    for key, (label, aliases) in words.items():
        for way in (key, label.zh, label.en, *aliases):
            ways.setdefault(way, key)
    if found in ways:
        return ways[found]
    if found.isdigit():  # a mistyped code is as near to the wrong place as to the right one
        return None
    held = [way for way in ways if (len(way) > 1 and way in found) or (len(found) > 1 and found in way)]
    if held:
        return ways[max(held, key=len)]
    close = get_close_matches(found, ways, n=1, cutoff=0.6)
    return ways[close[0]] if close else None


def _few(words: list[str], comma: str, most: int = 20) -> str:
    return comma.join(words[:most]) + ("…" if len(words) > most else "")


def _choice_shown(key: str, label: str, before: str, after: str) -> str:
    return key if key == label else f"{key}{before}{label}{after}"


def _form(value: Any) -> str:
    for kind, name in ((bool, "boolean"), (dict, "object"), (list, "array")):
        if isinstance(value, kind):
            return name
    return "string"
