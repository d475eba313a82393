"""unions unseal: opens a union's sealed contacts with the bureau's private key."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click

from union_registry import git, sealing
from union_registry.cli.edge import confirmed, no_such_union, register
from union_registry.cli.say import say
from union_registry.disk import replace
from union_registry.engine import fault_finding
from union_registry.register import Register
from union_registry.report.lines import Line, finding_lines
from union_registry.report.terminal import Printer
from union_registry.source import sealed
from union_registry.source.kinds import PRIVATE, SEALED
from union_registry.source.reader import read


@click.command(
    "unseal",
    help=say(
        f"用盟科技局的私钥打开 {SEALED}，写成 private.yaml（不进 Git），供打印表格。",
        f"Opens {SEALED} with the bureau's private key and writes private.yaml (never in Git), for printing the forms.",
    ),
)
@click.argument("slug")
@click.option(
    "--key", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say("私钥文件", "file of the private key"),
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, allow_dash=True),
    help=say("写到哪个文件，- 是屏幕（默认 unions/SLUG/private.yaml）", "file to write, - for the screen (default: unions/SLUG/private.yaml)"),
)  # fmt: skip
@click.option("-y", "--yes", is_flag=True, help=say("不再询问", "do not ask"))
@click.pass_context
def command(ctx: click.Context, slug: str, key: Path, out: str | None, yes: bool) -> None:
    held = register(ctx)
    if slug not in held.slugs:
        raise no_such_union(held, slug)
    _tell_open_key(key)
    content = _opened(held, slug, key)
    faults = _tell_faults(held, slug, content)
    if out == "-":
        _show(content)
    else:
        _write(held, Path(out) if out else held.root / "unions" / slug / PRIVATE, content, yes)
    ctx.exit(1 if faults else 0)


def _opened(held: Register, slug: str, key: Path) -> bytes:
    file = f"unions/{slug}/{SEALED}"
    try:
        raw = held.tree.contents(file)
    except OSError as error:
        raise click.ClickException(say(f"没有 {file}", f"there is no {file}")) from error
    found = sealed.flaw(raw)
    if found is not None:
        raise click.ClickException(say(f"{file} {found.zh}", f"{file} {found.en}"))
    try:
        return sealing.opened(raw, key.read_bytes(), _password)
    except sealing.Unopenable as error:
        raise click.ClickException(say(error.why.zh, error.why.en)) from error


def _tell_faults(held: Register, slug: str, content: bytes) -> bool:
    """Says what is wrong with what was sealed: anybody may have sealed anything to a public key."""
    document = read(content, fast=held.fast)
    faults = document.faults or held.gate.examine("private", document).faults
    for fault in faults:
        Printer(sys.stderr).print(finding_lines(fault_finding(f"unions/{slug}/private.yaml", fault, slug)))
    return bool(faults)


def _show(content: bytes) -> None:
    """The very bytes where they go on into another program; on a screen without the control codes that anybody may have sealed."""
    if sys.stdout.isatty():
        Printer(sys.stdout).print(Line("plain", line) for line in content.decode("utf-8", "replace").splitlines())
    else:
        click.echo(content, nl=False)


def _write(held: Register, path: Path, content: bytes, yes: bool) -> None:
    if not git.is_ignored(held.root, path):
        raise click.ClickException(
            say(
                f"{path} 会进版本库（没有被 .gitignore 排除），没有写",
                f"{path} would come under version control (no .gitignore keeps it out) and was not written",
            )
        )
    if path.exists() and path.read_bytes() != content and not yes:
        question = say(f"{path} 已经有了，内容不同，换掉？", f"{path} is there with other content; replace it?")
        if not confirmed(question):
            raise click.Abort
    replace(path, content)
    path.chmod(0o600)
    click.echo(str(path))


def _tell_open_key(key: Path) -> None:
    if os.name == "posix" and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        told = say(f"注意：{key} 别的用户也能读，请 chmod 600", f"note: other users can read {key}; chmod 600 it")
        click.echo(told, err=True)


def _password() -> str:
    told: str = click.prompt(say("私钥的口令", "password of the key"), hide_input=True, err=True)
    return told
