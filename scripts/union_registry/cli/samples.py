"""unions samples: takes the invented data out for a register that starts for real."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from union_registry.cli.edge import register
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
    folders = [held.root / "unions" / slug for slug in held.slugs if _is_sample(held, slug)]
    words = [(path, text) for path, text in _without_sample_words(held) if text != path.read_text(encoding="utf-8")]
    for folder in folders:
        click.echo(folder.relative_to(held.root))
    for path, _ in words:
        click.echo(say(f"{path.relative_to(held.root)}（示例词条）", f"{path.relative_to(held.root)} (sample words)"))
    if not folders and not words:
        click.echo(say("没有示例数据", "there is no sample data"), err=True)
        return
    if not yes:
        click.confirm(say("删去以上内容？", "Remove these?"), abort=True, err=True)
    for folder in folders:
        shutil.rmtree(folder)
    for path, text in words:
        replace(path, text.encode())


def _is_sample(held: Register, slug: str) -> bool:
    """A union that says so itself; one whose word cannot be read is left alone."""
    try:
        return held.open(slug).union.basics.sample is True
    except Unfilled:
        return False


def _without_sample_words(held: Register) -> list[tuple[Path, str]]:
    """Vocabulary files as they are without their invented terms; comments stay."""
    from ruamel.yaml import YAML

    kept = []
    for name, vocabulary in held.vocabularies.items():
        if any(term.sample for term in vocabulary.terms.values()):
            import io

            path = held.root / "schema" / "vocabulary" / f"{name}.yaml"
            yaml = YAML()
            yaml.preserve_quotes = True
            yaml.width = 1_000_000
            yaml.indent(mapping=2, sequence=4, offset=2)
            data = yaml.load(path.read_text(encoding="utf-8"))
            real = [term for term in data["terms"] if not term.get("sample")]
            data["terms"][:] = real
            out = io.StringIO()
            yaml.dump(data, out)
            kept.append((path, out.getvalue()))
    return kept
