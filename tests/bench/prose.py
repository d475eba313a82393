"""Sites of Markdown pages for MkDocs, to compare the catalogue's pages with."""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

from tests.bench import words
from tests.bench.measure import Cost, run

PAGES = 500

_ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_CONFIG = """\
site_name: bench
use_directory_urls: false
theme:
  name: {theme}
plugins: []
"""
# Without it MkDocs lists every page on every page, as it does unless told otherwise.
_SHORT_NAV = "nav: [index.md]\n"


class Sample:
    """Some `PAGES` record pages of a finished site, evenly taken, each as Markdown of the same text, tables and links."""

    def __init__(self, site: Path) -> None:
        records = sorted((site / "organisations").glob("*.html")) + sorted((site / "unions").glob("*.html"))
        chosen = [path for path in records if path.stem != "index"][:: max(len(records) // PAGES, 1)]
        self.pages = {str(path.relative_to(site).with_suffix(".md")): _markdown(path) for path in chosen}

    @property
    def letters(self) -> int:
        """Characters of text that a page holds in the mean, markup aside."""
        return sum(len(re.sub(r"\(\S*\)|[\s|#-]", "", text)) for text in self.pages.values()) // len(self.pages)


def bare_pages(folder: Path, theme: str, letters: int) -> Callable[[], Cost]:
    """Measures a bare `mkdocs build` (a name, a theme, search off) of plain paragraphs: all of it, for each page."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# 首页\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG.format(theme=theme), "utf-8")
    for number in range(1, PAGES + 1):
        (folder / "docs" / f"page-{number:03}.md").write_text(_paragraphs(number, letters), "utf-8")
    return lambda: run(sys.executable, "-m", "mkdocs", "build", "--quiet", cwd=folder) * (1 / PAGES)


def plain_pages(folder: Path, theme: str, letters: int) -> Callable[[], Cost]:
    """The same with no page in the navigation, less the cost of a start: what one page more takes."""
    for name in _BOTH:
        (folder / name / "docs").mkdir(parents=True)
        (folder / name / "docs" / "index.md").write_text("# 首页\n", "utf-8")
        (folder / name / "mkdocs.yml").write_text(_CONFIG.format(theme=theme) + _SHORT_NAV, "utf-8")
    for number in range(1, PAGES + 1):
        (folder / "with" / "docs" / f"page-{number:03}.md").write_text(_paragraphs(number, letters), "utf-8")
    return partial(_cost, folder, PAGES)


def same_pages(folder: Path, root: Path, sample: Sample) -> Callable[[], Cost]:
    """Measures MkDocs as the register at `root` uses it for its prose, on records as Markdown: what one page takes."""
    # Only some of the pages are there, so that many a link leads nowhere.
    config = (root / "mkdocs.yml").read_text("utf-8").replace("strict: true\n", "").partition("\nvalidation:")[0]
    for name in _BOTH:
        for part in ("docs", "scripts"):
            shutil.copytree(root / part, folder / name / part, symlinks=True)
        (folder / name / "mkdocs.yml").write_text(config, "utf-8")
    for name, text in sample.pages.items():
        (folder / "with" / "docs" / name).write_text(text, "utf-8")
    return partial(_cost, folder, len(sample.pages))


_BOTH = ("with", "without")


def _cost(folder: Path, pages: int) -> Cost:
    """The cost of a build with the pages less that of one without them, for each page."""
    without, everything = (
        run(sys.executable, "-m", "mkdocs", "build", "--quiet", cwd=folder / name) for name in reversed(_BOTH)
    )
    return (everything - without) * (1 / pages)


def _paragraphs(number: int, letters: int) -> str:
    chosen = random.Random(number)
    text, paragraphs = 0, [f"# 第 {number} 页"]
    while text < letters:
        paragraph = "。".join(chosen.sample((*words.RULES, *words.STATES), 3)) + "。"
        paragraphs.append(paragraph[: letters - text])
        text += len(paragraph)
    return "\n\n".join(paragraphs) + "\n"


def _markdown(page: Path) -> str:
    article = _ARTICLE.search(page.read_text("utf-8"))
    writer = _Markdown()
    writer.feed(article[1] if article else "")
    return "\n\n".join(writer.blocks) + "\n"


class _Markdown(HTMLParser):
    """Headings, paragraphs, lists, tables and links of an article as blocks of Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._text = ""
        self._rows: list[list[str]] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = re.sub(r"\.html\b", ".md", dict(attrs).get("href") or "")
            self._text += "["
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td", "p", "li", "h1", "h2", "h3"):
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(self._text.split())
        if tag == "a":
            self._text += f"]({self._href})"
        elif tag in ("th", "td"):
            self._rows[-1].append(text)
        elif tag == "table":
            head, *rows = self._rows
            rows = [head, ["---"] * len(head), *rows]
            self.blocks.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
            self._rows = []
        elif tag in _BLOCKS and text:
            self.blocks.append(_BLOCKS[tag] + text)

    def handle_data(self, data: str) -> None:
        self._text += data


_BLOCKS = {"p": "", "li": "- ", "h1": "# ", "h2": "## ", "h3": "### "}
