"""The open data of one build: rows are taken in while unions stream by, then the files are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from union_registry.catalogue.data.about import About
from union_registry.catalogue.data.annual import Year, annual_table
from union_registry.catalogue.data.conditions import Judged, conditions_table
from union_registry.catalogue.data.fields import Fields
from union_registry.catalogue.data.format import FORMATS
from union_registry.catalogue.data.members import Member, members_table
from union_registry.catalogue.data.offer import FOLDER, File, Offer
from union_registry.catalogue.data.package import package
from union_registry.catalogue.data.record import Records, record_path
from union_registry.catalogue.data.record_schema import NAME, record_schema
from union_registry.catalogue.data.schemas import published_schemas
from union_registry.catalogue.data.store import Store, program
from union_registry.catalogue.data.table import Filled
from union_registry.catalogue.data.telling import Tellings
from union_registry.catalogue.data.unions import UnionRow, unions_table
from union_registry.catalogue.overview import Membership, UnionEntry
from union_registry.catalogue.published import PublishedUnion
from union_registry.register import Register


class OpenData:
    """Tables, records and their descriptions.

    Call `union` for each union, then run through `files` once; only then are `offers` there.
    """

    def __init__(self, register: Register, about: About) -> None:
        self.about = about
        self.fields = Fields(register.schemas, register.vocabularies)
        self.offers: tuple[Offer, ...] = ()
        self._register = register
        self._records = Records(register.schemas, about.site)
        self._tellings = Tellings()
        self._unions = Filled(unions_table(self.fields))
        self._members = Filled(members_table(self.fields))
        self._years = Filled(annual_table(self.fields))
        self._conditions = Filled(conditions_table())
        # Of all that rows are made from, so that the same rows need not be written again.
        self._digest = sha256()
        self._samples = 0

    @property
    def tables(self) -> Sequence[Filled[Any]]:
        """The four tables with the rows taken in so far."""
        return self._unions, self._members, self._years, self._conditions

    @property
    def sampling(self) -> str:
        """How much of the data is invented: `all`, `some`, or nothing (`""`)."""
        return "" if not self._samples else "all" if self._samples == len(self._unions) else "some"

    def union(self, published: PublishedUnion, entry: UnionEntry, members: Sequence[Membership]) -> tuple[str, bytes]:
        """Take a union in; gives path and bytes of its own JSON. `members` are in the order of its file."""
        tellings = [self._tellings.of(condition) for condition in published.conditions]
        record = self._records.json(published, members, tellings)
        self._digest.update(record)
        self._digest.update(repr(entry).encode())
        self._samples += published.sample
        self._unions.add(UnionRow(published, entry))
        listed = published.data["members"]["members"]
        for number, (membership, member) in enumerate(zip(members, listed, strict=True), 1):
            self._members.add(Member(entry, number, membership, member))
        for duty in published.summaries:
            summary, receipt = f"annual/{duty.year}", f"bureau/annual/{duty.year}"
            self._years.add(Year(entry, duty, published.data.get(summary, {}), published.data.get(receipt, {})))
        for number, (condition, telling) in enumerate(zip(published.conditions, tellings, strict=True), 1):
            self._conditions.add(Judged(entry, number, condition, telling.measured))
        return record_path(published.slug), record

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of each file, the unions' own apart."""
        store, key = Store(self._register.root / ".cache" / "data"), self._key()
        offers, sums = [], []
        for filled in self.tables:
            offered = []
            for kind in FORMATS:
                name = f"{filled.table.name}.{kind.extension}"
                content = store.file(name, key, partial(kind.write, filled))
                file = File(name, kind, len(content), sha256(content).hexdigest())
                offered.append(file)
                sums.append((name, file.sha256))
                yield file.path, content
            offers.append(Offer(filled.table, len(filled), tuple(offered)))
        self.offers = tuple(offers)
        described = package(self.about, self.offers, is_sample=bool(self.sampling))
        sums.append(("datapackage.json", sha256(described).hexdigest()))
        yield f"{FOLDER}datapackage.json", described
        yield f"{FOLDER}SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in sums).encode()
        schema = record_schema(self._register.schemas, self._register.publicity)
        yield from published_schemas(self._register.root / "schema", self.about.site, {NAME: schema})

    def _key(self) -> str:
        """What the tables' bytes rest on: the data, the declarations, the program."""
        digest = self._digest.copy()
        digest.update(program())
        for filled in self.tables:
            digest.update(repr(filled.table.declaration()).encode())
        return digest.hexdigest()[:32]
