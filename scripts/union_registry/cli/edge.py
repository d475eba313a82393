"""Where the outside comes in: the register's folder, today's date, Git."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from union_registry.cli.say import say
from union_registry.clock import today
from union_registry.register import Register


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
        known = "、".join(held.slugs[:12]) or "—"
        raise click.ClickException(
            say(f"没有名为 {name!r} 的联合体；有：{known}", f"there is no union {name!r}; there are: {known}")
        )
    return name


def changed_slugs(held: Register, base: str) -> list[str]:
    """The unions whose folders differ between what lies here and where it parted from the commit `base`."""
    from union_registry import git  # late: most checks ask Git nothing

    commit = git.commit_of(held.root, base)
    parted = commit and git.merge_base(held.root, commit)
    changed = parted and git.changed_files(held.root, parted, "unions")
    if changed is None:
        raise click.ClickException(say(f"Git 里没有 {base!r}，无法比较", f"cannot compare: Git knows no {base!r} here"))
    touched = {name.split("/")[1] for name in changed if name.count("/") > 1}
    return [slug for slug in held.slugs if slug in touched]


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
