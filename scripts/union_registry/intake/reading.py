"""Reads what people hand in: filled Word forms, lists in Excel, the zip of a union's folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from union_registry.intake import folder, gathering
from union_registry.intake.claims import Claims, disagreement, shown
from union_registry.intake.doubt import UNPLACED, Doubt
from union_registry.intake.gathering import Gathered
from union_registry.intake.labels import filled, plain
from union_registry.intake.layout import Block, Layout, Paragraph, paragraphs, row_places
from union_registry.intake.office import Package, opened
from union_registry.intake.placing import Placing
from union_registry.intake.printed import agreement, filing, lists, recommendation
from union_registry.intake.printed.form import Form, is_titling
from union_registry.intake.values import Values
from union_registry.refused import Refused
from union_registry.register import Register
from union_registry.text import Text

FORMS = (recommendation.FORM, agreement.FORM, filing.FORM)
_BEFORE_TITLE = re.compile(
    r"(?:附件(?:[0-9一二三][:.、]?)?)?《?(?:锡林郭勒盟.{0,30}|[^0-9:.、]{0,24}产业链)?(?:创新联合体)?"
)
_PAGE = re.compile("第?[-—]?[0-9]+[-—]?页?(?:[,/]?共[0-9]+页)?")
_NONE = Refused(
    Text(
        "这不是推荐表、组建协议或备案登记表，也不是成员名单",
        "this is neither recommendation form, agreement nor filing form, nor a list of members",
    ),
    Text(
        "请交填好的附件1、附件2、附件3（.docx，保留表的标题），成员名单（.xlsx，保留列名），或联合体文件夹的 .zip",
        "hand in annex 1, 2 or 3 (.docx, with its title), a list of members (.xlsx, with its row of labels), or the .zip of a union's folder",
    ),
)


@dataclass(frozen=True)
class Reading:
    """What was read: values by file and doubts in the file's order; `slug` where the file says it.

    `files` holds the very bytes of files that came as YAML.
    """

    values: dict[str, dict[str, Any]]
    doubts: tuple[Doubt, ...] = ()
    slug: str | None = None
    files: dict[str, bytes] = field(default_factory=dict)


def read(name: str, data: bytes, held: Register) -> Reading:
    """Reads one file; `name` counts for its ending alone. Refused if it is not read at all, with what to do."""
    parts = opened(name, data)
    if "[Content_Types].xml" not in parts:
        found = folder.read(parts)
        return Reading(found.values, tuple(found.doubts), found.slug, found.files)
    package = Package(parts)
    main = package.main()
    if main.endswith("workbook.xml") or main.startswith("xl/"):
        from union_registry.intake.excel import workbook as program
    else:
        from union_registry.intake.word import document as program  # type: ignore[no-redef]
    layout = program.layout(package)
    return _placed(layout, held, sheets=main.startswith("xl/"))


def merged(readings: Iterable[Reading]) -> Reading:
    """Several files of one union as one reading; where two disagree the first stays, and both are told.

    Refused if they are of several unions, by the credit codes of their leads.
    """
    readings = list(readings)
    leads = {code for reading in readings if (code := gathering.lead(reading.values.get("members.yaml")))}
    if len(leads) > 1:
        raise Refused(
            Text(
                f"这些文件不是同一个联合体的：牵头单位有 {'、'.join(sorted(leads))}",
                f"these files are of several unions, led by {', '.join(sorted(leads))}",
            ),
            Text("一次只交一个联合体的文件", "hand in the files of one union at a time"),
        )
    values: Gathered = {}
    doubts: list[Doubt] = [doubt for reading in readings for doubt in reading.doubts]

    def clash(path: str, old: Any, new: Any) -> Any:
        doubts.append(Doubt(Text("几个文件之间", "between the files"), shown(new), path, disagreement(old)))
        return old

    for reading in readings:
        gathering.lay_files(values, reading.values, clash, set())
    slugs = dict.fromkeys(reading.slug for reading in readings if reading.slug)
    _in_order(values, [reading.values for reading in readings])
    files = {path: content for reading in readings for path, content in reading.files.items()}
    alone = {
        path: content for path, content in files.items() if sum(path in reading.values for reading in readings) <= 1
    }
    return Reading(values, tuple(doubts), next(iter(slugs)) if len(slugs) == 1 else None, alone)


def _placed(layout: Layout, held: Register, *, sheets: bool) -> Reading:
    claims, values = Claims(), Values(held)
    form: Form | None = lists.FORM if sheets else None
    for form_, blocks in _segments(layout.blocks, form):
        if form_ is not None:
            Placing(form_, values, claims).read(blocks)
    if not claims.values:
        found = form is None and any(form_ for form_, _ in _segments(layout.blocks, None))
        if not found:
            raise _NONE
    doubts = [*claims.doubts, *_left(claims, layout.blocks)]
    places = {id(piece.where): number for number, piece in enumerate(paragraphs(layout.blocks))}
    doubts.sort(key=lambda doubt: places.get(id(doubt.where), 10**9))
    doubts += [
        Doubt(aside.where, aside.text, None, aside.why)
        for aside in layout.asides
        if not (aside.printed and _is_printed(aside.text))
    ]
    _in_order(claims.values, [claims.values])
    return Reading(claims.values, tuple(doubts))


def _segments(blocks: list[Block], form: Form | None) -> list[tuple[Form | None, list[Block]]]:
    """The file's forms, each with its blocks: one file may hold all three annexes, one behind the other."""
    if form is not None:
        return [(form, blocks)]
    found: list[tuple[Form | None, list[Block]]] = [(None, [])]
    for block in blocks:
        text = block.text if isinstance(block, Paragraph) else ""
        begun = next((each for each in FORMS if text and _is_title(each, text)), None)
        if begun is not None and begun is not found[-1][0]:
            before = found[-1][1]
            around: list[Block] = []
            while before and isinstance(before[-1], Paragraph) and is_titling(before[-1].text):
                around.insert(0, before.pop())
            found.append((begun, around))
        found[-1][1].append(block)
    if len(found) == 1:
        return [(_likely(blocks), blocks)]
    if found[0][1]:  # what stands before the first title belongs to the first form
        found[1] = (found[1][0], found[0][1] + found[1][1])
    return found[1:]


