"""unions comment post: writes an answer to its pull request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from union_registry.cli.commenting.connection import Connection, forge_options, show
from union_registry.cli.say import say
from union_registry.forge.event import Irrelevant


@click.command(
    "post",
    help=say(
        "把 compute 写好的回复写到合并请求上：评论、标签、状态。已经一样的不动。",
        "Writes an answer of compute's to the pull request: comment, labels, status. What is the same stays.",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default="answer.json")
@forge_options
@click.option("--dry-run", is_flag=True, help=say("只打印要写什么", "print what would be written"))
def command(file: Path, dry_run: bool, **where: Any) -> None:
    from union_registry.answer.answer import from_json
    from union_registry.forge.posting import post
    from union_registry.forge.request import request_of
    from union_registry.forge.thread import Unsettled

    connection = Connection(**where)
    try:
        answer = from_json(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(say(f"回复文件不能用：{error}", f"the answer cannot be used: {error}")) from error
    with connection.opened() as (repository, pull):
        request = request_of(repository, pull)
        if (request.number, request.head) != (answer.number, answer.head):
            raise Irrelevant("the answer is to another pull request or commit")
        if dry_run:
            show(answer.body)
            show(f"[{', '.join(answer.labels)}] {answer.description}")
            return
        try:
            for done in post(repository, pull, request, answer, connection.bot):
                click.echo(f"#{answer.number}: {done}", err=True)
        except Unsettled as error:
            raise click.ClickException(
                say(f"评论没有写成：{error}", f"the comment is not as it should be: {error}")
            ) from error
