"""Every link and anchor of the finished site, judged by a link checker that knows nothing of how it is made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any


def _checked(site: Path) -> Any:
    lychee = Path(sys.executable).with_name("lychee")
    done = subprocess.run(
        [lychee, "--offline", "--include-fragments", "--no-progress", "--format", "json", "--root-dir", site,
         f"{site}/**/*.html"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_every_internal_link_and_anchor_leads_somewhere(site: Path) -> None:
    found = _checked(site)

    assert found["error_map"] == {}
    assert found["successful"] > 5000


def test_a_link_or_an_anchor_that_leads_nowhere_would_be_found(site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site / "assets", broken / "assets")
    (broken / "a.html").write_text('<a href="b.html#there">b</a> <a href="b.html#not">b</a> <a href="c.html">c</a>')
    (broken / "b.html").write_text('<h1 id="there">b</h1>')

    assert _checked(broken)["errors"] == 2
