"""`unions leaks` and the check for contacts: private data is found wherever it is, told at once, and never repeated."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.repository import committed, git
from tests.support import SLUG, changed, findings, new_root, only, valid_union, write_union
from tests.test_credit_code import RESIDENT, resident_id
from union_registry.schema.contact import contacts

# Given out to nobody: operators have no 190 followed by noughts, and example.org is reserved.
MOBILE = "19000000000"
MAIL = "sample.person@example.org"
BORN_1900 = resident_id("15250219000101022")
PLAN = f"unions/{SLUG}/plan.yaml"
PRIVATE = f"unions/{SLUG}/private.yaml"
CONTACTS = "lead_contact:\n  name: 示例·甲\n  phone: '000'\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A Git repository with the valid union in it."""
    new_root(tmp_path)
    write_union(tmp_path, valid_union())
    committed(tmp_path)
    return tmp_path


def say_in_plan(root: Path, words: str) -> None:
    plan = root / PLAN
    plan.write_text(plan.read_text(encoding="utf-8") + f"# {words}\n", encoding="utf-8")


# --- what counts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        MOBILE, "电话19000000000。", "190 0000 0000", "190-0000-0000", "+86 190-0000-0000", "8619000000000",
        "１９００００００００ ０".replace(" ", ""), "（19000000000）", f"[{MOBILE}, 1]",
        BORN_1900, f"证号{BORN_1900}", BORN_1900.lower(), f"{BORN_1900[:6]} {BORN_1900[6:14]} {BORN_1900[14:]}", RESIDENT,
        MAIL, f"邮箱：{MAIL}，请联系", "sample.person＠example.org", f"<{MAIL}>",
    ],
)  # fmt: skip
def test_a_number_or_address_of_a_person_is_found_however_it_is_written(written: str) -> None:
    assert len(list(contacts(f"a: {written}\n".encode()))) == 1


@pytest.mark.parametrize(
    "written",
    [
        "91152502QQ8N1A205M", "N2152522QQ8N1K19X3", "12150100QQ8N1B3125", "911525020000000000", "锡科发〔2026〕示例8号",
        "100000021", "999999999.99", "2026-03-01", "2026-03-01 2026-03-02 2026-03-03", "ZL202310123456.7",
        "ZL 201310123456.7", "0479-8123456", "0479-82345678", "（0479）8234567", "19000000000元", "约 19000000000 元",
        "sha256:19000000000aabb", "a19000000000", "0.19000000000", "190000000001", "2025-190-0000-0000-1",
        "190-00000000", "@甲", "sample@", "@example.org", "1 900 0000 0000", BORN_1900[:17] + "0", "152502190013010220",
        "https://example.org/19000000000x", "152502 190001 010226",
    ],
)  # fmt: skip
def test_codes_documents_sums_days_and_landlines_are_no_contacts(written: str) -> None:
    assert list(contacts(f"a: {written}\n".encode())) == []


def test_a_place_counts_characters_and_lines_as_the_reader_does() -> None:
    raw = f"\ufeffa: 示例\r\nb: 电话 {MOBILE}\r\n".encode()

    assert [(found.line, found.column) for found in contacts(raw)] == [(2, 7)]


@pytest.mark.parametrize(
    "hostile", ["a" * 50_000 + "@", "1" * 100_000, "190 " * 30_000, "a.@" * 30_000, "a@" + "b." * 50_000]
)
def test_no_text_takes_long(hostile: str) -> None:
    assert list(contacts(hostile.encode())) == []


# --- unions check -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "path"),
    [("members.yaml", "members/2/statement"), ("plan.yaml", "objectives"), ("bureau/review.yaml", "opinion")],
)
@pytest.mark.parametrize("private", [MOBILE, BORN_1900, MAIL])
def test_a_contact_in_any_file_is_a_fault_and_is_not_repeated(
    tmp_path: Path, file: str, path: str, private: str
) -> None:
    root = new_root(tmp_path)
    write_union(root, changed({file: [{"path": path, "value": f"请找示例·甲 {private} 商量"}]}))

    finding = only(findings(root, "form-contact"))

    assert finding.outcome.fails
    assert finding.file == f"unions/{SLUG}/{file}"
    assert private in (root / finding.file).read_text(encoding="utf-8").splitlines()[finding.line - 1]
    said = finding.message.zh + finding.message.en + finding.fix.zh + finding.fix.en + str(finding.facts)
    assert private not in said
    assert private[1:5] not in said
    assert private[-5:-1] not in said


def test_a_contact_is_found_in_a_comment_and_in_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    union = valid_union()
    write_union(root, {**union, "plan.yaml": f"# 联系人 {MOBILE}\n", "charter.yaml": f"a: [{MOBILE}\n"})

    assert {finding.file.rpartition("/")[2] for finding in findings(root, "form-contact")} == {
        "plan.yaml",
        "charter.yaml",
    }


