"""The command `unions`. Each subcommand is a module of this folder, loaded only when it is asked for."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from union_registry.cli.lazy import Lazy
from union_registry.cli.say import say
from union_registry.faults import BrokenRegister

_COMMANDS = {
    "check": say("检查联合体的材料是否合格", "check unions against the regulation"),
    "status": say("一览：走到哪一步、该谁办、还缺什么", "at a glance: how far, whose turn, what is missing"),
    "due": say("到期事项：谁该办什么、还有几天", "who owes what, in how many days or since when"),
    "annual": say("年度指标逐年对照", "annual figures, year by year"),
    "new": say("新建一个联合体的空白材料", "start the folder of a new union"),
    "record": say("登记盟科技局的决定", "record the bureau's decisions"),
    "import": say("读入填好的 Word、Excel 或压缩包", "read filled Word forms, Excel lists or a zip"),
    "forms": say("打印推荐表、协议、登记表", "print the forms, for Word or as PDF"),
    "seal": say("把联系信息密封给盟科技局", "seal contacts to the bureau's keys"),
    "unseal": say("打开密封的联系信息", "open sealed contacts"),
    "format": say("把材料改成统一写法", "write files in their one canonical form"),
    "correct": say("更正：单位更名，撤回公开姓名的同意", "corrections: a unit renamed, a consent withdrawn"),
    "leaks": say("查找误交的个人信息，历史也查", "find private data committed by mistake, history too"),
    "support": say("支持措施台账", "the ledger of support granted"),
    "verdict": say("重新判定批复时的依据，看结论是否仍然一致", "judge again what approvals rest on"),
    "impact": say("政策改动会改变哪些联合体的结果", "what a change of policy would do to the unions"),
    "rules": say("列出全部条件", "list all rules"),
    "build": say("生成公开网站", "build the public site"),
    "preview": say("核准之前先看公开网页", "see a union's public page before it is approved"),
    "serve": say("在本机预览网站，随改随看", "preview the site, rebuilt on every save"),
    "comment": say("回复合并请求", "answer a pull request"),
    "samples": say("示例数据", "the sample data"),
}


class _Commands(Lazy):
    package, modules = __name__, _COMMANDS

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenRegister as error:
            told = say(f"登记册自身的文件有误：\n{error}", f"a file of the register itself is broken:\n{error}")
            raise click.ClickException(told) from error


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "创新联合体登记册：检查材料，生成公开网站。",
        "Register of innovation unions: checks submissions, builds the public site.",
    ),
)
@click.option(
    "--root", type=click.Path(file_okay=False, path_type=Path), help=say("登记册所在文件夹", "folder of the register")
)
@click.version_option(package_name="union-registry", message="%(version)s")
@click.pass_context
def cli(ctx: click.Context, root: Path | None) -> None:
    ctx.obj = root


def main() -> None:
    """Entry point. Exit codes: 0 nothing fails, 1 something is not met or invalid, 2 could not run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a C locale must not turn Chinese into a traceback
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Records die by reference count; looking for cycles among them costs a tenth of the time.
    gc.set_threshold(50_000, 20, 50)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(say("已取消", "cancelled"), err=True)
        code = 2
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        click.echo(say("错误：", "Error: ") + error.format_message(), err=True)
        code = 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 2
    except OSError as error:
        click.echo(say(f"无法完成：{error}", f"could not be done: {error}"), err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)
