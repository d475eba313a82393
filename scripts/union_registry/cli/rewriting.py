"""Files that a command writes anew: shown first, then asked about; what is not in order is told and left alone."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import NamedTuple

import click

from union_registry.cli.edge import confirmed
from union_registry.cli.say import say
from union_registry.disk import replace
from union_registry.register import Register
from union_registry.report.lines import Line
from union_registry.report.terminal import Printer, tell
from union_registry.schema.checks import INCOMPLETE
from union_registry.source.kinds import Kind
from union_registry.source.reader import read

_DIFF = {"+": "good", "-": "bad"}


class Edit(NamedTuple):
    """A change of a file, given in canonical form or as b"" if it is not there."""

    file: str
    kind: Kind
    change: Callable[[bytes], bytes]


class Rewriting:
    """Files to be written anew, shown before they are; what cannot be changed is told and left alone."""

    def __init__(self, held: Register) -> None:
        self._held = held
        self.made: dict[str, bytes] = {}
        self.left = 0

    def make(self, *edits: Edit) -> None:
        """Makes these changes, all of them or none."""
        from union_registry.writing.blocks import Immovable
        from union_registry.writing.canonical import Unformattable  # late: ruamel.yaml loads slowly

        written = {}
        for edit in edits:
            try:
                written[edit.file] = self._written(edit)
            except (Unformattable, Immovable):
                self.leave(edit.file)
                return
        self.made |= written

    def _written(self, edit: Edit) -> bytes:
        try:
            before = self._sound(edit.kind, self._held.tree.contents(edit.file))
        except FileNotFoundError:
            before = b""
        return self._sound(edit.kind, edit.change(before))

    def _sound(self, kind: Kind, raw: bytes) -> bytes:
        """The canonical form of `raw`, whose form has no fault but blanks; else Unformattable."""
        from union_registry.writing.canonical import Unformattable, canonical

        written = canonical(raw, self._held.schemas, kind, self._held.keys_by_name, self._held.migrations)
        faults = self._held.gate.examine(kind.schema, read(written)).faults
        if any(fault.check is not INCOMPLETE for fault in faults):
            raise Unformattable(faults)
        return written

    def leave(self, file: str) -> None:
        """Tells that `file` stays as it is."""
        self.left += 1
        tell(
            say(
                f"{file}：写法有问题，没有看也没有改；先按 unions check 改好，再运行一次",
                f"{file}: not in order, so neither read nor changed; mend it as `unions check` says and run this again",
            )
        )

    def settle(self, yes: bool, none: str) -> None:
        """Shows the changes, asks unless `yes`, writes; says `none` if there is nothing to change."""
        for file, written in self.made.items():
            self._show(file, written)
        question = say(f"改写以上 {len(self.made)} 个文件？", f"Write these {len(self.made)} files?")
        if self.made and not yes and not confirmed(question):
            raise click.Abort
        for file, written in self.made.items():
            replace(self._held.root / file, written)
        if not self.made:
            tell(none)

    def _show(self, file: str, written: bytes) -> None:
        path = self._held.root / file
        before = path.read_bytes().decode("utf-8", "replace").splitlines() if path.exists() else []
        lines = difflib.unified_diff(before, written.decode().splitlines(), file, file, lineterm="")
        Printer().print(Line(_DIFF.get(line[0], "quiet"), line) for line in lines)
