"""unions import: reads filled Word forms, lists in Excel and zips, and writes a union's files from them."""

# ruff: noqa: N999  # named by its command; nothing imports it but Lazy, by that name
from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_registry.cli.edge import confirmed, plain_refusal, register
from union_registry.cli.say import say
from union_registry.report.lines import Line
from union_registry.report.terminal import Printer, tell
from union_registry.source.kinds import PRIVATE, SEALED

if TYPE_CHECKING:
    from union_registry.intake.doubt import Doubt
    from union_registry.intake.landing import Landing
    from union_registry.intake.reading import Reading
    from union_registry.register import Register

_DIFF = {"+": "good", "-": "bad"}


@click.command(
    "import",
    help=say(
        "读入填好的附件1、附件2、附件3（.docx）、成员名单（.xlsx）或联合体文件夹的压缩包（.zip），写成 unions/SLUG/ 里的文件。"
        "拿不准的逐条列出，不猜；已有的文件先列出改动再问。",
        "Reads filled annexes 1 to 3 (.docx), lists of members (.xlsx) or the zip of a union's folder, and writes the files "
        "of unions/SLUG/. What is in doubt is listed, not guessed; over files that are there it shows what changes and asks.",
    ),
)
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--slug", help=say("文件夹名，新建时要写", "name of the folder; needed for a new one"))
@click.option("-y", "--yes", is_flag=True, help=say("不再询问是否改写", "do not ask whether to write"))
@click.option(
    "--dry-run", is_flag=True, help=say("只看结果，什么也不写", "show what would be written and write nothing")
)
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], slug: str | None, yes: bool, dry_run: bool) -> None:
    from union_registry.intake.landing import landing
    from union_registry.intake.reading import merged

    held = register(ctx)
    readings = [_read(path, held) for path in files]
    with plain_refusal():
        whole = merged(readings)
    for path, reading in zip(files, readings, strict=True):
        _tell_doubts(path.name, reading.doubts)
    between = whole.doubts[sum(len(reading.doubts) for reading in readings) :]
    _tell_doubts(say("几个文件之间", "between the files"), between)
    if not whole.values and not whole.files:
        raise click.ClickException(
            say("没有可以写入的，什么也没有写", "there is nothing that could be written; nothing was")
        )
    with plain_refusal():
        landed = landing(held, slug, whole)
    _tell_kept(landed)
    _guard_private(held, landed)
    if not landed.after:
        tell(say("没有要改的", "nothing to change"))
    else:
        _show(landed)
        _write(held, landed, yes=yes, dry_run=dry_run)
    slug = landed.folder.removeprefix("unions/")
    tell(
        say(
            f"接下来运行 unions check {slug}，看还差什么。", f"Next, `unions check {slug}` says what is still missing."
        ),
        "plain",
    )


def _read(path: Path, held: Register) -> Reading:
    from union_registry.intake.archive import MAX_BYTES
    from union_registry.intake.reading import read

    with plain_refusal(path.name), path.open("rb") as stream:
        return read(path.name, stream.read(MAX_BYTES + 1), held)


def _tell_doubts(file: str, doubts: Iterable[Doubt]) -> None:
    """Lists doubts: where, what stands there, for which field, why and what to do, in both languages."""
    doubts = list(doubts)
    if not doubts:
        return
    lines = [
        Line(
            "head",
            say(
                f"{file}：有 {len(doubts)} 处请核对",
                f"{file}: {len(doubts)} {'place' if len(doubts) == 1 else 'places'} to look at",
            ),
        )
    ]
    for number, doubt in enumerate(doubts, 1):
        field = f"  →  {doubt.path}" if doubt.path else ""
        lines.append(Line("plain", f"{number:>3}. {doubt.where.zh} / {doubt.where.en}{field}"))
        if doubt.said:
            lines.append(Line("quiet", f"     「{_short(doubt.said)}」"))
        lines += [Line("note", f"     {doubt.why.zh}"), Line("quiet", f"     {doubt.why.en}")]
    Printer(sys.stderr).print(lines)


def _tell_kept(landed: Landing) -> None:
    """Says which entries stay though the file does not name them: nothing is removed by an import."""
    for path, name, entry in landed.kept:
        tell(
            say(
                f"{path}（{name}）里的“{entry}”表里没有，照旧保留；确已不在的，请自己删去",
                f"“{entry}” in {path} ({name}) is not in the form and stays; remove it by hand if it is no more",
            )
        )


def _guard_private(held: Register, landed: Landing) -> None:
    """Contacts are written only where Git leaves them alone."""
    from union_registry import git

    file = f"{landed.folder}/{PRIVATE}"
    if PRIVATE in landed.after and not git.is_ignored(held.root, held.root / file):
        raise click.ClickException(
            say(
                f"{file} 没有被 Git 忽略，联系信息会被提交，因此什么也没有写；请先在 .gitignore 里加 /unions/*/private.yaml",
                f"Git does not ignore {file}, so that contacts would be committed; nothing was written. "
                "Put /unions/*/private.yaml into .gitignore first",
            )
        )


def _show(landed: Landing) -> None:
    """What changes: a new file by its name, an old one line by line; contacts by name alone."""
    lines: list[Line] = []
    for path, after in landed.after.items():
        file = f"{landed.folder}/{path}"
        if not landed.before[path]:
            lines.append(Line("good", say(f"新文件 {file}", f"new file {file}")))
        elif path in (PRIVATE, SEALED):
            lines.append(
                Line(
                    "plain",
                    say(f"{file} 有改动（联系信息，不在这里显示）", f"{file} changes (contacts, not shown here)"),
                )
            )
        else:
            old, new = (text.decode("utf-8", "replace").splitlines() for text in (landed.before[path], after))
            difference = difflib.unified_diff(old, new, file, file, lineterm="")
            lines += [Line(_DIFF.get(line[0], "quiet"), line) for line in difference]
    Printer().print(lines)


def _write(held: Register, landed: Landing, *, yes: bool, dry_run: bool) -> None:
    from union_registry.disk import replace

    if dry_run:
        tell(say("只是试读，什么也没有写", "a dry run: nothing was written"))
        return
    changed = sum(bool(landed.before[path]) for path in landed.after)
    if (
        changed
        and not yes
        and not confirmed(say(f"改写以上 {changed} 个已有的文件？", f"Write these {changed} files that are there?"))
    ):
        raise click.Abort
    for path, after in landed.after.items():
        replace(held.root / landed.folder / path, after)


def _short(text: str) -> str:
    shown = text.replace("\n", "␤")
    return shown if len(shown) <= 120 else shown[:120] + "…"
