"""`unions preview`: a page before its approval, which says that it is none, and nothing that is not public."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, BrowserContext

from tests.pages.planting import HOSTILE, SECRET, SECRET_AMOUNT, SECRET_COUNT, SECRET_DIGEST, with_hostile, with_secrets
from tests.repository import committed
from tests.sites import site_files, site_root
from tests.support import SLUG, Files, changed, stranger, valid_union, write_union
from union_registry.catalogue.links import broken_links
from union_registry.catalogue.tree import MARKER, PREVIEW_MARKER
from union_registry.cli import cli

DAY, LATER = "2026-03-01", "2026-06-01"
BANNER = "预览：未经盟科技局核准，不是正式公布"
MARK = f'<p class="register-preview" role="note">{BANNER}'
NOINDEX = '<meta name="robots" content="noindex">'
HIDDEN = "hidden-draft"
# The bureau's records that a union of each status has.
RECORDS: Mapping[str, tuple[str, ...]] = {
    "draft": (),
    "selected": ("bureau/selection.yaml",),
    "reviewed": ("bureau/selection.yaml", "bureau/review.yaml"),
}
WORDS = {"draft": "草稿", "selected": "已遴选", "reviewed": "已论证"}

Preview = Callable[..., Result]


def before_approval(slug: str, status: str) -> Files:
    """The valid union as it was with that status, under another name, with something private in every file it can have."""
    files = stranger(slug)
    decision = {
        "credit_code": files["members.yaml"]["members"][2]["credit_code"],
        "document": "甲", "summary": "乙", "starts_on": "2025-09-01", "ends_on": "2026-09-01",
    }  # fmt: skip
    more = {
        "bureau/owners.yaml": files["bureau/owners.yaml"],
        "bureau/support.yaml": files["bureau/support.yaml"],
        "bureau/conduct.yaml": {"decisions": [decision]},
        "private.yaml": {"lead_contact": {"name": "甲", "phone": "乙", "email": "丙"}},
    }
    files["union.yaml"] |= {
        "name": f"{slug}（示例）",
        "waiver_requests": [{"rule": "member-minimum", "reason": "甲"}],
    }
    files["members.yaml"]["members"][1]["kind"] = "sole-trader"
    applicants = {name: data for name, data in files.items() if not name.startswith("bureau/")}
    return with_secrets({**applicants, **{name: files[name] for name in RECORDS[status]}, **more})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with an approved union, one of every earlier status, and a draft nobody may hear of; to be copied."""
    root = site_root(tmp_path_factory.mktemp("preview"))
    write_union(root, valid_union())
    drafts = {status: before_approval(f"sample-{status}", status) for status in RECORDS}
    for status, files in drafts.items():
        write_union(root, files, f"sample-{status}")
    # It leads with the same unit, and calls it otherwise: two rules would have something to say of it.
    hidden, lead = before_approval(HIDDEN, "draft"), drafts["draft"]["members.yaml"]["members"][0]
    hidden["members.yaml"]["members"][0] |= {"name": "藏起来的名称", "credit_code": lead["credit_code"]}
    write_union(root, hidden, HIDDEN)
    done = CliRunner().invoke(cli, ["--root", str(root), "preview", SLUG, "--as-of", DAY])
    assert done.exit_code == 0, done.output  # and the prose is in the cache
    shutil.rmtree(root / "preview")
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "register", symlinks=True))


