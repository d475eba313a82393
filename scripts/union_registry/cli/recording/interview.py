"""Asks for what a form wants, field by field as the schema has them, unless the answer was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from union_registry.cli.edge import confirmed
from union_registry.cli.recording.answers import Answers, columns, rows
from union_registry.cli.recording.form import Choice, Data, Form, Sum, fields, pattern
from union_registry.cli.recording.value import TRUTH, Asked, Values
from union_registry.cli.say import say
from union_registry.finding import Path
from union_registry.register import Register
from union_registry.report.terminal import tell
from union_registry.schema.explain import quoted
from union_registry.schema.field import field_at
from union_registry.schema.store import Node
from union_registry.text import Text

_NEEDED = Text("这一项必须填", "this one has to be filled in")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run goes: the day it is judged for, whether it asks, confirms, writes, and how much it shows."""

    as_of: date
    asks: bool
    yes: bool
    dry_run: bool
    public: bool


class Interview:
    """One form, filled in from answers `given` and by asking a person, if there is one, for the rest.

    With answers given, only what is needed is asked for. A wrong answer is asked for again with
    the reason; without anybody to ask, all that is missing and wrong is told at once.
    """

    def __init__(self, held: Register, form: Form, given: Answers, manner: Manner) -> None:
        self._held, self._form, self._manner, self._asks = held, form, manner, manner.asks
        self._given = {field: answer for field, answer in given.items() if answer.strip()}
        self._only_needed = bool(self._given)
        self._values = Values(held, form)
        self._data: Data = {}
        self._listed: set[str] = set()
        self._missing: list[str] = []
        self._wrong: list[str] = []

    def fill(self) -> Data:
        """The filled form, as a file would hold it; ClickException if it cannot be filled, Abort if the person stops."""
        top = field_at(self._held.schemas, self._form.kind, self._form.at).node
        known = list(fields(self._held.schemas, self._form, top))
        self._given = {_whole_name(field, known): answer for field, answer in self._given.items()}
        self._group(top, (), self._data)
        self._wrong += [
            say(f"没有“{quoted(name)}”这一项；有：{'、'.join(known)}", f"no field {quoted(name)!r}; there are: {', '.join(known)}")
            for name in self._given
        ]  # fmt: skip
        told = [say(f"没有填 {item}", f"not given: {item}") for item in self._missing] + self._wrong
        if told:
            raise click.ClickException("\n  ".join([say("没有登记：", "nothing was recorded:"), *told]))
        return self._data

    def _group(self, node: Node, path: Path, into: Data) -> None:
        shape = self._resolve(node)
        for name, child in shape["properties"].items():
            here = (*path, name)
            if pattern(here) not in self._form.left_out:
                self._field(here, child, into, required=name in shape.get("required", ()))

    def _field(self, path: Path, node: Node, into: Data, *, required: bool) -> None:
        whole = self._resolve(node)
        if "properties" in whole:
            self._subgroup(path, node, into, required=required)
        elif "items" in whole:
            self._list(path, node, into, required=required)
        else:
            value = self._value(Asked(path, node, whole, required or self._is_needed(path)))
            if value is not None:
                into[str(path[-1])] = value

    def _is_needed(self, path: Path) -> bool:
        reason = self._form.reasons.get(pattern(path))
        why = reason(self._data) if reason else None
        if why is None:
            return False
        if not self._answered(path):
            self._tell(why)
        return True

    def _subgroup(self, path: Path, node: Node, into: Data, *, required: bool) -> None:
        self._spread_group(path, node)
        title = self._title(path, node)
        wanted = required or self._answered(path)
        if not wanted and self._may_ask():
            wanted = confirmed(say(f"有“{title}”要填吗？", f"Is there a {title} to fill in?"))
        if not wanted:
            return
        needed = self._form.needs.get(pattern(path))
        if needed and needed not in self._data:
            top = field_at(self._held.schemas, self._form.kind, (*self._form.at, needed)).node
            self._field((needed,), top, self._data, required=True)
        into[str(path[-1])] = {}
        self._group(node, path, into[str(path[-1])])

    def _list(self, path: Path, node: Node, into: Data, *, required: bool) -> None:
        entry, entries = self._resolve(node)["items"], list[Any]()
        self._spread_list(path, entry)
        given, title, total = self._count(path), self._title(path, node), self._sum(path)
        if not given and not required and not (
            self._may_ask() and confirmed(say(f"有“{title}”要填吗？", f"Any {title} to fill in?"))
        ):  # fmt: skip
            return
        if not given and not self._asks:
            self._missing.append(self._named(path))
            return
        into[str(path[-1])] = entries
        while True:
            self._entry((*path, len(entries)), entry, entries)
            rest = total.rest(entries, self._data) if total and not self._wrong and not self._missing else 0
            if total and rest and self._asks:
                self._tell(Text(f"还剩 {rest} 万元没有分配", f"{rest} 万元 still to be given out"))
            if len(entries) < given or (self._asks and rest > 0):
                continue
            if given or not confirmed(say("还有吗？", "Another?")):
                break
        if rest:
            by = "" if self._manner.public else f" {rest} 万元"
            told = say(
                f"各家之和与总额不等{by and '，差' + by}", f"the amounts and the whole differ{by and ' by' + by}"
            )
            self._wrong.append(f"{self._named(path)}：{told}")

    def _entry(self, path: Path, node: Node, entries: list[Any]) -> None:
        label = field_at(self._held.schemas, self._form.kind, (*self._form.at, *path)).label
        if "properties" in self._resolve(node):
            if self._asks and not self._answered(path):
                self._tell(label)
            entries.append({})
            self._group(node, path, entries[-1])
        else:
            entries.append(self._value(Asked(path, node, self._resolve(node), required=True)))

    def _sum(self, path: Path) -> Sum | None:
        """The sum that a list's amounts have to come to, if the amount itself could be made out."""
        total = self._form.sums.get(pattern(path))
        return total if total and total.whole in self._data else None

    def _value(self, asked: Asked) -> str | bool | None:
        """The one answer: as given, else as asked for; None where there is none."""
        given = self._given.pop(_key(asked.path), "").strip()
        if given:
            value, refusal = self._judged(asked, given, numbered=False)
            if refusal is None:
                self._point_out_if_ahead(asked, value)
                return value
            if not self._asks:
                told = self._values.withheld(asked) if self._manner.public else refusal
                self._wrong.append(f"{self._named(asked.path)}：{say(told.zh, told.en)}")
                return None
            self._tell(refusal)
        if asked.required and not self._asks:
            self._missing.append(self._named(asked.path))
        if not (self._asks if asked.required else self._may_ask()):
            return None
        return self._answer(asked)

    def _answer(self, asked: Asked) -> str | bool | None:
        if pattern(asked.path) not in self._listed:
            self._listed.add(pattern(asked.path))
            self._list_choices(self._values.choices(asked))
        question = self._question(asked)
        default = self._manner.as_of.isoformat() if pattern(asked.path) in self._form.today else ""
        while True:
            answer = str(click.prompt(question, default=default, show_default=bool(default), err=True))
            if not answer.strip():
                if not asked.required:
                    return None
                self._tell(_NEEDED)
                continue
            value, refusal = self._judged(asked, answer, numbered=True)
            if refusal is None:
                self._point_out_if_ahead(asked, value)
                return value
            self._tell(refusal)

    def _point_out_if_ahead(self, asked: Asked, value: str | bool | None) -> None:
        """Tells that a day is still to come, where it is more likely a slip."""
        where = pattern(asked.path)
        if where in self._form.today | self._form.happened and str(value) > self._manner.as_of.isoformat():
            named = self._named(asked.path)
            self._tell(
                Text(
                    f"{named}：这一天还没有到，请核对；到那天才算数",
                    f"{named}: that day is still to come, please verify; it counts from then on",
                )
            )

    def _judged(self, asked: Asked, typed: str, *, numbered: bool) -> tuple[str | bool | None, Text | None]:
        value, refusal = self._values.judged(asked, typed, self._data, numbered=numbered)
        return value, refusal or self._too_much(asked.path, str(value))

    def _too_much(self, path: Path, text: str) -> Text | None:
        """Why an amount is more than what is left of a sum; told at the end where nobody can be asked again."""
        total = self._sum(path[:-2]) if self._asks and len(path) > 2 else None
        if total is None or path[-1] != total.part:
            return None
        entries: Any = self._data
        for step in path[:-2]:
            entries = entries[step]
        rest = total.rest([*entries[:-1], {total.part: text}], self._data)
        return Text(f"超出 {-rest} 万元", f"{-rest} 万元 too much") if rest < 0 else None

    def _list_choices(self, choices: Sequence[Choice]) -> None:
        if choices is not TRUTH:
            for number, choice in enumerate(choices, 1):
                self._tell(Text(f"{number:3}  {choice.label.zh}", f"{number:3}  {choice.label.en}"))

    def _question(self, asked: Asked) -> str:
        unit, help_ = asked.whole.get("x-unit"), asked.node.get("x-help")
        notes = [
            unit and say(f"单位{unit}", str(unit)),
            help_,
            not asked.required and say("可不填", "may be left blank"),
        ]
        if self._values.choices(asked) is TRUTH:
            notes.append("y/n")
        told = say("，", ", ").join(str(note) for note in notes if note)
        return self._title(asked.path, asked.node) + (say(f"（{told}）", f" ({told})") if told else "")

    def _spread_list(self, path: Path, entry: Node) -> None:
        """A list that was given as one text, taken apart into its entries."""
        text = self._given.pop(_key(path), None)
        if text is None:
            return
        whole = self._resolve(entry)
        if "properties" not in whole:
            parts = [part for row in rows(text) for part in columns(row) if part]
            self._given.update({_key((*path, number)): part for number, part in enumerate(parts)})
            return
        for number, row in enumerate(rows(text)):
            self._spread((*path, number), whole, row)

    def _spread_group(self, path: Path, node: Node) -> None:
        text = self._given.pop(_key(path), None)
        if text is not None:
            self._spread(path, self._resolve(node), text)

    def _spread(self, path: Path, whole: Node, row: str) -> None:
        """A row taken apart into the required single values of a group, in the schema's order."""
        names = [
            name for name in whole["required"]
            if not {"properties", "items"} & self._resolve(whole["properties"][name]).keys()
        ]  # fmt: skip
        found = columns(row)
        if len(found) != len(names):
            titles = "，".join(str(whole["properties"][name]["title"]) for name in names)
            raise click.ClickException(
                say(
                    f"{self._named(path)}：分出 {len(found)} 栏，应为 {len(names)} 栏（{titles}）；栏内的逗号改用顿号，或用 | 分栏",
                    f"{self._named(path)}: {len(found)} columns instead of {len(names)} ({', '.join(names)}); "
                    "divide by | where a text holds commas",
                )
            )
        self._given.update({_key((*path, name)): part for name, part in zip(names, found, strict=True)})

    def _count(self, path: Path) -> int:
        """How many entries of a list were given."""
        before = _key(path) + "/"
        numbers = {name.removeprefix(before).split("/")[0] for name in self._given if name.startswith(before)}
        return len(numbers)

    def _answered(self, path: Path) -> bool:
        key = _key(path)
        return any(name == key or name.startswith(key + "/") for name in self._given)

    def _may_ask(self) -> bool:
        return self._asks and not self._only_needed

    def _named(self, path: Path) -> str:
        """A field as people know it and as it is given: 论证专家 第 1 人 · 姓名 (experts/0/name)."""
        label = field_at(self._held.schemas, self._form.kind, (*self._form.at, *path)).label
        return say(f"{label.zh}（{_key(path)}）", _key(path))

    def _title(self, path: Path, node: Node) -> str:
        if isinstance(path[-1], int):
            label = field_at(self._held.schemas, self._form.kind, (*self._form.at, *path)).label
            return say(label.zh, label.en)
        return say(str(self._resolve(node).get("title", path[-1])), str(path[-1]))

    def _tell(self, text: Text) -> None:
        tell(say(text.zh, text.en), "plain")

    def _resolve(self, node: Node) -> Node:
        return self._held.schemas.resolve(self._form.kind, node)


def _whole_name(field: str, known: Sequence[str]) -> str:
    """The path of a field that may be given by its last names alone, where only one field has them."""
    steps = field.strip().strip("/").split("/")
    named = "/".join("*" if step.isdecimal() else step for step in steps)
    if named in known:
        return "/".join(steps)
    longer = [place for place in known if place.endswith(f"/{named}")]
    before = longer[0].removesuffix(named) if len(longer) == 1 else ""
    return "/".join(steps) if "*" in before else before + "/".join(steps)


def _key(path: Path) -> str:
    return "/".join(str(step) for step in path)
