"""unions correct: mends what stands in many files at once, shows it first, and says what it cannot mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import click

from union_registry.cli.edge import Day, chosen_slugs, register
from union_registry.cli.rewriting import Edit, Rewriting
from union_registry.cli.say import say
from union_registry.clock import today
from union_registry.finding import Path
from union_registry.model.union import Status, status_on
from union_registry.register import Folder, Register
from union_registry.report.lines import Line
from union_registry.report.terminal import Printer, tell
from union_registry.schema.creditcode import flaw, tidy
from union_registry.schema.field import field_at
from union_registry.source.kinds import BY_SCHEMA, Kind
from union_registry.source.reader import read


@click.group(
    "correct", help=say("更正：单位更名，撤回公开姓名的同意", "Corrections: a unit renamed, a consent withdrawn")
)
def command() -> None:
    pass


@command.command(
    "rename-unit",
    short_help=say("单位更名", "a unit has a new name"),
    help=say(
        "单位更名（信用代码不变）：在它参加的每个联合体里换成新名，旧名记入曾用名；已核准的联合体同时记一条变更。"
        "先列出改动，再确认。信用代码变了就是另一家单位，不用这个命令；联合体自己的名称也不用这个命令。",
        "A unit has a new name and the same credit code: puts it into every union it takes part in, keeps the old "
        "one as a former name, and enters the change where a union is approved. Shows what changes, then asks. With "
        "a new credit code it is another unit, which this is not for; nor is it for a union's own name.",
    ),
)
@click.argument("code")
@click.argument("name")
@click.option(
    "--on", "day", type=Day(), default=today, help=say("更名日期（默认今天）", "day of the new name (default: today)")
)
@click.option(
    "--charter-article",
    help=say(
        "变更所依据的章程条款（不写则逐个询问）", "article of the charter the change rests on (asked for if left out)"
    ),
)
@click.option("-y", "--yes", is_flag=True, help=say("不再询问是否改写", "do not ask whether to write"))
@click.pass_context
def rename_unit(
    ctx: click.Context, code: str, name: str, day: date, charter_article: str | None, yes: bool
) -> None:  # fmt: skip
    held = register(ctx)
    code, name = tidy(code), name.strip()
    if flaw(code):
        raise click.ClickException(
            say(
                "这不是有效的统一社会信用代码，请照证书核对",
                "this is no valid credit code; compare it with the certificate",
            )
        )
    _refuse_if_no_line(held, say("单位名称", "the name"), name)
    changes = Rewriting(held)
    known = 0
    for slug in held.slugs:
        folder = held.open(slug, frozenset(("members",)))
        rows = _rows(folder, code, changes)
        known += bool(rows)
        old_names = [old for _, old in rows if old != name]
        if not old_names:
            continue
        status = status_on(held.open(slug).union, today())
        if status is Status.DISSOLVED:
            tell(say(f"{slug} 已解散，保留解散时的名称", f"{slug} is dissolved and keeps the name of that day"))
            continue
        edits = [Edit(folder.within("members.yaml"), BY_SCHEMA["members"], _renaming(rows, name))]
        if status is Status.APPROVED:
            article = charter_article or str(
                click.prompt(
                    say(f"{slug}：依据章程哪一条", f"{slug}: which article of the charter does it rest on"), err=True
                )
            )
            summary = f"{old_names[0]}更名为{name}"
            _refuse_if_no_line(held, say("章程条款", "the article"), article)
            _refuse_if_no_line(held, say(f"变更内容“{summary}”", f"the change “{summary}”"), summary)
            entry = {
                "on": day.isoformat(), "kind": "member_changed", "unit": code, "summary": summary,
                "charter_article": article,
            }  # fmt: skip
            edits.append(Edit(folder.within("changes.yaml"), BY_SCHEMA["changes"], _entering(held, entry)))
        changes.make(*edits)
    if not known and not changes.left:
        raise click.ClickException(
            say(
                "没有哪个联合体里有这个信用代码。信用代码变了，就是另一家单位：旧的填退出日期，新的另加一组",
                "no union holds this credit code. A unit with a new code is another unit: give the old one a day of "
                "leaving and add the new one",
            )
        )
    changes.settle(yes, none=say("没有要改的", "nothing to change"))
    ctx.exit(1 if changes.left else 0)


@command.command(
    "withdraw-consent",
    short_help=say("本人撤回公开姓名的同意", "a person withdraws the consent to be named in public"),
    help=say(
        "本人撤回公开姓名的同意：删去同意记录，网站不再写出其姓名和单位。先列出改动，再确认；然后列出姓名还写在哪里。",
        "A person withdraws the consent to be named in public: removes the record of it, so that the site names "
        "neither the person nor the institution. Shows what changes, then asks; then lists where the name still is.",
    ),
)
@click.argument("name")
@click.option("--slug", help=say("只在这个联合体里", "in this union only"))
@click.option("-y", "--yes", is_flag=True, help=say("不再询问是否改写", "do not ask whether to write"))
@click.pass_context
def withdraw_consent(ctx: click.Context, name: str, slug: str | None, yes: bool) -> None:
    held = register(ctx)
    name = name.strip()
    if not name:
        raise click.ClickException(say("没有写姓名", "no name was given"))
    changes = Rewriting(held)
    named = []
    for one in chosen_slugs(held, (slug,) if slug else ()):
        folder = held.open(one)
        if any(name in text for _, _, text in _texts(folder)):
            named.append(one)
        for file, (kind, document) in folder.documents.items():
            if not document.readable:
                changes.leave(file)
            elif groups := [path for path, group in _groups(document.data) if _consents(held, kind, path, group, name)]:
                changes.make(Edit(file, kind, _withdrawing(groups)))
    if not named and not changes.left:
        raise click.ClickException(say(f"没有哪里写着“{name}”", f"“{name}” stands nowhere"))
    changes.settle(
        yes,
        none=say(
            "没有此人同意公开的记录，网站的专家名单里没有其姓名",
            "no consent of this person is on record, so the site's lists of experts do not name them",
        ),
    )
    _list_mentions(held, named, name)
    ctx.exit(1 if changes.left else 0)


def _list_mentions(held: Register, slugs: list[str], name: str) -> None:
    printer = Printer()
    printer.print([Line("head", say(f"“{name}”仍写在：", f"“{name}” still stands in:"))])
    for folder in map(held.open, slugs):
        for file, path, text in _texts(folder):
            if name not in text:
                continue
            kind, document = folder.documents[file]
            public = held.publicity.is_public_at(kind.schema, path)
            note = say("公开的内容，请改写", "public: rewrite it") if public else say("不公开", "not public")
            printer.print([Line("bad" if public else "plain", f"  {file}:{document.locate(path).line}  {note}")])
    tell(
        say(
            "推送以后网站重新生成，姓名才从网页上消失。Git 的历史里还有；要清除，见指南“更正与清除”。",
            "The name leaves the site once this is pushed and the site is built again. Git's history keeps it; the "
            "guide “更正与清除” says how to purge it.",
        )
    )


def _refuse_if_no_line(held: Register, what: str, text: str) -> None:
    """A text that the forms could not hold as one line ends the command."""
    from union_registry.schema.validator import authority  # jsonschema loads slowly

    line = held.schemas.resolve("members", {"$ref": "#/$defs/line"})
    if not authority(line).is_valid(text):
        wanted, most = line["x-wanted"], line["maxLength"]
        raise click.ClickException(
            say(
                f"{what}应为{wanted['zh']}，最多 {most} 字",
                f"{what} has to be {wanted['en']}, at most {most} characters",
            )
        )


def _rows(folder: Folder, code: str, changes: Rewriting) -> list[tuple[int, str]]:
    """Number and name of each entry with this credit code in members.yaml."""
    file = folder.within("members.yaml")
    if file not in folder.documents:
        return []
    _, document = folder.documents[file]
    if not document.readable:
        changes.leave(file)
        return []
    listed = document.data.get("members")
    return [
        (number, str(unit.get("name", "")))
        for number, unit in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(unit, dict) and unit.get("credit_code") == code
    ]


def _renaming(rows: list[tuple[int, str]], name: str) -> Callable[[bytes], bytes]:
    from union_registry.writing.edit import append, put  # late, as all that writes YAML

    def change(raw: bytes) -> bytes:
        text = raw.decode()
        for number, old in rows:
            unit = read(text.encode()).data["members"][number]
            if old and old != name and old not in unit.get("former_names", ()):
                text = append(text, ("members", number, "former_names"), old)
            text = put(text, ("members", number, "name"), name)
        return text.encode()

    return change


def _entering(held: Register, entry: dict[str, str]) -> Callable[[bytes], bytes]:
    from union_registry.writing.entry import added

    return lambda raw: added(raw, {"changes": [entry]}, held.schemas, BY_SCHEMA["changes"])


def _withdrawing(groups: list[Path]) -> Callable[[bytes], bytes]:
    from union_registry.writing.edit import remove

    def change(raw: bytes) -> bytes:
        text = raw.decode()
        for path in groups:
            text = remove(text, (*path, "consent"))
        return text.encode()

    return change


def _consents(held: Register, kind: Kind, path: Path, group: dict[str, Any], name: str) -> bool:
    """Whether `group` names the person and holds a consent to be named in public."""
    return (
        group.get("name") == name
        and "consent" in group
        and field_at(held.schemas, kind.schema, (*path, "consent")).shape == "consent"
    )


def _groups(data: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(data, dict):
        yield path, data
    for step, value in _entries(data):
        yield from _groups(value, (*path, step))


def _texts(folder: Folder) -> Iterator[tuple[str, Path, str]]:
    """Every text of a union's files that can be read: file, path, text."""
    for file, (_, document) in folder.documents.items():
        if document.readable:
            for path, text in _leaves(document.data):
                yield file, path, text


def _leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    for step, value in _entries(data):
        yield from _leaves(value, (*path, step))


def _entries(data: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(data, dict):
        yield from data.items()
    elif isinstance(data, list):
        yield from enumerate(data)
