"""What both halves need: the forge, the rights, the pull request that is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from union_registry.answer.request import ACTIONS_BOT
from union_registry.cli.say import say
from union_registry.forge.event import Irrelevant, Subject, subject_of

if TYPE_CHECKING:
    from github.PullRequest import PullRequest
    from github.Repository import Repository

F = TypeVar("F", bound=Callable[..., Any])


class Connection(NamedTuple):
    """The options that say where to ask, with which rights, and which pull request is meant."""

    pull: int | None
    repo: str
    api: str
    token: str
    bot: int
    event: Path | None
    event_name: str

    @contextmanager
    def opened(self) -> Iterator[tuple[Repository, PullRequest]]:
        """The repository and the open pull request that is meant.

        Leaves the command quietly where there is nothing to do, and says in plain words what the forge
        refused.
        """
        import requests  # late: `--help` needs no client
        from github import GithubException

        from union_registry.forge.client import connect
        from union_registry.forge.request import find

        try:
            subject = self._subject()
            with connect(self.token, self.api) as forge:
                repository = forge.get_repo(self.repo)
                yield repository, find(repository, subject)
        except Irrelevant as reason:
            click.echo(say(f"没有要回复的：{reason}", f"nothing to answer: {reason}"), err=True)
            raise click.exceptions.Exit(0) from reason
        except GithubException as error:
            told = f"{error.status} {error.message or ''}".strip()
            raise click.ClickException(say(f"GitHub 拒绝了：{told}", f"GitHub refused: {told}")) from error
        except requests.RequestException as error:
            raise click.ClickException(say(f"连不上 GitHub：{error}", f"GitHub cannot be reached: {error}")) from error

    def _subject(self) -> Subject:
        if self.pull is not None:
            return Subject(number=self.pull)
        if self.event is None:
            raise click.UsageError(
                say("请用 --pull 给出合并请求的编号", "give the number of the pull request by --pull")
            )
        try:
            return subject_of(self.event_name, self.event)
        except ValueError as error:
            raise click.ClickException(say(f"事件读不懂：{error}", f"the event cannot be read: {error}")) from error


def forge_options(run: F) -> F:
    """The options of a Connection."""
    for option in reversed(_OPTIONS):
        run = option(run)
    return run


_OPTIONS = (
    click.option(
        "--pull", type=click.IntRange(1),
        help=say("合并请求的编号（默认由事件得知）", "number of the pull request (default: that of the event)"),
    ),
    click.option(
        "--repo", envvar="GITHUB_REPOSITORY", show_envvar=True, required=True, metavar="OWNER/NAME",
        help=say("仓库", "the repository"),
    ),
    click.option(
        "--api", envvar="GITHUB_API_URL", show_envvar=True, default="https://api.github.com",
        help=say("接口地址", "address of the API"),
    ),
    click.option(
        "--token", envvar="GITHUB_TOKEN", show_envvar=True, required=True,
        help=say("访问令牌，放在环境变量里", "access token; give it in the environment"),
    ),
    click.option(
        "--bot", envvar="BOT_ID", show_envvar=True, type=int, default=ACTIONS_BOT, show_default=True,
        help=say("写评论的账号的数字编号", "numeric id of the account that comments"),
    ),
    click.option(
        "--event", envvar="GITHUB_EVENT_PATH", show_envvar=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path), help=say("事件文件", "file of the event"),
    ),
    click.option(
        "--event-name", envvar="GITHUB_EVENT_NAME", show_envvar=True, default="",
        help=say("事件的名称", "name of the event"),
    ),
)  # fmt: skip


def show(text: str) -> None:
    """Text that others have a part in, on standard output, which may be a log that obeys commands."""
    from union_registry.report.lines import Line
    from union_registry.report.terminal import Printer

    Printer().print(Line("plain", line) for line in text.split("\n"))
