"""unions rules: the catalogue of rules."""

from __future__ import annotations

import json

import click

from union_registry.cli.edge import format_option, register
from union_registry.cli.say import say
from union_registry.report.rulebook import rule_lines, rules_json, rules_markdown


@click.command(
    "rules",
    help=say(
        "列出全部条件和写法检查，各自依据的条款、不满足时怎么办。",
        "Lists all rules and checks of form: their clause, and what to do when they fail.",
    ),
)
@format_option("text", "json", "markdown")
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(rules_json(), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(rules_markdown(register(ctx)), nl=False)
    else:
        from union_registry.report.terminal import Printer

        Printer().print(rule_lines())
