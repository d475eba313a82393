"""What is gathered while the unions stream by, for pages and files about more than one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from union_registry.catalogue.data.about import About
from union_registry.catalogue.data.open_data import OpenData
from union_registry.catalogue.news.news import News
from union_registry.catalogue.news.revisions import Revisions
from union_registry.catalogue.overview import Membership, Overview, UnionEntry
from union_registry.catalogue.published import PublishedUnion
from union_registry.catalogue.search import SearchIndex
from union_registry.register import Register


class Gathered:
    """An index of the unions, the news, the open data and the search; each keeps no more than it needs."""

    def __init__(self, register: Register, about: About, revised: Mapping[str, Revisions]) -> None:
        vocabularies = register.vocabularies
        self.overview = Overview(about.as_of)
        self.news = News(about.as_of, revised)
        self.data = OpenData(register, about)
        self.search = SearchIndex(vocabularies["chains"].terms, vocabularies["counties"].terms)

    @property
    def as_of(self) -> date:
        return self.overview.as_of

    def union(self, union: PublishedUnion) -> tuple[UnionEntry, Sequence[Membership], tuple[str, bytes]]:
        """Take a union in; gives its entry, its members, and path and bytes of its own record."""
        entry, members = self.overview.add(union)
        self.news.union(union, entry, members)
        self.search.union(union, entry)
        return entry, members, self.data.union(union, entry, members)

    def search_files(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of each file of the search index; to be asked for once, when all unions are in."""
        for memberships in self.overview.units.values():
            self.search.unit(memberships)
        for year, summaries in self.overview.summaries.items():
            self.search.year(year, summaries)
        return self.search.files()
