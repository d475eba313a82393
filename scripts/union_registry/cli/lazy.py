"""A group of commands, each a module of a package, loaded only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

from union_registry.cli.say import say


class Lazy(click.Group):
    """Subclasses name the `package` and its `modules`, with a line on each, in the order in which they are listed."""

    package: str
    modules: Mapping[str, str]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return None
        command: click.Command = importlib.import_module(f"{self.package}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl(list(self.modules.items()))
