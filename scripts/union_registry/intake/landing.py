"""Where a reading lands: the union's folder, what its files say now and what they would say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from union_registry.intake.gathering import lead
from union_registry.intake.overlay import kept, overlaid
from union_registry.intake.reading import Reading
from union_registry.refused import Refused
from union_registry.register import Register
from union_registry.source.kinds import PRIVATE, SEALED, SLUG, kind_of, order
from union_registry.source.reader import read
from union_registry.text import Text
from union_registry.writing.canonical import Unformattable, canonical
from union_registry.writing.unwritable import unwritable


@dataclass(frozen=True)
class Landing:
    """Files by their path within `folder`: `before` of every file that was read, `after` of those that change.

    b"" stands for a file that is not there; `after` is in the order of the procedure. `kept` are the
    entries which stay though the reading does not name them: the file, the list in it, the entry.
    """

    folder: str
    before: dict[str, bytes]
    after: dict[str, bytes]
    kept: tuple[tuple[str, str, str], ...]


def landing(held: Register, slug: str | None, whole: Reading) -> Landing:
    """Lays a reading over the folder `slug` of a register, or over the one that it names; writes nothing.

    Refused if it is not known which folder, if the folder is another lead's (六（三）), or if a file
    there is not in order.
    """
    folder = f"unions/{_slug(held, slug, whole)}"
    before = {path: _there(held, f"{folder}/{path}") for path in (*whole.values, *whole.files)}
    _refuse_another_lead(before.get("members.yaml", b""), whole)
    return Landing(folder, before, dict(_after(held, folder, whole, before)), tuple(_kept(whole, before)))


def _slug(held: Register, given: str | None, whole: Reading) -> str:
    """The folder to write: the one given, the zip's own, or that of the union of the same name or lead."""
    slug = given or whole.slug
    if slug is None:
        same = [slug for slug in held.slugs if _is_about(held, slug, whole)]
        if len(same) != 1:
            raise Refused(
                Text("不知道写到哪个文件夹", "not known which folder to write"),
                Text(
                    "用 --slug 起名，如 --slug mutton-2026（小写字母、数字、连字符）",
                    "name it by --slug, such as --slug mutton-2026",
                ),
            )
        return same[0]
    if not SLUG.match(slug):
        raise Refused(
            Text(f"{slug!r} 不能作文件夹名", f"{slug!r} cannot name a folder"),
            Text(
                "用 3 到 40 位小写字母、数字和连字符，以字母开头",
                "take 3 to 40 lower-case letters, digits and hyphens, starting with a letter",
            ),
        )
    return slug


def _is_about(held: Register, slug: str, whole: Reading) -> bool:
    """Whether the union of a folder bears the name that was read, or has the lead that was read."""
    union, members = (read(_there(held, f"unions/{slug}/{name}")).data for name in ("union.yaml", "members.yaml"))
    name, leading = whole.values.get("union.yaml", {}).get("name"), lead(whole.values.get("members.yaml"))
    if name is not None:
        return isinstance(union, dict) and union.get("name") == name
    return leading is not None and lead(members) == leading


def _there(held: Register, file: str) -> bytes:
    try:
        return held.tree.contents(file)
    except FileNotFoundError:
        return b""


def _refuse_another_lead(before: bytes, whole: Reading) -> None:
    """A folder keeps its lead: another one is another union (六（三）)."""
    old, new = lead(read(before).data), lead(whole.values.get("members.yaml"))
    if old and new and old != new:
        raise Refused(
            Text(
                f"表里的牵头单位（{new}）不是这个文件夹的牵头单位（{old}）",
                f"the lead in the form ({new}) is not this folder's ({old})",
            ),
            Text(
                "换牵头单位就是另一个联合体（六（三））：用 --slug 另起文件夹",
                "with another lead it is another union (六（三）): give it a folder of its own by --slug",
            ),
        )


def _after(held: Register, folder: str, whole: Reading, before: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(whole.values, key=order):
        kind = kind_of(path)
        if kind is None:
            continue
        try:
            if path in whole.files and path != PRIVATE:  # contacts are in no Git: what is there stays
                after = canonical(whole.files[path], held.schemas, kind, held.keys_by_name, held.migrations)
            else:
                after = overlaid(before[path], whole.values[path], held.schemas, kind)
        except Unformattable as error:
            refused = _unchangeable(f"{folder}/{path}", error) if before[path] else unwritable(path, error)
            raise refused from error
        if after != before[path]:
            yield path, after
    if whole.files.get(SEALED, before.get(SEALED)) != before.get(SEALED):
        yield SEALED, whole.files[SEALED]


def _unchangeable(file: str, error: Unformattable) -> Refused:
    """Why what was read cannot be laid over a file that is there."""
    if error.faults:
        return Refused(
            Text(f"{file} 写法有问题，无法在上面改", f"{file} is not in order and cannot be changed"),
            Text("先按 unions check 改好，再运行一次", "mend it as `unions check` says and run this again"),
        )
    return Refused(
        Text(f"{file} 里的注释改写后会丢失", f"a comment in {file} would be lost when it is changed"),
        Text("把注释移到别处，再运行一次", "move the comment elsewhere and run this again"),
    )


def _kept(whole: Reading, before: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    for path, raw in before.items():
        data = read(raw).data
        if path not in whole.files and path != PRIVATE and isinstance(data, dict):
            for name, entry in kept(data, whole.values[path]):
                yield path, name, entry
