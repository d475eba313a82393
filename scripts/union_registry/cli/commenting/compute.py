"""unions comment compute: reads a pull request, judges it, and writes down what to answer."""

from __future__ import annotations

import traceback
from datetime import date
from pathlib import Path
from typing import Any

import click

from union_registry import git
from union_registry.answer.assessment import Assessment
from union_registry.answer.delta import Delta
from union_registry.answer.memory import Memory
from union_registry.answer.request import Request
from union_registry.cli.commenting.connection import Connection, forge_options, show
from union_registry.cli.edge import as_of_option, register
from union_registry.cli.say import say
from union_registry.faults import BrokenRegister


@click.command(
    "compute",
    help=say(
        "判定一份合并请求，把回复写进文件。只读。在默认分支的完整副本里运行。",
        "Judges a pull request and writes the answer to a file. Reads only. Run it in a full clone of the default branch.",
    ),
)
@forge_options
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default="answer.json",
    show_default=True,
    help=say("回复文件；没有要说的就不写", "file for the answer; not written where there is nothing to say"),
)
@click.option(
    "--bureau",
    envvar="BUREAU_IDS",
    show_envvar=True,
    default="",
    help=say("盟科技局各账号的数字编号，用逗号隔开", "numeric ids of the bureau's accounts, with commas"),
)
@click.option(
    "--contact",
    envvar="BUREAU_CONTACT",
    show_envvar=True,
    default="",
    help=say("申请人有问题找谁，一行字", "whom applicants ask, a line of text"),
)
@click.option(
    "--site",
    envvar="SITE_URL",
    show_envvar=True,
    default="",
    help=say("公开网站的地址，用来链接条件的说明", "address of the public site, for links to the rules"),
)
@as_of_option
@click.option("--dry-run", is_flag=True, help=say("只打印回复，不写文件", "print the answer and write no file"))
@click.pass_context
def command(
    ctx: click.Context, /, out: Path, bureau: str, contact: str, site: str, as_of: date, dry_run: bool, **where: Any
) -> None:  # fmt: skip
    from union_registry.forge.ancestry import UnknownTip, parting
    from union_registry.forge.request import request_of
    from union_registry.forge.snapshot import Snapshot
    from union_registry.forge.thread import Thread
    from union_registry.report.comment.compose import compose
    from union_registry.report.comment.page import Desk

    connection, team, held = Connection(**where), _ids(bureau), register(ctx)
    tip = _commit(ctx, held.root, "HEAD")
    with connection.opened() as (repository, pull):
        request = request_of(repository, pull)
        last = Thread(pull, connection.bot).memory()
        try:
            parted = parting(repository, tip.commit, request.head)
        except UnknownTip as error:
            raise click.ClickException(
                say(
                    "GitHub 上没有这里的最新提交：请切换到默认分支并更新（git switch main && git pull）",
                    "GitHub does not know the newest commit here: go to the default branch and update it (git switch main && git pull)",
                )
            ) from error
        found = {"tip": tip, "parted": None if parted is None else _commit(ctx, held.root, parted)}
        assessed = _assessed(held.root, request, as_of, team, last, head=Snapshot(repository, request.head), **found)
    answer = compose(assessed, last, held, Desk(contact, site))
    click.echo(f"#{answer.number} {answer.head[:7]}: {answer.description}", err=True)
    if dry_run:
        show(answer.body)
        show(f"[{', '.join(answer.labels)}]")
    else:
        out.write_text(answer.as_json(), encoding="utf-8")


def _assessed(
    root: Path, request: Request, as_of: date, team: frozenset[int], last: Memory | None, **commits: Any
) -> Assessment:
    """The request judged; said to be broken where the program fails, so that no request stays unanswered."""
    from github import GithubException
    from requests import RequestException

    from union_registry.answer.judging import assess
    from union_registry.report.discretion import discreet

    exposed = last.exposed if last else ()
    try:
        return assess(root, request, as_of, team, exposed=exposed, discreet=discreet, **commits)
    except (GithubException, RequestException, BrokenRegister):
        raise
    except Exception as error:  # what nobody has thought of
        click.echo(f"{type(error).__name__} in {_place(error)}", err=True)
        return Assessment(request, commits["tip"].commit, as_of, Delta({}), exposed=exposed, broken=True)


def _place(error: Exception) -> str:
    """Where the program failed; not with which words, for they may be an applicant's."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _commit(ctx: click.Context, root: Path, name: str) -> git.Commit:
    """A commit of this clone, to be read until the command ends."""
    commit = git.commit_of(root, name)
    if commit is None or not git.is_top(root):
        raise click.ClickException(
            say(
                f"这里没有 {name[:12]} 这一版：请在默认分支的完整副本的顶层运行（git fetch --unshallow）",
                f"there is no {name[:12]} here: run this at the top of a full clone of the default branch (git fetch --unshallow)",
            )
        )
    return ctx.with_resource(git.Commit(root, commit))


def _ids(text: str) -> frozenset[int]:
    pieces = text.replace(",", " ").replace("，", " ").split()
    if not all(piece.isascii() and piece.isdecimal() for piece in pieces):
        raise click.UsageError(
            say("BUREAU_IDS 只写账号的数字编号，用逗号隔开", "BUREAU_IDS holds numeric ids of accounts, with commas")
        )
    return frozenset(map(int, pieces))
