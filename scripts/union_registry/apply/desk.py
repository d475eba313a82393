"""The desk at which a draft is handled: checked, packed, opened and printed. JSON comes in, JSON or bytes go out."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from union_registry import index
from union_registry.apply import neighbours
from union_registry.apply.draft import UNNAMED, draft
from union_registry.apply.written import Held, Writer
from union_registry.engine import Judge
from union_registry.index import Index
from union_registry.intake.archive import pack
from union_registry.refused import Refused
from union_registry.register import Register
from union_registry.report.json import write
from union_registry.source.kinds import PRIVATE
from union_registry.text import Text


class Desk:
    """Handles drafts by the schemas and rules of the register below `root`.

    `others` are the unions that a draft is compared with, as `neighbours.told` tells of each. All
    methods raise Refused where a draft cannot be used, and BrokenRegister as Register does.
    """

    def __init__(self, root: Path, others: Iterable[list[Any]] = ()) -> None:
        self._tree = Held()
        self.held = Register(root, tree=self._tree)
        self._others = {entry.slug: entry for entry in neighbours.entries(others)}
        self._writer = Writer(self.held.schemas, self.held.keys_by_name)

    def check(self, given: Any, as_of: str) -> dict[str, Any]:
        """The verdict on a draft (schema/verdict.schema.json), as of a day: what `unions check SLUG --format json` says."""
        day, typed = _day(as_of), draft(given, self.held.schemas)
        slug = typed.slug or UNNAMED
        self._tree.hold(slug, self._writer.folder(typed))
        own = index.load(self.held.root, [slug], fast=self.held.fast, tree=self._tree).entries
        known = self._others | own
        judge = Judge(self.held, Index(known[name] for name in sorted(known)), day)
        out = io.StringIO()
        write(out, [judge.verdict(slug)], (), as_of=day, policy=self.held.policy.digest, commit=None)
        return dict(json.loads(out.getvalue()))

    def packed(self, given: Any) -> bytes:
        """The zip to hand in: `unions/<slug>/…`, canonical, without private.yaml. Refused without a slug."""
        typed = draft(given, self.held.schemas)
        if not typed.slug:
            raise Refused(
                Text("还没有文件夹名", "the folder has no name yet"), Text("先填文件夹名", "give it a name first")
            )
        files = self._writer.folder(typed)
        return pack({f"unions/{typed.slug}/{path}": content for path, content in files.items()})

    def private_file(self, given: Any) -> bytes:
        """The bytes of private.yaml, to be kept and not handed in."""
        return self._writer.file(PRIVATE, draft(given, self.held.schemas).private)

    def opened(self, name: str, data: bytes) -> dict[str, Any]:
        """What a file holds: {"draft", "doubts", "refused"}; the draft is None where the file is refused."""
        from union_registry.apply.opening import opened  # late: pulls in what reads Word and Excel

        try:
            found, doubts = opened(name, data, self.held)
        except Refused as refused:
            return {"draft": None, "doubts": [], "refused": _said(refused).as_json()}
        return {"draft": found.as_json(), "doubts": doubts, "refused": None}

    def printed(self, given: Any, as_of: str) -> str:
        """HTML of the three forms, for the browser's print view, as of the day of printing."""
        from union_registry.apply.printing import printed  # late: pulls in Jinja2

        return printed(self.held, draft(given, self.held.schemas), _day(as_of))


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Refused(
            Text("日期写得不对", "this is no date"),
            Text("写成 2026-12-31 这样", "write it as 2026-12-31"),
        ) from error


def _said(refused: Refused) -> Text:
    return Text(f"{refused.why.zh}；{refused.cure.zh}", f"{refused.why.en}: {refused.cure.en}")
