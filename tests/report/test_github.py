"""Ten annotations at the most: what matters most comes first."""

from __future__ import annotations

import random

from union_registry.finding import Finding, Outcome, Strength
from union_registry.report.github import MOST, workflow_commands
from union_registry.text import NOTHING, Text


def finding(rule: str, outcome: Outcome = Outcome.NOT_MET, strength: Strength = Strength.MUST) -> Finding:
    return Finding(rule, "", strength, outcome, "sample-valid", "x.yaml", 1, 1, "", {}, Text(rule, rule), NOTHING)


def test_private_data_come_first_then_musts_and_what_is_only_blank_after_them() -> None:
    wanted = [
        finding("form-private"), finding("form-date"), finding("lead-platform", strength=Strength.IN_PRINCIPLE),
        finding("form-incomplete"), finding("local-share", Outcome.PENDING), finding("lead-kind", Outcome.NOTE),
    ]  # fmt: skip
    mixed = wanted[:]
    random.Random(4).shuffle(mixed)  # no secret

    told = list(workflow_commands(mixed))

    assert [line.partition("title=")[2].partition("::")[0] for line in told] == [each.rule for each in wanted]


def test_the_rest_is_counted() -> None:
    told = list(workflow_commands([finding("form-date")] * 25))

    assert len(told) == MOST + 1
    assert "另有 15 项" in told[-1]
