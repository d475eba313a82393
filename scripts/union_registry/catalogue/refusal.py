"""Tells at the terminal why the site could not be brought up to date."""

from __future__ import annotations

import sys
from typing import TextIO

from union_registry.catalogue.published import Unpublishable
from union_registry.report.lines import finding_lines
from union_registry.report.terminal import Printer


def tell(refused: Unpublishable, stream: TextIO | None = None) -> None:
    """The faults on `stream` (default: standard output), then in one sentence what they stop."""
    for finding in refused.findings:
        Printer(stream).print(finding_lines(finding))
    print(
        f"{refused}，网站没有全部更新；改好后再生成一次\n"
        "the site is only partly up to date: mend the files above and build again",
        file=sys.stderr,
    )
