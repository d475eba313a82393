"""unions new: starts the folder of a new union, or adds one blank file to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from union_registry.cli.edge import register
from union_registry.cli.say import say
from union_registry.clock import today
from union_registry.disk import replace
from union_registry.register import Register
from union_registry.schema.creditcode import flaw, tidy
from union_registry.source.kinds import BY_SCHEMA, KINDS, SLUG
from union_registry.vocabulary import Vocabulary
from union_registry.writing.skeleton import skeleton

_BLANKS = [kind.schema for kind in KINDS if not kind.by_bureau]


@click.command(
    "new",
    help=say(
        "新建联合体文件夹：问几个问题，写出空白材料。已有的文件绝不覆盖。",
        "Starts a union's folder: asks a few questions and writes blank files. Never overwrites a file.",
    ),
)
@click.argument("slug", required=False)
@click.option("--chain", help=say("重点产业链", "key chain"))
@click.option("--lead", help=say("牵头单位全称", "full name of the lead"))
@click.option("--credit-code", help=say("牵头单位统一社会信用代码", "the lead's credit code"))
@click.option("--county", help=say("牵头单位注册地", "where the lead is registered"))
@click.option("--sample", is_flag=True, help=say("这是虚构的示例", "this is invented data"))
@click.option("--only", type=click.Choice(_BLANKS), help=say("只补这一种空白表", "only this blank file"))
@click.option(
    "--year",
    type=click.IntRange(2000, 2099),
    help=say("年度总结的年份（默认今年）", "year of the annual summary (default: this year)"),
)
@click.pass_context
def command(
    ctx: click.Context, slug: str | None, chain: str | None, lead: str | None, credit_code: str | None,
    county: str | None, sample: bool, only: str | None, year: int | None,
) -> None:  # fmt: skip
    held = register(ctx)
    slug = _slug(slug)
    folder = held.root / "unions" / slug
    if only:
        kind = BY_SCHEMA[only]
        year = year or today().year
        year_known = {"year": year} if kind.yearly else {}
        written = _write(held, folder, [(kind.path.format(year=year), skeleton(held, kind, year_known))])
    else:
        if folder.exists():
            raise click.ClickException(
                say(
                    f"{slug} 已经存在；补一种空白表用 --only",
                    f"{slug} exists already; use --only to add one blank file",
                )
            )
        known_union, known_members = _asked(held, chain, lead, credit_code, county, sample)
        known = {"union": known_union, "members": known_members}
        blanks = [(kind.path, skeleton(held, kind, known.get(kind.schema, {}))) for kind in KINDS if kind.required]
        written = _write(held, folder, blanks)
    for path in written:
        click.echo(path)
    click.echo(
        say(
            f"填写以上文件，随时运行 unions check {slug} 看还差什么。",
            f"Fill these in; `unions check {slug}` says at any time what is missing.",
        ),
        err=True,
    )


def _asked(
    held: Register, chain: str | None, lead: str | None, credit_code: str | None, county: str | None, sample: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values for union.yaml and members.yaml by the path of their field."""
    chain = _word(held.vocabularies["chains"], chain, say("重点产业链", "Key chain"), sample)
    lead = lead or str(click.prompt(say("牵头单位全称", "Full name of the lead")))
    credit_code = _credit_code(credit_code)
    county = _word(held.vocabularies["counties"], county, say("牵头单位注册地", "Where the lead is registered"), sample)
    policy = held.policy.on(today())
    name = policy.name_pattern.format(chain=held.vocabularies["chains"].label(chain).zh)
    union: dict[str, Any] = {"name": name + (policy.sample_suffix if sample else ""), "chain": chain, "county": county}
    if sample:
        union["sample"] = True
    first = "members/0/"
    return union, {
        f"{first}name": lead,
        f"{first}credit_code": credit_code,
        f"{first}county": county,
        f"{first}tier": "lead",
    }


def _slug(given: str | None) -> str:
    question = say(
        "文件夹名（小写字母和连字符，如 mutton-2026）",
        "Name of the folder (lower-case letters and hyphens, such as mutton-2026)",
    )
    while True:
        slug = given if given is not None else str(click.prompt(question))
        if SLUG.match(slug):
            return slug
        told = say(
            f"{slug!r} 不行：用 3 到 40 位小写字母、数字和连字符，以字母开头",
            f"{slug!r} will not do: 3 to 40 lower-case letters, digits and hyphens, starting with a letter",
        )
        if given is not None:
            raise click.ClickException(told)
        click.echo(told, err=True)


def _word(words: Vocabulary, given: str | None, question: str, sample: bool) -> str:
    """A key of a vocabulary, given as key, label or alias; an invented word only for a sample."""
    terms = {key: term for key, term in words.terms.items() if sample or not term.sample}
    ways = {way: key for key, term in terms.items() for way in term.names}
    listed = "、".join(f"{key} {term.label.zh}" for key, term in terms.items())
    if not ways:
        raise click.ClickException(
            say(
                f"词表“{words.title.zh}”里还没有真实的词条，请盟科技局先登记（示例用 --sample）",
                f"the vocabulary {words.name} holds no real terms yet: the bureau has to enter them (--sample for a sample)",
            )
        )
    if given is None:
        click.echo(f"{question}: {listed}", err=True)
    while True:
        answer = given if given is not None else str(click.prompt(question))
        if answer in ways:
            return ways[answer]
        told = say(f"没有“{answer}”；可选：{listed}", f"there is no {answer!r}; choose from: {listed}")
        if given is not None:
            raise click.ClickException(told)
        click.echo(told, err=True)


def _credit_code(given: str | None) -> str:
    question = say("牵头单位统一社会信用代码", "The lead's credit code")
    while True:
        code = tidy(given if given is not None else str(click.prompt(question)))
        if flaw(code) is None:
            return code
        told = say(
            "这不是有效的统一社会信用代码，请照证书核对",
            "this is no valid credit code; compare it with the certificate",
        )
        if given is not None:
            raise click.ClickException(told)
        click.echo(told, err=True)


def _write(held: Register, folder: Path, files: list[tuple[str, str]]) -> list[str]:
    there = [name for name, _ in files if (folder / name).exists()]
    if there:
        raise click.ClickException(say(f"已有 {there[0]}，没有改动", f"{there[0]} exists already; nothing was changed"))
    for name, text in files:
        replace(folder / name, text.encode())
    return [str((folder / name).relative_to(held.root)) for name, _ in files]
