"""unions samples: takes the invented data out for a register that starts for real."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from union_registry.cli.edge import confirmed, register
from union_registry.cli.say import say
from union_registry.disk import replace
from union_registry.model.record import Unfilled
from union_registry.register import Register


@click.group("samples", help=say("示例数据", "The sample data"))
def command() -> None:
    pass


@command.command(
    "remove",
    help=say(
        "删去所有示例联合体和示例词条（先列出，再确认）",
        "Removes all sample unions and sample words (lists them, then asks)",
    ),
)
@click.option("-y", "--yes", is_flag=True, help=say("不再询问", "do not ask"))
@click.pass_context
def remove(ctx: click.Context, yes: bool) -> None:
    held = register(ctx)
    samples = {slug: name for slug in held.slugs if (name := _sample_name(held, slug))}
    folders = [held.root / "unions" / slug for slug in samples if "sample" in slug]
    words = list(_without_sample_words(held))
    for folder in folders:
        click.echo(f"{folder.relative_to(held.root).as_posix()}  {samples[folder.name]}")
    for slug in samples:
        if "sample" not in slug:  # most likely copied from a sample, and real by now
            click.echo(
                say(
                    f"{slug} 标着 sample: true，但文件夹名里没有 sample，没有动它",
                    f"{slug} says sample: true, but its folder's name does not hold “sample”: left alone",
                ),
                err=True,
            )
    for path, _ in words:
        click.echo(say(f"{path.relative_to(held.root)}（示例词条）", f"{path.relative_to(held.root)} (sample words)"))
    if not folders and not words:
        click.echo(say("没有示例数据", "there is no sample data"), err=True)
        return
    if not yes and not confirmed(say("删去以上内容？", "Remove these?")):
        raise click.Abort
    for folder in folders:
        shutil.rmtree(folder)
    for path, text in words:
        replace(path, text.encode())


def _sample_name(held: Register, slug: str) -> str | None:
    """The name of a union that says it is invented; None for any other and for one that cannot be read."""
    try:
        basics = held.open(slug).union.basics
        return basics.name if basics.sample is True else None
    except Unfilled:
        return None


def _without_sample_words(held: Register) -> Iterator[tuple[Path, str]]:
    """Vocabulary files that hold invented terms, as they are without them; comments stay."""
    from ruamel.yaml import YAML

    for name, vocabulary in held.vocabularies.items():
        if not any(term.sample for term in vocabulary.terms.values()):
            continue
        path = held.root / "schema" / "vocabulary" / f"{name}.yaml"
        yaml = YAML()
        yaml.preserve_quotes = True
        yaml.width = 1_000_000
        yaml.indent(mapping=2, sequence=4, offset=2)
        data = yaml.load(path.read_text(encoding="utf-8"))
        data["terms"][:] = [term for term in data["terms"] if not term.get("sample")]
        out = io.StringIO()
        yaml.dump(data, out)
        yield path, out.getvalue()
