"""The catalogue on this machine, built again and reloaded when something changes."""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import date
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from union_registry.catalogue.build import Written, build
from union_registry.catalogue.errors import CatalogueError
from union_registry.catalogue.page import TEMPLATES
from union_registry.catalogue.prose import THEME
from union_registry.catalogue.published import Unpublishable
from union_registry.catalogue.refusal import tell
from union_registry.clock import today
from union_registry.faults import BrokenRegister

INPUTS = ("unions", "docs", "schema", "mkdocs.yml")


def serve(root: Path, host: str, port: int, *, as_of: date | None = None) -> None:
    """Build `root` into its `site/` and serve that until interrupted.

    A build that fails is told at the terminal and leaves the last good site standing. `as_of`
    fixes the day; otherwise each build takes the day it is made on.
    """
    site = root / "site"

    def rebuild() -> None:
        # Raising would make the server hold back every page until the next good build.
        try:
            _tell(build(root, site, as_of or today(), form=True))
        except Unpublishable as refused:
            tell(refused, sys.stderr)
        except (CatalogueError, BrokenRegister) as error:
            print(f"\n{error}\n", file=sys.stderr)
        except Exception:
            traceback.print_exc()

    rebuild()
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    server = LiveReloadServer(rebuild, host, port, str(site))
    server.error_handler = lambda code: _error_page(site, code)
    for watched in (*(root / name for name in INPUTS), TEMPLATES, THEME):
        if watched.exists():
            server.watch(str(watched))
    print(f"{server.url}  （Ctrl+C 结束 / to stop）", file=sys.stderr)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def _tell(done: Written) -> None:
    changed = len(done.written) + len(done.removed)
    print(f"已生成，{changed} 个文件有变化 / built, {changed} files changed", file=sys.stderr)


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
