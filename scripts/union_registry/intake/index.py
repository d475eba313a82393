"""The labels and headings of one form, ready to be looked up in the part that is being read."""

from __future__ import annotations

import re

from union_registry.intake.labels import key, keys
from union_registry.intake.printed.form import Field, Form, Part
from union_registry.intake.values import Values


class Index:
    """Looks up what a text is the label or heading of."""

    def __init__(self, form: Form, values: Values) -> None:
        self._parts = form.parts
        self._headings = {key(heading): part for part in form.parts for heading in part.headings}
        self._fields = {id(part): _labels(part, values) for part in form.parts}
        self._inline = {id(part): _pattern(self._fields[id(part)]) for part in form.parts}
        self._anywhere: dict[str, Field | None] = {}  # None where parts mean different fields by the same label
        for fields in self._fields.values():
            for label, field in fields.items():
                known = self._anywhere.get(label, field)
                self._anywhere[label] = field if known is not None and known.path == field.path else None

    def heading(self, text: str) -> Part | None:
        """The part that begins with `text` as its heading."""
        return next((self._headings[way] for way in keys(text) if way in self._headings), None)

    def field(self, part: Part, text: str) -> Field | None:
        """The field that `text` is the label of: in this part, else in whichever one means it."""
        own = self._fields[id(part)]
        ways = keys(text)
        return next((own[way] for way in ways if way in own), None) or next(
            (field for way in ways if (field := self._anywhere.get(way)) is not None and _may_stand(field, part)), None
        )

    def later(self, part: Part, text: str) -> Part | None:
        """The part further down that alone has `text` as the label of a field, where `part` itself has none such."""
        ways = keys(text)
        if any(way in self._fields[id(part)] for way in ways):
            return None
        after = self._parts[self._parts.index(part) + 1 :]
        found = [other for other in after if any(way in self._fields[id(other)] for way in ways)]
        return found[0] if len(found) == 1 else None

    def is_label(self, text: str) -> bool:
        """Whether `text` is a label or heading anywhere in the form."""
        return any(way in self._anywhere or way in self._headings for way in keys(text))

    def inline(self, part: Part, text: str) -> list[tuple[Field, str, str]]:
        """Labels of the part with what stands behind each on the same line: field, label and value."""
        pattern = self._inline[id(part)]
        matches = list(pattern.finditer(text)) if pattern else []
        if not matches or text[: matches[0].start()].strip(" 　\t_*·1234567890.、．（）()一二三四五六七八九十"):
            return []
        ends = [*(match.start() for match in matches[1:]), len(text)]
        found = []
        for match, end in zip(matches, ends, strict=True):
            field = self.field(part, match["label"])
            if field is not None:
                found.append((field, match["label"], text[match.end() : end].strip()))
        return found


def _may_stand(field: Field, part: Part) -> bool:
    """Whether a label that another part has may stand in this one: where members are listed nothing is the lead's."""
    lists = bool(part.members) or any(rows.entry == "members" for rows in part.tables)
    return not (lists and (field.path.startswith(("lead.yaml", "private.yaml")) or "[lead]" in field.path))


def _labels(part: Part, values: Values) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in part.fields:
        for label in (*field.labels, values.title(field.path)):
            found.setdefault(key(label), field)
    found.pop("", None)
    return found


def _pattern(fields: dict[str, Field]) -> re.Pattern[str] | None:
    """Finds any of the labels with a colon behind it, at the beginning or after a blank, with blanks anywhere inside."""
    if not fields:
        return None
    spaced = (r"[ 　\t]*".join(map(_wide, label)) for label in sorted(fields, key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s_　;；,，。)）、.．]))(?P<label>(?:{'|'.join(spaced)})[ 　\t]*(?:[(（][^()（）]{{1,12}}[)）])?)[ 　\t]*[:：][ 　\t]*"
    )


def _wide(letter: str) -> str:
    return {"(": "[(（]", ")": "[)）]", ",": "[,，]", ":": "[:：]"}.get(letter, re.escape(letter))
