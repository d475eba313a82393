"""The site with its application form, served under its policies, and what the command line says of each draft."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.apply.drafts import AS_OF, DAMAGES, Draft, damaged, sample, sample_slugs
from tests.server import Quiet, serving
from tests.sites import need_samples, sample_root
from union_registry.apply import neighbours
from union_registry.apply.desk import Desk
from union_registry.catalogue.build import build
from union_registry.catalogue.published import published
from union_registry.cli import cli
from union_registry.register import Register

# As the maintainer guide gives them for servers that send headers.
COMMON = (
    "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
PAGE_POLICY = f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; {COMMON}"
WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
BARE = "/apply/bare.html"


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of the sample unions with its finished site in site/; to be read only."""
    root = sample_root(tmp_path_factory.mktemp("apply"))
    build(root, root / "site", date.fromisoformat(AS_OF), form=True)
    return root


@pytest.fixture(scope="session")
def site(register: Path) -> Path:
    """That site."""
    return register / "site"


@pytest.fixture(scope="session")
def archive(site: Path) -> bytes:
    """The engine as browsers get it."""
    name = json.loads((site / "apply/engine.json").read_bytes())["engine"]
    return (site / "apply" / name).read_bytes()


@pytest.fixture(scope="session")
def engine(archive: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine unpacked."""
    folder = tmp_path_factory.mktemp("engine")
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def desk(register: Path) -> Desk:
    """The engine as it is installed here."""
    held = Register(register)
    others = [neighbours.told(union.slug, union.data) for union in published(held, date.fromisoformat(AS_OF))]
    return Desk(register, others)


@pytest.fixture(scope="session")
def drafts() -> dict[str, Draft]:
    """Every sample union, and one of them with each damage."""
    need_samples()
    return {slug: sample(slug) for slug in sample_slugs()} | {name: damaged(name) for name in DAMAGES}


@pytest.fixture(scope="session")
def told(
    register: Path, desk: Desk, drafts: dict[str, Draft], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What `unions check SLUG --format json` says of the folder in each draft's zip, unpacked where its union was."""
    root = tmp_path_factory.mktemp("told")
    shutil.copytree(register / "schema", root / "schema")
    said = {}
    for name, draft in drafts.items():
        shutil.rmtree(root / "unions", ignore_errors=True)
        shutil.copytree(register / "unions", root / "unions", ignore=shutil.ignore_patterns(draft["slug"]))
        with zipfile.ZipFile(BytesIO(desk.packed(draft))) as opened:
            opened.extractall(root)
        done = CliRunner().invoke(
            cli, ["--root", str(root), "check", draft["slug"], "--format", "json", "--as-of", AS_OF]
        )
        assert done.exit_code in (0, 1), done.output
        said[name] = json.loads(done.stdout)
    return said


class _Handler(Quiet):
    def do_GET(self) -> None:  # noqa: N802  # the name that http.server calls
        if self.path != BARE:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>bare</title><link rel=icon href=data:,>")

    def end_headers(self) -> None:
        if self.path.startswith("/apply/"):
            self.send_header("Content-Security-Policy", WORKER_POLICY if self.path.endswith(".js") else PAGE_POLICY)
        super().end_headers()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Address of the site on a server of this machine that sends the policies as headers; no slash at its end."""
    with serving(site, _Handler) as address:
        yield address
