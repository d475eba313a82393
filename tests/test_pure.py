"""Accelerators change nothing but time: with and without them the verdict is the same to the letter."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT, SLUG, changed, new_root, write_union
from union_registry import index
from union_registry.engine import Judge
from union_registry.register import Register
from union_registry.report import json as report
from union_registry.schema.validator import authority

AS_OF = date(2026, 11, 23)


def verdict_text(root: Path, *, fast: bool | None) -> str:
    """The verdict on all unions below `root` as it is published."""
    register = Register(root, fast=fast)
    judge = Judge(register, index.load(root, register.slugs, fast=fast), AS_OF)
    stream = io.StringIO()
    verdicts = (judge.verdict(slug) for slug in register.slugs)
    report.write(stream, verdicts, judge.stray_findings(), as_of=AS_OF, policy=register.policy.digest, commit=None)
    return stream.getvalue()


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample unions and one in disorder, in a register of their own."""
    root = new_root(tmp_path_factory.mktemp("pure") / "register")
    for sample in sorted((ROOT / "unions").glob("sample-*")):
        shutil.copytree(sample, root / "unions" / sample.name, ignore=shutil.ignore_patterns("private.yaml"))
    disorder: dict[str, Any] = changed({
        "members.yaml": [
            {"path": "members/0/kind", "value": "公司"},
            {"path": "members/2/credit_code", "value": "1215２502"},
            {"path": "members/3/joined_on", "value": "2025.3.1"},
            {"path": "members/4/stages", "remove": True},
            {"path": "members/5/note", "value": "x"},
        ],
        "union.yaml": [{"path": "chian", "value": "beef"}, {"path": "sample", "value": "yes"}],
        "lead.yaml": [{"path": "accounts/0/rd", "value": "1,200"}],
    })  # fmt: skip
    disorder["plan.yaml"] = "a: 'x\nb: 1\n"
    disorder["charter.yaml"] = "a:\n\tb: 1\n"
    disorder["agreement.yaml"] = "name：x\n"
    disorder["filing.yaml"] = "filed_on: 2025-05-25\nfiled_on: &x 2025-05-25\nlead_opinion: !!str x\n"
    write_union(root, disorder, "sample-disorder")
    return root


def test_the_verdict_is_the_same_with_and_without_accelerators(copies: Path) -> None:
    fast, pure = verdict_text(copies, fast=None), verdict_text(copies, fast=False)

    assert fast == pure
    assert len(json.loads(fast)["unions"]) == len(list((copies / "unions").iterdir()))


def test_the_verdict_is_the_same_where_accelerators_are_not_installed(copies: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('yaml._yaml', '_yaml', 'jsonschema_rs'):\n"
        "    sys.modules[name] = None\n"
        "import yaml\n"
        "assert not yaml.__with_libyaml__\n"
        "from pathlib import Path\n"
        "from tests.test_pure import verdict_text\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "sys.stdout.write(verdict_text(Path(sys.argv[1]), fast=None))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(copies)], cwd=ROOT, capture_output=True, check=False)

    assert done.stderr.decode() == ""
    assert done.stdout.decode() == verdict_text(copies, fast=None)


def test_the_core_needs_no_accelerator_to_be_imported() -> None:
    program = (
        "import sys\n"
        "for name in ('yaml._yaml', '_yaml', 'jsonschema_rs', 'rich', 'click', 'mkdocs', 'jinja2', 'ruamel'):\n"
        "    sys.modules[name] = None\n"
        "import union_registry.engine, union_registry.index, union_registry.report.json\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)

    assert done.stderr.decode() == ""


def test_the_verdict_fits_its_published_form(copies: Path) -> None:
    schema = json.loads((ROOT / "schema" / "verdict.schema.json").read_text(encoding="utf-8"))

    assert list(authority(schema).iter_errors(json.loads(verdict_text(copies, fast=None)))) == []


def test_the_same_day_gives_the_same_verdict(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    write_union(root, changed({}), SLUG)

    assert verdict_text(root, fast=None) == verdict_text(root, fast=None)
