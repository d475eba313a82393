"""What private.yaml holds comes out of the printed forms and the sealed file, and nowhere else."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner

from tests.repository import git
from tests.sites import REPOSITORY, site_files, site_root
from tests.support import SLUG, as_yaml, valid_union, write_union
from union_registry.catalogue.build import build
from union_registry.cli import cli
from union_registry.sealing import KEYS

AS_OF = "2026-03-01"
SCHEMA = json.loads((REPOSITORY / "schema/private.schema.json").read_text(encoding="utf-8"))
# Commands whose output somebody may paste into a mail, a log or a page.
TALK = (
    ("check", SLUG), ("check", SLUG, "-v"), ("check", SLUG, "--public"), ("check", SLUG, "--format", "json"),
    ("check", SLUG, "--format", "github"), ("check", SLUG, "--format", "markdown"), ("check", SLUG, "--base", "HEAD"),
    ("status",), ("status", "--format", "json"), ("due",), ("due", "--format", "ics"), ("verdict",), ("annual", SLUG),
    ("support",), ("leaks",), ("format", SLUG), ("rules",),
)  # fmt: skip


@pytest.fixture(scope="module")
def secrets() -> dict[str, str]:
    """A value found nowhere else for every field of private.yaml, by the way to the field."""
    return {
        way: f"7{number:06d}"
        if way.endswith("age")
        else "植入" + "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:02d}")
        for number, way in enumerate(fields())
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, secrets: dict[str, str]) -> Path:
    """A register in Git with the site beside it, where a union's contacts lie as they do at an applicant's."""
    root = site_root(tmp_path_factory.mktemp("planted"))
    files = valid_union()
    private = filled(SCHEMA, secrets)
    private["team_ages"][0]["name"] = files["lead.yaml"]["team"][0]["name"]  # else no form has a row for the age
    write_union(root, files)
    shutil.copy(REPOSITORY / ".gitignore", root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "示例")
    (root / f"unions/{SLUG}/private.yaml").write_text(as_yaml(private), encoding="utf-8")
    build(root, root / "site", date.fromisoformat(AS_OF))
    return root


def fields() -> list[str]:
    """The way to every field of private.yaml but the names beside ages, which lead.yaml has, too."""
    return [way for way in leaves(SCHEMA) if way != "team_ages/name"]


def leaves(node: dict[str, Any], way: str = "") -> Iterator[str]:
    inner = node.get("items", node)
    if "properties" not in inner:
        yield way.strip("/")
    for name, child in inner.get("properties", {}).items():
        yield from leaves(child, f"{way}/{name}")


def filled(node: dict[str, Any], secrets: dict[str, str], way: str = "") -> Any:
    """Data with a secret in every field."""
    inner = node.get("items", node)
    if "properties" not in inner:
        return secrets.get(way.strip("/"), "")
    held = {name: filled(child, secrets, f"{way}/{name}") for name, child in inner["properties"].items()}
    return [held] if "items" in node else held


def run(root: Path, *arguments: str) -> bytes:
    """Everything that a command says, whatever it comes to."""
    result = CliRunner().invoke(cli, ["--root", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output_bytes + result.stderr_bytes


def told(where: bytes, secrets: dict[str, str]) -> list[str]:
    """The fields whose value can be read in `where`, as text or as JSON writes it."""
    return [
        way for way, secret in secrets.items()
        if secret.encode() in where or json.dumps(secret)[1:-1].encode() in where
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", TALK, ids=" ".join)
def test_no_command_says_it(root: Path, secrets: dict[str, str], arguments: tuple[str, ...]) -> None:
    assert told(run(root, *arguments), secrets) == []


def test_no_page_or_file_of_the_site_holds_it(root: Path, secrets: dict[str, str]) -> None:
    run(root, "preview", SLUG, "--site", str(root / "preview"))

    for site in (root / "site", root / "preview"):
        files = site_files(site)
        assert len(files) > 5
        assert {name: found for name, content in files.items() if (found := told(content, secrets))} == {}


def test_no_commit_holds_it_and_the_sealed_file_only_for_the_key(root: Path, secrets: dict[str, str]) -> None:
    public = CliRunner().invoke(cli, ["seal", "--new-key", str(root / "site" / "key")]).stdout
    (root / KEYS).write_text(public, encoding="utf-8")
    run(root, "seal", SLUG)
    git(root, "add", "-A", "unions")
    git(root, "commit", "-qm", "sealed")

    assert f"unions/{SLUG}/private.yaml.age" in git(root, "ls-files", "unions").split()
    assert told(objects(root), secrets) == []
    opened = run(root, "unseal", SLUG, "--key", str(root / "site" / "key"), "--out", "-")
    assert told(opened, secrets) == list(secrets)


def test_the_printed_forms_hold_what_they_ask_for_and_nothing_without_the_file(
    root: Path, secrets: dict[str, str], tmp_path: Path
) -> None:
    asked = [way for way in secrets if not way.endswith("email")]
    nothing = tmp_path / "nothing.yaml"
    nothing.write_text("{}\n", encoding="utf-8")

    run(root, "forms", SLUG, "--pdf", "--out", str(tmp_path / "with"))
    run(root, "forms", SLUG, "--pdf", "--out", str(tmp_path / "without"), "--private", str(nothing))

    word, pdf = printed(tmp_path / "with")
    assert told(word, secrets) == asked
    assert told(pdf, secrets) == asked
    assert [told(content, secrets) for content in printed(tmp_path / "without")] == [[], []]


def printed(folder: Path) -> tuple[bytes, bytes]:
    """The text of all Word documents and that of all PDF files."""
    word = [
        zipped.read(name)
        for path in sorted(folder.glob("*.docx"))
        for zipped in [zipfile.ZipFile(io.BytesIO(path.read_bytes()))]
        for name in zipped.namelist()
    ]
    pdf = [
        page.get_textpage().get_text_range()
        for path in sorted(folder.glob("*.pdf"))
        for page in pypdfium2.PdfDocument(path)
    ]
    assert word
    assert pdf
    return b"".join(word), "".join(pdf).encode()


def objects(root: Path) -> bytes:
    """The content of every object that Git keeps, reachable or not."""
    asked = ["git", "-C", str(root), "cat-file", "--batch-all-objects", "--batch"]
    return subprocess.run(asked, check=True, capture_output=True).stdout