def test_contacts_in_the_file_that_is_never_committed_are_right(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    write_union(root, {**valid_union(), "private.yaml": f"lead_contact:\n  name: 示例·甲\n  phone: '{MOBILE}'\n"})

    assert findings(root, "form-contact") == []


def test_a_public_log_says_where_and_nothing_of_the_value(repository: Path, run: Run) -> None:
    say_in_plan(repository, MOBILE)

    result = run("check", "--public", "--form-only", SLUG)

    assert result.exit_code == 1
    assert "plan.yaml" in result.output
    assert "form-contact" in result.output
    assert MOBILE not in result.output


# --- unions leaks -----------------------------------------------------------------------------------------------------


def test_a_clean_repository_has_nothing_to_tell(repository: Path, run: Run) -> None:
    result = run("leaks")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing found.\n")


def test_what_was_deleted_is_still_found_in_history_with_the_commands_that_purge_it(repository: Path, run: Run) -> None:
    (repository / PRIVATE).write_text(CONTACTS, encoding="utf-8")
    committed(repository)
    (repository / PRIVATE).unlink()
    committed(repository)

    result = run("leaks")

    assert result.exit_code == 1
    assert result.stdout.startswith(f"{PRIVATE}  contacts and ages  in history since ")
    assert f"git filter-repo --sensitive-data-removal --invert-paths --path {PRIVATE}\n" in result.stderr
    assert "git push --force --mirror origin" in result.stderr
    assert "git rm --cached" not in result.stderr


def test_a_number_in_a_text_is_told_with_its_line_and_never_shown(repository: Path, run: Run) -> None:
    say_in_plan(repository, f"联系 {MOBILE}")
    line = len((repository / PLAN).read_text(encoding="utf-8").splitlines())

    result = run("leaks")

    assert result.exit_code == 1
    assert result.stdout == f"{PLAN}:{line}  a mobile number 1…0  not committed yet\n"
    assert "filter-repo" not in result.stderr, "nothing is in history yet"
    committed(repository)
    result = run("leaks")
    assert f"{PLAN}:{line}  a mobile number 1…0  in history since " in result.stdout
    assert "--replace-text" in result.stderr
    assert MOBILE not in result.output


def test_one_number_in_many_versions_is_told_once_and_since_the_first(repository: Path, run: Run) -> None:
    say_in_plan(repository, MOBILE)
    committed(repository)
    first = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repository, capture_output=True, text=True, check=True
    ).stdout[:10]
    say_in_plan(repository, "又一句")
    committed(repository)

    assert run("leaks").stdout.count(first) == len(run("leaks").stdout.splitlines()) == 1


@pytest.mark.parametrize("where", ["branch", "tag", "merged"])
def test_no_branch_tag_or_merge_hides_anything(repository: Path, run: Run, where: str) -> None:
    git(repository, "checkout", "-qb", "side")
    say_in_plan(repository, MAIL)
    committed(repository)
    before = (repository / PLAN).read_text(encoding="utf-8")
    (repository / PLAN).write_text(before.replace(f"# {MAIL}\n", ""), encoding="utf-8")
    committed(repository)
    git(repository, "checkout", "-q", "main")
    (repository / "README.md").write_text("示例\n", encoding="utf-8")
    committed(repository)
    if where == "merged":
        git(repository, "merge", "-q", "--no-edit", "side")
    if where != "branch":
        git(repository, "tag", "v1", "side")
        git(repository, "branch", "-qD", "side")
    if where == "merged":
        git(repository, "tag", "-d", "v1")

    result = run("leaks")

    assert result.exit_code == 1
    assert "an e-mail address s…@…" in result.stdout


def test_what_a_merge_alone_brought_is_found(repository: Path, run: Run) -> None:
    git(repository, "checkout", "-qb", "side")
    (repository / "a.md").write_text("示例\n", encoding="utf-8")
    committed(repository)
    git(repository, "checkout", "-q", "main")
    (repository / "b.md").write_text("示例\n", encoding="utf-8")
    committed(repository)
    git(repository, "merge", "-q", "--no-commit", "--no-ff", "side")
    say_in_plan(repository, MOBILE)
    committed(repository)
    git(repository, "rm", "-qf", PLAN)
    committed(repository)

    assert "a mobile number 1…0  in history since " in run("leaks").stdout


def test_contacts_that_are_only_staged_are_taken_out_of_the_commit(repository: Path, run: Run) -> None:
    (repository / PRIVATE).write_text(CONTACTS, encoding="utf-8")
    git(repository, "add", "-f", PRIVATE)

    result = run("leaks")

    assert result.stdout == f"{PRIVATE}  contacts and ages  not committed yet\n"
    assert f"git rm --cached {PRIVATE}\n" in result.stderr
    assert "filter-repo" not in result.stderr


def test_names_of_files_that_would_do_harm_in_a_shell_are_quoted(repository: Path, run: Run) -> None:
    hostile = repository / "unions" / "a; rm -rf x" / "private.yaml"
    hostile.parent.mkdir()
    hostile.write_text(CONTACTS, encoding="utf-8")
    (repository / "unions" / SLUG / "b\x1b[31m\n.txt").write_text(MOBILE, encoding="utf-8")
    committed(repository)

    result = run("leaks")

    assert result.exit_code == 1
    assert f"--path {shlex.quote('unions/a; rm -rf x/private.yaml')}\n" in result.stderr
    assert "\x1b" not in result.output
    assert len(result.stdout.splitlines()) == 2


def test_a_big_file_and_one_that_is_no_text_do_no_harm(repository: Path, run: Run) -> None:
    (repository / "unions" / SLUG / "film.bin").write_bytes(bytes(range(256)) * 4096)
    (repository / "unions" / SLUG / "odd.yaml").write_bytes(b"\xff\xfe\x00" + MOBILE.encode("utf-16-le"))
    committed(repository)

    assert run("leaks").exit_code == 0


def test_without_git_the_files_alone_are_looked_at_and_that_is_said(tmp_path: Path, run: Run) -> None:
    root = new_root(tmp_path)
    write_union(root, valid_union())

    result = run("leaks")
    assert result.exit_code == 0
    assert result.stderr == "Git does not answer: only the files were looked at.\nNothing found.\n"
    say_in_plan(root, MAIL)
    assert run("leaks").exit_code == 1


def test_a_clone_without_all_of_history_says_so(
    repository: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    say_in_plan(repository, "又一句")
    committed(repository)
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    git(repository, "clone", "-q", "--depth", "1", f"file://{repository}", str(shallow))

    assert "git fetch --unshallow" in run("--root", str(shallow), "leaks").stderr
