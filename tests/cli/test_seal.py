"""`unions seal` and `unseal`: contacts travel with a submission for the bureau's eyes only."""

from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pyrage
import pytest

from tests.cli.conftest import Run
from tests.repository import committed, git
from tests.support import SLUG, findings, new_root, valid_union, write_union
from union_registry import sealing
from union_registry.sealing import KEYS
from union_registry.source import sealed

CONTACTS = """lead_contact:
  name: 示例·密封甲
  phone: '000-0000-0001'
team_ages:
  - name: 示例·密封乙
    age: 41
"""
SEALED = f"unions/{SLUG}/private.yaml.age"
PRIVATE = f"unions/{SLUG}/private.yaml"


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    """A register in Git whose bureau has put up a key; the private one is in `key` beside it."""
    new_root(tmp_path, {"policy/xilingol.yaml": []})  # with a schema/ of its own
    write_union(tmp_path, valid_union())
    (tmp_path / ".gitignore").write_text("/unions/*/private.yaml\n/key*\n", encoding="utf-8")
    made = run("seal", "--new-key", "key")
    assert made.exit_code == 0
    (tmp_path / KEYS).write_text(f"# 示例 sample\n{made.stdout.strip()}  # 示例·保管人 2026-11-26\n", encoding="utf-8")
    committed(tmp_path)
    (tmp_path / PRIVATE).write_text(CONTACTS, encoding="utf-8")
    return tmp_path


def test_what_is_sealed_only_the_key_opens(root: Path, run: Run) -> None:
    assert run("seal", SLUG).exit_code == 0
    (root / PRIVATE).unlink()
    raw = (root / SEALED).read_bytes()
    assert "密封甲".encode() not in raw
    assert b"000-0000-0001" not in base64.b64decode(b"".join(raw.split(b"\n")[1:-2]))

    other = run("seal", "--new-key", "key2")
    assert other.exit_code == 0
    refused = run("unseal", SLUG, "--key", "key2")
    assert (refused.exit_code, "does not open it" in refused.stderr) == (1, True)
    assert not (root / PRIVATE).exists()

    opened = run("unseal", SLUG, "--key", "key")
    assert opened.exit_code == 0
    assert (root / PRIVATE).read_text(encoding="utf-8") == CONTACTS
    assert stat.S_IMODE((root / PRIVATE).stat().st_mode) == 0o600


def test_every_key_of_the_bureau_opens_it(root: Path, run: Run) -> None:
    second = run("seal", "--new-key", "key2").stdout
    with (root / KEYS).open("a", encoding="utf-8") as keys:
        keys.write(second)
    run("seal", SLUG)

    for key in ("key", "key2"):
        assert run("unseal", SLUG, "--key", key, "--out", "-").stdout == CONTACTS


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal on Windows")
def test_a_screen_gets_no_control_codes_that_somebody_sealed(root: Path) -> None:
    content = "# \x1b[2J\x9b31m\u202e\nlead_contact:\n  name: 示例·甲\n".encode()
    keys = sealing.public_keys(root)
    (root / "unions" / SLUG / "private.yaml.age").write_bytes(sealing.sealed(content, keys))
    ours, theirs = os.openpty()
    command = [
        sys.executable,
        "-m",
        "union_registry",
        "--root",
        root,
        "unseal",
        SLUG,
        "--key",
        root / "key",
        "--out",
        "-",
    ]
    subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, check=False)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # Linux ends a pseudo-terminal so
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert "示例·甲" in shown.decode()
    assert not [c for c in shown.decode() if not c.isprintable() and c not in "\r\n"]


def test_a_key_under_a_password_asks_for_it(root: Path, run: Run) -> None:
    (root / "key3").write_bytes(pyrage.passphrase.encrypt((root / "key").read_bytes(), "示例口令"))
    run("seal", SLUG)

    assert run("unseal", SLUG, "--key", "key3", "--out", "-", input="示例口令\n").stdout == CONTACTS
    wrong = run("unseal", SLUG, "--key", "key3", "--out", "-", input="别的\n")
    assert (wrong.exit_code, "the password is wrong" in wrong.stderr) == (1, True)


def test_a_private_key_is_for_its_owner_alone_and_never_replaced(root: Path, run: Run) -> None:
    assert stat.S_IMODE((root / "key").stat().st_mode) == 0o600
    before = (root / "key").read_bytes()

    assert run("seal", "--new-key", "key").exit_code != 0
    assert (root / "key").read_bytes() == before


def test_without_a_key_of_the_bureau_nothing_is_sealed(root: Path, run: Run) -> None:
    (root / KEYS).write_text("# 还没有\n", encoding="utf-8")

    told = run("seal", SLUG)
    assert (told.exit_code, "no key yet" in told.stderr) == (1, True)
    assert not (root / SEALED).exists()


@pytest.mark.parametrize("line", ["age1xyz", "AGE-SECRET-KEY-1QQ", "ssh-ed25519 AAAA", "示例"])
def test_a_line_that_is_no_key_is_told_with_its_number(root: Path, run: Run, line: str) -> None:
    (root / KEYS).write_text(f"#\n{line}\n", encoding="utf-8")

    told = run("seal", SLUG)
    assert (told.exit_code, f"{KEYS}:2" in told.stderr) == (1, True)


