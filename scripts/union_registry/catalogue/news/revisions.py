"""When the public part of each union's records was changed: days and sections from Git, and no words of any commit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from union_registry import __version__, disk, git, history
from union_registry.catalogue.news.step import RECORDED, SAME, step
from union_registry.register import Register
from union_registry.schema.migration import TwoNames
from union_registry.source.kinds import kind_of
from union_registry.source.reader import read


class Edit(NamedTuple):
    """On a day, the sections of a union's page of which nothing but Git tells that they were changed."""

    day: date
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revisions:
    """A union since it is public: the last day on which anything public in its files changed, and its edits, oldest first."""

    last_changed: date
    edits: tuple[Edit, ...]


def revisions(register: Register, as_of: date) -> dict[str, Revisions]:
    """What Git tells of each union that was public on `as_of`, by slug; days are those of Asia/Shanghai.

    A union is public from its approval on, and from the day on which the approval came to the line
    that is checked out. Nothing at all without Git, below the top of a repository, or in a clone
    without all of history: half of it would tell of changes that were none.
    """
    if not git.is_top(register.root) or git.is_shallow(register.root):
        return {}
    listed = history.mainline(register.root, "unions")
    if listed is None:
        return {}
    reader = _Reader(register)
    since = _public_since(listed, reader)
    public = {slug: start for slug, start in since.items() if start.day <= as_of.isoformat()}
    days: dict[str, dict[str, set[str]]] = {slug: {} for slug in public}
    for chain, steps in reader.steps(_chains(listed, register, public, as_of.isoformat())):
        for day, what in steps:
            if what != SAME:
                days[chain.slug].setdefault(day, set()).update(what.split(","))
    reader.keep()
    return {slug: _revisions(public[slug].day, days[slug]) for slug in public}


def last_changed(found: Mapping[str, Revisions]) -> dict[str, date]:
    """The day of each union's last public change, by slug."""
    return {slug: revised.last_changed for slug, revised in found.items()}


class _Start(NamedTuple):
    """Where a union begins to be public: the place of the approval among all versions, and the day."""

    place: int
    day: str


class _Chain(NamedTuple):
    """The versions of a file since its union is public: the first content, then the last one of each day."""

    slug: str
    kind: str
    first: str
    later: tuple[tuple[str, str], ...]

    @property
    def blobs(self) -> list[str]:
        return [self.first, *(blob for _, blob in self.later)]


def _public_since(listed: Sequence[history.Version], reader: _Reader) -> dict[str, _Start]:
    """Where each union with an approval began to be public."""
    found = [(place, version) for place, version in enumerate(listed) if _parts(version.file)[1] == _APPROVAL]
    reader.read_approvals(version.blob for _, version in found)
    starts: dict[str, _Start] = {}
    approved: dict[str, str] = {}
    for place, version in found:
        slug, day = _parts(version.file)[0], reader.approved_on(version.blob)
        if day is None:
            continue
        if day and slug not in starts:
            starts[slug] = _Start(place, version.day)
        elif not day:
            starts.pop(slug, None)
        approved[slug] = day
    return {slug: _Start(start.place, max(start.day, approved[slug])) for slug, start in starts.items()}


def _chains(
    listed: Sequence[history.Version], register: Register, public: Mapping[str, _Start], as_of: str
) -> Iterator[_Chain]:
    """The files of the `public` unions that have changed since then, up to `as_of`."""
    first: dict[str, str] = {}
    later: dict[str, dict[str, str]] = {}
    for place, version in enumerate(listed):
        start = public.get(_parts(version.file)[0])
        if start is None or version.day > as_of:
            continue
        if place <= start.place or version.day <= start.day:
            first[version.file] = version.blob
        else:
            days = later.setdefault(version.file, {})
            # A clock that went back does not put a version in front of the one before it.
            days[max(version.day, next(reversed(days), ""))] = version.blob
    for file, days in later.items():
        slug, name = _parts(file)
        kind = kind_of(name)
        if kind is not None and register.publicity.has_public(kind.schema):
            yield _Chain(slug, kind.schema, first.get(file, ""), tuple(days.items()))


def _parts(file: str) -> tuple[str, str]:
    """Slug and path within the folder, "" for what is no folder."""
    slug, _, name = file.partition("/")[2].partition("/")
    return slug, name


def _revisions(since: str, days: Mapping[str, set[str]]) -> Revisions:
    edits = []
    for day, found in sorted(days.items()):
        sections = tuple(sorted(section for section in found if not section.startswith("+")))
        if sections and RECORDED not in found:
            edits.append(Edit(date.fromisoformat(day), sections))
    return Revisions(date.fromisoformat(max([since, *days])), tuple(edits))


