"""The hand-written pages and the shells, built by MkDocs when something they rest on has changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from union_registry.catalogue.banner import with_banner
from union_registry.catalogue.errors import ProseError
from union_registry.catalogue.language import Language, languages
from union_registry.catalogue.shell import Shell

SECTIONS = ("unions", "organisations", "chains", "counties", "years", "news", "data")
THEME = Path(__file__).parent / "theme"

# Material's search is off, and nobody debugs its scripts on this site; the sitemap is our own.
_LEFT_OUT = re.compile(r"assets/javascripts/(lunr|workers)/|\.map$|^sitemap\.xml")
_NO_TEXT = {"404.html", "search.html", "en/search.html"}
_WARNING = re.compile(r"^(?:WARNING|ERROR)\s+-\s+(.*)$", re.MULTILINE)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)index\.html">')


@dataclass(frozen=True)
class Prose:
    """A finished MkDocs build; of a `preview` every page says so."""

    folder: Path
    fresh: bool
    preview: bool = False

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of each file that goes into the site as it is: no home, no shells."""
        folders = [language.folder for language in languages()]
        ours = {f"{folder}{page}" for folder in folders for page in ("index.html", *map(_frame, SECTIONS))}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name not in ours and not _LEFT_OUT.search(name):
                yield name, self._page(name).encode() if name.endswith(".html") else path.read_bytes()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Path and HTML of each page to be read, but for the home pages and those that only hold a form."""
        for path, content in self.files():
            if path.endswith(".html") and path not in _NO_TEXT:
                yield path, content.decode()

    def home(self, language: Language) -> str:
        """HTML of the home page, its `<!-- register:… -->` places not yet filled."""
        return self._page(language.page("index.html"))

    def address(self) -> str | None:
        """Where the site will be published, with a slash at its end; None if that is not known."""
        found = _CANONICAL.search(self._page("index.html"))
        return found[1] if found else None

    def shells(self, language: Language) -> dict[str, Shell]:
        """The shell of each section."""
        return {
            section: Shell(
                self._page(language.page(_frame(section))),
                f"docs/{language.folder}{section}/index.md",
                language.gettext("目录"),
            )
            for section in SECTIONS
        }

    def _page(self, name: str) -> str:
        html = (self.folder / name).read_bytes().decode("utf-8")
        return with_banner(html, name) if self.preview else html


def prose(root: Path, *, preview: bool = False) -> Prose:
    """MkDocs' build of `root`, from the cache while its inputs are the same, for the site or for a preview.

    Raises ProseError with MkDocs' own warnings.
    """
    cache = root / ".cache" / "prose"
    folder, stamp = cache / "site", cache / "key"
    key = _key(root)
    if stamp.is_file() and stamp.read_text() == key and folder.is_dir():
        return Prose(folder, fresh=False, preview=preview)
    # Without the stamp a build that breaks off half-way is never taken for a good one.
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    cache.mkdir(parents=True, exist_ok=True)
    # Not --quiet: with it, strict mode lets everything through.
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ProseError(_explained(done.stderr))
    stamp.write_text(key)
    return Prose(folder, fresh=True, preview=preview)


def _frame(section: str) -> str:
    return f"{section}/index.html"


def _key(root: Path) -> str:
    """Digest of everything that MkDocs' output depends on."""
    digest = sha256()
    for fact in (version("mkdocs"), version("mkdocs-material"), os.environ.get("SITE_URL", "")):
        digest.update(fact.encode() + b"\0")
    for folder, files in ((root, [root / "mkdocs.yml", *_below(root / "docs")]), (THEME, _below(THEME))):
        for file in files:
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _explained(stderr: str) -> str:
    warnings = _WARNING.findall(stderr)
    # Where MkDocs stopped otherwise (bad mkdocs.yml, a template), its last lines say why.
    lines = warnings or stderr.strip().splitlines()[-12:]
    head = "docs/ 或 mkdocs.yml 有问题，MkDocs 未能生成网页 / MkDocs could not build the prose:"
    return "\n  ".join([head, *lines])
