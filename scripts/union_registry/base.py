"""The version of the register that a check compares with: its folders, and who may change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy

from union_registry.register import Folder, Register
from union_registry.schema.migration import Migrations, TwoNames
from union_registry.source.fault import Fault, FormCheck
from union_registry.source.kinds import SLUG, kind_of
from union_registry.source.reader import MAX_BYTES, guess_encoding, read
from union_registry.source.tree import Tree
from union_registry.text import Text

GONE = FormCheck(
    "form-folder-gone",
    Text("文件夹被删去", "Folder deleted"),
    Text(
        "文件夹 {slug} 被删去或改名；文件夹名就是网址，不能删，也不能另作他用",
        "the folder {slug} was deleted or renamed; its name is its address, never deleted and never used again",
    ),
    Text(
        "恢复这个文件夹；联合体解散的，由盟科技局登记 bureau/dissolution.yaml",
        "put it back; if the union is dissolved, the bureau records bureau/dissolution.yaml",
    ),
)
OWNER = FormCheck(
    "form-owner",
    Text("不是管理人", "Not an owner"),
    Text(
        "{slug} 只能由它的管理人改动，提交者的账号（编号 {author}）还不是它的管理人",
        "only its owners may change {slug}, and the author's account {author} is not in bureau/owners.yaml of the older version",
    ),
    Text(
        "是本单位同事的，请盟科技局把这个账号登记为管理人（bureau/owners.yaml）；不是的，请关闭这份申请（Close pull request）",
        "a colleague asks the bureau to enter the account among the owners (bureau/owners.yaml); anybody else closes the request",
    ),
)
CHECKS = (GONE, OWNER)


class BaseVersion:
    """The unions as `tree` holds them, read with the schemas of the register of today.

    `tip` is where ownership is judged: what has been accepted so far, which may be newer than the
    version compared with. `changed` are paths of the repository that differ from `tree`.
    """

    def __init__(self, register: Register, tree: Tree, tip: Tree, changed: Iterable[str]) -> None:
        _ = register.gate  # shared: schemas and vocabularies are read once
        self._register, self._then, self._tip = register, copy(register), tip
        self._then.tree = _Modern(tree, register.migrations)
        self._changed: dict[str, list[str]] = {}
        for path in changed:
            if path.count("/") > 1:
                self._changed.setdefault(path.split("/")[1], []).append(path)

    @property
    def changed_slugs(self) -> list[str]:
        """The unions of today that differ, sorted."""
        return [slug for slug in self._register.slugs if slug in self._changed]

    def folder(self, slug: str) -> Folder | None:
        """The union's folder as it was; None if it was not there."""
        return self._then.open(slug) if any(self._then.tree.walk(slug)) else None

    def gone(self) -> Iterator[tuple[str, Fault]]:
        """Folders of unions that are there no more."""
        there = frozenset(self._register.slugs)
        for slug in sorted(self._changed.keys() - there):
            if SLUG.match(slug) and any(self._then.tree.walk(slug)):
                yield f"unions/{slug}", Fault(GONE, values={"slug": slug})

    def trespass(self, slug: str, author: str) -> Fault | None:
        """Whether `author`, a numeric user id, changed an applicant's file of a union that others own.

        The owners are those that the tip names: nobody makes himself one. A folder without owners
        belongs to whoever brings it until the bureau names some; one whose list cannot be read is
        nobody's. The bureau's own files are not looked at here.
        """
        if all(path.startswith(f"unions/{slug}/bureau/") for path in self._changed.get(slug, ())):
            return None
        try:
            raw = self._tip.contents(f"unions/{slug}/bureau/owners.yaml")
        except OSError:
            return None
        data = read(raw, fast=self._register.fast).data
        owners = data.get("owners") if isinstance(data, dict) else None
        ids = [owner.get("id") for owner in owners if isinstance(owner, dict)] if isinstance(owners, list) else []
        return None if author in ids else Fault(OWNER, values={"slug": slug, "author": author})


class _Modern:
    """A tree whose files come as `unions format` would have them: UTF-8, and with the names of today.

    So neither a file that was saved anew in another encoding nor a schema that has changed in
    between looks like a change of the union.
    """

    def __init__(self, tree: Tree, migrations: Migrations) -> None:
        self._tree, self._migrations = tree, migrations

    def entries(self) -> Iterator[tuple[str, int]]:
        return self._tree.entries()

    def walk(self, slug: str) -> Iterator[tuple[str, int]]:
        return self._tree.walk(slug)

    def contents(self, file: str) -> bytes:
        raw, kind = self._tree.contents(file), kind_of(file.split("/", 2)[2])
        if kind is None or len(raw) > MAX_BYTES:
            return raw
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding = guess_encoding(raw)
            if encoding is None:
                return raw
            text = raw.decode(encoding)
        if read(text.encode()).readable:
            with suppress(TwoNames):
                text = self._migrations.migrated(kind.schema, text)
        return text.encode()
