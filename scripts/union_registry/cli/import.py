"""unions import: reads filled Word forms, lists in Excel and zips, and writes a union's files from them."""

# ruff: noqa: N999  # named by its command; nothing imports it but Lazy, by that name
from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from union_registry.cli.edge import confirmed, register
from union_registry.cli.say import say
from union_registry.report.lines import Line
from union_registry.report.terminal import Printer, tell

if TYPE_CHECKING:
    from union_registry.intake.doubt import Doubt
    from union_registry.intake.reading import Reading
    from union_registry.register import Register

_DIFF = {"+": "good", "-": "bad"}
_PRIVATE = "private.yaml"


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
    from union_registry.intake.reading import merged

    held = register(ctx)
    readings = [_read(path, held) for path in files]
    whole = merged(readings)
    for path, reading in zip(files, readings, strict=True):
        _tell_doubts(path.name, reading.doubts)
    between = whole.doubts[sum(len(reading.doubts) for reading in readings) :]
    _tell_doubts(say("几个文件之间", "between the files"), between)
    slug = _slug(held, slug, whole)
    folder = f"unions/{slug}"
    before = {path: _there(held, f"{folder}/{path}") for path in (*whole.values, *whole.files)}
    _refuse_another_lead(before.get("members.yaml", b""), whole)
    written = _written(held, folder, whole, before)
    _tell_kept(whole, before)
    _guard_private(held, folder, written)
    if not written:
        tell(say("没有要改的", "nothing to change"))
    else:
        _show(folder, written, before)
        _write(held, folder, written, before, yes=yes, dry_run=dry_run)
    tell(
        say(
            f"接下来运行 unions check {slug}，看还差什么。", f"Next, `unions check {slug}` says what is still missing."
        ),
        "plain",
    )


def _read(path: Path, held: Register) -> Reading:
    from union_registry.intake.archive import MAX_BYTES
    from union_registry.intake.reading import read
    from union_registry.intake.refused import Refused

    try:
        with path.open("rb") as stream:
            return read(path.name, stream.read(MAX_BYTES + 1), held)
    except Refused as refused:
        told = say(
            f"{path.name}：{refused.why.zh}；{refused.cure.zh}", f"{path.name}: {refused.why.en}; {refused.cure.en}"
        )
        raise click.ClickException(told) from refused


def _tell_doubts(file: str, doubts: Iterable[Doubt]) -> None:
    """Lists doubts: where, what stands there, for which field, why and what to do, in both languages."""
    doubts = list(doubts)
    if not doubts:
        return
    lines = [Line("head", say(f"{file}：有 {len(doubts)} 处请核对", f"{file}: {len(doubts)} places to look at"))]
    for number, doubt in enumerate(doubts, 1):
        field = f"  →  {doubt.path}" if doubt.path else ""
        lines.append(Line("plain", f"{number:>3}. {doubt.where.zh} / {doubt.where.en}{field}"))
        if doubt.said:
            lines.append(Line("quiet", f"     「{_short(doubt.said)}」"))
        lines += [Line("note", f"     {doubt.why.zh}"), Line("quiet", f"     {doubt.why.en}")]
    Printer(sys.stderr).print(lines)


def _slug(held: Register, given: str | None, whole: Reading) -> str:
    """The folder to write: the one given, the zip's own, or that of the union of the same name or lead."""
    from union_registry.source.kinds import SLUG

    if given is None and whole.slug is None:
        same = [slug for slug in held.slugs if _is_about(held, slug, whole)]
        if len(same) != 1:
            raise click.ClickException(
                say(
                    "不知道写到哪个文件夹：用 --slug 起名，如 --slug mutton-2026（小写字母、数字、连字符）",
                    "not known which folder to write: name it by --slug, such as --slug mutton-2026",
                )
            )
        return same[0]
    slug = given or whole.slug or ""
    if not SLUG.match(slug):
        raise click.ClickException(
            say(
                f"{slug!r} 不能作文件夹名：用 3 到 40 位小写字母、数字和连字符，以字母开头",
                f"{slug!r} cannot name a folder: 3 to 40 lower-case letters, digits and hyphens, starting with a letter",
            )
        )
    return slug


def _is_about(held: Register, slug: str, whole: Reading) -> bool:
    """Whether the union of a folder bears the name that was read, or has the lead that was read."""
    from union_registry.source.reader import read

    union, members = (read(_there(held, f"unions/{slug}/{name}")).data for name in ("union.yaml", "members.yaml"))
    name, lead = whole.values.get("union.yaml", {}).get("name"), _lead(whole.values.get("members.yaml"))
    if name is not None:
        return isinstance(union, dict) and union.get("name") == name
    return lead is not None and _lead(members) == lead


def _there(held: Register, file: str) -> bytes:
    """The bytes of a file of a union, b"" if it is not there."""
    try:
        return held.tree.contents(file)
    except FileNotFoundError:
        return b""


