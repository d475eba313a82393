"""unions seal: seals a union's contacts to the bureau's keys, so that they can travel with the submission."""

from __future__ import annotations

import os
from pathlib import Path

import click

from union_registry import sealing
from union_registry.cli.edge import confirmed, no_such_union, register
from union_registry.cli.say import say
from union_registry.disk import replace
from union_registry.engine import fault_finding
from union_registry.register import Register
from union_registry.report.lines import finding_lines
from union_registry.report.terminal import Printer
from union_registry.source.kinds import PRIVATE, SEALED
from union_registry.source.reader import MAX_BYTES, read


@click.command(
    "seal",
    help=say(
        f"把 private.yaml 密封给盟科技局，写成 {SEALED}，可以随材料提交；只有盟科技局的私钥能打开。",
        f"Seals private.yaml to the bureau's keys as {SEALED}, which may be submitted; only the bureau can open it.",
    ),
)
@click.argument("slug", required=False)
@click.option(
    "--private", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say("联系信息文件（默认 unions/SLUG/private.yaml）", "the contacts (default: unions/SLUG/private.yaml)"),
)  # fmt: skip
@click.option(
    "--new-key", type=click.Path(path_type=Path),
    help=say("给盟科技局：产生一对密钥，私钥写进这个文件", "for the bureau: make a pair of keys, the private one in this file"),
)  # fmt: skip
@click.option("-y", "--yes", is_flag=True, help=say("不再询问", "do not ask"))
@click.pass_context
def command(ctx: click.Context, slug: str | None, private: Path | None, new_key: Path | None, yes: bool) -> None:
    if new_key is not None:
        _make(new_key)
        return
    held = register(ctx)
    if slug is None or slug not in held.slugs:
        raise no_such_union(held, slug or "")
    keys = sealing.public_keys(held.root)
    if not keys:
        raise click.ClickException(
            say(
                f"盟科技局还没有公布密封公钥（{sealing.KEYS}），联系信息请另行交送",
                f"the bureau has put up no key yet ({sealing.KEYS}): hand the contacts over in another way",
            )
        )
    content = _contacts(ctx, held, slug, private)
    target = held.root / "unions" / slug / SEALED
    told = f"unions/{slug}/{SEALED}"
    question = say(
        f"{told} 已经有了，换成新密封的？（旧的里面写了什么，这里看不到）",
        f"{told} is there already; put the new one in its place? (what the old one holds cannot be seen here)",
    )
    if target.exists() and not yes and not confirmed(question):
        raise click.Abort
    replace(target, sealing.sealed(content, keys))
    click.echo(told)
    click.echo(
        say(
            f"已用 {len(keys)} 把公钥密封。提交这个文件；private.yaml 仍留在自己电脑上，不要提交。",
            f"Sealed to {len(keys)} {'key' if len(keys) == 1 else 'keys'}. Submit this file; private.yaml stays on your own computer.",
        ),
        err=True,
    )


def _contacts(ctx: click.Context, held: Register, slug: str, private: Path | None) -> bytes:
    """The contacts, if their form is in order: what is sealed nobody can mend any more."""
    path = private or held.root / "unions" / slug / PRIVATE
    if not path.is_file():
        raise click.ClickException(
            say(
                f"没有 {path}；用 unions new {slug} --only private 建一份空白的",
                f"there is no {path}; unions new {slug} --only private makes a blank one",
            )
        )
    with path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    document = read(content, fast=held.fast)
    faults = document.faults or held.gate.examine("private", document).faults
    for fault in faults:
        Printer().print(finding_lines(fault_finding(str(path), fault, slug)))
    if faults or not document.data:
        click.echo(say("没有密封：先改好上面这些", "not sealed: mend this first") if faults else
                   say("没有密封：文件是空的", "not sealed: the file is empty"), err=True)  # fmt: skip
        ctx.exit(1)
    return content


def _make(path: Path) -> None:
    """A new private key at `path`, for its owner's eyes only, and the public one to stdout."""
    secret, public = sealing.new_key()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(
            say(f"{path} 已经存在，没有动它", f"{path} exists already and was left alone")
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(secret)
    click.echo(public)
    click.echo(
        say(
            f"私钥在 {path}：移到离线的地方，至少两处，绝不放进仓库。上面一行是公钥，连同持有人和日期（写在 # 后面）加进 {sealing.KEYS}。",
            f"The private key is in {path}: keep it off line, in two places at least, never in the repository. "
            f"The line above is the public key: add it to {sealing.KEYS}, with its holder and the day behind a #.",
        ),
        err=True,
    )
