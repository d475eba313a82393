"""The whole catalogue: prose, records, links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import UndefinedError

from union_registry.catalogue import published as source
from union_registry.catalogue.errors import AddressError, LinkError, RecordError, TreeError
from union_registry.catalogue.generated import write_documents
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.links import broken_links
from union_registry.catalogue.overview import Membership, Overview, UnionEntry
from union_registry.catalogue.page import Page, Templates
from union_registry.catalogue.pages.chain import chain_page, chains, chains_page
from union_registry.catalogue.pages.county import counties, counties_page, county_page
from union_registry.catalogue.pages.home import home_page, home_view
from union_registry.catalogue.pages.organisation import organisation_page, organisations_pages
from union_registry.catalogue.pages.union import relatives, union_page, unions_page
from union_registry.catalogue.pages.year import STANDINGS, year_page, years_page
from union_registry.catalogue.prose import Prose, prose
from union_registry.catalogue.sitemap import sitemap
from union_registry.catalogue.tree import MARKER, PREVIEW_MARKER, Tree, public_folder
from union_registry.finding import OUTCOME_WORDS
from union_registry.model.union import STATUS_WORDS, Status
from union_registry.register import Register
from union_registry.yearly import REMARK_WORDS

Progress = Callable[[str, int], None]

# Their pages are many and come from templates that the tests check link by link.
_MASSES = {"unions", "organisations"}
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
) -> Written:
    """Build the catalogue of the register in `root` into `site`, as of a day.

    `progress` is told what is being built and how many of it are done. `unions` stands in for
    the published unions of `root`; only in a `preview` may they be unions that are not approved.
    Every page of a preview says that it is one, and it lies where the public sees nothing. Raises a
    CatalogueError that says what to mend.
    """
    public = public_folder(site, root) if preview else None
    if public:
        raise TreeError(
            f"预览不能放在 {public} 里，那里是公开的；请换一个文件夹\n"
            f"a preview cannot lie in {public}, which is for the public: choose another folder"
        )
    tell = progress or _silent
    tell("prose", 0)
    register = Register(root)
    write_documents(register)
    built = prose(root, preview=preview)
    labels = Labels(root / "schema", register.vocabularies)
    writer = _Writer(Tree(site, PREVIEW_MARKER if preview else MARKER), built, labels, tell)
    writer.copy_prose()
    overview = Overview(as_of)
    writer.unions(overview, source.published(register, as_of) if unions is None else unions)
    writer.others(overview)
    writer.finish()
    checked = [path for path in writer.tree.files() if preview or _is_checked(path)]
    broken = broken_links(site, checked, built.address())
    if broken:
        raise LinkError("\n".join(["网站里有坏链接 / broken links:", *map(str, broken)]))
    return Written(dict(writer.counts), writer.tree.written, writer.tree.removed, prose_is_fresh=built.fresh)


def _silent(*_: object) -> None:
    pass


def _is_checked(path: str) -> bool:
    section, _, name = path.rpartition("/")
    return section not in _MASSES or name.startswith(("index.", "list-"))


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


class _Writer:
    """Renders pages and sets them into the shell of their section."""

    def __init__(self, tree: Tree, built: Prose, labels: Labels, tell: Progress) -> None:
        self.tree = tree
        self.counts: Counter[str] = Counter()
        self._prose = built
        self._shells = built.shells()
        self._labels = labels
        self._tell = tell
        self._pages: list[str] = []
        words = {
            "outcomes": OUTCOME_WORDS, "standings": STANDINGS, "remarks": REMARK_WORDS, "statuses": STATUS_WORDS,
        }  # fmt: skip
        self._templates = Templates(labels, words)

    def copy_prose(self) -> None:
        """Copy what MkDocs made."""
        for path, content in self._prose.files():
            self.tree.write(path, content)
            if path.endswith(".html") and path != "404.html":
                self._pages.append(path)
                self.counts["prose"] += 1

    def unions(self, overview: Overview, unions: Iterable[source.PublishedUnion]) -> None:
        """Write each union's page as it comes, and take it into `overview`."""
        waiting: list[tuple[source.PublishedUnion, UnionEntry, list[Membership]]] = []
        for union in unions:
            if union.status not in _PUBLIC and not self._prose.preview:
                raise RecordError(
                    f"unions/{union.slug}: 没有核准，不能上正式网站 / is not approved and cannot be on the site"
                )
            with _told_of(union.slug):
                entry, members = overview.add(union)
                # A page that links to another union has to wait until it is known whether that
                # one is published; these are few.
                if relatives(union):
                    waiting.append((union, entry, members))
                else:
                    self._write(union_page(union, entry, members, {}, self._labels))
        if waiting:
            known = {entry.slug: entry for entry in overview.unions}
            for union, entry, members in waiting:
                with _told_of(union.slug):
                    self._write(union_page(union, entry, members, known, self._labels))

    def others(self, overview: Overview) -> None:
        """Write every page that rests on more than one union."""
        self._write(unions_page(overview.unions))
        for memberships in overview.units.values():
            self._write(organisation_page(memberships))
        for page in organisations_pages(overview.units):
            self._write(page)
        all_chains = chains(overview, self._labels)
        for chain in all_chains:
            self._write(chain_page(chain, self._labels))
        self._write(chains_page(all_chains))
        all_counties = counties(overview, self._labels)
        for county in all_counties:
            self._write(county_page(county))
        self._write(counties_page(all_counties))
        for year, summaries in overview.summaries.items():
            self._write(year_page(year, summaries, self._labels))
        self._write(years_page(overview.summaries))
        view = home_view(overview, all_chains, all_counties)
        home = home_page(
            self._prose.home(),
            lambda name: self._templates.render(f"home_{name}.html", view, up=""),
        )
        self.tree.write("index.html", home)
        self._pages.append("index.html")

    def finish(self) -> None:
        """Write the sitemap, and remove what no longer belongs."""
        address = self._prose.address()
        # A sitemap holds whole addresses only; where the site will lie is not always known. A preview has none.
        if address and not self._prose.preview:
            # Units last: they are the ones to be cut off, should there be too many.
            pages = sorted(self._pages, key=lambda page: (page.startswith("organisations"), page))
            self.tree.write("sitemap.xml", sitemap(address, pages))
        self.tree.close()

    def _write(self, page: Page) -> None:
        section = page.section
        content = self._templates.render(page.template, page.view)
        shell = self._shells[section]
        self.tree.write(page.path, shell.page(page.title, page.description, page.contents, content))
        self._pages.append(page.path)
        self.counts[section] += 1
        self._tell(section, self.counts[section])
