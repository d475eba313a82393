"""The files of the search index, below `search/` in the site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from union_registry.catalogue.search import codec
from union_registry.catalogue.search.documents import (
    CHAIN,
    COUNTY,
    KINDS,
    ORGANISATION,
    PROSE,
    UNION,
    YEAR,
    Document,
    Kind,
    Terms,
    organisation_document,
    section_document,
    summary_document,
    union_document,
    year_document,
)
from union_registry.catalogue.search.grams import NAME, OTHER_NAME, TECHNOLOGY, TEXT, Grams
from union_registry.catalogue.search.sections import sections
from union_registry.vocabulary import Term

if TYPE_CHECKING:
    from union_registry.catalogue.overview import Membership, Summary, UnionEntry
    from union_registry.catalogue.published import PublishedUnion

# Of these the browser knows how long each name is, and so whether all of a name was typed.
_MEASURED = (UNION, ORGANISATION, CHAIN, COUNTY)


class SearchIndex:
    """Takes in what the site holds, and gives the files that the browser searches it by.

    Unions and units may come in any order; sections of pages, and summaries of a year, are shown in theirs.
    """

    def __init__(self, chains: Mapping[str, Term], counties: Mapping[str, Term]) -> None:
        """`chains` and `counties` are the terms of the vocabularies; each has a page of its own."""
        self._chains, self._counties = Terms(chains), Terms(counties)
        self._documents: dict[Kind, list[Document]] = {kind: [] for kind in KINDS}
        self._documents[CHAIN] += self._chains.documents(CHAIN)
        self._documents[COUNTY] += self._counties.documents(COUNTY)

    def union(self, union: PublishedUnion, entry: UnionEntry) -> None:
        """Take in a union."""
        self._documents[UNION].append(union_document(union, entry, self._chains, self._counties))

    def unit(self, memberships: Sequence[Membership]) -> None:
        """Take in a unit by all its memberships (at least one)."""
        self._documents[ORGANISATION].append(organisation_document(memberships, self._chains, self._counties))

    def year(self, year: int, summaries: Sequence[Summary]) -> None:
        """Take in a year with the summaries that have a text to read."""
        known = self._documents[YEAR]
        known.append(year_document(year))
        for summary in summaries:
            if summary.text:
                known.append(summary_document(len(known), summary, self._chains, self._counties))

    def prose(self, path: str, html: str) -> None:
        """Take in the page at `path` by its sections."""
        known = self._documents[PROSE]
        for section in sections(path, html):
            known.append(section_document(len(known), section))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path in the site and content of each file; to be asked for once, at the end.

        All but the first lie in a folder named by their content, so that a page that was opened before the site
        was built again never mixes two indexes.
        """
        files, facts = self._made()
        digest = sha256()
        for name, content in files.items():
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        folder = digest.hexdigest()[:12]
        yield "search/index.json", _json({"folder": folder, **facts})
        for name, content in files.items():
            yield f"search/{folder}/{name}", content

    def _made(self) -> tuple[dict[str, bytes], dict[str, object]]:
        """The files by name, and what the browser has to know of them."""
        lists = _Lists(len(self._chains.terms), len(self._counties.terms))
        files: dict[str, bytes] = {}
        kinds: list[tuple[str, int, int, bool]] = []
        lengths: list[int] = []
        first = 0
        for kind in KINDS:
            documents = sorted(self._documents.pop(kind))
            for number, document in enumerate(documents, first):
                lists.post(number, document)
            first += len(documents)
            if kind in _MEASURED:
                lengths += (len(document.name) for document in documents)
            kinds.append((kind.key, len(documents), kind.together, kind.is_bilingual))
            files.update(_rows(kind, documents))
        written = lists.written()
        for name, contents in written.items():
            files.update((f"{name}-{i}.bin", content) for i, content in enumerate(contents))
        facts = {
            "kinds": kinds,
            "lengths": [(len(list(equal)), length) for length, equal in groupby(lengths)],
            "files": {name: len(contents) for name, contents in written.items()},
            "chains": _labels(self._chains),
            "counties": _labels(self._counties),
        }
        return files, facts


class _Lists:
    """The lists of pieces of text and of code, and of the documents of each chain and county."""

    def __init__(self, chains: int, counties: int) -> None:
        self._pieces = {"text": Grams(), "code": Grams()}
        self._chains: list[list[int]] = [[] for _ in range(chains)]
        self._counties: list[list[int]] = [[] for _ in range(counties)]

    def post(self, number: int, document: Document) -> None:
        """Take in the document of this number; numbers have to come in their order."""
        add = self._pieces["text"].add_text
        add(number, NAME, document.name)
        # Most documents, being units, have a name and nothing else.
        if document.other_names:
            add(number, OTHER_NAME, document.other_names)
        if document.technologies:
            add(number, TECHNOLOGY, document.technologies)
        if document.text:
            add(number, TEXT, document.text)
        self._pieces["code"].add_code(number, document.code)
        for chain in document.chains:
            self._chains[chain].append(number)
        if document.county is not None:
            self._counties[document.county].append(number)

    def written(self) -> dict[str, list[bytes]]:
        """The files of each kind of list."""
        terms = {"chain": self._chains, "county": self._counties}
        return {name: grams.files() for name, grams in self._pieces.items()} | {
            name: [codec.documents(ids) for ids in listed] for name, listed in terms.items()
        }


def _rows(kind: Kind, documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(documents), kind.together):
        rows = [document.row for document in documents[start : start + kind.together]]
        yield f"{kind.key}-{start // kind.together}.json", _json(rows)


def _labels(terms: Terms) -> list[tuple[str, str]]:
    return [(term.label.zh, term.label.en) for term in terms.terms]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