@pytest.fixture
def preview(root: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """Runs `unions preview …` on the day; whatever happens is an answer, never a traceback."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: str, command: str = "preview") -> Result:
        result = CliRunner().invoke(cli, ["--root", str(root), command, "--as-of", DAY, *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def is_refused(result: Result) -> bool:
    """Whether nothing came of a command (exit code 2, which `main` gives to what click raises)."""
    return result.exit_code != 0 and result.stderr.startswith(("Error: ", "Usage: ")) and not result.stdout


def text_of(page: Path) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page.read_text("utf-8")))


def letter(root: Path, slug: str) -> str:
    page = (root / f"preview/unions/{slug}.html").read_text("utf-8")
    (cell,) = re.findall(r'<th scope="row">批复文号</th><td>([^<]*)</td>', page)
    return cell


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", RECORDS)
def test_a_union_that_is_not_approved_has_a_page_that_says_so(root: Path, preview: Preview, status: str) -> None:
    done = preview(f"sample-{status}")

    assert (done.exit_code, done.stdout.strip()) == (0, str(root / f"preview/unions/sample-{status}.html"))
    page = (root / f"preview/unions/sample-{status}.html").read_text("utf-8")
    assert letter(root, f"sample-{status}") == "尚未批复"
    assert '<li>核准 <span class="register-date">尚未批复</span></li>' in page
    assert f">{WORDS[status]}</span>" in page
    assert "已核准" not in page
    files = valid_union()
    assert files["bureau/approval.yaml"]["letter"] not in page
    for name, day in (("bureau/selection.yaml", "selected_on"), ("bureau/review.yaml", "reviewed_on")):
        assert (files[name][day] in page) == (name in RECORDS[status])
    for goal in files["union.yaml"]["goals"]["key_generic_technologies"]:
        assert goal in page
    assert "年度总结</h2>" not in page
    assert "尚未批复" in text_of(root / "preview/unions/index.html")


def test_every_page_says_that_it_is_a_preview_and_no_link_is_broken(root: Path, preview: Preview) -> None:
    assert preview("sample-draft", "sample-reviewed", SLUG).exit_code == 0

    pages = {name: content.decode() for name, content in site_files(root / "preview").items() if name.endswith(".html")}
    assert {"index.html", "404.html", "guide/applicant.html", f"unions/{SLUG}.html", "years/2025.html"} <= pages.keys()
    assert [name for name, html in pages.items() if html.count(MARK) != 1 or html.count(NOINDEX) != 1] == []
    assert all(html.index(NOINDEX) < html.index("</head>") < html.index(MARK) for html in pages.values())
    assert broken_links(root / "preview") == []


def test_a_preview_has_no_sitemap(root: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/unions/")
    assert preview("sample-draft").exit_code == 0

    assert not list((root / "preview").glob("sitemap*"))
    assert broken_links(root / "preview", address="https://example.org/unions/") == []


def test_an_approved_union_is_shown_with_its_letter_and_the_change(root: Path, preview: Preview) -> None:
    goals = {"path": "goals/scientific_problems/0", "value": "另一个科学问题"}
    write_union(root, changed({"union.yaml": [goals]}))

    assert preview(SLUG).exit_code == 0
    assert letter(root, SLUG) == valid_union()["bureau/approval.yaml"]["letter"]
    page = text_of(root / f"preview/unions/{SLUG}.html")
    assert "另一个科学问题" in page
    assert "尚未批复" not in page


def test_it_is_the_page_of_the_site_but_for_the_mark(root: Path, preview: Preview) -> None:
    assert preview(SLUG).exit_code == 0
    assert preview(command="build").exit_code == 0

    shown = (root / f"preview/unions/{SLUG}.html").read_text("utf-8")
    public = (root / f"site/unions/{SLUG}.html").read_text("utf-8")
    # Nothing is offered to other sites that is not approved.
    public = re.sub(r'<details class="register-embed">.*?</details>\n?', "", public, flags=re.DOTALL)
    assert re.sub(r'<p class="register-preview".*?</p>', "", shown.replace(NOINDEX, "")) == public
    assert [
        name
        for name, content in site_files(root / "site").items()
        if NOINDEX.encode() in content and not name.startswith("embed/")
    ] == []


def test_an_approval_of_a_later_day_is_none_yet(root: Path, preview: Preview) -> None:
    write_union(root, changed({"bureau/approval.yaml": [{"path": "approved_on", "value": LATER}]}))

    assert preview(SLUG).exit_code == 0
    assert letter(root, SLUG) == "尚未批复"
    page = (root / f"preview/unions/{SLUG}.html").read_text("utf-8")
    assert LATER not in page
    assert ">已论证</span>" in page


# --- what must not be seen -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", RECORDS)
def test_nothing_private_and_no_other_draft_is_in_any_file(root: Path, preview: Preview, status: str) -> None:
    trader = before_approval(f"sample-{status}", status)["members.yaml"]["members"][1]
    assert preview(f"sample-{status}").exit_code == 0

    files = site_files(root / "preview")
    others = [f"sample-{other}" for other in RECORDS if other != status]
    for marker in (SECRET, SECRET_AMOUNT, SECRET_COUNT, SECRET_DIGEST, trader["credit_code"], HIDDEN, *others):
        holders = [name for name, content in files.items() if marker.encode() in content or marker in name]
        assert holders == [], marker
    assert any(trader["name"].encode() in content for content in files.values())


def test_the_markers_stand_in_the_files(root: Path) -> None:
    """The test of the test."""
    for status in RECORDS:
        folder = root / f"unions/sample-{status}"
        holders = {path.name for path in folder.rglob("*.yaml") if SECRET in path.read_text("utf-8")}
        assert {"union.yaml", "members.yaml", "lead.yaml", "support.yaml", "conduct.yaml", "private.yaml"} <= holders
    assert SECRET in (root / "unions/sample-reviewed/bureau/review.yaml").read_text("utf-8")


def test_the_other_draft_would_be_told_of(root: Path, preview: Preview) -> None:
    """The test of the test: to the bureau, the check says what the preview must not."""
    assert HIDDEN in preview("sample-draft", command="check").stdout


# --- where it lies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["site", "site/preview", "docs/preview", "unions/preview", "www", "www/a", "link/a"])
def test_it_never_lies_where_the_public_would_see_it(root: Path, preview: Preview, place: str) -> None:
    (root / "www").mkdir()
    (root / "www" / MARKER).touch()
    (root / "link").symlink_to(root / "www")
    before = site_files(root)

    refused = preview("sample-draft", "--site", str(root / place))

    assert is_refused(refused)
    assert place.partition("/")[0].replace("link", "www") in refused.output
    assert site_files(root) == before


def test_build_and_preview_refuse_each_others_folder(root: Path, preview: Preview) -> None:
    assert preview(command="build").exit_code == 0
    assert preview("sample-draft").exit_code == 0
    site, shown = site_files(root / "site"), site_files(root / "preview")
    assert MARKER in site
    assert PREVIEW_MARKER in shown

    (root / "elsewhere").mkdir()
    (root / "site").rename(root / "elsewhere/www")
    into_site = preview("sample-draft", "--site", str(root / "elsewhere/www"))
    into_preview = preview("--site", str(root / "preview"), command="build")

    assert is_refused(into_site)
    assert is_refused(into_preview)
    assert "unions preview" in into_preview.output
    assert site_files(root / "elsewhere/www") == site
    assert site_files(root / "preview") == shown


def test_the_next_preview_takes_the_place_of_the_last(root: Path, preview: Preview) -> None:
    preview("sample-draft")
    preview("sample-reviewed")

    assert {path.name for path in (root / "preview/unions").glob("*.html")} == {"index.html", "sample-reviewed.html"}
    assert not (root / "preview/embed").exists()


# --- which unions ----------------------------------------------------------------------------------------------------


def test_a_union_is_named_by_a_path_too_and_one_that_is_not_there_is_an_error(root: Path, preview: Preview) -> None:
    assert preview(str(root / "unions/sample-draft/plan.yaml")).exit_code == 0
    assert (root / "preview/unions/sample-draft.html").is_file()
    assert is_refused(preview("sample-nobody"))


@pytest.mark.parametrize("arguments", [(), (SLUG, "--base", "HEAD")])
def test_either_names_or_a_base_are_given(preview: Preview, arguments: tuple[str, ...]) -> None:
    assert is_refused(preview(*arguments))


def test_a_named_union_that_cannot_be_shown_is_told_of_and_the_others_are_shown(root: Path, preview: Preview) -> None:
    write_union(root, {"union.yaml": "name:\n"}, "sample-selected")

    done = preview("sample-selected", "sample-draft")

    assert done.exit_code == 1
    (told,) = done.stderr.splitlines()
    assert "sample-selected is left out: union.yaml" in told
    assert not (root / "preview/unions/sample-selected.html").exists()
    assert (root / "preview/unions/sample-draft.html").is_file()
    shutil.rmtree(root / "preview")
    assert preview("sample-selected").exit_code == 1
    assert not (root / "preview").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs Git: apt install git")
def test_of_what_differs_from_a_commit_all_that_can_be_shown_is(root: Path, preview: Preview) -> None:
    committed(root)
    nothing = preview("--base", "HEAD")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "nothing to preview" in nothing.stderr
    assert not (root / "preview").exists()

    write_union(root, {"members.yaml": "members:\n"}, "sample-selected")
    only_spoilt = preview("--base", "HEAD")
    assert only_spoilt.exit_code == 0
    assert len(only_spoilt.stderr.splitlines()) == 2
    assert "members.yaml" in only_spoilt.stderr
    assert not (root / "preview").exists()

    write_union(root, before_approval("sample-new", "draft"), "sample-new")
    write_union(root, changed({"bureau/support.yaml": [{"path": "grants/0/amount", "value": "61"}]}))
    done = preview("--base", "HEAD")
    assert done.exit_code == 0
    assert [Path(line).stem for line in done.stdout.splitlines()] == ["sample-new", SLUG]
    assert len(done.stderr.splitlines()) == 1
    assert is_refused(preview("--base", "nowhere"))


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a preview of a draft and of a union that is hostile throughout."""
    root = Path(shutil.copytree(made, tmp_path_factory.mktemp("open") / "register", symlinks=True))
    files = {name: data for name, data in stranger("sample-hostile").items() if not name.startswith("bureau/")}
    write_union(root, with_hostile(files), "sample-hostile")
    arguments = ["--root", str(root), "preview", "sample-hostile", "sample-reviewed", "--as-of", DAY]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    return root / "preview"


@pytest.fixture(params=[390, 1280])
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context
    context.close()


@pytest.mark.parametrize(
    "address",
    ["index.html", "unions/index.html", "unions/sample-reviewed.html", "unions/sample-hostile.html",
     "organisations/index.html", "chains/beef.html", "counties/152502.html", "rules/index.html"],
)  # fmt: skip
def test_it_opens_from_a_folder_and_the_banner_stays_in_sight(
    opened: Path, window: BrowserContext, address: str
) -> None:
    page, troubles = window.new_page(), []
    width = page.viewport_size["width"]
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("request", lambda r: troubles.append(r.url) if not r.url.startswith(("file://", "data:")) else None)
    page.goto((opened / address).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for height in (0, 10**6):
        page.evaluate(f"scrollTo(0, {height})")
        box = page.get_by_text(BANNER).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] < 100
    page.emulate_media(media="print")
    assert page.get_by_text(BANNER).is_visible()
    assert page.evaluate("window.pwned") is None
    assert page.locator("img[src=x]").count() == 0
    assert troubles == []


def test_hostile_text_is_the_text_it_is(opened: Path, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto((opened / "unions/sample-hostile.html").as_uri())

    assert HOSTILE in page.title()
    assert HOSTILE in page.locator("h1").inner_text()
    assert page.locator(".register-preview").count() == 1
