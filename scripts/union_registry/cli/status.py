"""unions status: the register at a glance, or as a page for the bureau."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import click

from union_registry import index
from union_registry.cli.edge import as_of_option, chosen_slugs, format_option, register, term_named, tracked_private
from union_registry.cli.say import say
from union_registry.clock import SHANGHAI
from union_registry.engine import Judge
from union_registry.oversight.progress import Actor, Progress, longest_first
from union_registry.oversight.turns import progress
from union_registry.register import Register


@click.command(
    "status",
    help=say(
        "一览：各联合体（不写则全部）走到哪一步、该谁办、等了多久、还缺什么。",
        "At a glance: how far each union (all, if none is named) has come, whose turn it is, for how long, what is missing.",
    ),
)
@click.argument("names", nargs=-1)
@click.option("--recommender", help=say("只列这家推荐单位的（名称或代号）", "only those of this recommender"))
@click.option("--chain", help=say("只列这条产业链的（名称或代号）", "only those of this chain"))
@click.option(
    "--who",
    type=click.Choice([str(actor) for actor in Actor]),
    help=say(
        "只列该他办的：牵头单位、推荐单位、盟科技局", "only what awaits the applicant, the recommender or the bureau"
    ),
)
@as_of_option
@format_option("text", "json")
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say("写成一页内部网页，不打印", "write an internal web page instead of printing"),
)
@click.option("--force", is_flag=True, help=say("覆盖不是它写的文件", "overwrite a file that it did not write"))
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], recommender: str | None, chain: str | None, who: str | None,
    as_of: date, form: str, page: Path | None, force: bool,
) -> None:  # fmt: skip
    if page and form == "json":
        raise click.UsageError(say("--html 和 --format json 只能用一个", "choose one of --html and --format json"))
    held = register(ctx)
    if page:
        page = _own_file(held.root, page, force=force)
    recommended = term_named(held.vocabularies["recommenders"], recommender)
    of_chain = term_named(held.vocabularies["chains"], chain)
    listed = [
        found
        for found in _progresses(held, chosen_slugs(held, names), as_of)
        if (recommended is None or found.recommender == recommended.key)
        and (of_chain is None or found.chain == of_chain.key)
    ]
    if who:
        listed = list(_awaiting(Actor(who), listed))
    listed.sort(key=longest_first)
    if page:
        from union_registry.disk import replace as write
        from union_registry.report.statuspage import status_page

        chosen = [term.label.zh for term in (recommended, of_chain) if term]
        write(page, status_page(listed, as_of, held.vocabularies["recommenders"], chosen))
        click.echo(say(f"内部网页写在 {page}", f"the internal page is {page}"), err=True)
    elif form == "json":
        from union_registry.report.statustable import status_json

        click.echo(json.dumps(status_json(listed, as_of), ensure_ascii=False, indent=2))
    else:
        from union_registry.report.statustable import table_lines
        from union_registry.report.terminal import Printer

        Printer().print(table_lines(listed, lambda text: say(text.zh, text.en)))


def _progresses(held: Register, slugs: Iterable[str], as_of: date) -> Iterator[Progress]:
    judge = Judge(held, index.load(held.root, held.slugs, fast=held.fast), as_of, tracked_private(held.root))
    touched = _last_changes(held.root, as_of)
    for slug in slugs:
        folder = held.open(slug)
        yield progress(
            folder.union, judge.judge(folder), judge.policy_of(folder.union), as_of, touched=touched.get(slug)
        )


def _last_changes(root: Path, as_of: date) -> Mapping[str, date]:
    """By folder, the day (Asia/Shanghai) of the last commit up to `as_of` that touched it; nothing without Git."""
    from union_registry import git

    said = git.run(root, "log", "--format=@%ct", "--name-only", "--no-renames", "--relative", "--", "unions") or ""
    changes: dict[str, date] = {}
    end = datetime.combine(as_of, time.max, SHANGHAI).timestamp()
    moment = 0.0
    for line in said.split("\n"):
        path = line.strip('"').split("/")
        if line.startswith("@"):  # whoever commits may write any moment, also none and one past all calendars
            moment = float(line[1:] or "inf")
        elif len(path) > 2 and moment <= end:
            changes.setdefault(path[1], datetime.fromtimestamp(moment, SHANGHAI).date())
    return changes


def _awaiting(actor: Actor, listed: Iterable[Progress]) -> Iterator[Progress]:
    """What awaits `actor`, and nothing else."""
    for found in listed:
        waits = tuple(wait for wait in found.waits if wait.who is actor)
        if waits:
            yield replace(found, waits=waits)


def _own_file(root: Path, page: Path, *, force: bool) -> Path:
    """The file to write, links resolved; refused where the public would see it or where somebody else's file lies."""
    from union_registry.catalogue.tree import public_folder
    from union_registry.report.statuspage import BEGINNING

    page, public = page.resolve(), public_folder(page, root)
    if public:
        raise click.ClickException(
            say(
                f"这一页不公开，不能放在 {public} 里；请写到别处",
                f"this page is not for the public and cannot lie in {public}: write it elsewhere",
            )
        )
    if page.is_dir():
        raise click.ClickException(say(f"{page} 是文件夹，请写文件名", f"{page} is a folder: name a file in it"))
    if page.exists() and not force:
        with page.open("rb") as stream:
            if stream.read(len(BEGINNING)) != BEGINNING:
                raise click.ClickException(
                    say(
                        f"{page} 不是 unions status 写的，没有改动；要覆盖用 --force",
                        f"{page} was not written by unions status and is left alone; --force overwrites it",
                    )
                )
    return page
