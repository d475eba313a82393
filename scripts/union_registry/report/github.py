"""Findings as annotations of a forge's workflow log: at most ten, the weightiest first."""

from collections.abc import Iterable, Iterator

from union_registry.engine import PRIVATE_DATA
from union_registry.finding import Finding, Outcome, Strength
from union_registry.schema.checks import TO_DO

MOST = 10
_WEIGHT = {Outcome.NOT_MET: 0, Outcome.PENDING: 1, Outcome.NOTE: 2}


def workflow_commands(findings: Iterable[Finding]) -> Iterator[str]:
    """Workflow commands, one a line, then how many were left out."""
    told = sorted((finding for finding in findings if finding.outcome in _WEIGHT), key=_importance)
    for finding in told[:MOST]:
        level = "error" if finding.outcome is Outcome.NOT_MET else "warning"
        where = {"file": finding.file, "line": finding.line, "col": finding.column}
        where["title"] = f"{finding.clause} {finding.rule}".strip()
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items() if value is not None)
        message = f"{finding.message.zh}\n{finding.message.en}"
        if finding.fix:
            message += f"\n→ {finding.fix.zh}\n  {finding.fix.en}"
        yield f"::{level} {properties}::{_data(message)}"
    if len(told) > MOST:
        yield f"::notice::{_data(f'另有 {len(told) - MOST} 项，见检查记录 · another {len(told) - MOST}, see the log')}"


def _importance(finding: Finding) -> tuple[int, bool, bool, bool]:
    """Sort key: what fails first, and of that private data before all, then musts; what is only blank comes last."""
    return (
        _WEIGHT[finding.outcome],
        finding.rule not in PRIVATE_DATA,
        finding.rule in TO_DO,
        finding.strength is Strength.IN_PRINCIPLE,
    )


def _data(text: str) -> str:
    # `##[` starts an older kind of command anywhere in a line.
    safe = "".join(c if c.isprintable() or c == "\n" else "�" for c in text).replace("##[", "#\u200b#[")
    return safe.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
