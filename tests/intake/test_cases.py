"""Ten forms as people fill them: what is read, and what is in doubt, each beside its form in cases/."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from union_registry.intake.reading import read
from union_registry.register import Register

CASES = sorted((Path(__file__).parent / "cases").iterdir())


def test_there_are_ten() -> None:
    assert len(CASES) == 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_form_is_read_as_its_case_says(case: Path, held: Register) -> None:
    found = read("form.docx", (case / "form.docx").read_bytes(), held)
    assert found.values == _loaded(case / "expected.yaml")
    told = [
        {"where": doubt.where.zh, "said": doubt.said, "path": doubt.path or "", "why": doubt.why.zh}
        for doubt in found.doubts
    ]
    assert told == (_loaded(case / "doubts.yaml") or [])
    assert all(doubt.where.en and doubt.why.en for doubt in found.doubts)


def _loaded(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