def _likely(blocks: list[Block]) -> Form | None:
    """The form whose title stands somewhere inside, else the one of whose labels and headings most are there."""
    texts = [piece.text for piece in paragraphs(blocks)]
    titled = next((form for text in texts[:60] for form in FORMS if _is_title(form, text)), None)
    if titled is not None:
        return titled
    scores = {
        number: len(set(_labels_of(form)) & {plain(text).strip(":") for text in texts})
        for number, form in enumerate(FORMS)
    }
    best = max(scores, key=lambda number: scores[number])
    return FORMS[best] if scores[best] >= 5 else None


def _labels_of(form: Form) -> Iterator[str]:
    from union_registry.intake.labels import key

    for part in form.parts:
        yield from map(key, part.headings)
        for fields in (part.fields, *(rows.columns for rows in part.tables)):
            for each in fields:
                yield from map(key, each.labels)


def _is_title(form: Form, text: str) -> bool:
    said = plain(text).rstrip("》()参考模板")
    for name in form.names:
        if said.endswith(name) and len(said) < 60 and _BEFORE_TITLE.fullmatch(said.removesuffix(name)):
            return True
    return False


def _is_printed(text: str) -> bool:
    """Whether each line is blank, a title or a year, as headers and footers of the forms are."""
    return all(
        not filled(line)
        or _PAGE.fullmatch(plain(line))
        or any(form.is_wording(line) or form.named_in(line) for form in FORMS)
        for line in text.split("\n")
    )


def _left(claims: Claims, blocks: list[Block]) -> list[Doubt]:
    """A doubt for each place where something stands that is nowhere accounted for; the cells of a row are one."""
    rows = dict(row_places(blocks))
    left: dict[int, tuple[Text, list[str]]] = {}
    for piece in claims.unplaced(blocks):
        row = rows.get(id(piece.where), id(piece.where))
        left.setdefault(row, (piece.where, []))[1].append(piece.text.strip())
    return [Doubt(where, "\n".join(said), None, UNPLACED) for where, said in left.values()]


def _in_order(values: Gathered, readings: list[Gathered]) -> None:
    """The lead first, the others as the fullest list has them; accounts by year."""
    members = values.get("members.yaml", {}).get("members")
    if members:
        lists_ = [reading.get("members.yaml", {}).get("members", []) for reading in readings]
        fullest = max(lists_, key=lambda listed: sum(map(len, listed)))

        def place(member: dict[str, Any]) -> tuple[bool, int]:
            at = next(
                (n for n, other in enumerate(fullest) if gathering.are_one("members", member, other)), len(fullest)
            )
            return member.get("tier") != "lead", at

        members.sort(key=place)
    accounts = values.get("lead.yaml", {}).get("accounts")
    if accounts:
        accounts.sort(key=lambda account: account.get("year", ""))
