"""unions format: writes files in their canonical form."""

from __future__ import annotations

import click

from union_registry.cli.edge import chosen_slugs, register
from union_registry.cli.say import say
from union_registry.disk import replace
from union_registry.engine import fault_finding
from union_registry.register import Register
from union_registry.report.lines import finding_lines
from union_registry.report.terminal import Printer
from union_registry.source.folder import listing
from union_registry.source.kinds import Kind


@click.command(
    "format",
    help=say(
        "把材料改成统一写法：字段顺序、引号、半角数字；改过名的字段换成新名。内容和注释不变；读不懂的文件原样保留。",
        "Writes files in their canonical form: order of fields, quotes, half-width digits, fields that were "
        "renamed under their new names. Content and comments stay; a file that cannot be read is left as it is.",
    ),
)
@click.argument("names", nargs=-1)
@click.option("--check", is_flag=True, help=say("只看哪些文件要改，不动手", "only say which files would change"))
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], check: bool) -> None:
    held = register(ctx)
    changed = failed = 0
    for slug in chosen_slugs(held, names):
        for name, kind in listing(held.tree.walk(slug)).files:
            result = _format(held, f"unions/{slug}/{name}", kind, check)
            changed += result is True
            failed += result is None
    click.echo(
        say(
            f"{changed} 个文件{'需要改' if check else '已改'}，{failed} 个读不懂",
            f"{changed} files {'would change' if check else 'changed'}, {failed} could not be read",
        ),
        err=True,
    )
    ctx.exit(1 if failed or (check and changed) else 0)


def _format(held: Register, file: str, kind: Kind, check: bool) -> bool | None:
    """Whether the file changes; None if it cannot be read and stays as it is."""
    from union_registry.writing.canonical import Unformattable, canonical, older_encoding  # ruamel.yaml loads slowly

    raw = held.tree.contents(file)
    try:
        written = canonical(raw, held.schemas, kind, held.keys_by_name, held.migrations)
    except Unformattable as refused:
        for fault in refused.faults:
            Printer().print(finding_lines(fault_finding(file, fault, None)))
        if not refused.faults:
            click.echo(
                say(
                    f"{file}：写法特殊，改动不保险，原样保留",
                    f"{file}: written in a way that cannot be changed safely; left as it is",
                ),
                err=True,
            )
        return None
    if written == raw:
        return False
    if encoding := older_encoding(raw):
        click.echo(
            say(
                f"{file}：{'要' if check else ''}由 {encoding} 转为 UTF-8",
                f"{file}: {'would be ' if check else ''}converted from {encoding} to UTF-8",
            ),
            err=True,
        )
    if not check:
        replace(held.root / file, written)
    click.echo(file)
    return True
