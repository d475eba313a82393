"""Writes files and pages of every language into the site, and remembers which pages there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from union_registry.catalogue.assets import assets
from union_registry.catalogue.edition import Edition
from union_registry.catalogue.page import Page
from union_registry.catalogue.pages.home import HomeView, home_page
from union_registry.catalogue.prose import Prose
from union_registry.catalogue.sitemap import sitemap
from union_registry.catalogue.tree import Tree

Progress = Callable[[str, int], None]


class Writer:
    """What is written during one build; `counts` holds the pages by section."""

    def __init__(self, tree: Tree, built: Prose, tell: Progress) -> None:
        self.tree = tree
        self.counts: Counter[str] = Counter()
        self._prose = built
        self._tell = tell
        self._pages: list[str] = []

    def prose(self) -> None:
        """Copy what MkDocs made, and scripts and styles."""
        for path, content in self._prose.files():
            self.tree.write(path, content)
            if path.endswith(".html") and path != "404.html":
                self._pages.append(path)
                self.counts["prose"] += 1
        for path, content in assets().items():
            self.tree.write(path, content)

    def page(self, page: Page, edition: Edition) -> None:
        """Write a record, a list or another page that stands in a frame."""
        path = edition.path(page)
        self.tree.write(path, edition.html(page))
        self._pages.append(path)
        self.counts[page.section] += 1
        self._tell(page.section, self.counts[page.section])

    def home(self, view: HomeView, edition: Edition, head: str) -> None:
        """Write the home page of an edition; `head` is HTML."""
        path = edition.language.page("index.html")
        up = "../" * edition.language.folder.count("/")
        html = self._prose.home(edition.language).replace("</head>", f"{head}</head>", 1)
        self.tree.write(
            path,
            home_page(html, lambda name: edition.templates.render(f"home_{name}.html", view, up=up, local="")),
        )
        self._pages.append(path)

    def finish(self) -> None:
        """Write the sitemap, and remove what no longer belongs."""
        address = self._prose.address()
        # A sitemap holds whole addresses only; where the site will lie is not always known. A preview has none.
        if address and not self._prose.preview:
            # Units last: they are the ones to be cut off, should there be too many.
            pages = sorted(self._pages, key=lambda page: (page.startswith("organisations"), page))
            self.tree.write("sitemap.xml", sitemap(address, pages))
        self.tree.close()
