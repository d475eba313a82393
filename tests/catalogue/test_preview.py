"""What the public would see of a union before it is approved, wherever its files come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue import fake
from tests.sites import own_root
from tests.support import AS_OF, SLUG, Files, as_yaml, changed, new_root, stranger, valid_union, write_union
from union_registry import index
from union_registry.catalogue.build import build
from union_registry.catalogue.errors import RecordError
from union_registry.catalogue.published import PublishedUnion, Unpublishable, preview, published
from union_registry.engine import Judge
from union_registry.register import Folder, Register
from union_registry.schema.store import Node
from union_registry.source.kinds import kind_of

FILE, LINK, PROGRAM = 0o100644, 0o120000, 0o100755


class Memory:
    """A `source.tree.Tree` of files that lie nowhere; a mode other than a plain file's may be given to some."""

    def __init__(self, unions: dict[str, Files], modes: dict[str, int] | None = None) -> None:
        self._modes = modes or {}
        self._files = {
            f"unions/{slug}/{name}": (data if isinstance(data, str) else as_yaml(data)).encode()
            for slug, files in unions.items()
            for name, data in files.items()
        }

    def entries(self) -> Iterator[tuple[str, int]]:
        return ((slug, 0o040000) for slug in sorted({file.split("/")[1] for file in self._files}))

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        inside = (file.split("/", 2)[2] for file in self._files if file.startswith(f"unions/{slug}/"))
        return ((name, self._modes.get(name, FILE)) for name in inside)

    def contents(self, file: str) -> bytes:
        if file not in self._files or self._modes.get(file.split("/", 2)[2]) == LINK:
            raise FileNotFoundError(file)
        return self._files[file]


def draft(slug: str = SLUG) -> Files:
    """The valid union, or one like it under another name, before anybody has decided anything."""
    files = valid_union() if slug == SLUG else stranger(slug)
    return {name: data for name, data in files.items() if not name.startswith("bureau/")}


def seen(
    tmp_path: Path,
    unions: dict[str, Files],
    modes: dict[str, int] | None = None,
    slug: str = SLUG,
    *,
    based: bool = False,
) -> PublishedUnion | None:
    """The preview of a union, by a judge who knows all of `unions`; `based`: who compares with an older version, too."""
    root, tree = new_root(tmp_path / "register"), Memory(unions, modes)
    register = Register(root, tree=tree)
    entries = index.load(root, register.slugs, tree=tree)
    older = _older(tmp_path) if based else None
    judge = Judge(register, entries, AS_OF, base=(lambda _: older) if based else None)
    folder = register.open(slug)
    return preview(judge, folder, judge.judge(folder))


def _older(tmp_path: Path) -> Folder:
    files = changed({"union.yaml": [{"path": "county", "value": "152525"}], "changes.yaml": [{"delete": True}]})
    return Register(new_root(tmp_path / "older"), tree=Memory({SLUG: files})).open(SLUG)


def test_an_approved_union_is_what_is_published_of_it(tmp_path: Path) -> None:
    root = new_root(tmp_path / "disk")
    write_union(root, valid_union())
    (public,) = published(Register(root), AS_OF)

    assert seen(tmp_path / "alone", {SLUG: valid_union()}) == public
    assert seen(tmp_path / "beside", {SLUG: valid_union(), "sample-draft": draft("sample-draft")}) == public
    assert seen(tmp_path / "based", {SLUG: valid_union()}, based=True) == public


def test_no_condition_names_a_union_that_is_not_approved(tmp_path: Path) -> None:
    lead = valid_union()["members.yaml"]["members"][0]
    other = draft("sample-other")
    other["members.yaml"]["members"][0] |= {"name": "别的名称", "credit_code": lead["credit_code"]}
    approved = stranger("sample-approved")
    approved["members.yaml"]["members"][0]["credit_code"] = lead["credit_code"]

    alone = seen(tmp_path / "alone", {SLUG: draft()})
    beside_a_draft = seen(tmp_path / "draft", {SLUG: draft(), "sample-other": other})
    beside_an_approved_one = seen(tmp_path / "approved", {SLUG: draft(), "sample-approved": approved})

    assert alone == beside_a_draft
    assert "sample-approved" in str(beside_an_approved_one)


