"""Takes the README's pictures of the built site: `python -m tests.picture`, or `make pictures`. Not collected by pytest."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
FOLDER = ROOT / "docs" / "assets" / "pictures"
LIMIT = 200 * 1024
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESK, PHONE = (1280, 800), (390, 844)


class Picture(NamedTuple):
    """A picture of a page, from `top` (an element, or the top of the page) on."""

    name: str
    page: str
    size: tuple[int, int] = DESK
    top: str = ""
    scheme: str = "light"


PICTURES = (
    Picture("home", "index.html"),
    Picture("list", "organisations/index.html"),
    Picture("union", "unions/sample-mutton.html", top="#stages"),
    Picture("organisation", "organisations/12150100QQ4A170EXG.html"),
    Picture("year", "years/2025.html"),
    Picture("phone", "unions/sample-mutton.html", size=PHONE, scheme="dark"),
)


def main() -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"no browser: install one of {', '.join(BROWSERS)}")
    if not (SITE / "index.html").is_file():
        sys.exit("no site yet: run make site")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        # The sandbox wants user namespaces, which containers lack; the pages are our own.
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for picture in PICTURES:
            take(opened, picture)
        opened.close()


def take(browser: Browser, picture: Picture) -> None:
    """Write the picture; stops where the file gets too big for a README."""
    width, height = picture.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=picture.scheme)  # type: ignore[arg-type]
    page.goto((SITE / picture.page).as_uri())
    if picture.top:
        # Below the header, which stays in sight.
        page.eval_on_selector(picture.top, "(one) => window.scrollTo(0, one.getBoundingClientRect().top - 64)")
    page.wait_for_timeout(400)
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path)
    page.close()
    size = path.stat().st_size
    if size > LIMIT:
        sys.exit(f"{path.relative_to(ROOT)} has {size:,} bytes, more than {LIMIT:,}")
    print(f"{path.relative_to(ROOT)}: {size:,} bytes")


if __name__ == "__main__":
    main()
