"""What the forms print comes back as it was: straight from Word's file, and after LibreOffice had it twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.forms.unions import sound
from tests.office import convert
from tests.sites import REPOSITORY, own_root
from tests.support import SLUG, Files, write_union
from union_registry.cli import cli
from union_registry.source.reader import read

SAMPLES = sorted(path.parent.name for path in REPOSITORY.glob("unions/sample-*/filing.yaml"))
# What of each file the three forms print; lead.yaml and agreement.yaml are printed whole.
UNION = ("name", "chain", "field", "sub_field", "industry_class", "county", "principal", "goals")
MEMBER = ("name", "credit_code", "kind", "county", "tier", "stages", "statement", "platforms")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the samples that have all three forms, and one union with contacts."""
    root = tmp_path_factory.mktemp("round")
    shutil.copytree((REPOSITORY if SAMPLES else own_root()) / "schema", root / "schema")
    for slug in SAMPLES:
        shutil.copytree(REPOSITORY / "unions" / slug, root / "unions" / slug)
    write_union(root, sound())
    return root


@pytest.fixture(scope="module")
def printed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three Word files of each union, in a folder of its own."""
    folder = tmp_path_factory.mktemp("printed")
    for slug in (*SAMPLES, SLUG):
        _run("--root", str(root), "forms", slug, "--out", str(folder / slug))
    return folder


@pytest.fixture(scope="module")
def resaved(printed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after docx → odt → docx."""
    folder = tmp_path_factory.mktemp("resaved")
    documents = sorted(printed.glob("*/*.docx"))
    odt = convert(documents, "odt", folder / "odt")
    for made in convert(odt.values(), "docx", folder / "docx").values():
        slug = next(slug for slug in (*SAMPLES, SLUG) if made.stem.endswith(f"-{slug}"))
        (folder / slug).mkdir(exist_ok=True)
        made.rename(folder / slug / made.name)
    return folder


@pytest.mark.parametrize("slug", [*SAMPLES, SLUG])
@pytest.mark.parametrize("way", ["printed", "resaved"])
def test_every_printed_value_comes_back(
    way: str, slug: str, root: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(way)
    shutil.copytree(root / "schema", tmp_path / "schema")
    (tmp_path / "unions/other").mkdir(parents=True)
    (tmp_path / "unions/other/union.yaml").write_text("# 别人的\n", encoding="utf-8")
    documents = [str(path) for path in sorted((folder / slug).glob("*.docx"))]
    assert len(documents) == 3

    said = _run("--root", str(tmp_path), "import", *documents, "--slug", slug)

    assert "1." not in said, said  # not one doubt
    original = {path.name: read(path.read_bytes()).data for path in (root / "unions" / slug).glob("*.yaml")}
    back = {path.name: read(path.read_bytes()).data for path in (tmp_path / "unions" / slug).rglob("*.yaml")}
    assert back == _of_forms(original)
    assert sorted(path.name for path in (tmp_path / "unions").iterdir()) == sorted(["other", slug])
    assert (tmp_path / "unions/other/union.yaml").read_text(encoding="utf-8") == "# 别人的\n"


def test_over_the_same_union_nothing_changes(printed: Path, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("unions/**/*.yaml")}

    said = _run("--root", str(root), "import", *map(str, sorted((printed / SLUG).glob("*.docx"))), "--slug", SLUG)

    assert "nothing to change" in said
    assert {path: path.read_bytes() for path in root.rglob("unions/**/*.yaml")} == before


def _of_forms(files: Files) -> dict[str, Any]:
    """What the three forms print of a union's files."""
    members = [
        {key: member[key] for key in MEMBER if key in member}
        for member in files["members.yaml"]["members"]
        if "left_on" not in member
    ]
    return {
        "union.yaml": {key: files["union.yaml"][key] for key in UNION},
        "members.yaml": {"members": members},
        **{
            name: files[name]
            for name in ("lead.yaml", "agreement.yaml", "filing.yaml", "private.yaml")
            if name in files
        },
    }


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments), env={"LC_ALL": "C.UTF-8"})
    assert result.exit_code == 0, result.output
    return result.output
