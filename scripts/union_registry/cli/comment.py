"""unions comment: answers a pull request; one half judges, the other writes.

The halves are loaded apart: the one that writes has a token that may, and so no parser of files.
"""

from __future__ import annotations

import importlib

import click

from union_registry.cli.say import say

_HALVES = {
    "compute": say("判定，写出回复文件", "judge, and write the answer to a file"),
    "post": say("把回复写到合并请求上", "write the answer to the pull request"),
}


class _Halves(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HALVES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HALVES:
            return None
        half: click.Command = importlib.import_module(f"union_registry.cli.commenting.{cmd_name}").command
        return half

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl(list(_HALVES.items()))


@click.group(
    "comment",
    cls=_Halves,
    help=say(
        "回复合并请求。compute 读和判，不写；post 只写，不读材料。两步都可以在终端里手工运行（--pull、--dry-run）。",
        "Answers a pull request. compute reads and judges and writes nothing there; post writes and reads no "
        "submission. Both run by hand in a terminal, too (--pull, --dry-run).",
    ),
)
def command() -> None:
    pass
