"""What is told of a print: which fields stayed blank, and what in the files could not be printed as it should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from union_registry.forms.given import records, text
from union_registry.forms.material import Material
from union_registry.schema.checks import TO_DO
from union_registry.source.fault import Fault
from union_registry.source.kinds import PRIVATE, kind_of
from union_registry.text import Text

_CONTACTS = ("lead_contact", "recommender_contact")


class Told(NamedTuple):
    """`blank` is what is not filled in, `wrong` what is wrong in form."""

    blank: list[Text]
    wrong: list[Text]


def told_faults(faults: Iterable[tuple[str, Fault]], folder: str, kinds: frozenset[str], year: int) -> Told:
    """The faults of files of these `kinds` below `folder`; of the yearly ones those of `year` alone."""
    told = Told([], [])
    for file, fault in faults:
        name = file.removeprefix(folder)
        kind = kind_of(name)
        if kind is None or kind.schema not in kinds or (kind.yearly and str(year) not in name):
            continue
        message = fault.check.message.fill(fault.values)
        if fault.check.id in TO_DO:
            told.blank.append(message)
        else:
            place = f"{name}:{fault.line}" if fault.line else name
            told.wrong.append(Text(f"{place} {message.zh}", f"{place} {message.en}"))
    return told


def private_blanks(material: Material) -> Iterator[Text]:
    """What the contacts' file does not say, without a name or a number of anybody."""
    private = material.file(PRIVATE)
    if not private:
        yield Text("没有 private.yaml：联系人、电话、年龄", "no private.yaml: contacts, phones, ages")
        return
    properties = material.held.schemas["private"]["properties"]
    for key in _CONTACTS:
        contact = material.contact(key)
        if not all(contact.values()):
            title = properties[key]["title"]
            yield Text(f"private.yaml：{title}", f"private.yaml: {key}")
    aged = [text(entry, "name") for entry in records(private, "team_ages") if text(entry, "age")]
    team = [text(person, "name") for person in records(material.file("lead.yaml"), "team")]
    without = sum(max(team.count(name) - aged.count(name), 0) for name in set(team))
    strangers = sum(max(aged.count(name) - team.count(name), 0) for name in set(aged))
    if without:
        yield Text(f"private.yaml：科研团队里 {without} 人的年龄", f"private.yaml: the ages of {without} of the team")
    if strangers:
        yield Text(
            f"private.yaml 里 {strangers} 人的年龄没有印：姓名与 lead.yaml 的团队名单对不上",
            f"private.yaml: the ages of {strangers} people, whose names are not those of the team in lead.yaml",
        )
