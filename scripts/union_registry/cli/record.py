"""unions record: writes the bureau's decisions, asking field by field."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import IO, Any, TypeVar

import click

from union_registry import git
from union_registry.cli.edge import as_of_option
from union_registry.cli.past import judge_at
from union_registry.cli.recording.answers import Answers, from_json, from_settings, rows
from union_registry.cli.recording.form import Choice, Data, Form, Sum
from union_registry.cli.recording.interview import Manner
from union_registry.cli.recording.session import Session
from union_registry.cli.say import say
from union_registry.engine import WAIVER_OF_A_MUST, UnionVerdict
from union_registry.finding import Finding, Outcome, Strength
from union_registry.model.record import Unfilled
from union_registry.model.union import Status, status_on
from union_registry.oversight.decision import decision_of
from union_registry.rules import BY_ID, RULES
from union_registry.schema.explain import quoted
from union_registry.text import Text
from union_registry.waiving import covers
from union_registry.writing.comments import comments

F = TypeVar("F", bound=Callable[..., Any])

_LOGIN_BEGINS = re.compile("[:：,，\t]")


@click.group(
    "record",
    help=say(
        "登记盟科技局的决定：逐项提问，写入 bureau/ 下的文件。不覆盖已有的决定。",
        "Records the bureau's decisions: asks field by field and writes the file below bureau/. Overwrites no decision.",
    ),
)
def command() -> None:
    pass


def at_terminal() -> bool:
    """Whether there is a person who can be asked."""
    return sys.stdin.isatty()


def _decision(zh: str, en: str, *extra: Callable[[F], F]) -> Callable[[Callable[..., None]], click.Command]:
    """A subcommand that is given a session; its name is the function's."""

    def made(record: Callable[..., None]) -> click.Command:
        @click.pass_context
        def run(
            ctx: click.Context, /, slug: str, settings: tuple[str, ...], fields: IO[str] | None, yes: bool, dry_run: bool,
            public: bool, as_of: date, **options: Any,
        ) -> None:  # fmt: skip
            given: Answers = {**(from_json(fields) if fields else {}), **from_settings(settings)}
            asks = at_terminal() and (fields is None or fields.name != "<stdin>")
            record(Session(ctx, slug, given, Manner(as_of, asks, yes, dry_run, public)), **options)

        decorated: Any = run
        for option in reversed((*extra, *_OPTIONS)):
            decorated = option(decorated)
        return command.command(record.__name__, help=say(zh, en), short_help=say(zh, en))(decorated)

    return made


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("slug"),
    click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="FIELD=VALUE",
        help=say("直接给出一项，如 experts/0/name=…", "give an answer, such as experts/0/name=…"),
    ),
    click.option(
        "--fields",
        "--json",
        type=click.File(encoding="utf-8"),
        metavar="FILE",
        help=say("从 JSON 文件取答案，- 为标准输入", "take answers from a JSON file, - for standard input"),
    ),
    click.option("-y", "--yes", is_flag=True, help=say("写入前不再确认", "write without asking once more")),
    click.option("--dry-run", is_flag=True, help=say("只显示文件，不写入", "show the file and write nothing")),
    click.option(
        "--public",
        is_flag=True,
        help=say("给公开的记录用：不显示填写的内容和不公开的数值", "for a public log: show no answers and no value that is not public"),
    ),
    as_of_option,
)  # fmt: skip


@_decision("登记遴选", "Records the selection of the lead")
def selection(session: Session) -> None:
    """四（一）"""
    session.refuse_second(session.file("bureau-selection"))
    session.show_verdict(session.verdict(session.as_of))
    data = session.ask(Form("bureau-selection", today=frozenset({"selected_on"})))
    session.write(session.added("bureau-selection", data))


@_decision("登记论证", "Records the review of the plan")
def review(session: Session) -> None:
    """四（三）: one that did not pass may be followed by another."""
    file = session.file("bureau-review")
    earlier = session.data(file)
    if earlier:
        _refuse_unless_replaceable(session, file, earlier)
    session.show_verdict(session.verdict(session.as_of))

    def after_the_earlier(day: str, _: Data) -> Text | None:
        if not earlier or day > earlier["reviewed_on"]:
            return None
        return Text(
            f"须晚于上次论证（{earlier['reviewed_on']}）",
            f"has to be after the earlier review ({earlier['reviewed_on']})",
        )

    form = Form("bureau-review", today=frozenset({"reviewed_on"}), checks={"reviewed_on": after_the_earlier})
    session.write(session.added("bureau-review", session.ask(form), instead=True))


