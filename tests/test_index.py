"""The index of names: lenient about disorder, cached by content, and who comes before whom."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import SLUG, changed, invented_code, new_root, stranger, valid_union, write_union
from union_registry import index
from union_registry.index import Entry, Index, Unit
from union_registry.register import Register

DAY = date(2026, 3, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register of two unions."""
    root = new_root(tmp_path / "register")
    write_union(root, valid_union())
    write_union(root, stranger("sample-other"), "sample-other")
    return root


def load(root: Path) -> Index:
    return index.load(root, Register(root).slugs)


def cache(root: Path) -> Path:
    return root / ".cache" / "index.json"


def names(found: Index, slug: str) -> list[str]:
    return [unit.name for unit in found.entries[slug].units]


# --- what it holds ----------------------------------------------------------------------------------------------------


def test_units_are_found_by_code_by_name_and_by_lead(root: Path) -> None:
    found = load(root)
    lead = found.entries[SLUG].units[0]

    assert lead == Unit("青原牛业有限公司（示例）", "91152502QQ8N1A205M", ("青原肉联厂（示例）",), 2)
    assert found.with_code(lead.credit_code) == [(SLUG, lead)]
    assert found.with_name(lead.name) == [(SLUG, lead)]
    assert found.led_by(lead.credit_code) == [SLUG]
    assert found.led_by(found.entries[SLUG].units[1].credit_code) == []
    assert found.with_code("x") == found.with_name("x") == found.led_by("x") == []


def test_a_union_in_disorder_counts_with_what_can_be_read(root: Path) -> None:
    files: dict[str, Any] = changed({
        "members.yaml": [
            {"path": "members/1", "value": "只是一行文字"},
            {"path": "members/2/credit_code", "remove": True},
            {"path": "members/3/name", "value": ["甲", "乙"]},
            {"path": "members/4/kind", "value": "不知道"},
            {"path": "members/5/former_names", "value": ["旧名", True, ["x"]]},
        ],
        "bureau/approval.yaml": [{"path": "approved_on", "value": "2025.6.20"}],
    })  # fmt: skip
    write_union(root, files)

    entry = load(root).entries[SLUG]

    assert len(entry.units) == 7
    assert entry.units[2].former_names == ("旧名",)
    assert entry.approved_on is None


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"members: x\n", b"members:\n", b"- a\n", b"members: [\n", b"\x00", b"members: {a: 1}\n"]
)
def test_an_unreadable_list_of_members_counts_as_none(root: Path, raw: bytes) -> None:
    (root / "unions" / SLUG / "members.yaml").write_bytes(raw)

    found = load(root)

    assert found.entries[SLUG].units == ()
    assert found.led_by("91152502QQ8N1A205M") == []
    assert len(names(found, "sample-other")) == 10


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
def test_links_and_pipes_are_not_followed(root: Path) -> None:
    folder = root / "unions" / SLUG
    (folder / "members.yaml").unlink()
    (folder / "members.yaml").symlink_to(root / "unions" / "sample-other" / "members.yaml")
    (folder / "bureau" / "approval.yaml").unlink()
    os.mkfifo(folder / "bureau" / "approval.yaml")

    entry = load(root).entries[SLUG]

    assert (entry.units, entry.approved_on) == ((), None)


# --- the cache --------------------------------------------------------------------------------------------------------


def test_a_warm_cache_says_the_same(root: Path) -> None:
    cold = load(root)

    assert cache(root).exists()
    assert load(root).entries == cold.entries


def test_a_warm_cache_is_not_written_again(root: Path) -> None:
    load(root)
    before = cache(root).stat().st_mtime_ns

    load(root)

    assert cache(root).stat().st_mtime_ns == before


def test_changed_content_is_seen_even_where_size_and_time_are_the_same(root: Path) -> None:
    path = root / "unions" / SLUG / "members.yaml"
    load(root)
    raw, times = path.read_bytes(), path.stat()

    path.write_bytes(raw.replace("青原牛业".encode(), "青原马业".encode()))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert names(load(root), SLUG)[0] == "青原马业有限公司（示例）"


@pytest.mark.parametrize("file", ["bureau/approval.yaml", "bureau/dissolution.yaml"])
def test_a_changed_record_of_the_bureau_is_seen(root: Path, file: str) -> None:
    load(root)

    (root / "unions" / SLUG / file).write_text("approved_on: 2026-01-01\ndissolved_on: 2026-02-02\n", encoding="utf-8")

    entry = load(root).entries[SLUG]
    assert (entry.approved_on, entry.dissolved_on) in [(date(2026, 1, 1), None), (date(2025, 6, 20), date(2026, 2, 2))]


def test_content_that_moves_from_one_file_to_another_is_seen(root: Path) -> None:
    folder = root / "unions" / SLUG / "bureau"
    load(root)

    (folder / "approval.yaml").rename(folder / "dissolution.yaml")

    assert load(root).entries[SLUG].approved_on is None


