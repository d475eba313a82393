"""unions check: judges unions and says what is missing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import click

from union_registry import index
from union_registry.base import BaseVersion
from union_registry.cli.edge import (
    as_of_option,
    base_version,
    chosen_slugs,
    format_option,
    public_option,
    register,
    tracked_private,
)
from union_registry.cli.say import say
from union_registry.engine import Judge, UnionVerdict, fault_finding
from union_registry.finding import Finding, Outcome, is_of_form
from union_registry.report.lines import Line, finding_lines, tally, union_lines
from union_registry.schema.checks import TO_DO


@click.command(
    "check",
    help=say(
        "检查联合体（不写则全部）。可以写文件夹名，也可以写其中文件的路径。",
        "Checks unions (all, if none is named). Give folders' names or paths of files in them.",
    ),
)
@click.argument("names", nargs=-1)
@as_of_option
@click.option(
    "--changed-since",
    metavar="REF",
    help=say("只查与 Git 版本 REF 相比有改动的联合体", "only unions that differ from the Git commit REF"),
)
@click.option(
    "--base",
    metavar="REF",
    help=say(
        "同上，并逐项说明改了什么、变更有没有登记",
        "the same, and says what has changed and whether it is on record",
    ),
)
@click.option(
    "--author",
    metavar="ID",
    help=say(
        "提交者账号的数字编号：与 --base 合用，查他是不是管理人",
        "numeric user id of who submits, with --base: whether the folder is theirs to change",
    ),
)
@format_option("text", "json", "github", "markdown")
@click.option(
    "--form-only",
    is_flag=True,
    help=say(
        "只查写法，不判条件，也不管还没填的内容", "only how things are written: no conditions, and blanks may stay"
    ),
)
@click.option("-v", "--verbose", is_flag=True, help=say("满足的条件也逐条列出", "list the conditions that are met too"))
@public_option
@click.option("--pure", is_flag=True, help=say("不用加速库（结果相同）", "leave accelerators aside (same result)"))
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], as_of: date, changed_since: str | None, base: str | None,
    author: str | None, form: str, form_only: bool, verbose: bool, public: bool, pure: bool,
) -> None:  # fmt: skip
    _refuse_what_does_not_go_together(changed_since, base, author)
    held = register(ctx, fast=False if pure else None)
    ref = changed_since if base is None else base
    version = None if ref is None else base_version(ctx, held, ref)
    slugs = version.changed_slugs if version is not None and not names else chosen_slugs(held, names)
    judge = Judge(
        held, index.load(held.root, held.slugs, fast=held.fast), as_of, tracked_private(held.root),
        None if version is None or base is None else version.folder,
    )  # fmt: skip
    verdicts: Iterator[UnionVerdict] = (judge.verdict(slug) for slug in slugs)
    if form_only:
        verdicts = (replace(v, findings=tuple(f for f in v.findings if _is_wrong_in_form(f))) for v in verdicts)
    if version is not None and author is not None:
        verdicts = _with_trespass(verdicts, version, author)
    if public:
        from union_registry.report.discretion import discreet

        verdicts = iter(discreet(verdicts, held.publicity))
    only_slugs = names and not any("/" in name for name in names)
    strays = [] if only_slugs else list(judge.stray_findings())
    if version is not None and base is not None and not only_slugs:
        strays += [fault_finding(file, fault, None) for file, fault in version.gone()]
    strays += judge.private_findings(slugs)
    counts = _report(form, verdicts, strays, judge, verbose or len(slugs) == 1, base or "")
    ctx.exit(1 if any(outcome.fails and count for outcome, count in counts.items()) else 0)


def _refuse_what_does_not_go_together(changed_since: str | None, base: str | None, author: str | None) -> None:
    if base is not None and changed_since is not None:
        raise click.UsageError(say("--base 和 --changed-since 只用一个", "give --base or --changed-since, not both"))
    if author is not None and base is None:
        raise click.UsageError(say("--author 要与 --base 合用", "--author needs --base"))
    if author is not None and not (author.isascii() and author.isdigit()):
        raise click.UsageError(
            say("--author 是账号的数字编号，不是账号名", "--author is the account's numeric id, not its name")
        )


def _with_trespass(verdicts: Iterator[UnionVerdict], version: BaseVersion, author: str) -> Iterator[UnionVerdict]:
    for verdict in verdicts:
        fault = version.trespass(verdict.slug, author)
        found = fault and fault_finding(f"unions/{verdict.slug}", fault, verdict.slug)
        yield replace(verdict, findings=(found, *verdict.findings)) if found else verdict


def _report(
    form: str, verdicts: Iterator[UnionVerdict], strays: list[Finding], judge: Judge, met: bool, base: str
) -> Counter[Outcome]:
    if form == "json":
        from union_registry.git import clean_commit
        from union_registry.report import json

        return json.write(
            sys.stdout, verdicts, strays, as_of=judge.as_of, policy=judge.register.policy.digest,
            commit=clean_commit(judge.register.root),
        )  # fmt: skip
    counts = Counter(finding.outcome for finding in strays)
    if form == "github":
        from union_registry.report.github import workflow_commands

        findings = [
            f for v in verdicts for f in v.findings if f.outcome in (Outcome.NOT_MET, Outcome.PENDING, Outcome.NOTE)
        ]
        counts.update(finding.outcome for finding in findings)
        for line in workflow_commands(strays + findings):
            click.echo(line)
    elif form == "markdown":
        from union_registry.report.markdown import register_markdown, union_markdown

        for verdict in verdicts:
            counts.update(finding.outcome for finding in verdict.findings)
            click.echo("\n".join(union_markdown(verdict, base)) + "\n")
        for line in register_markdown(strays):
            click.echo(line)
    else:
        _text(verdicts, strays, counts, met, base)
    return counts


def _text(
    verdicts: Iterator[UnionVerdict], strays: list[Finding], counts: Counter[Outcome], met: bool, base: str
) -> None:
    from union_registry.report.terminal import Printer

    printer = Printer()
    unions = failing = 0
    for verdict in verdicts:
        unions += 1
        failing += verdict.fails
        counts.update(finding.outcome for finding in verdict.findings)
        printer.print(union_lines(verdict, met=met, base=base))
    for finding in strays:
        printer.print(finding_lines(finding))
    if unions == 0 and not strays:
        printer.print([Line("plain", "没有可检查的联合体 · no unions to check")])
    elif unions != 1 or strays:
        printer.print(
            [
                Line(
                    "head",
                    f"{unions} 个联合体，{failing} 个有未满足项 · {unions} unions, {failing} with something not met",
                )
            ]
        )
        printer.print([Line("quiet", tally(counts.elements()))])


def _is_wrong_in_form(finding: Finding) -> bool:
    return is_of_form(finding.rule) and finding.rule not in TO_DO