def _refuse_unless_replaceable(session: Session, file: str, earlier: Data) -> None:
    text = session.contents(file).decode()
    own_comments = [comment for comment in comments(text) if not comment.startswith("# yaml-language-server:")]
    if earlier.get("conclusion") not in ("revise", "rejected") or "reviewed_on" not in earlier or own_comments:
        session.refuse_second(file)
    session.tell(
        f"{earlier['reviewed_on']} 的论证没有通过；这次的将代替它，上次的留在版本历史里",
        f"the review of {earlier['reviewed_on']} did not pass; this one takes its place, the former stays in the history",
    )


@_decision(
    "登记核准；有未满足项的，须写明理由",
    "Records the approval; needs a reason where something is not met",
    click.option("--reason", help=say("未全部满足仍予批复的理由", "why it is approved though not everything is met")),
    click.option(
        "--owner", "owners", multiple=True, metavar="ID[:LOGIN]",
        help=say("文件夹管理人的账号数字编号和账号名", "numeric id and login of an account that looks after the folder"),
    ),
    click.option(
        "--no-commit", is_flag=True,
        help=say("不写批复依据（数据版本和各条判定）", "leave out what the decision rests on (commit and findings)"),
    ),
)  # fmt: skip
def approval(session: Session, reason: str | None, owners: tuple[str, ...], no_commit: bool) -> None:
    """四（五）"""
    session.refuse_second(session.file("bureau-approval"))
    commit = None if no_commit else _commit(session)
    session.show_verdict(session.verdict(session.as_of))
    if reason is not None:
        session.given["reason"] = reason
    files = _owners(session, (*owners, *rows(session.given.pop("owners", ""))))

    def obstacles(answers: Data) -> Text | None:
        """Judged with the approval in place, so that the rules on the order of the steps speak too."""
        if "approved_on" not in answers:
            return None
        would_be = session.added("bureau-approval", {"letter": "—", **answers})
        return session.obstacles(session.verdict(date.fromisoformat(answers["approved_on"]), would_be))

    form = Form(
        "bureau-approval",
        left_out=frozenset({"decision"}),
        today=frozenset({"approved_on"}),
        reasons={"reason": obstacles},
    )
    data = session.ask(form)
    if commit is not None:
        data["decision"] = _decision_on(session, commit, date.fromisoformat(data["approved_on"]))
    session.write({**files, **session.added("bureau-approval", data)})


def _commit(session: Session) -> str:
    commit = git.clean_commit(session.held.root)
    if commit is None:
        raise click.ClickException(
            say(
                "unions/ 或 schema/ 里有没提交的改动，或者这里没有 Git：先提交，批复才有据可查；--no-commit 则不写批复依据",
                "unions/ or schema/ differ from the last commit, or there is no Git here: commit first, so that the "
                "decision can be judged again; --no-commit leaves out what it rests on",
            )
        )
    return commit


def _decision_on(session: Session, commit: str, day: date) -> Data:
    with judge_at(session.held, commit, day) as judge:
        verdict = judge.verdict(session.slug)
        return decision_of(verdict, as_of=day, commit=commit, policy=judge.register.policy.digest)


def _owners(session: Session, owners: tuple[str, ...]) -> dict[str, bytes]:
    """`bureau/owners.yaml` with the accounts that are not yet in it."""
    there = session.data(session.file("bureau-owners")).get("owners", [])
    known = {owner["id"] for owner in there}
    new: list[Data] = []
    for owner in owners:
        number, *login = _LOGIN_BEGINS.split(owner, maxsplit=1)
        form = Form("bureau-owners", at=("owners", len(there) + len(new)), left_out=frozenset({"note"}))
        account = session.ask(form, {"id": number, "login": "".join(login)})
        if account["id"] not in known:
            known.add(account["id"])
            new.append(account)
    return session.added("bureau-owners", {"owners": new}) if new else {}


