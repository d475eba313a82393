"""One run of `unions record`: a union, what was answered beforehand, and what is written in the end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

import click

from union_registry import index
from union_registry.cli.edge import confirmed, no_such_union, register, tracked_private
from union_registry.cli.recording.answers import Answers
from union_registry.cli.recording.form import Data, Form
from union_registry.cli.recording.interview import Interview, Manner
from union_registry.cli.recording.overlay import Overlay
from union_registry.cli.say import say
from union_registry.disk import replace
from union_registry.engine import Judge, UnionVerdict, fault_finding
from union_registry.finding import Finding
from union_registry.register import Folder, Register
from union_registry.report.discretion import discreet
from union_registry.report.lines import Line, finding_lines, union_lines
from union_registry.report.terminal import Printer, tell
from union_registry.source.kinds import BY_SCHEMA
from union_registry.text import Text
from union_registry.writing.canonical import Unformattable
from union_registry.writing.entry import added

# Lines of a verdict that go into detail: the English, what to do, the place.
_DETAIL = " " * 6


class Session:
    """A decision on the union `slug`, from the first question to the file; ClickException for whatever stands against it."""

    def __init__(self, ctx: click.Context, slug: str, given: Answers, manner: Manner) -> None:
        self.held: Register = register(ctx)
        if slug not in self.held.slugs:
            raise no_such_union(self.held, slug)
        self.slug, self.given, self.manner, self.as_of = slug, dict(given), manner, manner.as_of

    @cached_property
    def folder(self) -> Folder:
        return self.held.open(self.slug)

    def file(self, schema: str, year: int = 0) -> str:
        """The repository path of a file of the union."""
        return self.folder.within(BY_SCHEMA[schema].path.format(year=year))

    def contents(self, file: str) -> bytes:
        """What a file holds; b"" if it is not there."""
        try:
            return self.held.tree.contents(file)
        except FileNotFoundError:
            return b""
        except NotADirectoryError as error:
            raise click.ClickException(
                say(f"{file} 在链接后面，不读也不写：删去链接", f"{file} lies behind a link and is neither read nor written: remove the link")
            ) from error  # fmt: skip

    def data(self, file: str) -> Data:
        """The data of a file of the union, {} if it is not there; ClickException if it is not in order."""
        if not self.contents(file):
            return {}
        if any(faulty == file for faulty, _ in self.folder.faults):
            raise click.ClickException(
                say(f"{file} 本身有写法问题：先按 unions check 的提示改好", f"{file} is not in order itself: mend it first, as `unions check` says")
            )  # fmt: skip
        _, document = self.folder.documents[file]
        return dict(document.data)

    def refuse_second(self, file: str) -> None:
        """Refuses to record what is on record already."""
        if self.contents(file):
            raise click.ClickException(
                say(
                    f"{file} 已经有了，不会覆盖；要更正，请改这个文件并提交合并请求",
                    f"{file} exists already and is not overwritten; to correct it, edit the file in a pull request",
                )
            )

    def verdict(self, day: date, over: Mapping[str, bytes] | None = None) -> UnionVerdict:
        """The verdict on the union as of `day`; `over` are files by path as they would be."""
        held = Register(self.held.root, tree=Overlay(self.held.tree, over or {}))
        names = index.load(held.root, held.slugs)
        return Judge(held, names, day, tracked_private(held.root)).verdict(self.slug)

    def show_verdict(self, verdict: UnionVerdict) -> None:
        """A verdict in short: what is not met, waits, is waived or is for people."""
        lines = union_lines(self._as_shown(verdict), met=False)
        Printer(sys.stderr).print(line for line in lines if not line.text.startswith(_DETAIL))

    def obstacles(self, verdict: UnionVerdict) -> Text | None:
        """What fails in a verdict, in a sentence; None if nothing does."""
        failing = [finding for finding in self._as_shown(verdict).findings if finding.outcome.fails]
        if not failing:
            return None
        zh, en = ([_words(finding, language) for finding in failing] for language in ("zh", "en"))
        return Text(
            f"有 {len(failing)} 项未满足或待判，须写明仍予批复的理由：{'；'.join(zh)}",
            f"{len(failing)} not met or pending, so a reason is needed: {'; '.join(en)}",
        )

    def ask(self, form: Form, given: Answers | None = None) -> Data:
        """The form, filled in from `given` (all that was given, by default) and from what is asked."""
        answers = self.given if given is None else given
        return Interview(self.held, form, answers, self.manner).fill()

    def tell(self, zh: str, en: str) -> None:
        tell(say(zh, en))

    def added(self, schema: str, new: Data, year: int = 0, *, instead: bool = False) -> dict[str, bytes]:
        """A file of the union with `new` added, or with `new` alone `instead` of what it holds, by its path."""
        kind, file = BY_SCHEMA[schema], self.file(schema, year)
        try:
            return {file: added(b"" if instead else self.contents(file), new, self.held.schemas, kind)}
        except Unformattable as error:
            raise click.ClickException(
                say(f"{file} 的写法特殊，程序加不进去，没有改动：请手工修改", f"{file} cannot be added to safely and was left as it is: edit it by hand")
            ) from error  # fmt: skip

    def write(self, files: Mapping[str, bytes]) -> None:
        """Shows what will be written, asks, writes, and shows the verdict that comes of it."""
        self._refuse_faulty(files)
        if self.manner.dry_run:
            for content in files.values():
                Printer().print(_lines(content))
            return
        if not self.manner.public:
            for file, content in files.items():
                Printer(sys.stderr).print([Line("head", file), *_folded(_lines(content))])
        if not self.manner.yes:
            if not self.manner.asks:
                raise click.ClickException(
                    say("没有写入：这里不能确认，加 --yes 直接写入", "nothing was written: nobody can confirm here, add --yes to write")
                )  # fmt: skip
            if not confirmed(say("写入？", "Write this?")):
                raise click.Abort
        for file, content in files.items():
            replace(self.held.root / Path(file), content)
            click.echo(file)
        self.show_verdict(self.verdict(self.as_of))

    def _as_shown(self, verdict: UnionVerdict) -> UnionVerdict:
        (shown,) = discreet([verdict], self.held.publicity) if self.manner.public else [verdict]
        return shown

    def _refuse_faulty(self, files: Mapping[str, bytes]) -> None:
        faults = Register(self.held.root, tree=Overlay(self.held.tree, files)).open(self.slug).faults
        found = [fault_finding(file, fault, self.slug) for file, fault in faults if file in files]
        if found:
            for finding in () if self.manner.public else found:
                Printer(sys.stderr).print(finding_lines(finding))
            raise click.ClickException(
                say("这样写出的文件不合格，没有写入", "the file would not be in order, so nothing was written")
            )


def _words(finding: Finding, language: str) -> str:
    return f"{finding.clause} {getattr(finding.message, language)}".strip()


def _lines(content: bytes) -> Iterator[Line]:
    return (Line("plain", line) for line in content.decode().rstrip("\n").split("\n"))


def _folded(lines: Iterable[Line]) -> Iterator[Line]:
    """The file without the digests of a decision, which nobody can check by eye and which hide the rest."""
    inside = False
    for line in lines:
        inside = line.text.startswith("    ") if inside else inside
        if not inside:
            yield line
        if line.text == "  findings:":
            inside = True
            yield Line("quiet", "    …")
