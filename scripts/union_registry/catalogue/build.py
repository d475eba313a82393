"""The whole catalogue: prose, records, lists, news, data, search, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import UndefinedError

from union_registry.apply import neighbours
from union_registry.catalogue import published as source
from union_registry.catalogue.applying.files import files as application_form
from union_registry.catalogue.data.about import About, Licence
from union_registry.catalogue.data.codebook import codebook
from union_registry.catalogue.data.linked_data import embedded, website_document
from union_registry.catalogue.data.llms import llms_txt
from union_registry.catalogue.edition import Edition
from union_registry.catalogue.embed import badge, badge_path, card, card_path
from union_registry.catalogue.errors import AddressError, LinkError, RecordError, TreeError
from union_registry.catalogue.gathered import Gathered
from union_registry.catalogue.generated import write_documents
from union_registry.catalogue.language import languages
from union_registry.catalogue.links import broken_links
from union_registry.catalogue.listing.data import data_file
from union_registry.catalogue.news.feed import Channel
from union_registry.catalogue.news.revisions import last_changed, revisions
from union_registry.catalogue.overview import Membership, UnionEntry
from union_registry.catalogue.page import Page
from union_registry.catalogue.pages.chain import chain_page, chains
from union_registry.catalogue.pages.county import counties, county_page
from union_registry.catalogue.pages.data import codebook_page, data_page
from union_registry.catalogue.pages.home import home_view
from union_registry.catalogue.pages.lists import list_pages, lists
from union_registry.catalogue.pages.network import Network
from union_registry.catalogue.pages.organisation import organisation_page
from union_registry.catalogue.pages.union import relatives, union_page
from union_registry.catalogue.pages.year import year_page
from union_registry.catalogue.prose import prose
from union_registry.catalogue.settings import Settings, settings
from union_registry.catalogue.tree import MARKER, PREVIEW_MARKER, Tree, public_folder
from union_registry.catalogue.writer import Progress, Writer
from union_registry.model.union import Status
from union_registry.register import Register

# Their pages are many and come from templates that the tests check link by link.
_MASSES = {"unions", "organisations", "en/unions", "embed"}
# What a union on the public site can be.
_PUBLIC = {Status.APPROVED, Status.DISSOLVED}


@dataclass(frozen=True)
class Written:
    """What a build did: pages by section, and the files of the site that it changed."""

    pages: Mapping[str, int]
    written: Sequence[str]
    removed: Sequence[str]
    prose_is_fresh: bool


def build(
    root: Path,
    site: Path,
    as_of: date,
    *,
    progress: Progress | None = None,
    unions: Iterable[source.PublishedUnion] | None = None,
    preview: bool = False,
    form: bool = False,
) -> Written:
    """Build the catalogue of the register in `root` into `site`, as of a day.

    `progress` is told what is being built and how many of it are done. `unions` stands in for
    the published unions of `root`; only in a `preview` may they be unions that are not approved.
    Every page of a preview says that it is one, and it lies where the public sees nothing. `form`
    adds what the application form runs on, 14 MB. Raises a CatalogueError that says what to mend.
    """
    public = public_folder(site, root) if preview else None
    if public:
        raise TreeError(
            f"预览不能放在 {public} 里，那里是公开的；请换一个文件夹\n"
            f"a preview cannot lie in {public}, which is for the public: choose another folder"
        )
    tell = progress or _silent
    tell("prose", 0)
    register, described = Register(root), settings(root)
    write_documents(register)
    built = prose(root, preview=preview)
    tree = Tree(site, PREVIEW_MARKER if preview else MARKER)
    writer = Writer(tree, built, tell)
    revised = revisions(register, as_of) if unions is None else {}
    about = _about(described, as_of, built.address())
    gathered = Gathered(register, about, revised)
    writer.prose()
    for path, html in built.texts():
        gathered.search.prose(path, html)
    catalogue = _Catalogue(
        register,
        [Edition(language, register, built, described) for language in languages()],
        gathered,
        last_changed(revised),
        writer,
        preview=preview,
    )
    catalogue.unions(source.published(register, as_of) if unions is None else unions)
    catalogue.others(Channel(described.site_name, described.publisher, built.address(), described.authority))
    if form:
        for path, content in application_form(register, catalogue.neighbours, as_of, described.source):
            tree.write(path, content)
    writer.finish()
    broken = broken_links(site, [path for path in tree.files() if preview or _is_checked(path)], built.address())
    if broken:
        raise LinkError("\n".join(["网站里有坏链接 / broken links:", *map(str, broken)]))
    return Written(dict(writer.counts), tree.written, tree.removed, prose_is_fresh=built.fresh)


def _silent(*_: object) -> None:
    pass


def _about(described: Settings, as_of: date, address: str | None) -> About:
    licence = Licence(**described.data_licence) if described.data_licence else None
    return About(as_of, address, described.site_name, described.publisher, licence)


def _is_checked(path: str) -> bool:
    section, _, name = path.rpartition("/")
    return section not in _MASSES or name.startswith("index.")


@contextmanager
def _told_of(slug: str) -> Iterator[None]:
    """Turn what missing data cause into an error that names the union's folder."""
    try:
        yield
    except (KeyError, UndefinedError, AddressError) as error:
        what = error if isinstance(error, AddressError) else repr(error)
        raise RecordError(
            f"unions/{slug}: 数据不完整，不能生成网页（{what}）；请运行 unions check {slug}\n"
            f"unions/{slug} cannot be shown: run unions check {slug}"
        ) from error