@_decision("登记豁免", "Records a waiver of a condition in principle")
def waiver(session: Session) -> None:
    """三: in-principle rules only."""
    there = session.data(session.file("bureau-waivers")).get("waivers", [])
    verdict = session.verdict(session.as_of)
    session.show_verdict(verdict)
    open_ = _waivable(verdict)
    if not open_:
        raise click.ClickException(
            say("没有未满足的原则性条件，不用豁免", "no condition in principle is not met: there is nothing to waive")
        )
    form = Form(
        "bureau-waivers",
        at=("waivers", len(there)),
        left_out=frozenset({"covers"}),
        today=frozenset({"granted_on"}),
        choices={"rule": [Choice(rule, BY_ID[rule].title) for rule in open_]},
        refusals={"rule": _not_waivable},
        checks={"until": _later_than("granted_on")},
    )
    data = session.ask(form)
    rule = BY_ID[data["rule"]]
    entry = {**data, "covers": covers(rule, open_[rule.id])}
    session.write(session.added("bureau-waivers", {"waivers": [entry]}))


def _waivable(verdict: UnionVerdict) -> dict[str, Finding]:
    """The findings that a waiver can be for, one for each rule; a waiver in force may be renewed before its end."""
    found: dict[str, Finding] = {}
    for finding in verdict.findings:
        if finding.strength is Strength.IN_PRINCIPLE and finding.outcome in (Outcome.NOT_MET, Outcome.WAIVED):
            found.setdefault(finding.rule, finding)
    return found


def _not_waivable(text: str) -> Text:
    rule = next((rule for rule in RULES if text in (rule.id, rule.title.zh, rule.title.en)), None)
    if rule is None:
        return Text(
            "没有这个条件；unions rules 列出全部条件", "there is no such condition; `unions rules` lists them all"
        )
    if rule.strength is not Strength.IN_PRINCIPLE:
        return WAIVER_OF_A_MUST.message.fill({"rule": rule.id})
    return Text(f"“{rule.title.zh}”没有未满足，不用豁免", f"“{rule.title.en}” is not unmet: there is nothing to waive")


def _later_than(field: str, *, same_day: bool = False) -> Callable[[str, Data], Text | None]:
    """A check that a day comes after another field's, or is the same where `same_day`; `*` is the entry being filled in."""

    def check(day: str, answers: Any) -> Text | None:
        *groups, name = field.split("/")
        for group in groups:
            answers = answers[-1 if group == "*" else group]
        first = answers.get(name)
        if first is None or day > first or (same_day and day == first):
            return None
        if same_day:
            return Text(f"不能早于 {first}", f"is before {first}")
        return Text(f"须晚于 {first}", f"has to be later than {first}")

    return check


@_decision("登记支持措施和项目", "Records support granted, with its project if it is one")
def support(session: Session) -> None:
    """五, 六（二）: the shares add up to the grant."""
    there = session.data(session.file("bureau-support")).get("grants", [])
    session.show_verdict(session.verdict(session.as_of))
    form = Form(
        "bureau-support",
        at=("grants", len(there)),
        left_out=frozenset({"project/completed_on", "project/termination"}),
        today=frozenset({"granted_on"}),
        choices={"project/shares/*/credit_code": _members(session)},
        refusals={"project/shares/*/credit_code": _no_member},
        checks={"project/ends_on": _later_than("project/starts_on", same_day=True)},
        needs={"project": "amount"},
        sums={"project/shares": Sum("amount", "amount")},
    )
    data = session.ask(form)
    if status_on(session.folder.union, date.fromisoformat(data["granted_on"])) is not Status.APPROVED:
        session.tell("这一天联合体不是已核准状态，请核对", "on that day the union is not approved: please verify")
    session.write(session.added("bureau-support", {"grants": [data]}))


def _members(session: Session) -> list[Choice]:
    try:
        members = session.folder.union.members_on(session.as_of)
        return [Choice(member.credit_code, Text(member.name, member.name)) for member in members]
    except Unfilled as unfilled:
        raise click.ClickException(
            say(f"成员名单还读不全，先改好 {unfilled.place.file}", f"the members cannot be read: mend {unfilled.place.file} first")
        ) from unfilled  # fmt: skip


def _no_member(_: str) -> Text:
    return Text("成员里没有这一家：填名称、信用代码或序号", "no such member: give a name, a credit code or a number")


