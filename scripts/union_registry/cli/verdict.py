"""unions verdict: judges again what approvals rest on, from Git, and says whether it still comes out the same."""

from __future__ import annotations

from itertools import groupby

import click

from union_registry import git
from union_registry.cli.edge import chosen_slugs, format_option, public_option, register
from union_registry.cli.past import judge_at
from union_registry.cli.say import say
from union_registry.engine import Judge
from union_registry.faults import BrokenRegister
from union_registry.model.bureau import Decision
from union_registry.model.record import Unfilled
from union_registry.model.union import Union
from union_registry.oversight.decision import Recheck, State, recheck
from union_registry.register import Register
from union_registry.report.recheck import recheck_lines, rechecks_json
from union_registry.text import Text

_NO_APPROVAL = Text("还没有批复", "it is not approved")
_UNREADABLE = Text(
    "bureau/approval.yaml 的批复依据读不出来，请运行 unions check {slug}",
    "the decision in bureau/approval.yaml cannot be read: run unions check {slug}",
)
_NO_UNION = Text("数据版本 {commit} 里没有这个联合体", "the commit {commit} has no such union")
_NO_COMMIT = Text(
    "版本库里没有数据版本 {commit}，可能历史被改写过",
    "the repository has no commit {commit}; its history may have been rewritten",
)
_ASTRAY = Text(
    "数据版本 {commit} 不在这里的历史里：在别的分支上，或者合并时没有留下",
    "the commit {commit} is no part of the history here: it is on another branch, or was not kept when it was merged",
)
_NOT_WHOLE = Text("数据版本 {commit} 取不全：{error}", "the commit {commit} cannot be read whole: {error}")
_SHALLOW = Text(
    "这里只有部分历史，没有数据版本 {commit}；请运行 git fetch --unshallow 后再试",
    "this clone holds a part of the history only, without the commit {commit}: run git fetch --unshallow first",
)
_BROKEN = Text(
    "该版本的 schema/ 按现在的程序读不通，须用批复时的规则版本（{rules}）重新判定：{error}",
    "the schema/ of the commit is not readable by today's program; judge again by the rules of then ({rules}): {error}",
)


@click.command(
    "verdict",
    help=say(
        "按批复时留存的依据（数据版本、日期）从 Git 里取出当时的材料重新判定，看结论是否仍然一致；不写则查全部批复。"
        "结束代码：0 一致或没有可查的，1 有不一致的，2 有无法重新判定的。",
        "Judges again, on the data of the commit that each approval keeps, and says whether it still comes out the same "
        "(all approvals, if no union is named). Exit codes: 0 it does or nothing is kept, 1 one does not, "
        "2 one cannot be judged again.",
    ),
)
@click.argument("names", nargs=-1)
@format_option("text", "json")
@public_option
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], form: str, public: bool) -> None:
    held = register(ctx)
    rechecks = _rechecks(held, chosen_slugs(held, names), named=bool(names))
    if form == "json":
        click.echo(rechecks_json(rechecks, public=public))
    else:
        _text(rechecks, public)
    states = {done.state for done in rechecks}
    ctx.exit(1 if State.DIFFERS in states else 2 if State.NOT_JUDGED in states else 0)


def _rechecks(held: Register, slugs: list[str], *, named: bool) -> list[Recheck]:
    """Every approval among `slugs` judged again; what is not approved is told of only where it was named."""
    done: dict[str, Recheck] = {}
    kept: list[tuple[str, Decision]] = []
    for slug in slugs:
        union = held.open(slug, frozenset(("bureau-approval",))).union
        if not named and "bureau/approval.yaml" not in union.files:
            continue
        found = _kept(union)
        if isinstance(found, Recheck):
            done[slug] = found
        else:
            kept.append((slug, found))
    if kept:
        _need_git(held)
    kept.sort(key=lambda item: item[1].commit)
    for commit, group in groupby(kept, key=lambda item: item[1].commit):
        done |= {again.slug: again for again in _at(held, commit, list(group))}
    return [done[slug] for slug in slugs if slug in done]


def _kept(union: Union) -> Decision | Recheck:
    """The decision that a union's approval keeps; a Recheck that says why, if there is none to use."""
    try:
        if union.approval is None:
            return Recheck(union.slug, State.NOT_KEPT, reasons=(_NO_APPROVAL,))
        decision = union.approval.decision
        if decision is None:
            return Recheck(union.slug, State.NOT_KEPT)
        _ = decision.as_of, decision.commit, decision.policy, decision.rules, decision.digest
        _ = [(item.rule, item.outcome, item.digest) for item in decision.findings]
    except Unfilled:
        return Recheck(union.slug, State.DIFFERS, reasons=(_UNREADABLE.fill({"slug": union.slug}),))
    return decision


def _need_git(held: Register) -> None:
    if not git.is_top(held.root):
        raise click.ClickException(
            say(
                "重新判定要从 Git 里取当时的材料，登记册须在 Git 版本库的最上层",
                "the files of then come from Git: the register has to be the top of a Git repository",
            )
        )


def _at(held: Register, commit: str, kept: list[tuple[str, Decision]]) -> list[Recheck]:
    """The decisions that rest on one commit judged again; a commit that is of no use spoils no other."""
    reason = _absence(held, commit)
    if reason is None:
        try:
            with judge_at(held, commit, kept[0][1].as_of) as judge:
                return [_again(judge, slug, decision) for slug, decision in kept]
        except OSError as error:
            reason = _NOT_WHOLE.fill({"commit": commit, "error": error})
    return [Recheck(slug, State.NOT_JUDGED, decision, reasons=(reason,)) for slug, decision in kept]


def _absence(held: Register, commit: str) -> Text | None:
    """Why there is no commit to judge by; None if there is. One that the history here never held proves nothing."""
    there = git.commit_of(held.root, commit) == commit
    if there and git.is_past(held.root, commit):
        return None
    words = _SHALLOW if git.is_shallow(held.root) else _ASTRAY if there else _NO_COMMIT
    return words.fill({"commit": commit})


def _again(judge: Judge, slug: str, decision: Decision) -> Recheck:
    try:
        if slug not in judge.register.slugs:
            reason = _NO_UNION.fill({"commit": decision.commit})
            return Recheck(slug, State.DIFFERS, decision, reasons=(reason,))
        on_its_day = Judge(judge.register, judge.index, decision.as_of, judge.tracked)
        return recheck(decision, on_its_day.verdict(slug), judge.register.policy.digest)
    except BrokenRegister as error:
        reason = _BROKEN.fill({"rules": decision.rules, "error": error})
        return Recheck(slug, State.NOT_JUDGED, decision, reasons=(reason,))


def _text(rechecks: list[Recheck], public: bool) -> None:
    from union_registry.report.terminal import Printer

    printer = Printer()
    for done in rechecks:
        printer.print(recheck_lines(done, public=public))
    if not rechecks:
        click.echo(say("没有批复可查", "no approvals to look at"), err=True)
