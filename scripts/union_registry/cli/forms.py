"""unions forms: prints the official forms of a union, for Word or as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_registry.cli.edge import as_of_option, chosen_slugs, confirmed, plain_refusal, register
from union_registry.cli.say import say
from union_registry.forms.templates import ANNEXES, ANNUAL, FORMS, Form, TemplateFault
from union_registry.report.terminal import tell
from union_registry.source.kinds import PRIVATE
from union_registry.text import Text

if TYPE_CHECKING:
    from union_registry.engine import UnionVerdict
    from union_registry.forms.contacts import Contacts
    from union_registry.forms.material import Material
    from union_registry.forms.printing import Printed
    from union_registry.register import Folder, Register
    from union_registry.source.fault import Fault

# Blanks and faults that are told one by one.
_SHOWN = 12


@click.command(
    "forms",
    help=say(
        "打印推荐表、组建协议、备案登记表（附件1至3）：写成 Word 文件，加 --pdf 另写 PDF。没有填的印成空白。"
        "联系人、电话、年龄只取自 private.yaml。",
        "Prints annexes 1 to 3: as Word files, with --pdf as PDF too. What is not filled in prints blank. Contacts,"
        " phones and ages come from private.yaml alone.",
    ),
)
@click.argument("name", metavar="SLUG")
@click.option(
    "--private",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say(
        "联系人和年龄的文件（默认用文件夹里的 private.yaml）", "file of contacts and ages (default: the folder's own)"
    ),
)
@click.option("--pdf", is_flag=True, help=say("另写 PDF（PDF/A，版式与 Word 不同）", "PDF too (PDF/A, own layout)"))
@click.option(
    "--form",
    "keys",
    multiple=True,
    type=click.Choice(list(FORMS)),
    help=say(
        "只印这一种，可写几次：推荐表、协议、登记表、评审材料 packet、年度总结 annual",
        "only this one; may be given several times",
    ),
)
@click.option(
    "--year",
    type=click.IntRange(2000, 2099),
    help=say("年度总结的年份（默认最近一年）", "year of the summary (default: the newest)"),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("写到哪个文件夹（默认 forms-SLUG）", "folder to write (default: forms-SLUG)"),
)
@click.option("--yes", is_flag=True, help=say("不问，直接覆盖", "overwrite without asking"))
@as_of_option
@click.pass_context
def command(
    ctx: click.Context, name: str, private: Path | None, pdf: bool, keys: tuple[str, ...], year: int | None,
    out: Path | None, yes: bool, as_of: date,
) -> None:  # fmt: skip
    if year is not None and ANNUAL.key not in keys:
        raise click.UsageError(say("--year 要与 --form annual 合用", "--year needs --form annual"))
    held = register(ctx)
    slugs = chosen_slugs(held, (name,))
    if not slugs:
        raise click.UsageError(say("请写联合体的文件夹名", "name the folder of a union"))
    folder = held.open(slugs[0])
    own = _contacts(held, private) if private else None
    material = _material(held, folder, own, as_of)
    forms = [form for key, form in FORMS.items() if key in keys] if keys else list(ANNEXES)
    year = year if year is not None else _newest(material)
    printed = _printed(material, folder, [form.key for form in forms], year, pdf)
    out = out if out is not None else Path(f"forms-{folder.slug}")
    _write(out, printed, yes)
    faults = [*folder.faults, *(own.faults if own else ())]
    _tell(material, folder, faults, forms, year)
    for lacking in dict.fromkeys(one.lacking for one in printed if one.lacking):
        _warn(
            Text(
                f"装的字体里没有这些字，PDF 里印成〓：{lacking}",
                f"no installed font has these characters, which print as 〓 in the PDF: {lacking}",
            )
        )
    if material.file(PRIVATE):
        _warn_of_git(out, printed[0].name)


def _contacts(held: Register, path: Path) -> Contacts:
    from union_registry.forms.contacts import contacts

    with plain_refusal():
        return contacts(held, path)


def _material(held: Register, folder: Folder, own: Contacts | None, as_of: date) -> Material:
    from union_registry.forms.material import Material

    values = {file.removeprefix(folder.within("")): document.data for file, (_, document) in folder.documents.items()}
    return Material(held, values | {PRIVATE: own.data} if own else values, as_of)


def _newest(material: Material) -> int:
    from union_registry.forms.annual import years

    return max(years(material), default=material.as_of.year)


def _printed(material: Material, folder: Folder, keys: list[str], year: int, pdf: bool) -> list[Printed]:
    from union_registry import index
    from union_registry.engine import Judge
    from union_registry.forms.pdf import NoFont, Setter
    from union_registry.forms.printing import Press

    held = material.held

    def judged() -> UnionVerdict:
        return Judge(held, index.load(held.root, held.slugs, fast=held.fast), material.as_of).judge(folder)

    try:
        setter = Setter(held.root) if pdf else None
        return list(Press(material, folder.slug, year, judged).printed((FORMS[key] for key in keys), setter))
    except (NoFont, TemplateFault) as error:
        raise click.ClickException(say(error.why.zh, error.why.en)) from error


def _write(out: Path, printed: Iterable[Printed], yes: bool) -> None:
    """Writes the files; asks before it replaces one that says something else."""
    from union_registry.disk import replace

    new = [one for one in printed if not _is_there(out / one.name, one.content)]
    other = [str(out / one.name) for one in new if (out / one.name).exists()]
    if other and not yes:
        listed = "\n".join(other)
        tell(say(f"已经有这些文件，内容不同：\n{listed}", f"these files are there and differ:\n{listed}"))
        if not confirmed(say("覆盖？", "Overwrite them?")):
            raise click.Abort
    for one in new:
        replace(out / one.name, one.content)
    for one in printed:
        click.echo(out / one.name)


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _tell(material: Material, folder: Folder, faults: list[tuple[str, Fault]], forms: list[Form], year: int) -> None:
    from union_registry.forms.blanks import private_blanks, told_faults
    from union_registry.forms.material import unprinted_accounts

    kinds = frozenset(("private",)).union(*(form.kinds for form in forms))
    told = told_faults(faults, folder.within(""), kinds, year)
    over = unprinted_accounts(material)
    blank = [*told.blank, *private_blanks(material)]
    if ANNUAL in forms and not material.file(f"annual/{year}.yaml"):
        blank.append(Text(f"没有 annual/{year}.yaml", f"no annual/{year}.yaml"))
    _listed(Text("留空的：", "Left blank:"), blank)
    _listed(
        Text("写法有问题，能读的已照印：", "Wrong in form; what can be read is printed:"),
        [*told.wrong, *([over] if over else [])],
    )


def _listed(head: Text, items: list[Text]) -> None:
    if not items:
        return
    _warn(head)
    for item in items[:_SHOWN]:
        tell(say(f"  {item.zh}", f"  {item.en}"), "plain")
    rest = len(items) - _SHOWN
    if rest > 0:
        tell(say(f"  另有 {rest} 处，请运行 unions check", f"  {rest} more: run unions check"), "plain")


def _warn(text: Text) -> None:
    tell(say(text.zh, text.en))


def _warn_of_git(out: Path, name: str) -> None:
    """Contacts and ages are in the files: Git must not take them along."""
    from union_registry import git

    inside = git.run(out, "rev-parse", "--is-inside-work-tree")
    if inside is not None and inside.strip() == "true" and git.run(out, "check-ignore", "-q", "--", name) is None:
        _warn(
            Text(
                f"{out} 在 Git 仓库里，没有被忽略，而这些文件里有联系人和年龄：不要提交；可用 --out 写到别处",
                f"{out} lies in a Git repository and is not ignored, and contacts and ages are in these files:"
                " do not commit them; --out writes elsewhere",
            )
        )