def test_contacts_with_faults_are_not_sealed_since_nobody_could_mend_them(root: Path, run: Run) -> None:
    (root / PRIVATE).write_text("lead_contact:\n  name: 示例·甲\n  fon: '0'\n", encoding="utf-8")

    told = run("seal", SLUG)
    assert told.exit_code == 1
    assert "fon" in told.stdout
    assert not (root / SEALED).exists()


def test_neither_seal_nor_unseal_replaces_what_is_there_without_asking(root: Path, run: Run) -> None:
    run("seal", SLUG)
    first = (root / SEALED).read_bytes()
    assert run("seal", SLUG, input="n\n").exit_code != 0
    assert (root / SEALED).read_bytes() == first

    (root / PRIVATE).write_text("# 自己的\n", encoding="utf-8")
    assert run("unseal", SLUG, "--key", "key", input="n\n").exit_code != 0
    assert (root / PRIVATE).read_text(encoding="utf-8") == "# 自己的\n"
    assert run("unseal", SLUG, "--key", "key", "--yes").exit_code == 0
    assert (root / PRIVATE).read_text(encoding="utf-8") == CONTACTS


def test_opened_contacts_are_written_nowhere_where_git_would_take_them(root: Path, run: Run) -> None:
    run("seal", SLUG)
    told = run("unseal", SLUG, "--key", "key", "--out", "contacts.yaml")
    assert (told.exit_code, "version control" in told.stderr) == (1, True)
    assert not (root / "contacts.yaml").exists()

    (root / PRIVATE).unlink()
    (root / ".gitignore").write_text("/key*\n", encoding="utf-8")
    assert run("unseal", SLUG, "--key", "key").exit_code != 0
    assert not (root / PRIVATE).exists()


def test_what_a_stranger_sealed_is_told_to_be_faulty(root: Path, run: Run) -> None:
    public = [line for line in (root / "key").read_text(encoding="utf-8").split() if line.startswith("age1")]
    hostile = pyrage.encrypt(b"\x00\x1b[2Jnot yaml: [", [pyrage.x25519.Recipient.from_str(public[0])], armored=True)
    (root / SEALED).write_bytes(hostile)
    (root / PRIVATE).unlink()

    told = run("unseal", SLUG, "--key", "key")
    assert told.exit_code == 1
    assert "\x1b" not in told.output


def armoured(content: bytes) -> bytes:
    return b"-----BEGIN AGE ENCRYPTED FILE-----\n" + base64.encodebytes(content) + b"-----END AGE ENCRYPTED FILE-----\n"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff" * 200_000, CONTACTS.encode(), b"age-encryption.org/v1\n" + CONTACTS.encode(),
        b"-----BEGIN AGE ENCRYPTED FILE-----\n" + CONTACTS.encode(), armoured(CONTACTS.encode()),
        pyrage.encrypt(b"x", [pyrage.x25519.Identity.generate().to_public()], armored=True) + CONTACTS.encode(),
        CONTACTS.encode() + pyrage.encrypt(b"x", [pyrage.x25519.Identity.generate().to_public()], armored=True),
        armoured(pyrage.passphrase.encrypt(CONTACTS.encode(), "1234")),
        pyrage.encrypt(b"\0" * 300_000, [pyrage.x25519.Identity.generate().to_public()], armored=True),
    ],
    ids=["nothing", "junk", "plain", "plain-headed", "plain-armoured", "plain-inside", "plain-behind", "plain-before",
         "by-password", "huge"],
)  # fmt: skip
def test_hook_and_ci_let_only_a_sealed_file_pass(root: Path, run: Run, content: bytes) -> None:
    (root / SEALED).write_bytes(content)
    (root / PRIVATE).unlink()

    assert findings(root, "form-not-sealed")
    for arguments in (("check", "--form-only", SEALED), ("check", SLUG)):
        told = run(*arguments)
        assert told.exit_code == 1
        assert "unions seal" in told.stdout


@pytest.mark.parametrize("length", [0, 1, 47, 48, 49, 5000])
def test_every_file_that_age_armours_is_known_to_be_sealed(length: int) -> None:
    made = pyrage.encrypt(
        b"a" * length, [pyrage.x25519.Identity.generate().to_public() for _ in range(5)], armored=True
    )

    assert sealed.flaw(made) is None
    assert sealed.flaw(made.replace(b"\n", b"\r\n")) is None


def test_leaks_looks_into_what_is_only_called_sealed(root: Path, run: Run) -> None:
    (root / SEALED).write_text("phone: 19000000000\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "sealed, so they say")
    assert SEALED in run("leaks").stdout

    git(root, "rm", "-q", SEALED)
    git(root, "commit", "-qm", "gone")
    assert SEALED in run("leaks").stdout


def test_git_never_takes_the_open_file(root: Path, run: Run) -> None:
    run("seal", SLUG)
    git(root, "add", "-A")
    staged = subprocess.run(
        ["git", "-C", root, "diff", "--cached", "--name-only"], capture_output=True, text=True, check=True
    )

    assert staged.stdout.split() == [SEALED]
    assert run("check", SLUG).exit_code == 0
