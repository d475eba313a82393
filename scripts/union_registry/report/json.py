"""The verdict as JSON (`schema/verdict.schema.json`), written union by union."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from union_registry.difference import Difference
from union_registry.engine import UnionVerdict
from union_registry.finding import Finding, Outcome, pointer
from union_registry.report.lines import MAX_CHANGES

FORMAT = "union-registry/verdict/1"


def write(
    stream: TextIO,
    verdicts: Iterable[UnionVerdict],
    register: Iterable[Finding],
    *,
    as_of: date,
    policy: str,
    commit: str | None,
) -> Counter[Outcome]:
    """Writes one verdict and returns how often each outcome occurs; a union is let go once written."""
    counts: Counter[Outcome] = Counter()
    head = {"schema": FORMAT, "as_of": as_of.isoformat(), "policy": policy, "commit": commit}
    stream.write(_dump(head)[:-1] + ',"unions":[')
    for number, verdict in enumerate(verdicts):
        counts.update(finding.outcome for finding in verdict.findings)
        body: dict[str, Any] = {
            "slug": verdict.slug,
            "status": str(verdict.status),
            "findings": [finding.as_json() for finding in verdict.findings],
        }
        if verdict.changes:
            body["changes"] = {
                "new": verdict.changes.new,
                "count": len(verdict.changes.differences),
                "listed": [_change(difference) for difference in verdict.changes.differences[:MAX_CHANGES]],
            }
        stream.write((",\n" if number else "\n") + _dump(body))
    rest = list(register)
    counts.update(finding.outcome for finding in rest)
    summary = {str(outcome): counts[outcome] for outcome in Outcome}
    stream.write(f'\n],"register":{_dump([f.as_json() for f in rest])},"summary":{_dump(summary)}}}\n')
    return counts


def _change(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind, "unit": difference.unit, "file": difference.at.file,
        "path": pointer(difference.at.path), "public": difference.public, "what": difference.what.as_json(),
    }  # fmt: skip


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