class _Catalogue:
    """Everything in the site that comes from records."""

    def __init__(
        self,
        register: Register,
        editions: Sequence[Edition],
        gathered: Gathered,
        changed: Mapping[str, date],
        writer: Writer,
        *,
        preview: bool,
    ) -> None:
        self._register = register
        self._editions = editions
        self._gathered = gathered
        self._changed = changed
        self._writer = writer
        self._preview = preview
        # What the application form compares with.
        self.neighbours: list[list[Any]] = []

    def unions(self, unions: Iterable[source.PublishedUnion]) -> None:
        """Write the files of each union as it comes, and gather from it."""
        waiting: list[tuple[source.PublishedUnion, UnionEntry, Sequence[Membership]]] = []
        for union in unions:
            if union.status not in _PUBLIC and not self._preview:
                raise RecordError(
                    f"unions/{union.slug}: 没有核准，不能上正式网站 / is not approved and cannot be on the site"
                )
            with _told_of(union.slug):
                entry, members, record = self._gathered.union(union)
                self.neighbours.append(neighbours.told(union.slug, union.data))
                self._writer.tree.write(*record)
                # A page that links to another union has to wait until it is known whether that
                # one is published; these are few.
                if relatives(union):
                    waiting.append((union, entry, members))
                else:
                    self._union(union, entry, members, {})
        if waiting:
            known = {entry.slug: entry for entry in self._gathered.overview.unions}
            for union, entry, members in waiting:
                with _told_of(union.slug):
                    self._union(union, entry, members, known)

    def others(self, channel: Channel) -> None:
        """Write all pages and files that rest on more than one union."""
        gathered, tree = self._gathered, self._writer.tree
        network = Network(gathered.overview)
        for path, content in chain(gathered.search_files(), gathered.data.files()):
            tree.write(path, content)
        tree.write("llms.txt", llms_txt(gathered.data.about, gathered.data.offers))
        for edition in self._editions:
            for page in self._pages(edition, network):
                self._writer.page(page, edition)
            self._lists(edition)
            for path, content in gathered.news.files(channel, edition.labels):
                tree.write(path, content)

    def _union(
        self,
        union: source.PublishedUnion,
        entry: UnionEntry,
        members: Sequence[Membership],
        known: Mapping[str, UnionEntry],
    ) -> None:
        changed_on = self._changed.get(entry.slug)
        for edition in self._editions:
            page = union_page(union, entry, members, known, self._gathered.as_of, changed_on, edition)
            self._writer.page(page, edition)
        if self._preview:
            return
        (chinese, _) = self._editions
        self._writer.tree.write(badge_path(entry.slug), badge(entry))
        self._writer.tree.write(card_path(entry.slug), card(entry, chinese))

    def _lists(self, edition: Edition) -> None:
        """Write the pages of each list and the data that a browser sorts and filters it from, then the home page."""
        overview, labels = self._gathered.overview, edition.labels
        all_chains, all_counties = chains(overview, labels), counties(overview, labels)
        for listing in lists(overview, all_chains, all_counties, labels):
            for page in list_pages(listing, edition.language):
                self._writer.page(page, edition)
            self._writer.tree.write(edition.language.page(listing.data), data_file(listing))
        about = website_document(
            self._gathered.data.about,
            edition.language.gettext("盟科技局核准的重点产业链创新联合体：成员、建设目标、条件核对与年度总结"),
            edition.language,
            "search.html?q={search_term_string}",
        )
        self._writer.home(home_view(overview, all_chains, all_counties), edition, embedded(about))

    def _pages(self, edition: Edition, network: Network) -> Iterator[Page]:
        """The pages of an edition that rest on more than one union, but for lists."""
        overview, data, labels = self._gathered.overview, self._gathered.data, edition.labels
        language = edition.language
        if not language.folder:
            for memberships in overview.units.values():
                yield organisation_page(memberships, network, edition)
        yield network.page(labels)
        for each in chains(overview, labels):
            yield chain_page(each, labels)
        for county in counties(overview, labels):
            yield county_page(county, language)
        for year, summaries in overview.summaries.items():
            yield year_page(year, summaries, labels)
        yield from self._gathered.news.pages(labels)
        yield data_page(data.about, data.offers, data.sampling, language)
        tables = [filled.table for filled in data.tables]
        yield codebook_page(codebook(data.fields, self._register.publicity, tables), language)