def _refuse_another_lead(before: bytes, whole: Reading) -> None:
    """A folder keeps its lead: another one is another union (六（三）)."""
    from union_registry.source.reader import read

    data = read(before).data
    old, new = (_lead(held) for held in (data, whole.values.get("members.yaml")))
    if old and new and old != new:
        raise click.ClickException(
            say(
                f"表里的牵头单位（{new}）不是这个文件夹的牵头单位（{old}）。换牵头单位就是另一个联合体（六（三））：用 --slug 另起文件夹",
                f"the lead in the form ({new}) is not this folder's ({old}). With another lead it is another union "
                "(六（三）): give it a folder of its own by --slug",
            )
        )


def _lead(data: Any) -> str | None:
    members = data.get("members") if isinstance(data, dict) else None
    first = members[0] if isinstance(members, list) and members else None
    code = first.get("credit_code") if isinstance(first, dict) and first.get("tier") == "lead" else None
    return str(code) if code else None


def _written(held: Register, folder: str, whole: Reading, before: dict[str, bytes]) -> dict[str, bytes]:
    """The files that change, by path within the folder, in the order of the procedure."""
    from union_registry.intake.overlay import overlaid
    from union_registry.source.kinds import SEALED, kind_of, order
    from union_registry.writing.canonical import Unformattable, canonical

    written = {}
    for path in sorted(whole.values, key=order):
        kind = kind_of(path)
        if kind is None:
            continue
        try:
            if path in whole.files:
                raw = whole.files[path]
                after = canonical(raw, held.schemas, kind, held.keys_by_name, held.migrations)
            else:
                after = overlaid(before[path], whole.values[path], held.schemas, kind)
        except Unformattable as error:
            raise click.ClickException(
                say(
                    f"{folder}/{path} 写法有问题，无法在上面改；先按 unions check 改好，再运行一次",
                    f"{folder}/{path} is not in order and cannot be changed; mend it as `unions check` says and run this again",
                )
            ) from error
        if after != before[path]:
            written[path] = after
    if whole.files.get(SEALED, before.get(SEALED)) != before.get(SEALED):
        written[SEALED] = whole.files[SEALED]
    return written


def _tell_kept(whole: Reading, before: dict[str, bytes]) -> None:
    """Says which entries stay though the file does not name them: nothing is removed by an import."""
    from union_registry.intake.overlay import kept
    from union_registry.source.reader import read

    for path, raw in before.items():
        data = read(raw).data
        if path in whole.files or path == _PRIVATE or not isinstance(data, dict):
            continue
        for name, entry in kept(data, whole.values[path]):
            tell(
                say(
                    f"{path}（{name}）里的“{entry}”表里没有，照旧保留；确已不在的，请自己删去",
                    f"“{entry}” in {path} ({name}) is not in the form and stays; remove it by hand if it is no more",
                )
            )


def _guard_private(held: Register, folder: str, written: dict[str, bytes]) -> None:
    """Contacts are written only where Git leaves them alone."""
    from union_registry import git

    if _PRIVATE in written and not git.is_ignored(held.root, held.root / folder / _PRIVATE):
        raise click.ClickException(
            say(
                f"{folder}/{_PRIVATE} 没有被 Git 忽略，联系信息会被提交，因此什么也没有写；请先在 .gitignore 里加 /unions/*/private.yaml",
                f"Git does not ignore {folder}/{_PRIVATE}, so that contacts would be committed; nothing was written. "
                "Put /unions/*/private.yaml into .gitignore first",
            )
        )


def _show(folder: str, written: dict[str, bytes], before: dict[str, bytes]) -> None:
    """What changes: a new file by its name, an old one line by line; contacts by name alone."""
    lines: list[Line] = []
    for path, after in written.items():
        file = f"{folder}/{path}"
        if not before[path]:
            lines.append(Line("good", say(f"新文件 {file}", f"new file {file}")))
        elif path.startswith(_PRIVATE):  # sealed or not
            lines.append(
                Line(
                    "plain",
                    say(f"{file} 有改动（联系信息，不在这里显示）", f"{file} changes (contacts, not shown here)"),
                )
            )
        else:
            old, new = (text.decode("utf-8", "replace").splitlines() for text in (before[path], after))
            difference = difflib.unified_diff(old, new, file, file, lineterm="")
            lines += [Line(_DIFF.get(line[0], "quiet"), line) for line in difference]
    Printer().print(lines)


def _write(
    held: Register, folder: str, written: dict[str, bytes], before: dict[str, bytes], *, yes: bool, dry_run: bool
) -> None:
    from union_registry.disk import replace

    if dry_run:
        tell(say("只是试读，什么也没有写", "a dry run: nothing was written"))
        return
    changed = sum(bool(before[path]) for path in written)
    if (
        changed
        and not yes
        and not confirmed(say(f"改写以上 {changed} 个已有的文件？", f"Write these {changed} files that are there?"))
    ):
        raise click.Abort
    for path, after in written.items():
        replace(held.root / folder / path, after)


def _short(text: str) -> str:
    shown = text.replace("\n", "␤")
    return shown if len(shown) <= 120 else shown[:120] + "…"
