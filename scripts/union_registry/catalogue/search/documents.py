"""What is searched in a record or a section of a page, and the row from which the browser shows it as a result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from union_registry.catalogue import address
from union_registry.catalogue.search.normal import normalised
from union_registry.vocabulary import Term

if TYPE_CHECKING:
    from union_registry.catalogue.overview import Membership, Summary, UnionEntry
    from union_registry.catalogue.published import PublishedUnion
    from union_registry.catalogue.search.sections import Section

SAMPLE, ENDED = 1, 2


class Kind(NamedTuple):
    """A group of results: its key, whether its pages have English versions below en/, and how many rows lie in a file.

    What is shown at once mostly comes from different files, so that they are kept near 2,000 bytes.
    """

    key: str
    is_bilingual: bool
    together: int


UNION, ORGANISATION = Kind("union", True, 3), Kind("organisation", False, 20)
CHAIN, COUNTY = Kind("chain", True, 25), Kind("county", True, 25)
YEAR, PROSE = Kind("year", True, 3), Kind("prose", False, 2)
KINDS = (UNION, ORGANISATION, CHAIN, COUNTY, YEAR, PROSE)


class Document(NamedTuple):
    """Normalised texts by field, positions in the vocabularies, and the row; `order` is the place among its kind."""

    order: Any
    row: tuple[object, ...]
    name: str
    other_names: str = ""
    technologies: str = ""
    text: str = ""
    code: str = ""
    chains: Sequence[int] = ()
    county: int | None = None


class Terms:
    """The chains or the counties, by their place in the vocabulary."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = list(terms.values())
        self.number = {term.key: number for number, term in enumerate(self.terms)}

    def documents(self, kind: Kind) -> Iterator[Document]:
        """The terms' own pages."""
        page = {CHAIN: address.chain_page, COUNTY: address.county_page}[kind]
        for term in self.terms:
            names = [term.label.zh, term.label.en, list(term.aliases)]
            name = normalised(term.label.zh)
            yield Document(
                order=(len(name), self.number[term.key]),
                row=(page(term.key), *names, SAMPLE * term.sample),
                name=name,
                other_names=normalised("\n".join((term.label.en, *term.aliases))),
            )


def union_document(union: PublishedUnion, entry: UnionEntry, chains: Terms, counties: Terms) -> Document:
    """A union: names, letter, sub-field and goals. Live ones come first, of those of one length the newest."""
    facts = union.data["union"]
    letter = union.data.get("bureau/approval", {}).get("letter", "")
    technologies = [facts["sub_field"], *(goal for goals in facts.get("goals", {}).values() for goal in goals)]
    chain, county = chains.number[entry.chain], counties.number[entry.county]
    flags = SAMPLE * entry.sample | ENDED * entry.is_dissolved
    name = normalised(entry.name)
    return Document(
        order=(entry.is_dissolved, len(name), _later_first(entry.approved_on), entry.slug),
        row=(
            entry.page,
            entry.name,
            entry.name_en,
            chain,
            county,
            flags,
            entry.lead,
            entry.lead_en,
            letter,
            technologies,
        ),
        name=name,
        other_names=normalised(f"{entry.name_en}\n{letter}"),
        technologies=normalised("\n".join(technologies)),
        chains=(chain,),
        county=county,
    )


def organisation_document(memberships: Sequence[Membership], chains: Terms, counties: Terms) -> Document:
    """A unit as its newest union names it, with every chain that it is or was part of.

    Names of one length go by their ends: those that end alike then stand in a row, which a list of places
    tells in two numbers instead of one for each.
    """
    if len(memberships) > 1:
        memberships = sorted(memberships, key=lambda one: one.union.slug)
        memberships.sort(key=lambda one: one.union.approved_on, reverse=True)
    unit = memberships[0]
    names = dict.fromkeys([name for one in memberships for name in (one.name, *one.former_names)])
    others = tuple([name for name in names if name != unit.name])
    listed = tuple(sorted({chains.number[one.union.chain] for one in memberships}))
    is_sample = all(one.union.sample for one in memberships)
    is_former = all(one.is_former or one.union.is_dissolved for one in memberships)
    flags = SAMPLE * is_sample | ENDED * is_former
    name, county = normalised(unit.name), counties.number[unit.county]
    return Document(
        order=f"{len(name):04}{name[::-1]}{unit.key}",
        row=(unit.page, unit.name, unit.name_en, listed, county, flags, others),
        name=name,
        other_names=normalised("\n".join((unit.name_en, *others))) if unit.name_en or others else "",
        code=(unit.credit_code or "").lower(),
        chains=listed,
        county=county,
    )


def year_document(year: int) -> Document:
    """The page of a year's summaries."""
    return Document(
        order=(-year, 0),
        row=(address.year_page(year), year),
        name=normalised(f"{year} 年度总结"),
        other_names=normalised(f"annual summaries {year}"),
    )


def summary_document(number: int, summary: Summary, chains: Terms, counties: Terms) -> Document:
    """What a union told of a year, by its anchor in the page of that year; `number` is its place there."""
    entry, year = summary.union, summary.standing.year
    chain, county = chains.number[entry.chain], counties.number[entry.county]
    flags = SAMPLE * entry.sample | ENDED * entry.is_dissolved
    text = "\n".join((summary.text, *(problem["text"] for problem in summary.problems)))
    page = f"{address.year_page(year)}#text-{entry.slug}"
    return Document(
        order=(-year, 1, number),
        row=(page, year, entry.name, entry.name_en, chain, county, flags, text),
        name=normalised(f"{entry.name} {year} 年度总结"),
        other_names=normalised(entry.name_en),
        text=normalised(text),
        chains=(chain,),
        county=county,
    )


def section_document(number: int, section: Section) -> Document:
    """A section of a hand-written page; `number` is its place among all."""
    return Document(
        order=(number,),
        row=section,
        name=normalised(section.heading),
        text=normalised(section.text),
    )


def _later_first(text: str) -> tuple[int, ...]:
    """Sorts the other way round."""
    return tuple(-ord(character) for character in text)
