"""`unions rules`: the catalogue in three forms."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from union_registry.rules import RULES


def test_every_rule_is_in_each_form(root: Path, run: Run) -> None:
    text, markdown = run("rules").stdout, run("rules", "--format", "markdown").stdout
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert [rule["id"] for rule in listed["rules"]] == [rule.id for rule in RULES]
    for rule in RULES:
        assert rule.id in text
        assert f"{{#{rule.id}}}" in markdown
        assert rule.title.zh in text
    for check in listed["form"]:
        assert check["id"].startswith("form-")
        assert check["id"] in text
        assert check["id"] in markdown
