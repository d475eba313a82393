"""unions comment: answers a pull request; one half judges, the other writes.

The halves are loaded apart: the one that writes has a token that may, and so no parser of files.
"""

from __future__ import annotations

import click

from union_registry.cli.lazy import Lazy
from union_registry.cli.say import say

_HALVES = {
    "compute": say("判定，写出回复文件", "judge, and write the answer to a file"),
    "post": say("把回复写到合并请求上", "write the answer to the pull request"),
}


class _Halves(Lazy):
    package, modules = "union_registry.cli.commenting", _HALVES


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
