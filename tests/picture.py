"""Takes the README's picture of the built site: `python -m tests.picture`, or `make picture`. Not collected by pytest."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "site" / "index.html"
PICTURE = ROOT / "docs" / "assets" / "site.png"
LIMIT = 200 * 1024
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"no browser: install one of {', '.join(BROWSERS)}")
    if not PAGE.is_file():
        sys.exit("no site yet: run make site")
    PICTURE.parent.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        # The sandbox wants user namespaces, which containers lack; the page is our own.
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(PAGE.as_uri())
        page.screenshot(path=PICTURE)
        opened.close()
    size = PICTURE.stat().st_size
    if size > LIMIT:
        sys.exit(f"{PICTURE.relative_to(ROOT)} has {size:,} bytes, more than {LIMIT:,}")
    print(f"{PICTURE.relative_to(ROOT)}: {size:,} bytes")


if __name__ == "__main__":
    main()
