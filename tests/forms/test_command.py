"""`unions forms`, as a person runs it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.forms.unions import PRIVATE, sound
from tests.repository import committed, git
from tests.support import as_yaml, new_root, write_union
from union_registry.forms import fonts

SLUG = "sample-sound"
NAMES = [f"附件1-推荐表-{SLUG}.docx", f"附件2-组建协议-{SLUG}.docx", f"附件3-备案登记表-{SLUG}.docx"]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A register with the sound union, its contacts kept elsewhere."""
    new_root(tmp_path)
    files = sound()
    (tmp_path / "contacts.yaml").write_text(as_yaml(files.pop("private.yaml")), encoding="utf-8")
    write_union(tmp_path, files, SLUG)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_three_annexes_are_written_to_a_folder_of_their_own(here: Path, run: Run) -> None:
    done = run("forms", SLUG)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [f"forms-{SLUG}/{name}" for name in NAMES]
    assert names(here / f"forms-{SLUG}") == NAMES
    assert "no private.yaml: contacts, phones, ages" in done.stderr


def test_contacts_from_a_file_of_ones_own(here: Path, run: Run) -> None:
    done = run("forms", SLUG, "--private", "contacts.yaml", "--form", "recommendation", "--out", "out")
    assert done.exit_code == 0
    assert "the ages of 1 of the team" in done.stderr
    assert PRIVATE["lead_contact"]["phone"] not in done.output, "it is printed, not told"
    assert names(here / "out") == NAMES[:1]
    assert not (here / f"unions/{SLUG}/private.yaml").exists()


def test_the_folders_own_contacts_are_used_unless_others_are_named(here: Path, run: Run) -> None:
    shutil.copy(here / "contacts.yaml", here / f"unions/{SLUG}/private.yaml")
    assert "no private.yaml" not in run("forms", SLUG, "--form", "filing").stderr
    (here / "other.yaml").write_text("team_ages: []\n", encoding="utf-8")
    told = run("forms", SLUG, "--form", "filing", "--private", "other.yaml", "--yes").stderr
    assert "private.yaml: lead_contact" in told


def test_pdf_comes_beside_word(here: Path, run: Run) -> None:
    run("forms", SLUG, "--pdf", "--form", "annual", "--year", "2024", "--out", "out")
    assert names(here / "out") == [f"年度总结-2024-{SLUG}.docx", f"年度总结-2024-{SLUG}.pdf"]


def test_a_blank_summary_is_told(here: Path, run: Run) -> None:
    assert "no annual/2030.yaml" in run("forms", SLUG, "--form", "annual", "--year", "2030").stderr
    assert "no annual" not in run("forms", SLUG, "--form", "annual").stderr, "the newest there is"


def test_printing_again_asks_only_where_something_differs(here: Path, run: Run) -> None:
    run("forms", SLUG)
    assert run("forms", SLUG, input="").exit_code == 0, "the same bytes: nothing to ask"
    target = here / f"forms-{SLUG}" / NAMES[1]
    target.write_bytes(b"mine")
    refused = run("forms", SLUG, input="n\n")
    assert refused.exit_code != 0
    assert NAMES[1] in refused.stderr
    assert NAMES[0] not in refused.stderr
    assert target.read_bytes() == b"mine"
    assert run("forms", SLUG, input="y\n").exit_code == 0
    assert target.read_bytes() != b"mine"


def test_faults_are_told_and_the_rest_is_printed(here: Path, run: Run) -> None:
    path = here / f"unions/{SLUG}/filing.yaml"
    path.write_text(path.read_text("utf-8").replace("2025-05-25", "五月"), encoding="utf-8")
    (here / f"unions/{SLUG}/agreement.yaml").write_bytes(b"\xff\xfe: [")
    done = run("forms", SLUG)
    assert done.exit_code == 0
    assert "filing.yaml:" in done.stderr
    assert "agreement.yaml" in done.stderr
    assert names(here / f"forms-{SLUG}") == NAMES


def test_an_empty_folder_prints_blank_forms(here: Path, run: Run) -> None:
    (here / "unions/nothing-yet").mkdir()
    done = run("forms", "nothing-yet")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 3
    assert "lead.yaml" in done.stderr


def test_accounts_of_other_years_are_not_dropped_in_silence(here: Path, run: Run) -> None:
    path = here / f"unions/{SLUG}/lead.yaml"
    path.write_text(path.read_text("utf-8").replace("2022", "2019"), encoding="utf-8")
    assert "the accounts of 2019" in run("forms", SLUG).stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nobody",), "there is no union"),
        ((SLUG, "--year", "2026"), "--form annual"),
        ((SLUG, "--private", "README.md"), "README.md"),
        ((SLUG, "--private", "list.yaml"), "cannot be read"),
        ((SLUG, "--private", "private.yaml.age"), "unions unseal"),
        ((SLUG, "--out", "list.yaml"), "list.yaml"),
    ],
)
def test_nonsense_is_refused_kindly(here: Path, run: Run, arguments: tuple[str, ...], told: str) -> None:
    (here / "list.yaml").write_text("- x\n", encoding="utf-8")
    (here / "private.yaml.age").write_bytes(b"age-encryption.org/v1\n")
    done = run("forms", *arguments)
    assert done.exit_code != 0
    assert told in done.output
    assert not (here / f"forms-{SLUG}").exists()


def test_without_a_chinese_font_word_still_works(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "ROLES", dict.fromkeys(fonts.ROLES, ("没有这个字体",)))
    done = run("forms", SLUG, "--pdf")
    assert done.exit_code != 0
    assert "fonts-noto-cjk" in done.output
    assert run("forms", SLUG).exit_code == 0


def test_contacts_in_a_folder_that_git_would_take_are_warned_of(here: Path, run: Run) -> None:
    committed(here)
    warned = "do not commit them"
    assert warned not in run("forms", SLUG).stderr, "no contacts in them"
    private = ("--private", "contacts.yaml", "--yes")
    assert warned in run("forms", SLUG, *private).stderr
    (here / ".gitignore").write_text("/forms-*/\n", encoding="utf-8")
    assert warned not in run("forms", SLUG, *private).stderr
    assert "forms-" not in git(here, "status", "--porcelain")
