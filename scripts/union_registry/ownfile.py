"""Reads the register's own YAML files (vocabularies, policy, clauses), judged like everybody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from union_registry.faults import BrokenRegister
from union_registry.schema.gate import Gate
from union_registry.schema.store import Schemas
from union_registry.source.document import Document, Position
from union_registry.source.fault import Fault
from union_registry.source.reader import read


class OwnFiles:
    """Files below a register's `schema/` folder."""

    def __init__(self, schema: Path) -> None:
        self._schema = schema
        self._gate = Gate(Schemas(schema, {}), {})

    def data(self, path: Path, kind: str) -> dict[str, Any]:
        """What a file of `kind` says; BrokenRegister with file, line and cure if it is not in order."""
        data: dict[str, Any] = self.document(path, kind).data
        return data

    def document(self, path: Path, kind: str) -> Document:
        """The same with the lines of its values."""
        try:
            document = read(path.read_bytes())
        except OSError as error:
            raise BrokenRegister(f"{self._named(path)}: {error.strerror}") from error
        faults = document.faults or self._gate.examine(kind, document).faults
        if faults:
            raise BrokenRegister("\n".join(self._told(path, fault) for fault in faults[:10]))
        return document

    def wrong(self, path: Path, zh: str, en: str, at: Position | None = None) -> BrokenRegister:
        """The error that a file's content deserves though its form is in order."""
        where = f":{at.line}:{at.column}" if at else ""
        return BrokenRegister(f"{self._named(path)}{where}: {zh} / {en}")

    def _told(self, path: Path, fault: Fault) -> str:
        message, fix = fault.check.message.fill(fault.values), fault.check.fix.fill(fault.values)
        return f"{self._named(path)}:{fault.line}:{fault.column}: {message.zh} → {fix.zh} / {message.en}: {fix.en}"

    def _named(self, path: Path) -> str:
        top = self._schema.parent
        return path.relative_to(top).as_posix() if path.is_relative_to(top) else str(path)