def test_a_union_that_is_gone_or_new_is_noticed(root: Path) -> None:
    load(root)
    (root / "unions" / "sample-other").rename(root / "unions" / "sample-third")

    assert sorted(load(root).entries) == ["sample-third", SLUG]
    assert sorted(json.loads(cache(root).read_text(encoding="utf-8"))["unions"]) == ["sample-third", SLUG]


FOREIGN = {
    "empty": b"",
    "not JSON": b"{",
    "not UTF-8": b"\xff\xfe\x00",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "no version": b'{"unions": {}}',
    "another version": b'{"version": "0", "unions": {"sample-valid": ["x", [null, null, []]]}}',
    "unions as a list": b'{"version": "VERSION", "unions": []}',
    "a body of another form": b'{"version": "VERSION", "unions": {"sample-valid": 1}}',
    "a unit of another form": b'{"version": "VERSION", "unions": {"sample-valid": ["DIGEST", [null, null, [["x"]]]]}}',
    "a day of another form": b'{"version": "VERSION", "unions": {"sample-valid": ["DIGEST", ["soon", null, []]]}}',
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_broken_or_foreign_cache_is_put_aside(root: Path, content: bytes) -> None:
    fresh = load(root).entries
    kept = json.loads(cache(root).read_text(encoding="utf-8"))
    digest = kept["unions"][SLUG][0]
    cache(root).write_bytes(content.replace(b"VERSION", kept["version"].encode()).replace(b"DIGEST", digest.encode()))

    assert load(root).entries == fresh
    assert json.loads(cache(root).read_text(encoding="utf-8")) == kept


def test_half_a_cache_is_put_aside(root: Path) -> None:
    fresh = load(root).entries
    raw = cache(root).read_bytes()

    for end in range(0, len(raw), 97):
        cache(root).write_bytes(raw[:end])
        assert load(root).entries == fresh


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_checkout_is_checked_all_the_same(root: Path) -> None:
    root.chmod(0o555)
    try:
        assert len(load(root).entries) == 2
        assert not cache(root).exists()
    finally:
        root.chmod(0o755)


def test_a_cache_that_cannot_be_written_is_done_without(root: Path) -> None:
    (root / ".cache").write_text("in the way", encoding="utf-8")

    assert len(load(root).entries) == 2
    assert load(root).entries.keys() == {SLUG, "sample-other"}


# --- precedence -------------------------------------------------------------------------------------------------------


def entry(slug: str, approved: int | None, dissolved: int | None = None) -> Entry:
    """An entry approved and dissolved so many days after the day of the check."""
    day = [None if n is None else DAY + timedelta(days=n) for n in (approved, dissolved)]
    return Entry(slug, day[0], day[1], (Unit(slug, invented_code(1), (), 1),))


@pytest.mark.parametrize(
    ("mine", "theirs", "they_precede", "i_precede"),
    [
        (entry("b", -10), entry("a", -5), False, True),  # what was approved first comes first
        (entry("b", -5), entry("a", -5), True, False),  # on the same day, by name
        (entry("b", None), entry("a", -5), True, False),  # approved before not approved
        (entry("b", None), entry("a", None), True, True),  # neither approved: each is told of the other
        (entry("b", -10), entry("a", 0), False, True),  # approved on the day itself counts
        (entry("b", 1), entry("a", 0), True, False),  # approved tomorrow does not yet
        (entry("b", 1), entry("a", 2), True, True),
        (entry("b", None), entry("a", -20, 0), False, False),  # dissolved on the day itself no longer counts
        (entry("b", None), entry("a", -20, 1), True, False),  # dissolved tomorrow still does
        (entry("b", -5), entry("a", -20, -10), False, False),  # nor is what is dissolved told of what came later
    ],
)
def test_who_comes_before_whom(mine: Entry, theirs: Entry, they_precede: bool, i_precede: bool) -> None:
    found = Index([mine, theirs])

    assert found.precedes("a", "b", DAY) is they_precede
    assert found.precedes("b", "a", DAY) is i_precede


DAYS = st.none() | st.integers(-3, 3)


@given(mine=st.tuples(DAYS, DAYS), theirs=st.tuples(DAYS, DAYS))
def test_of_two_living_unions_one_is_always_told(
    mine: tuple[int | None, int | None], theirs: tuple[int | None, int | None]
) -> None:
    one, other = entry("b", *mine), entry("a", *theirs)
    found = Index([one, other])

    if not one.dissolved_by(DAY) and not other.dissolved_by(DAY):
        told = [found.precedes("a", "b", DAY), found.precedes("b", "a", DAY)]
        assert any(told)
        assert all(told) == (not one.approved_by(DAY) and not other.approved_by(DAY))


def test_a_union_that_is_not_in_the_index_comes_last() -> None:
    found = Index([entry("a", -5)])

    assert found.precedes("a", "sample-new", DAY)