@_decision("登记解散", "Records the dissolution")
def dissolution(session: Session) -> None:
    """六（三）"""
    session.refuse_second(session.file("bureau-dissolution"))
    approved = session.data(session.file("bureau-approval")).get("approved_on")
    if approved is None:
        raise click.ClickException(
            say("这个联合体没有核准，谈不上解散", "this union was never approved, so that it cannot be dissolved")
        )
    session.show_verdict(session.verdict(session.as_of))

    def after_approval(day: str, _: Data) -> Text | None:
        return None if day >= approved else Text(f"不能早于批复（{approved}）", f"is before the approval ({approved})")

    def another(slug: str, _: Data) -> Text | None:
        return Text("不能是自己", "is the union itself") if slug == session.slug else None

    form = Form(
        "bureau-dissolution",
        today=frozenset({"dissolved_on"}),
        checks={"dissolved_on": after_approval, "successor": another},
    )
    data = session.ask(form)
    successor = data.get("successor")
    if successor is not None:
        _tell_of_successor(session, successor)
    session.write(session.added("bureau-dissolution", data))


def _tell_of_successor(session: Session, successor: str) -> None:
    named = None
    if successor not in session.held.slugs:
        session.tell(f"还没有名为 {successor} 的联合体", f"there is no union {successor} yet")
    else:
        with suppress(Unfilled):
            named = session.held.open(successor, frozenset({"union"})).union.basics.predecessor
    if named != session.slug:
        session.tell(
            f"后继联合体要在 union.yaml 里写 predecessor: {session.slug}",
            f"the successor has to say predecessor: {session.slug} in its union.yaml",
        )


@_decision(
    "登记年度总结的收到日期、问题答复和督促指导",
    "Records the receipt of an annual summary, answers to its problems, supervision",
    click.option("--year", type=click.IntRange(2000, 2099), help=say("年度", "year of the summary")),
)
def receipt(session: Session, year: int | None) -> None:
    """六（一）: what is on record already stays; the rest may come later."""
    session.show_verdict(session.verdict(session.as_of))
    if year is not None:
        session.given["year"] = str(year)
    year = _year(session)
    if year not in session.folder.union.summaries:
        session.tell(f"还没有 annual/{year}.yaml", f"there is no annual/{year}.yaml yet")
    there = session.data(session.file("bureau-annual", year))
    recorded = {field: value for field, value in there.items() if not isinstance(value, list)}
    _refuse_recorded(session, recorded)
    closed = {answer["problem"] for answer in there.get("answers", ()) if answer.get("closed") is True}

    def still_open(problem: str, _: Data) -> Text | None:
        return Text("这个问题已经办结", "this problem is settled already") if problem in closed else None

    form = Form(
        "bureau-annual",
        left_out=frozenset({"year", *recorded}),
        today=frozenset({"answers/*/answered_on", "supervision/*/asked_on"}),
        choices={"answers/*/problem": _problems(session, year)},
        happened=frozenset({"bureau_received_on", "recommender_received_on", "supervision/*/done_on"}),
        checks={
            "answers/*/problem": still_open,
            "supervision/*/due_on": _later_than("supervision/*/asked_on", same_day=True),
            "supervision/*/done_on": _later_than("supervision/*/asked_on", same_day=True),
        },
    )
    data = session.ask(form)
    if not data:
        raise click.ClickException(say("什么也没有填，没有登记", "nothing was given, so nothing was recorded"))
    session.write(session.added("bureau-annual", data if there else {"year": str(year), **data}, year))


def _year(session: Session) -> int:
    """The year of the summary: as given, else asked for, the latest summary's by default."""
    given = session.given.pop("year", "").strip()
    if not given and session.manner.asks:
        default = max(session.folder.union.summaries, default=session.as_of.year)
        given = str(click.prompt(say("年度", "Year"), default=str(default), err=True))
    form = Form("bureau-annual", left_out=_ALL_BUT_THE_YEAR)
    return int(session.ask(form, {"year": given})["year"])


_ALL_BUT_THE_YEAR = frozenset({"bureau_received_on", "recommender_received_on", "answers", "supervision"})


def _refuse_recorded(session: Session, recorded: Data) -> None:
    for field, answer in session.given.items():
        if field in recorded and answer.strip():
            raise click.ClickException(
                say(
                    f"{field} 已登记为 {recorded[field]}，不会覆盖；要更正，请改文件并提交合并请求",
                    f"{field} is on record as {recorded[field]} and is not overwritten; to correct it, edit the file in "
                    "a pull request",
                )
            )


def _problems(session: Session, year: int) -> list[Choice]:
    """The problems of the year's summary by their number; none where they cannot be read."""
    try:
        problems = session.folder.union.summaries[year].problems
        texts = [quoted(problem.text) for problem in problems]
    except (KeyError, Unfilled):
        return []
    return [Choice(str(number), Text(text, text)) for number, text in enumerate(texts, 1)]
