"""Where the outside comes in: the register's folder, today's date, Git."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from union_registry.cli.say import say
from union_registry.clock import today
from union_registry.finding import Place
from union_registry.refused import Refused
from union_registry.register import Register
from union_registry.vocabulary import Term, Vocabulary

if TYPE_CHECKING:
    from union_registry.base import BaseVersion


F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day such as 2026-12-31."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(
                say(f"{value!r} 不是形如 2026-12-31 的日期", f"{value!r} is not a date such as 2026-12-31"), param, ctx
            )


as_of_option = click.option(
    "--as-of",
    type=Day(),
    default=today,
    help=say("以哪一天为准（默认今天，北京时间）", "the day to judge for (default: today, Asia/Shanghai)"),
)

public_option = click.option(
    "--public",
    is_flag=True,
    help=say("给公开的记录用：不公开的数值一个也不写", "for a public log: not one value that is not public"),
)


def format_option(*forms: str, words: str | None = None) -> Callable[[F], F]:
    """The option `--format`, passed on as `form`; the first of `forms` is the default. `words` is its help, if its own."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], help=words or say("输出格式", "output format")
    )


def register(ctx: click.Context, *, fast: bool | None = None) -> Register:
    """The register that the command is about: --root, else the nearest folder above that is one."""
    root = ctx.obj
    if root is None:
        here = Path.cwd()
        root = next((p for p in (here, *here.parents) if (p / "schema" / "policy").is_dir()), None)
    if root is None or not (root / "schema").is_dir():
        raise click.ClickException(
            say(
                "这里不是登记册：请进入含有 schema/ 和 unions/ 的文件夹，或用 --root 指定",
                "no register here: go to the folder that holds schema/ and unions/, or give --root",
            )
        )
    return Register(root, fast=fast)


_YES, _NO = ("y", "yes", "是"), ("", "n", "no", "否")


def confirmed(question: str) -> bool:
    """Whether the person says yes; a blank is no, and what is neither is asked again. Abort where nobody answers."""
    while True:
        typed = click.prompt(f"{question} [y/N]", default="", show_default=False, err=True)
        answer = unicodedata.normalize("NFKC", typed).strip().lower()
        if answer in (*_YES, *_NO):
            return answer in _YES
        click.echo(say("请答 y（是）或 n（否）", "please answer y or n"), err=True)


@contextmanager
def plain_refusal(file: str = "") -> Iterator[None]:
    """Turns a Refused into the error that a command ends with, behind the name of the file it is about."""
    try:
        yield
    except Refused as refused:
        before, before_en = (f"{file}：", f"{file}: ") if file else ("", "")
        told = say(f"{before}{refused.why.zh}；{refused.cure.zh}", f"{before_en}{refused.why.en}; {refused.cure.en}")
        raise click.ClickException(told) from refused


def term_named(words: Vocabulary, given: str | None) -> Term | None:
    """The term of `words` that is `given` as key, label, alias or clause; None if nothing is given."""
    if given is None:
        return None
    for term in words.terms.values():
        if given in (*term.names, term.clause):
            return term
    listed = "、".join(f"{key} {term.label.zh}" for key, term in words.terms.items())
    raise click.ClickException(say(f"没有“{given}”；可选：{listed}", f"there is no {given!r}; choose from: {listed}"))


def chosen_slugs(held: Register, names: tuple[str, ...]) -> list[str]:
    """The unions meant by slugs or by paths of files in their folders; all of them if none is named."""
    if not names:
        return held.slugs
    slugs: dict[str, None] = {}
    for name in names:
        slug = _slug(held, name)
        if slug is not None:
            slugs[slug] = None
    return list(slugs)


def no_such_union(held: Register, name: str) -> click.ClickException:
    """What is said to somebody who names a union that is not there."""
    known = "、".join(held.slugs[:12]) or "—"
    return click.ClickException(
        say(f"没有名为 {name!r} 的联合体；有：{known}", f"there is no union {name!r}; there are: {known}")
    )


def tell_incomplete(place: Place, slug: str) -> None:
    """Says on stderr that a list misses something, since the file of `place` cannot be read there."""
    told = say(
        f"{place.file} 有没填或写错的内容，列出的因此不全；请运行 unions check {slug}",
        f"{place.file} is incomplete or wrong, so that not all is listed: run unions check {slug}",
    )
    click.echo(told, err=True)


def _slug(held: Register, name: str) -> str | None:
    """The union that a slug or a path means; None for a file that belongs to no union, as pre-commit may name one."""
    if name not in held.slugs:
        path = (Path.cwd() / name).resolve()
        unions = (held.root / "unions").resolve()
        if path.is_relative_to(unions) and path != unions:
            name = path.relative_to(unions).parts[0]
            if path.is_file() and path.parent == unions:
                return None
        elif path.is_file():
            return None
    if name not in held.slugs:
        raise no_such_union(held, name)
    return name


def base_version(ctx: click.Context, held: Register, ref: str) -> BaseVersion:
    """The register where what lies here parted from `ref`, read from Git's objects until the command ends.

    So what others have done on `ref` since then is not taken for a change made here. Ownership is
    judged at the tip of `ref`.
    """
    from union_registry import git  # late: most checks ask Git nothing
    from union_registry.base import BaseVersion

    tip, parted = parting(held, ref)
    changed = git.changed_files(held.root, parted, "unions")
    if changed is None:
        raise click.ClickException(say("无法比较：Git 没有回答", "cannot compare: Git does not answer"))
    then, now = (ctx.with_resource(git.Commit(held.root, commit)) for commit in (parted, tip))
    return BaseVersion(held, then, now, changed)


def parting(held: Register, ref: str) -> tuple[str, str]:
    """The commit that `ref` names, and the one where what lies here parted from it."""
    from union_registry import git

    tip = git.commit_of(held.root, ref)
    if tip is None or not git.is_top(held.root):
        raise click.ClickException(
            say(
                f"无法比较：这里不是 Git 仓库的顶层，或者 Git 里没有 {ref!r}",
                f"cannot compare: this is not the top of a Git repository, or Git knows no {ref!r} here",
            )
        )
    parted = git.merge_base(held.root, tip)
    if parted is None:
        raise click.ClickException(
            say(
                f"无法比较：与 {ref!r} 没有共同的历史；历史没有取全时先运行 git fetch --unshallow",
                f"cannot compare: no history in common with {ref!r}; if it was not fetched whole, run git fetch --unshallow",
            )
        )
    return tip, parted


def tracked_private(root: Path) -> frozenset[str]:
    """Paths of private.yaml files that are under version control, though they never may be."""
    if not any((root / "unions").glob("*/private.yaml")):
        return frozenset()
    from union_registry import git

    listed = git.run(root, "ls-files", "-z", "--", "unions/*/private.yaml")
    if listed is None and (root / ".git").exists():
        raise click.ClickException(
            say(
                "问不到 Git，不知道 private.yaml 是否已被提交",
                "Git does not answer, so that it is not known whether a private.yaml was committed",
            )
        )
    return frozenset(name for name in (listed or "").split("\0") if name)
