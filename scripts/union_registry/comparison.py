"""The comparison of two versions of a union's folder, field by field, in words.

It looks at what the files say, whether or not that is right in form, and takes time in proportion
to their size: lists are matched by their entries' natural keys, and of a long text only the passage
from the first to the last change is measured.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from union_registry.difference import KINDS, Difference
from union_registry.finding import Place
from union_registry.register import Folder, Register
from union_registry.rule import shown
from union_registry.schema.field import Field, field_at
from union_registry.source.document import Document
from union_registry.source.folder import CHECKS as FOLDER_CHECKS
from union_registry.source.kinds import PRIVATE, kind_of, order
from union_registry.text import Text
from union_registry.zi import count_zi

_ADDED = Text("{label}：新填{value}", "{label}: {value} filled in")
_REMOVED = Text("{label}：删去{value}", "{label}: {value} taken out")
_REPLACED = Text("{label}由{old}改为{new}", "{label} changed from {old} to {new}")
_REWRITTEN = Text("{label}：内容改写", "{label}: written anew")
_AMOUNT = Text("{label}由{old}改为{new}，{sign} {gap} 万元", "{label} changed from {old} to {new}, {sign} {gap} 万元")
_LONGER = Text("{label}有改动，增 {put} 字", "{label} has changed: {put} 字 added")
_SHORTER = Text("{label}有改动，删 {cut} 字", "{label} has changed: {cut} 字 taken out")
_SPACED = Text("{label}：只有空白不同", "{label}: only blanks differ")
_PASSAGE = Text(
    "{label}有改动，改动的一段由 {cut} 字变为 {put} 字",
    "{label} has changed: the passage that differs had {cut} 字 and has {put}",
)
_LISTED = Text("{label}：{changes}", "{label}: {changes}")
_REORDERED = Text("{label}的次序有调整", "{label}: another order")
_FILE_ADDED = Text("新增{label}", "{label} is new")
_FILE_REMOVED = Text("删去了{label}", "{label} was deleted")
_UNREADABLE = Text("{label}读不出来，无法比较（{which}）", "{label} cannot be read ({which}), so it was not compared")
_THEN, _NOW = Text("原来的一版", "the older version"), Text("现在的一版", "the version here")
_JOINED = Text("成员加入：{name}（{tier}），{day}", "member joined: {name} ({tier}), {day}")
_LEFT = Text("成员退出：{name}，{day}", "member left: {name}, {day}")
_BACK = Text(
    "{name}的退出日期被删去，重新算作成员", "{name}: the day of leaving was taken out, so it is a member again"
)
_VANISHED = Text(
    "成员从名单里消失：{name}（退出的成员不删去，只填 left_on）",
    "{name} is gone from the list (a member that leaves is kept and gets its left_on)",
)
_TIER = Text("{name}的合作层级由{old}改为{new}", "{name} moved from tier {old} to {new}")
_LEAD = Text("牵头单位由{old}改为{new}", "the lead changed from {old} to {new}")
_LEAD_CODE = Text("牵头单位{name}换了统一社会信用代码", "the lead {name} has another credit code")
_RENAMED = Text("成员改名：{old}现名{new}（{kept}）", "member renamed: {old} is now {new} ({kept})")
_KEPT = Text("曾用名已登记", "the former name is kept")
_NOT_KEPT = Text("曾用名未登记", "the former name is not kept")
_MEMBER = Text("成员单位{name}", "member {name}")
_NO_DAY = Text("没有填日期", "no day is given")
_BLANK = Text("空白", "blank")

_KIND_OF_FILE = {"plan": "plan", "charter": "charter", "agreement": "agreement", "changes": "record",
                 "annual": "record"}  # fmt: skip
_KIND_OF_FIELD = {"name": "name", "goals": "goals", "governance": "organisation", "name_en": "record",
                  "waiver_requests": "record", "predecessor": "record", "sample": "record"}  # fmt: skip
# What tells the entries of a list apart, the first that all of them have and none shares.
_NATURAL_KEYS = ("credit_code", "year", "id", "name", "title", "document", "rule", "fact", "problem", "starts_on", "on")
_PLAIN_SHAPES = frozenset(("date", "amount", "count", "year", "credit-code", "percent", "user-id"))
_SHOWN, _QUOTED = 3, 60


def differences(old: Folder, new: Folder, register: Register) -> tuple[Difference, ...]:
    """What has changed from `old` to `new`, the weightiest first; nothing where only the way of writing differs.

    Contacts (private.yaml) are left out: they are no part of any version.
    """
    return _Comparison(old, new, register).differences()


class _Topic(NamedTuple):
    """What a value belongs to: its file's schema, how it is called, and what a change of it means.

    `head` stands for the first `depth` steps of the way to it.
    """

    schema: str
    head: Text
    depth: int = 0
    change: str | None = None
    unit: str | None = None


class _Comparison:
    def __init__(self, old: Folder, new: Folder, register: Register) -> None:
        self._old, self._new, self._register = old, new, register

    def differences(self) -> tuple[Difference, ...]:
        blocked_then, blocked_now = _blocked(self._old), _blocked(self._new)
        names = {file.removeprefix(self._new.within("")) for file in
                 (*self._old.documents, *self._new.documents, *blocked_then, *blocked_now)}  # fmt: skip
        found = [
            difference
            for name in sorted(names - {PRIVATE}, key=order)
            for difference in self._file(name, blocked_then, blocked_now)
        ]
        return tuple(sorted(found, key=lambda difference: KINDS.index(difference.kind)))

    def _file(self, name: str, blocked_then: set[str], blocked_now: set[str]) -> Iterator[Difference]:
        kind = kind_of(name)
        if kind is None:
            return
        file = self._new.within(name)
        title = self._register.schemas[kind.schema]["title"] + (f" {name[-9:-5]}" if kind.yearly else "")
        topic = _Topic(kind.schema, Text(title, name), change="bureau" if kind.by_bureau else None)
        at, then, now = Place(file), _document(self._old, file), _document(self._new, file)
        for document, blocked, which in ((then, blocked_then, _THEN), (now, blocked_now, _NOW)):
            if file in blocked or (document is not None and not document.readable):
                told = _both(_UNREADABLE, label=topic.head, which=which)
                yield Difference("unreadable", at, told, public=True)
                return
        if then is None or now is None:
            words = _FILE_ADDED if then is None else _FILE_REMOVED
            yield Difference(self._change(topic, at), at, _both(words, label=topic.head), public=True)
        else:
            yield from self._value(topic, at, then.data, now.data)

    def _value(self, topic: _Topic, at: Place, old: Any, new: Any) -> Iterator[Difference]:
        """What differs in a value that both versions hold."""
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self._group(topic, at, old, new)
        elif isinstance(old, list) and isinstance(new, list):
            yield from self._list(topic, at, old, new)
        elif isinstance(old, (dict, list)) or isinstance(new, (dict, list)):
            yield self._told(topic, at, _REWRITTEN)
        else:
            yield from self._scalar(topic, at, old, new)

    def _group(self, topic: _Topic, at: Place, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
        properties = self._field(topic, at).node.get("properties", {})
        for key in dict.fromkeys((*properties, *new, *old)):
            if key in old and key in new:
                yield from self._value(topic, at / key, old[key], new[key])
            elif key in new:
                yield from self._appeared(topic, at / key, new[key], _ADDED)
            elif key in old:
                yield from self._appeared(topic, at / key, old[key], _REMOVED)

    def _appeared(self, topic: _Topic, at: Place, value: Any, words: Text) -> Iterator[Difference]:
        """A value that only one of the versions holds."""
        if isinstance(value, list):
            yield from self._list(topic, at, *(([], value) if words is _ADDED else (value, [])))
        elif isinstance(value, dict):
            yield self._told(topic, at, words, value=Text("", ""))
        else:
            field = self._field(topic, at)
            yield self._told(topic, at, words, value=self._shown(field, value))

    def _list(self, topic: _Topic, at: Place, old: list[Any], new: list[Any]) -> Iterator[Difference]:
        if topic.schema == "members" and at.path == ("members",) and _are(dict, old, new):
            yield from self._members(at, old, new)
        elif _are(dict, old, new):
            yield from self._entries(topic, at, old, new)
        elif _are((str, bool), old, new):
            yield from self._items(topic, at, old, new)
        else:
            yield self._told(topic, at, _REWRITTEN)

    def _items(self, topic: _Topic, at: Place, old: list[Any], new: list[Any]) -> Iterator[Difference]:
        """A list of single values, as goals or stages are."""
        item = self._field(topic, at / 0)
        put, cut = (list((Counter(one) - Counter(other)).elements()) for one, other in ((new, old), (old, new)))
        if not put and not cut:
            yield self._told(topic, at, _REORDERED, kind="record")
        elif len(put) == len(cut) == 1:
            yield self._told(topic, at, _REPLACED, old=self._shown(item, cut[0]), new=self._shown(item, put[0]))
        else:
            gained, lost = (_several([self._shown(item, value) for value in some[:_SHOWN]], len(some))
                            for some in (put, cut))  # fmt: skip
            zh = "；".join([f"加入{gained.zh}"] * bool(put) + [f"删去{lost.zh}"] * bool(cut))
            en = "; ".join([f"{gained.en} added"] * bool(put) + [f"{lost.en} taken out"] * bool(cut))
            yield self._told(topic, at, _LISTED, changes=Text(zh, en))

    def _entries(self, topic: _Topic, at: Place, old: list[Any], new: list[Any]) -> Iterator[Difference]:
        """A list of groups, as tasks or grants are: matched by a natural key, else by position."""
        key = next((key for key in _NATURAL_KEYS if _tells_apart(key, old) and _tells_apart(key, new)), None)
        if key is None:
            pairs = list(zip(old, range(len(new)), strict=False))
            gone, come = old[len(new) :], list(range(len(old), len(new)))
        else:
            pairs, gone, come = _matched(old, new, key)
            if len(gone) == len(come) == 1:  # one entry under another name
                pairs.append((gone.pop(), come.pop()))
        for before, place in pairs:
            yield from self._value(topic, at / place, before, new[place])
        for place in come:
            yield self._entry(topic, at / place, new[place], key, _ADDED)
        for entry in gone:
            yield self._entry(topic, at, entry, key, _REMOVED)

    def _entry(self, topic: _Topic, at: Place, entry: dict[str, Any], key: str | None, words: Text) -> Difference:
        listed = at if words is _REMOVED else Place(at.file, at.path[:-1])
        field = self._field(topic, listed / 0 / key) if key else None
        value = self._shown(field, entry[key]) if field and key else Text("一项", "an entry")
        return self._told(topic, listed, words, shown_at=listed / 0 / key if key else listed, at=at, value=value)

    def _scalar(self, topic: _Topic, at: Place, old: Any, new: Any) -> Iterator[Difference]:
        field = self._field(topic, at)
        if isinstance(old, str) and isinstance(new, str):
            if old.strip() == new.strip():
                return
            if field.shape == "text":
                yield self._rewritten(topic, at, old, new)
                return
            if field.shape == "amount" and all(re.fullmatch(field.node["pattern"], value) for value in (old, new)):
                gap = Fraction(new) - Fraction(old)
                if gap:
                    sign = Text("增加", "up by") if gap > 0 else Text("减少", "down by")
                    yield self._told(
                        topic, at, _AMOUNT, old=self._shown(field, old), new=self._shown(field, new),
                        sign=sign, gap=Text(shown(abs(gap)), shown(abs(gap))),
                    )  # fmt: skip
                return
        yield self._told(topic, at, _REPLACED, old=self._shown(field, old), new=self._shown(field, new))

    def _rewritten(self, topic: _Topic, at: Place, old: str, new: str) -> Difference:
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        cut, put = (count_zi(text[head : len(text) - tail]) for text in (old, new))
        if not cut and not put:
            return self._told(topic, at, _SPACED, kind="record")
        words = _LONGER if not cut else _SHORTER if not put else _PASSAGE
        return self._told(topic, at, words, cut=Text(str(cut), str(cut)), put=Text(str(put), str(put)))

    def _members(self, at: Place, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Difference]:
        """Members, matched by credit code, and those left over by name: a code may have been put right."""
        pairs, gone, come = _matched(old, new, "credit_code")
        again, gone, come = _matched(gone, [new[place] for place in come], "name", come)
        pairs += again
        if old and new and old[0].get("credit_code") != new[0].get("credit_code"):
            same = _name(old[0]) == _name(new[0])
            words = (
                _both(_LEAD_CODE, name=_name(new[0])) if same else _both(_LEAD, old=_name(old[0]), new=_name(new[0]))
            )
            yield self._of_member("lead", at / 0, words, old[0])
        for member in gone:
            yield self._of_member("vanished", at, _both(_VANISHED, name=_name(member)), member)
        for before, place in sorted(pairs, key=lambda pair: pair[1]):
            yield from self._member(at / place, before, new[place], lead=place == 0)
        for place in come:
            known = {"name": _name(new[place]), "tier": self._member_value(new[place], "tier"),
                     "day": self._member_value(new[place], "joined_on")}  # fmt: skip
            yield self._of_member("member_joined", at / place, _both(_JOINED, **known), new[place])
            if "left_on" in new[place]:
                yield self._left(at / place, new[place])

    def _member(self, at: Place, old: dict[str, Any], new: dict[str, Any], *, lead: bool) -> Iterator[Difference]:
        name, told = _name(new), {"name", "tier", "left_on"} | ({"credit_code"} if lead else set())
        if "name" not in old or "name" not in new:
            told.discard("name")
        elif old["name"] != new["name"]:
            kept = isinstance(new.get("former_names"), list) and old.get("name") in new["former_names"]
            words = _both(_RENAMED, old=_name(old), new=name, kept=_KEPT if kept else _NOT_KEPT)
            yield self._of_member("member_changed", at / "name", words, new)
            told |= {"former_names"} if kept else set()
        if old.get("tier") != new.get("tier"):
            tiers = {"old": self._member_value(old, "tier"), "new": self._member_value(new, "tier")}
            yield self._of_member("tier", at / "tier", _both(_TIER, name=name, **tiers), new)
        if "left_on" in new and "left_on" not in old:
            yield self._left(at, new)
        elif "left_on" in old and "left_on" not in new:
            yield self._of_member("member_joined", at, _both(_BACK, name=name), new)
        else:
            told.discard("left_on")
        topic = _Topic("members", _both(_MEMBER, name=name), 2, "member_changed", _text(new.get("credit_code")))
        if "signature" in new and "signature" not in old:  # the agreement itself does not change when one more signs it
            yield from self._appeared(topic._replace(change="record"), at / "signature", new["signature"], _ADDED)
            told.add("signature")
        before, after = ({key: value for key, value in member.items() if key not in told} for member in (old, new))
        yield from self._group(topic, at, before, after)

    def _left(self, at: Place, member: dict[str, Any]) -> Difference:
        words = _both(_LEFT, name=_name(member), day=self._member_value(member, "left_on"))
        return self._of_member("member_left", at / "left_on", words, member)

    def _of_member(self, kind: str, at: Place, what: Text, member: dict[str, Any]) -> Difference:
        fields = ("name", "former_names", "tier", "joined_on", "left_on")
        public = all(self._register.publicity.is_public(f"members/members/*/{field}") for field in fields)
        return Difference(kind, at, what, _text(member.get("credit_code")), public, Text("成员单位", "members.yaml"))

    def _member_value(self, member: dict[str, Any], name: str) -> Text:
        if name not in member:
            return _BLANK if name == "tier" else _NO_DAY
        if isinstance(member[name], (dict, list)):
            return _quoted(member[name])
        value = self._shown(field_at(self._register.schemas, "members", ("members", 1, name)), member[name])
        return Text(value.zh.strip(), value.en)

    def _told(
        self, topic: _Topic, place: Place, words: Text, *, kind: str | None = None, shown_at: Place | None = None,
        at: Place | None = None, **values: Text,
    ) -> Difference:  # fmt: skip
        """A difference about the field at `place`; `shown_at` is the field whose values the words quote, if another."""
        label = self._label(topic, place)
        public = self._register.publicity.is_public_at(topic.schema, (shown_at or place).path)
        return Difference(
            kind or self._change(topic, place), at or place, _both(words, label=label, **values), topic.unit,
            public is True, topic.head if public is None else label,
        )  # fmt: skip

    def _change(self, topic: _Topic, at: Place) -> str:
        """What a change of this field means; a person's consent to be named is nobody's business but his own."""
        if "consent" in at.path:
            return "record"
        if topic.change:
            return topic.change
        if topic.schema == "union" and at.path:
            return _KIND_OF_FIELD.get(str(at.path[0]), "other")
        return _KIND_OF_FILE.get(topic.schema, "other")

    def _label(self, topic: _Topic, at: Place) -> Text:
        """成员单位“甲公司” · 注册地: what it belongs to, then the field."""
        schemas = self._register.schemas
        whole = field_at(schemas, topic.schema, at.path).label
        if len(at.path) <= topic.depth:
            return topic.head
        before = field_at(schemas, topic.schema, at.path[: topic.depth]).label
        zh, en = (
            text[len(start) + 3 :] if start else text for text, start in ((whole.zh, before.zh), (whole.en, before.en))
        )
        return Text(f"{topic.head.zh} · {_short(zh)}", f"{topic.head.en} · {_short(en)}")

    def _field(self, topic: _Topic, at: Place) -> Field:
        return field_at(self._register.schemas, topic.schema, at.path)

    def _shown(self, field: Field, value: Any) -> Text:
        """A value as people read it; a figure brings the blanks that part it from the Chinese words around it."""
        if isinstance(value, bool):
            return Text("是", "yes") if value else Text("否", "no")
        label = field.node.get("x-labels", {}).get(value)
        if label:
            return Text(label["zh"], label["en"])
        words = self._register.vocabularies.get(field.node.get("x-vocabulary", ""))
        if words and value in words.terms:
            return words.label(value)
        if field.shape == "text":
            return Text(f" {count_zi(value)} 字", f"{count_zi(value)} 字")
        if field.shape in _PLAIN_SHAPES:
            unit = field.node.get("x-unit", "")
            return Text(f" {_short(value)} {unit}", f"{_short(value)} {unit if unit == '万元' else ''}".rstrip())
        return _quoted(value)


def _document(folder: Folder, file: str) -> Document | None:
    held = folder.documents.get(file)
    return held[1] if held else None


def _blocked(folder: Folder) -> set[str]:
    """Files of known kinds that are there and were not read: links, programs, folders."""
    checks = {check.id for check in FOLDER_CHECKS}
    return {file for file, fault in folder.faults if fault.check.id in checks and kind_of(file.split("/", 2)[2])}


def _matched(
    old: list[dict[str, Any]], new: list[dict[str, Any]], key: str, places: Iterable[int] | None = None
) -> tuple[list[tuple[dict[str, Any], int]], list[dict[str, Any]], list[int]]:
    """Pairs of old entry and place of the new one with the same `key`, then what is left of both.

    `places` are those of `new`, by default their own. What stands twice is matched in order.
    """
    waiting: dict[str, list[dict[str, Any]]] = {}
    for entry in reversed(old):
        waiting.setdefault(str(entry.get(key)), []).append(entry)
    pairs, come = [], []
    for place, entry in zip(range(len(new)) if places is None else places, new, strict=True):
        found = waiting.get(str(entry.get(key))) if key in entry else None
        if found:
            pairs.append((found.pop(), place))
        else:
            come.append(place)
    left = {id(entry) for entries in waiting.values() for entry in entries}
    return pairs, [entry for entry in old if id(entry) in left], come


def _tells_apart(key: str, entries: list[dict[str, Any]]) -> bool:
    values = [entry.get(key) for entry in entries]
    return all(isinstance(value, str) for value in values) and len(set(values)) == len(values)


def _alike(one: str, other: str) -> int:
    """Number of characters with which both begin."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _are(kind: Any, *lists: list[Any]) -> bool:
    return all(isinstance(item, kind) for items in lists for item in items)


def _several(values: list[Text], count: int) -> Text:
    """甲、乙、丙等 5 项: the first values of `count`."""
    zh, en = "、".join(value.zh.strip() for value in values), ", ".join(value.en for value in values)
    return Text(f"{zh}等 {count} 项", f"{en} … ({count} in all)") if count > len(values) else Text(zh, en)


def _both(words: Text, **values: Text) -> Text:
    """`words` with each language's own values; a blank that a figure brought is dropped at the end."""
    zh = {name: value.zh for name, value in values.items()}
    en = {name: value.en for name, value in values.items()}
    return Text(words.zh.format_map(zh).rstrip(), words.en.format_map(en))


def _name(member: dict[str, Any]) -> Text:
    return _quoted(member.get("name", "？"))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _quoted(value: Any) -> Text:
    return Text(f"“{_short(value)}”", f"“{_short(value)}”")


def _short(value: Any) -> str:
    text = str(value) if isinstance(value, (str, bool)) else "…"
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
