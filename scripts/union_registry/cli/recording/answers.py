"""Answers given beforehand, as text by the path of their field: experts/0/name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

import click

from union_registry.cli.say import say

Answers = dict[str, str]

# A form on the forge has fields of one line only, so a semicolon ends a row as a line break does.
_ROW_ENDS = re.compile("[\r\n;；]+")
_COLUMN_ENDS = (re.compile("\t"), re.compile("[|｜]"), re.compile("[,，]"))


def from_settings(settings: Iterable[str]) -> Answers:
    """Answers given one by one as `field=value`; ClickException for what is not of that form."""
    answers: Answers = {}
    for setting in settings:
        field, equals, value = setting.partition("=")
        if not equals:
            raise click.ClickException(
                say(f"{setting!r} 应写成 字段=内容", f"{setting!r} has to be written as field=value")
            )
        answers[field.strip()] = value
    return answers


def from_json(stream: IO[str]) -> Answers:
    """Answers from a JSON object, flat or nested; what is blank counts as not given. ClickException for anything else."""
    try:
        given = json.loads(stream.read(), parse_int=str, parse_float=str, parse_constant=str)  # numbers stay as typed
        answers = dict(_flat(given, ""))
    except (ValueError, RecursionError) as error:
        raise click.ClickException(say(f"不是有效的 JSON：{error}", f"no valid JSON: {error}")) from error
    if not isinstance(given, dict):
        raise click.ClickException(say("JSON 里应是字段和内容", "the JSON has to hold fields and values"))
    return answers


def rows(text: str) -> list[str]:
    """The rows of a list that was given as one text: one a line, or divided by semicolons."""
    return [row.strip() for row in _ROW_ENDS.split(text) if row.strip()]


def columns(row: str) -> list[str]:
    """The columns of a row: divided by tabs if it holds one, else by |, else by commas of either width."""
    ends = next((ends for ends in _COLUMN_ENDS if ends.search(row)), _COLUMN_ENDS[-1])
    return [column.strip() for column in ends.split(row)]


def _flat(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, (dict, list)):
        for step, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _flat(child, f"{path}/{step}" if path else str(step))
    elif isinstance(node, bool):
        yield path, "true" if node else "false"
    elif node is not None:
        yield path, str(node)
