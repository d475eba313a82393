"""One answer: what it can be, what was meant by it, and why it will not do."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from union_registry.cli.recording.form import Choice, Data, Form, pattern
from union_registry.engine import fault_finding
from union_registry.finding import Path
from union_registry.register import Register
from union_registry.schema.checks import INCOMPLETE
from union_registry.schema.explain import quoted
from union_registry.schema.mend import mended, word
from union_registry.schema.store import Node
from union_registry.source.document import Document
from union_registry.source.reader import read
from union_registry.text import Text

TRUTH = (Choice("true", Text("是", "yes")), Choice("false", Text("否", "no")))
_UNSTORABLE = Text("有不可见或不能保存的字符，请删去", "holds a character that cannot be seen or stored: delete it")
_SHORT = {"y": "true", "n": "false"}


class Asked(NamedTuple):
    """A single value to be asked for: where it belongs, its schema as written and with `$ref` followed."""

    path: Path
    node: Node
    whole: Node
    required: bool

    @property
    def shape(self) -> str:
        return str(self.node.get("$ref", "")).rpartition("/")[2]


class Values:
    """Judges answers to a form by the gate that judges files, mended as files are."""

    def __init__(self, held: Register, form: Form) -> None:
        self._held, self._form = held, form

    def choices(self, asked: Asked) -> Sequence[Choice]:
        """What can be answered, none for free text."""
        chosen = self._form.choices.get(pattern(asked.path))
        if chosen is not None:
            return chosen
        if asked.whole.get("type") == "boolean":
            return TRUTH
        labels = asked.whole.get("x-labels", {})
        vocabulary = self._held.vocabularies.get(asked.whole.get("x-vocabulary", ""))
        return [
            Choice(key, vocabulary.label(key) if vocabulary else Text(**labels.get(key, {"zh": key, "en": key})))
            for key in asked.whole.get("enum", ())
        ]

    def judged(
        self, asked: Asked, typed: str, answers: Data, *, numbered: bool
    ) -> tuple[str | bool | None, Text | None]:
        """The value that was meant, and why it will not do beside the `answers` so far; else None.

        `numbered` if the choices were shown with numbers.
        """
        text, choices = _tidy(typed), self.choices(asked)
        if choices:
            text = _chosen(choices, text, numbered=numbered) or self._word(asked, text)
            if text not in {choice.key for choice in choices}:
                return None, self._no_choice(asked, text, choices)
            if choices is TRUTH:
                return text == "true", None
            return text, self._check(asked, text, answers)
        text = mended(asked.shape, text) or text
        return text, self._refusal(asked.path, text) or self._check(asked, text, answers)

    def withheld(self, asked: Asked) -> Text:
        """Why an answer will not do, without the answer."""
        wanted = asked.whole.get("x-wanted", {"zh": "表单要求的内容", "en": "what the form asks for"})
        return Text(
            f"应为{wanted['zh']}；填写的内容不在这里显示", f"write {wanted['en']}; what was given is not shown here"
        )

    def _check(self, asked: Asked, text: str, answers: Data) -> Text | None:
        check = self._form.checks.get(pattern(asked.path))
        return check(text, answers) if check else None

    def _refusal(self, path: Path, text: str) -> Text | None:
        """What the gate says of `text` at `path`, in the words that files get."""
        if not _is_storable(text):
            return _UNSTORABLE
        full: Path = (*self._form.at, *path)
        value: Any = text
        for step in reversed(full):
            value = [*[{}] * step, value] if isinstance(step, int) else {step: value}
        document = Document()
        document.data = value
        for fault in self._held.gate.examine(self._form.kind, document).faults:
            if fault.path == full and fault.check is not INCOMPLETE:
                finding = fault_finding("", fault, None)
                return Text(f"{finding.message.zh}；{finding.fix.zh}", f"{finding.message.en}; {finding.fix.en}")
        return None

    def _word(self, asked: Asked, text: str) -> str:
        return (word(asked.whole, self._held.keys_by_name, text) or text) if "enum" in asked.whole else text

    def _no_choice(self, asked: Asked, text: str, choices: Sequence[Choice]) -> Text:
        refusal = self._form.refusals.get(pattern(asked.path))
        if refusal is not None:
            return refusal(text)
        zh, en = ([getattr(choice.label, language) for choice in choices] for language in ("zh", "en"))
        return Text(
            f"没有“{quoted(text)}”；可选：{'、'.join(zh)}", f"no {quoted(text)!r}; choose from: {', '.join(en)}"
        )


def _is_storable(text: str) -> bool:
    """Whether the reader of files takes every character of `text`; half a surrogate is none."""
    as_file = json.dumps({"text": text}, ensure_ascii=False)  # JSON is YAML
    return not read(as_file.encode("utf-8", "surrogatepass")).faults


def _tidy(typed: str) -> str:
    """An answer without what cannot be seen at the ends of its lines; a tab is a blank, as it is in files."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _chosen(choices: Sequence[Choice], text: str, *, numbered: bool) -> str | None:
    """The key that was meant by key, label or number in the list."""
    plain = unicodedata.normalize("NFKC", text).strip()
    ways: Mapping[str, str] = {
        **({str(number): choice.key for number, choice in enumerate(choices, 1)} if numbered else {}),
        **{way: choice.key for choice in choices for way in (choice.label.zh, choice.label.en)},
        **{choice.key: choice.key for choice in choices},
    }
    if choices is TRUTH:
        plain = _SHORT.get(plain.lower(), plain)
    return ways.get(text) or ways.get(plain)