@pytest.mark.parametrize("mode", [LINK, PROGRAM])
@pytest.mark.parametrize(
    "name", ["union.yaml", "members.yaml", "changes.yaml", "annual/2025.yaml", "bureau/selection.yaml"]
)
def test_a_public_file_that_is_none_leaves_nothing_to_show(tmp_path: Path, name: str, mode: int) -> None:
    files = valid_union()
    assert seen(tmp_path, {SLUG: files}, {name: mode}) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("union.yaml", ""), ("members.yaml", "members:\n"), ("members.yaml", "members：\n"), ("changes.yaml", "x: y\n"),
        ("annual/2025.yaml", "year: '2025'\n"), ("bureau/selection.yaml", "selected_on: 昨天\n"),
        ("bureau/approval.yaml", "letter: x\n"), ("bureau/waivers.yaml", "waivers: x\n"),
    ],
)  # fmt: skip
def test_a_public_file_out_of_order_leaves_nothing_to_show(tmp_path: Path, name: str, text: str) -> None:
    files: dict[str, Any] = {**draft(), name: text}
    assert seen(tmp_path, {SLUG: files}) is None


@pytest.mark.parametrize("name", ["union.yaml", "members.yaml"])
def test_without_name_or_members_there_is_nothing_to_show(tmp_path: Path, name: str) -> None:
    files = draft()
    del files[name]
    assert seen(tmp_path, {SLUG: files}) is None


@pytest.mark.parametrize("name", ["lead.yaml", "plan.yaml", "bureau/conduct.yaml", "bureau/support.yaml"])
@pytest.mark.parametrize("text", [None, "", "x: [\n"])
def test_a_file_without_anything_public_may_be_in_disorder(tmp_path: Path, name: str, text: str | None) -> None:
    files: dict[str, Any] = {**draft(), name: text}
    if text is None:
        del files[name]
    assert seen(tmp_path, {SLUG: files}) is not None


def test_what_is_only_just_in_order_makes_a_page(root: Path, tmp_path: Path) -> None:
    bare = {name: _bare(name, data) for name, data in valid_union().items()}
    drawn = {name: data for name, data in bare.items() if not name.startswith("bureau/")}
    few = {name: drawn[name] for name in ("union.yaml", "members.yaml")}
    for number, files in enumerate((bare, drawn, few)):
        union = seen(tmp_path / str(number), {SLUG: files})
        assert union is not None
        build(root, tmp_path / str(number) / "preview", AS_OF, unions=[union], preview=True)
        assert (tmp_path / str(number) / f"preview/unions/{SLUG}.html").is_file()


def test_the_public_site_takes_no_union_that_is_not_approved(root: Path, tmp_path: Path) -> None:
    union = seen(tmp_path, {SLUG: draft()})
    assert union is not None
    with pytest.raises(RecordError, match=SLUG):
        build(root, tmp_path / "site", AS_OF, unions=[fake.union(), union])
    assert not (tmp_path / f"site/unions/{SLUG}.html").exists()


def test_a_public_file_of_an_approved_union_that_is_a_link_stops_the_site(tmp_path: Path) -> None:
    register = new_root(tmp_path / "register")
    summary = write_union(register, valid_union()) / "annual/2025.yaml"
    summary.rename(tmp_path / "elsewhere.yaml")
    summary.symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(Unpublishable) as refused:
        list(published(Register(register), AS_OF))
    assert refused.value.findings[0].file == f"unions/{SLUG}/annual/2025.yaml"


def _bare(name: str, data: Any) -> Any:
    """`data` of a file with nothing in it but what its schema demands."""
    kind = kind_of(name)
    assert kind is not None
    return _required(kind.schema, data, Register(own_root()).schemas[kind.schema])


def _required(kind: str, data: Any, node: Node) -> Any:
    node = Register(own_root()).schemas.resolve(kind, node)
    if isinstance(data, dict):
        asked = node.get("required", ())
        return {key: _required(kind, data[key], node["properties"][key]) for key in data if key in asked}
    if isinstance(data, list):
        return [_required(kind, item, node["items"]) for item in data]
    return data
