"""unions leaks: finds private data in the files and in Git's history, and says how to purge it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click

from union_registry import git, history
from union_registry.cli.edge import register, tracked_private
from union_registry.cli.say import say
from union_registry.history import Version
from union_registry.register import Register
from union_registry.report.lines import Line
from union_registry.report.terminal import Printer
from union_registry.schema.contact import contacts
from union_registry.source.folder import listing
from union_registry.source.kinds import SEALED
from union_registry.text import Text

_PRIVATE = Text("联系方式和年龄", "contacts and ages")

# A leak: file, what it is, and the value itself, which is never shown.
Key = tuple[str, Text, str]


@dataclass(slots=True)
class _Leak:
    """Private data of one file: how it may be shown, where it stands now, since which commit history has it."""

    shown: str
    line: int | None = None
    since: Version | None = None


@click.command(
    "leaks",
    help=say(
        "查找误交的个人信息：private.yaml、手机号码、身份证号码、电子邮箱。现在的文件和 Git 的全部历史都查；"
        "内容只露头尾。查到时退出码为 1，并写出清除的办法。",
        "Finds private data committed by mistake: private.yaml, mobile numbers, ID numbers, e-mail addresses, in the "
        "files and in all of Git's history. Values are masked. Exit code 1 if there is any, with how to purge it.",
    ),
)
@click.pass_context
def command(ctx: click.Context) -> None:
    held = register(ctx)
    leaks = _present(held)
    past = history.versions(held.root, "unions")
    if past is not None:
        _add_past(held, leaks, past)
    printer = Printer()
    printer.print(_line(key, leak) for key, leak in sorted(leaks.items(), key=_file))
    talk = Printer(sys.stderr)
    if past is None:
        talk.print([_say("问不到 Git，只查了现在的文件。", "Git does not answer: only the files were looked at.")])
    elif git.is_shallow(held.root):
        talk.print(
            [
                _say(
                    "这个副本里的历史不全：运行 git fetch --unshallow 以后再查。",
                    "This clone does not hold all of history: run git fetch --unshallow and look again.",
                )
            ]
        )
    talk.print(_advice(leaks) if leaks else [_say("没有查到。", "Nothing found.")])
    ctx.exit(1 if leaks else 0)


def _present(held: Register) -> dict[Key, _Leak]:
    """What lies here now."""
    leaks = {(file, _PRIVATE, ""): _Leak("") for file in tracked_private(held.root)}
    for slug in held.slugs:
        there = listing(held.tree.walk(slug))
        names = [name for name, kind in there.files if kind.schema != "private"] + [SEALED] * there.sealed
        for file in (f"unions/{slug}/{name}" for name in names):
            for found in contacts(held.tree.contents(file)):
                leaks.setdefault((file, found.what, found.value), _Leak(found.shown, found.line))
    return leaks


def _add_past(held: Register, leaks: dict[Key, _Leak], past: list[Version]) -> None:
    """What any commit ever held, with the first commit that did."""
    found = {blob: list(contacts(raw)) for blob, raw in history.contents(held.root, (v.blob for v in past))}
    for version in past:
        if version.file.endswith("/private.yaml"):
            keys = {(version.file, _PRIVATE, ""): ""}
        else:
            keys = {(version.file, one.what, one.value): one.shown for one in found.get(version.blob, ())}
        for key, shown in keys.items():
            leak = leaks.setdefault(key, _Leak(shown))
            leak.since = leak.since or version


def _line(key: Key, leak: _Leak) -> Line:
    file, what, _ = key
    place = f"{file}:{leak.line}" if leak.line else file
    shown = say(what.zh, what.en) + (f" {leak.shown}" if leak.shown else "")
    if leak.since is None:
        state = say("还没有提交", "not committed yet")
    else:
        since = f"{leak.since.commit[:10]} {leak.since.day}"
        state = say(f"历史里自 {since} 起", f"in history since {since}")
    return Line("bad", f"{place}  {shown}  {state}")


def _advice(leaks: dict[Key, _Leak]) -> Iterator[Line]:
    """What to do, with the commands for exactly these files."""
    whole = {file: leak for (file, what, _), leak in sorted(leaks.items(), key=_file) if what is _PRIVATE}
    staged = [shlex.quote(file) for file, leak in whole.items() if leak.since is None]
    purged = [f"--path {shlex.quote(file)}" for file, leak in whole.items() if leak.since]
    replaced = any(leak.since for (_, what, _), leak in leaks.items() if what is not _PRIVATE)
    if any(leak.line for leak in leaks.values()):
        yield _say(
            "现在的文件：删去上面各行里的内容，存盘，再查一次。",
            "The files: take it out of these lines, save, look again.",
        )
    if staged:
        yield _say("还没有提交的：撤出提交。", "What is not committed yet: take it out of the commit.")
        yield Line("plain", f"  git rm --cached {' '.join(staged)}")
    if not purged and not replaced:
        return
    yield _say(
        "历史里的：光删文件不够，由盟科技局的管理人清除。",
        "In history: deleting files is not enough; a maintainer purges it.",
    )
    yield _say(
        "  1. 请大家暂停提交，合并或关闭所有合并请求；另取一份新的副本：",
        "  1. Ask everybody to stop, merge or close all pull requests, and take a fresh clone:",
    )
    yield Line("plain", "     git clone <URL> purge && cd purge")
    yield _say(
        "  2. 用 git filter-repo 2.47 或更新版改写历史：", "  2. Rewrite history with git filter-repo 2.47 or newer:"
    )
    if purged:
        yield Line("plain", f"     git filter-repo --sensitive-data-removal --invert-paths {' '.join(purged)}")
    if replaced:
        yield _say(
            "     在 purge 之外写一个 purge.txt，一行一条“原文==>（已清除）”，用完删掉：",
            "     write purge.txt outside of purge, a line “text==>(purged)” each, and delete it afterwards:",
        )
        yield Line("plain", "     git filter-repo --sensitive-data-removal --replace-text ../purge.txt")
    yield _say("  3. 暂时解除分支保护，推送，再恢复保护：", "  3. Lift branch protection, push, protect again:")
    yield Line("plain", "     git push --force --mirror origin")
    yield _say(
        "  4. 请 GitHub 清除缓存和合并请求里的旧版本；所有 fork 和副本删掉重取；告知当事人。",
        "  4. Ask GitHub to purge caches and pull requests; have every fork and clone made anew; tell the persons.",
    )
    yield _say("细则见 docs/guide/correction.md。", "In full: docs/guide/correction.md.")


def _file(item: tuple[Key, _Leak]) -> str:
    return item[0][0]


def _say(zh: str, en: str) -> Line:
    return Line("plain", say(zh, en))
