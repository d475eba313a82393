"""unions serve: shows the site on this machine and rebuilds it on every save."""

from __future__ import annotations

from datetime import date

import click

from union_registry.cli.edge import Day, register
from union_registry.cli.say import say


@click.command(
    "serve",
    help=say(
        "在本机预览网站；联合体、指南或模板一保存就更新。按 Ctrl+C 结束。",
        "Shows the site on this machine and updates it on every save. Ctrl+C ends it.",
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--as-of",
    type=Day(),
    help=say("以哪一天为准（默认每次生成的当天）", "the day to build for (default: the day of each build)"),
)
@click.pass_context
def command(ctx: click.Context, host: str, port: int, as_of: date | None) -> None:
    from union_registry.catalogue.serve import serve

    serve(register(ctx).root, host, port, as_of=as_of)
