"""The schema gate: what passes is trusted by all that comes after; what does not is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from union_registry.faults import BrokenRegister
from union_registry.finding import Path
from union_registry.schema import checks
from union_registry.schema.explain import Explainer
from union_registry.schema.field import Field, field_at
from union_registry.schema.migration import Migrations
from union_registry.schema.store import Schemas
from union_registry.schema.validator import authority, quick_check
from union_registry.source.document import Document
from union_registry.source.fault import Fault
from union_registry.source.kinds import file_of
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.vocabulary import Vocabulary  # which is itself read through the gate


@dataclass(frozen=True, slots=True)
class Examined:
    """Faults of a file, and the paths of the values that cannot be used because of them."""

    faults: list[Fault] = field(default_factory=list)
    unusable: frozenset[Path] = frozenset()


_SOUND = Examined()


class Gate:
    """Judges documents by the schemas; a sound file costs one quick yes."""

    def __init__(
        self, schemas: Schemas, vocabularies: dict[str, Vocabulary], migrations: Migrations | None = None,
        *, fast: bool | None = None,
    ) -> None:  # fmt: skip
        """`fast` False leaves jsonschema-rs aside even where it is installed."""
        self.schemas = schemas
        self._explainer = Explainer(schemas, vocabularies, migrations or Migrations())
        self._fast = fast
        self._quick: dict[str, Callable[[Any], bool] | None] = {}
        self._authority: dict[str, Any] = {}

    def examine(self, kind: str, document: Document) -> Examined:
        """Faults of `document` as a file of `kind`, in the order of its lines."""
        schema = self.schemas[kind]
        try:
            if kind not in self._quick:
                self._quick[kind] = None if self._fast is False else quick_check(schema)
            quick = self._quick[kind]
            if quick is not None and quick(document.data):
                return _SOUND
            if kind not in self._authority:
                self._authority[kind] = authority(schema)
            errors = list(self._authority[kind].iter_errors(document.data))
        except Exception as error:  # whatever a validator says of a schema that is none
            first, *_ = str(error).splitlines() or [repr(error)]
            raise BrokenRegister(f"schema/{kind}.schema.json: {first}") from error
        return self._explained(kind, document, errors)

    def _explained(self, kind: str, document: Document, errors: list[Any]) -> Examined:
        if not errors:
            return _SOUND
        faults: dict[Path, Fault] = {}
        blank: dict[Path, None] = {}
        for error in errors:
            path: Path = tuple(error.absolute_path)
            if error.validator == "required":
                blank.update({(*path, key): None for key in error.validator_value if key not in error.instance})
            elif error.validator == "additionalProperties":
                for fault in self._explainer.unknown_fields(kind, document, error):
                    faults.setdefault(fault.path, fault)
            elif error.instance is None or (error.validator in ("minItems", "minLength") and not error.instance):
                blank[path] = None
            elif path not in faults:
                explained = self._explainer.explain(kind, document, error)
                if explained is not None:
                    faults[path] = explained
        known = [path for path in faults if faults[path].check is not checks.UNKNOWN_FIELD]
        unusable = frozenset((*known, *blank))
        told = sorted(faults.values(), key=lambda fault: (fault.line or 0, fault.column or 0))
        return Examined(told + self._incomplete(kind, document, list(blank)), unusable)

    def _incomplete(self, kind: str, document: Document, blank: list[Path]) -> list[Fault]:
        """One fault for each section of the form, so that a new folder reads as a list of things to do."""
        sections: dict[str, list[Path]] = {}
        order = list(self.schemas[kind].get("properties", ()))
        for path in sorted(blank, key=lambda p: order.index(str(p[0])) if p and p[0] in order else 0):
            sections.setdefault(field_at(self.schemas, kind, path).section, []).append(path)
        title = self.schemas[kind]["title"]
        faults = []
        for section, paths in sections.items():
            fields = [_blank_label(field_at(self.schemas, kind, path)) for path in paths]
            position = min(document.locate(path) for path in paths)
            comma, more = "、", "等" if len(fields) > _SHOWN else ""
            faults.append(Fault(checks.INCOMPLETE, position.line, position.column, paths[0], {
                "section": f"{title} {section}".strip(), "section_en": file_of(kind), "count": len(paths),
                "fields": comma.join(f.zh for f in fields[:_SHOWN]) + more,
                "fields_en": ", ".join(f.en for f in fields[:_SHOWN]) + (" …" if more else ""),
            }))  # fmt: skip
        return faults


_SHOWN = 12


def _blank_label(blank: Field) -> Text:
    """The label of a field that is not filled in; a table that may be empty has to say so."""
    if blank.node.get("x-may-be-empty"):
        return Text(blank.label.zh + "（没有就写 []）", blank.label.en + " ([] for none)")
    return blank.label
