"""unions build: writes the public site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from union_registry.cli.edge import as_of_option, register
from union_registry.cli.say import say
from union_registry.faults import BrokenRegister


@click.command(
    "build",
    help=say("生成公开网站；内容没变的文件不动。", "Builds the public site; files that stay the same are not touched."),
)
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("网站文件夹（默认 site）", "folder of the site (default: site)"),
)
@as_of_option
@click.option("-v", "--verbose", is_flag=True, help=say("列出写了哪些文件", "list the files written"))
@click.pass_context
def command(ctx: click.Context, site: Path | None, as_of: date, verbose: bool) -> None:
    from union_registry.catalogue.build import build
    from union_registry.catalogue.errors import CatalogueError
    from union_registry.catalogue.published import Unpublishable
    from union_registry.catalogue.refusal import tell

    held = register(ctx)
    site = site or held.root / "site"
    try:
        done = build(held.root, site, as_of, form=True)
    except Unpublishable as refused:
        tell(refused)
        ctx.exit(1)
    except (CatalogueError, BrokenRegister) as error:
        raise click.ClickException(str(error)) from error
    if verbose:
        for path in done.written:
            click.echo(path)
        for path in done.removed:
            click.echo(f"- {path}")
    pages = sum(done.pages.values())
    click.echo(
        say(
            f"共 {pages} 页；写了 {len(done.written)} 个文件，删了 {len(done.removed)} 个 → {site / 'index.html'}",
            f"{pages} pages; {len(done.written)} files written, {len(done.removed)} removed → {site / 'index.html'}",
        ),
        err=True,
    )
