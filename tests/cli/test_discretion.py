"""`unions check --public`: a log that anybody may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.repository import committed

PRIVATE = ("示例·陶一", "示例·陶乙", "812.5", "110000", "2310", "228 字")


@pytest.mark.parametrize("form", ["text", "json", "github", "markdown"])
def test_no_private_value_is_quoted_and_what_fails_is_named_all_the_same(root: Path, run: Run, form: str) -> None:
    path = root / "unions/sample-yogurt/lead.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "悄悄话: 秘密内容\n", encoding="utf-8")
    rd = root / "unions/sample-yogurt/agreement.yaml"
    rd.write_text(rd.read_text(encoding="utf-8").replace("tasks:", "tasks: [秘密内容]\nrights:"), encoding="utf-8")
    told = run("check", "sample-yogurt", "--format", form).stdout
    discreet = run("check", "sample-yogurt", "--format", form, "--public").stdout
    for value in PRIVATE:
        assert value not in discreet
    assert "秘密内容" not in discreet
    assert "悄悄话" not in discreet
    assert "5/11" in discreet, "what is public is told in full"
    if form != "github":  # ten at the most, so that not each is there
        assert "812.5" in told
        assert "rd-investment" in discreet or "研发投入" in discreet


@pytest.mark.parametrize("form", ["text", "json", "github", "markdown"])
@pytest.mark.parametrize("key", ["²", "9" * 5000, "13800001111", "悄悄话"])
def test_the_name_of_a_field_that_nobody_knows_is_not_told(root: Path, run: Run, form: str, key: str) -> None:
    committed(root)
    path = root / "unions/sample-yogurt/union.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f'"{key}": 秘密内容\n', encoding="utf-8")

    discreet = run("check", "--base", "HEAD", "--format", form, "--public").stdout

    assert "sample-yogurt" in discreet
    assert key not in discreet
    assert "秘密内容" not in discreet