class _Reader:
    """Reads versions of files, and remembers in `.cache/` what came of them: by content, so that it holds for ever.

    What is public is what today's schemas say, so that with others it begins anew.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._file = register.root / ".cache" / "revisions.json"
        self._version = f"{__version__}/1 {_digest(register)}"
        self._known: dict[str, str | None] = self._stored()
        self._used: dict[str, str | None] = {}

    def read_approvals(self, blobs: Iterable[str]) -> None:
        """Take in versions of bureau/approval.yaml."""
        wanted = {blob for blob in blobs if blob}
        self._used |= {blob: self._known[blob] for blob in wanted & self._known.keys()}
        missing = sorted(wanted - self._known.keys())
        self._used |= dict.fromkeys(missing)
        for blob, raw in history.contents(self._register.root, missing):
            shown = self._public("bureau-approval", raw)
            self._used[blob] = None if shown is None else _day(shown.get("approved_on"))

    def approved_on(self, blob: str) -> str | None:
        """The day of approval in a version that was taken in, "" if it has none; None if it cannot be read."""
        return self._used[blob] if blob else ""

    def steps(self, chains: Iterable[_Chain]) -> Iterator[tuple[_Chain, list[tuple[str, str]]]]:
        """Each of the chains with the day and the step of its versions; those that cannot be read are passed over."""
        waiting: list[_Chain] = []
        for chain in chains:
            try:
                yield chain, list(self._walk(chain, {}))
            except KeyError:
                waiting.append(chain)
                if sum(len(one.later) for one in waiting) >= _AT_ONCE:
                    yield from self._read(waiting)
                    waiting = []
        yield from self._read(waiting)

    def keep(self) -> None:
        """Write down what was used of it, if that is anything new."""
        if self._used != self._known:
            text = json.dumps({"version": self._version, "known": self._used}, separators=(",", ":"))
            with suppress(OSError):  # a read-only checkout has a site all the same
                disk.replace(self._file, text.encode())

    def _read(self, chains: Sequence[_Chain]) -> Iterator[tuple[_Chain, list[tuple[str, str]]]]:
        kinds: dict[str, set[str]] = defaultdict(set)
        for chain in chains:
            for blob in chain.blobs:
                kinds[blob].add(chain.kind)
        shown: dict[tuple[str, str], Any] = {(kind, blob): None for blob, of in kinds.items() for kind in of}
        shown |= {(kind, ""): {} for kind in kinds.pop("", ())}
        for blob, raw in history.contents(self._register.root, kinds):
            shown |= {(kind, blob): self._public(kind, raw) for kind in kinds[blob]}
        for chain in chains:
            yield chain, list(self._walk(chain, shown))

    def _walk(self, chain: _Chain, shown: Mapping[tuple[str, str], Any]) -> Iterator[tuple[str, str]]:
        """Day and step of each version; KeyError at one that is neither known nor `shown`."""
        before = chain.first
        for day, blob in chain.later:
            key = f"{chain.kind} {before[:_ENOUGH]} {blob[:_ENOUGH]} {day}"
            if key in self._known:
                found = self._known[key]
            else:
                then, now = shown[chain.kind, before], shown[chain.kind, blob]
                found = None if now is None else SAME if then is None else step(chain.kind, then, now, day)
            self._used[key] = found
            if found is not None:
                before = blob
                yield day, found

    def _public(self, kind: str, raw: bytes) -> Any:
        """The public part of a file under the names of today; None if it cannot be read, since no site was made of it."""
        document = read(raw, fast=self._register.fast)
        if not document.readable:
            return None
        text = raw.decode("utf-8-sig")
        with suppress(TwoNames):
            renamed = self._register.migrations.migrated(kind, text)
            if renamed != text:
                document = read(renamed.encode(), fast=self._register.fast)
        return self._register.publicity.project(kind, document.data)

    def _stored(self) -> dict[str, str | None]:
        try:
            stored = json.loads(self._file.read_text("utf-8"))
            known: dict[str, str | None] = stored["known"] if stored["version"] == self._version else {}
            return {str(key): None if found is None else str(found) for key, found in known.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def _digest(register: Register) -> str:
    """Digest of the schemas, and of the names that they have given up."""
    digest = sha256()
    folder = register.root / "schema"
    for path in (*sorted(folder.glob("*.schema.json")), folder / "migrations.yaml"):
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""


_APPROVAL = "bureau/approval.yaml"
# Contents held in memory at a time.
_AT_ONCE = 500
# Digits of an object's name that tell it from every other.
_ENOUGH = 20
