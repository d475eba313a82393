"""Two pages as a clerk sees them; `python -m tests.forms.test_golden` writes them anew from what is printed now."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.forms.documents import LOST_TABLE, print_all, show_all, written

GOLDEN = Path(__file__).parent / "golden"
DPI = 60
# The page with the table of annex 1, as LibreOffice shows the Word file and as the PDF has it.
PAGE = ("附件1-推荐表-sample-sound.pdf", 1)
KINDS = ("word", "pdf")
# How much ink may stand where there was none near, or be missing, as a share of all ink. Other fonts come to less than
# 0.01, the smallest of the page's tables to more than 0.08.
TOLERANCE = 0.04
NEAR = 9


def picture(path: Path, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        shown: Image.Image = document[page].render(scale=DPI / 72).to_pil()
    return shown.convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Ink of either picture that has none of the other within a few pixels, as a share of the ink of both."""
    ink = [page.point(lambda value: 255 if value < 160 else 0) for page in (one, other)]
    around = [page.filter(ImageFilter.MaxFilter(NEAR)) for page in ink]
    alone = ImageChops.subtract(ink[0], around[1]), ImageChops.subtract(ink[1], around[0])
    return sum(map(_amount, alone)) / max(sum(map(_amount, ink)), 1)


def _amount(page: Image.Image) -> int:
    return sum(page.histogram()[128:])


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_looks_as_it_did(printed: Path, shown: Path, kind: str) -> None:
    name, page = PAGE
    now = picture((shown if kind == "word" else printed) / name, page)
    with Image.open(GOLDEN / f"{kind}.png") as golden:
        assert difference(golden.convert("L"), now) < TOLERANCE


def test_a_lost_table_shows(shown: Path) -> None:
    now = picture(shown / f"{Path(LOST_TABLE).stem}.pdf", 1)
    with Image.open(GOLDEN / "word.png") as golden:
        assert difference(golden.convert("L"), now) > TOLERANCE


def main() -> None:
    name, page = PAGE
    with tempfile.TemporaryDirectory() as folder:
        root, printed, shown = (Path(folder) / part for part in ("root", "printed", "shown"))
        shown.mkdir()
        print_all(written(root), printed)
        show_all(printed, shown)
        for kind, made in zip(KINDS, (shown, printed), strict=True):
            picture(made / name, page).save(GOLDEN / f"{kind}.png", optimize=True)


if __name__ == "__main__":
    main()
