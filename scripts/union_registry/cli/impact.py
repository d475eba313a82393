"""unions impact: what a change of policy would do to the unions."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from union_registry import git, index, policyfile
from union_registry.cli.edge import Day, as_of_option, format_option, parting, public_option, register
from union_registry.cli.say import say
from union_registry.engine import Judge
from union_registry.faults import BrokenRegister
from union_registry.oversight.impact import impact
from union_registry.policy import PolicyBook
from union_registry.register import Register
from union_registry.report.impact import impact_json, impact_lines, impact_markdown
from union_registry.report.terminal import Printer


@click.command(
    "impact",
    help=say(
        "政策改动会改变哪些联合体的结果：或者把一个政策文件叠加在现行政策上（--policy），或者与 Git 里的旧政策相比（--base）。"
        "每个联合体按填报时的政策判。不论影响如何，结束代码都是 0。",
        "Which unions would come out otherwise by a change of policy: a file laid over the policy as it is (--policy), "
        "or the policy here against that of a Git commit (--base). Each union is judged by the policy in force when it "
        "filed. The exit code is 0 whatever comes out.",
    ),
)
@click.option(
    "--policy",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say("政策文件，其中的参数取代同名的", "a policy file; its entries replace those of the same name"),
)
@click.option(
    "--base",
    metavar="REF",
    help=say(
        "与 Git 版本 REF（的分叉处）的政策相比", "compare with the policy where this parted from the Git commit REF"
    ),
)
@as_of_option
@click.option(
    "--as-if-filed",
    metavar="DATE",
    type=Day(),
    help=say("假设所有联合体都在这一天填报", "judge all as if they filed on this day"),
)
@format_option("text", "json", "markdown")
@public_option
@click.pass_context
def command(
    ctx: click.Context, file: Path | None, base: str | None, as_of: date, as_if_filed: date | None, form: str,
    public: bool,
) -> None:  # fmt: skip
    held = register(ctx)
    if file and not base:
        old, new = held.policy, held.policy.under(_laid_over(held, file))
    elif base and not file:
        old, new = _at(held, base), held.policy
    else:
        raise click.UsageError(say("--policy 和 --base 写且只写一个", "give either --policy or --base"))
    judge = Judge(held, index.load(held.root, held.slugs, fast=held.fast), as_of)
    found = impact(judge, old, new, as_if_filed=as_if_filed, public=public)
    if form == "json":
        click.echo(impact_json(found))
    elif form == "markdown":
        click.echo("\n".join(impact_markdown(found)))
    else:
        Printer().print(impact_lines(found))


def _laid_over(held: Register, file: Path) -> PolicyBook:
    try:
        return policyfile.load_file(file, held.root / "schema", held.words)
    except BrokenRegister as error:
        raise click.ClickException(
            say(f"这个政策文件不能用：\n{error}", f"the policy file cannot be used:\n{error}")
        ) from error


def _at(held: Register, ref: str) -> PolicyBook:
    """The policy where what lies here parted from `ref`; what it had no entry for yet is as it is here."""
    _, commit = parting(held, ref)
    with tempfile.TemporaryDirectory(prefix="unions-") as folder, git.Commit(held.root, commit) as tree:
        tree.export("schema", Path(folder))
        try:
            return held.policy.under(policyfile.load(Path(folder) / "schema", {}))
        except BrokenRegister as error:
            told = say(f"{ref} 的政策不能用：\n{error}", f"the policy of {ref} cannot be used:\n{error}")
            raise click.ClickException(told) from error
