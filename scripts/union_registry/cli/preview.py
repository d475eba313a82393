"""unions preview: shows a union's public page before it is approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_registry import index
from union_registry.cli.edge import as_of_option, base_version, chosen_slugs, register
from union_registry.cli.say import say
from union_registry.engine import Judge

if TYPE_CHECKING:
    from union_registry.catalogue.published import PublishedUnion


@click.command(
    "preview",
    help=say(
        "核准之前先看联合体的公开网页：写成一个只有这几个联合体的小网站，每页都注明是预览。",
        "Shows unions' public pages before they are approved: a small site of these unions alone, marked as a preview.",
    ),
)
@click.argument("names", nargs=-1, metavar="NAME…")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("写到哪个文件夹（默认 preview）", "folder to write (default: preview)"),
)
@as_of_option
@click.option(
    "--base",
    metavar="REF",
    help=say(
        "不写名字，看与 Git 版本 REF 相比有改动的联合体", "in place of names: unions that differ from the commit REF"
    ),
)
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], site: Path | None, as_of: date, base: str | None) -> None:
    from union_registry.catalogue.address import union_page
    from union_registry.catalogue.build import build
    from union_registry.catalogue.errors import CatalogueError

    if bool(names) == (base is not None):
        raise click.UsageError(say("写联合体的文件夹名，或者用 --base", "name unions, or give --base instead"))
    held = register(ctx)
    site = site or held.root / "preview"
    slugs = chosen_slugs(held, names) if base is None else base_version(ctx, held, base).changed_slugs
    judge = Judge(held, index.load(held.root, held.slugs, fast=held.fast), as_of)
    unions = list(_previews(judge, slugs))
    if unions:
        try:
            build(held.root, site, as_of, unions=unions, preview=True)
        except CatalogueError as error:
            raise click.ClickException(str(error)) from error
        for union in unions:
            click.echo(site / union_page(union.slug))
    else:
        click.echo(say("没有可以预览的联合体，没有写文件", "nothing to preview; nothing was written"), err=True)
    # Whoever names a union wants that one; of those that changed, what can be shown is enough.
    ctx.exit(1 if base is None and len(unions) < len(slugs) else 0)


def _previews(judge: Judge, slugs: Iterable[str]) -> Iterator[PublishedUnion]:
    """What can be shown of the unions; of each that cannot, a line on stderr tells in which files the trouble lies."""
    from union_registry.catalogue.published import preview, public_faults

    for slug in slugs:
        folder = judge.register.open(slug)
        union = preview(judge, folder, judge.judge(folder))
        if union is not None:
            yield union
            continue
        files = dict.fromkeys(file.removeprefix(folder.within("")) for file, _ in public_faults(judge.register, folder))
        click.echo(
            say(
                f"{slug} 没有预览：{'、'.join(files)} 有没填或写错的内容，请运行 unions check {slug}",
                f"{slug} is left out: {', '.join(files)} incomplete or wrong; run unions check {slug}",
            ),
            err=True,
        )
