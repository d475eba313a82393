"""The register on disk: its own files (schemas, vocabularies, policy) and the unions' folders."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from union_registry import policyfile, vocabulary
from union_registry.finding import Place
from union_registry.model import bureau, forms
from union_registry.model.record import Record, build, unreadable
from union_registry.model.union import Union
from union_registry.policy import PolicyBook
from union_registry.schema import checks, contact
from union_registry.schema.gate import Gate
from union_registry.schema.migration import Migrations
from union_registry.schema.publicity import Publicity
from union_registry.schema.store import Schemas
from union_registry.source import sealed
from union_registry.source.document import Document
from union_registry.source.fault import MORE, Fault
from union_registry.source.folder import SLUG_NAME, STRAY, listing, printable
from union_registry.source.kinds import BY_SCHEMA, KINDS, SEALED, SLUG, Kind, order
from union_registry.source.reader import read
from union_registry.source.tree import Disk, Tree
from union_registry.vocabulary import Vocabulary

# Attribute of Union, record class: one per kind of file that the model looks at.
_RECORDS: Mapping[str, tuple[str, type[Record]]] = {
    "union": ("basics", forms.Basics),
    "lead": ("recommendation", forms.Recommendation),
    "members": ("member_list", forms.MemberList),
    "plan": ("plan", forms.Plan),
    "charter": ("charter", forms.Charter),
    "agreement": ("agreement", forms.Agreement),
    "filing": ("filing", forms.Filing),
    "changes": ("change_list", forms.ChangeList),
    "annual": ("summaries", forms.AnnualSummary),
    "bureau-owners": ("owner_list", bureau.OwnerList),
    "bureau-selection": ("selection", bureau.Selection),
    "bureau-review": ("review", bureau.Review),
    "bureau-approval": ("approval", bureau.Approval),
    "bureau-waivers": ("waivers", bureau.WaiverList),
    "bureau-support": ("support", bureau.Support),
    "bureau-conduct": ("conduct", bureau.Conduct),
    "bureau-dissolution": ("dissolution", bureau.Dissolution),
    "bureau-annual": ("receipts", bureau.Receipt),
}
# The file behind each attribute of Union.
FILE_OF = {attribute: BY_SCHEMA[schema].path for schema, (attribute, _) in _RECORDS.items()}


@dataclass(slots=True)
class Folder:
    """A union's folder, read and judged for form: documents and faults by repository path."""

    slug: str
    documents: dict[str, tuple[Kind, Document]] = field(default_factory=dict)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    union: Union = None  # type: ignore[assignment]  # set by Register.open before anybody sees it

    def within(self, name: str) -> str:
        """The repository path of a file given by its path within the folder."""
        return f"unions/{self.slug}/{name}"


class Register:
    """The register below `root`, the folder that holds `schema/` and `unions/`.

    `fast` False keeps to pure Python throughout; `tree` gives the unions' files in place of the
    disk. BrokenRegister if the register's own files cannot be used; whatever lies in the unions'
    folders never raises.
    """

    def __init__(self, root: Path, *, fast: bool | None = None, tree: Tree | None = None) -> None:
        self.root = root
        self.fast = fast
        self.tree = tree or Disk(root)

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        return vocabulary.load(self.root / "schema")

    @cached_property
    def policy(self) -> PolicyBook:
        return policyfile.load(self.root / "schema", self.words)

    @cached_property
    def schemas(self) -> Schemas:
        return Schemas(self.root / "schema", self.words)

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The keys that files may use, by vocabulary; ids of rules and ranks of levels are two more."""
        from union_registry.rules import RULES  # late: rules stand on the model, not the other way round

        words: dict[str, list[str]] = {name: list(v.terms) for name, v in self.vocabularies.items()}
        words["rules"] = [rule.id for rule in RULES]
        words["ranks"] = [str(term.rank) for term in self.vocabularies["levels"].terms.values()]
        return words

    @cached_property
    def keys_by_name(self) -> dict[str, dict[str, str]]:
        """By vocabulary, the key that is meant where people write a label or alias instead."""
        return {name: words.keys_by_name() for name, words in self.vocabularies.items()}

    @cached_property
    def gate(self) -> Gate:
        return Gate(self.schemas, self.vocabularies, self.migrations, fast=self.fast)

    @cached_property
    def migrations(self) -> Migrations:
        return Migrations(self.root / "schema")

    @cached_property
    def publicity(self) -> Publicity:
        return Publicity(self.schemas)

    @cached_property
    def slugs(self) -> list[str]:
        """Names of the unions' folders, sorted."""
        return [name for name, mode in self._entries() if stat.S_ISDIR(mode) and SLUG.match(name)]

    def strays(self) -> Iterator[tuple[str, Fault]]:
        """What lies in `unions/` without being a union's folder."""
        for entry, mode in self._entries():
            name = printable(entry)
            if not stat.S_ISDIR(mode):
                yield f"unions/{name}", Fault(STRAY, values={"name": name})
            elif not SLUG.match(entry):
                yield f"unions/{name}", Fault(SLUG_NAME, values={"name": name})

    @cached_property
    def shown_or_judged(self) -> frozenset[str]:
        """Kinds of file that a rule or the public looks into; of the others only their being there matters."""
        return frozenset(
            kind.schema for kind in KINDS if kind.schema in _RECORDS or self.publicity.has_public(kind.schema)
        )

    def open(self, slug: str, kinds: frozenset[str] | None = None) -> Folder:
        """The folder of one union, every file of it (or of `kinds` only) read once and judged for form."""
        folder = Folder(slug)
        found = listing(self.tree.walk(slug))
        folder.faults = [(folder.within(printable(name)), fault) for name, fault in found.faults]
        values: dict[str, Any] = {"place": Place(folder.within("")), "slug": slug, "summaries": {}, "receipts": {}}
        for name, kind in found.files:
            if kinds is not None and kind.schema not in kinds:
                continue
            file = folder.within(name)
            raw = self.tree.contents(file)
            document = read(raw, fast=self.fast)
            folder.documents[file] = (kind, document)
            first = len(folder.faults)
            folder.faults += [(file, fault) for fault in document.faults]
            if kind.schema != "private":
                folder.faults += [(file, fault) for fault in contact.faults(raw)]
            self._take(folder, file, kind, document, values)
            _cap(folder, file, first)
        if found.sealed and kinds is None:
            file = folder.within(SEALED)
            folder.faults += [(file, fault) for fault in sealed.faults(file, self.tree.contents(file))]
        values["files"] = frozenset(name for name, _ in found.files)
        there = values["files"] | {name for name, _ in found.faults}
        for kind in KINDS:
            if kind.path in there or kind.yearly:
                continue
            if kind.required:
                self._missing(folder, kind)
            if kind.schema in _RECORDS and (not kind.required or kind.schema == "filing"):
                values[_RECORDS[kind.schema][0]] = None
        folder.faults.sort(key=lambda item: order(item[0].removeprefix(folder.within(""))))
        union = object.__new__(Union)
        union.__dict__.update(values)
        folder.union = union
        return folder

    def _entries(self) -> Iterator[tuple[str, int]]:
        return ((name, mode) for name, mode in self.tree.entries() if not (name in HOUSEKEEPING and stat.S_ISREG(mode)))

    def _take(self, folder: Folder, file: str, kind: Kind, document: Document, values: dict[str, Any]) -> None:
        year = file[-9:-5] if kind.yearly else ""
        if not document.readable:
            if kind.yearly and kind.schema in _RECORDS:  # a record without values: nothing is judged by it
                attribute, cls = _RECORDS[kind.schema]
                values[attribute][int(year)] = unreadable(cls, Place(file))
            return
        examined = self.gate.examine(kind.schema, document)
        folder.faults += [(file, fault) for fault in examined.faults]
        if kind.yearly and document.data.get("year", year) != year and ("year",) not in examined.unusable:
            position = document.locate(("year",))
            told = {"name": f"{year}.yaml", "found": document.data["year"]}
            folder.faults.append((file, Fault(checks.YEAR_NAME, position.line, position.column, ("year",), told)))
        if kind.schema in _RECORDS:
            attribute, cls = _RECORDS[kind.schema]
            record = build(cls, document.data, Place(file), examined.unusable)
            if kind.yearly:
                values[attribute][int(year)] = record
            else:
                values[attribute] = record

    def _missing(self, folder: Folder, kind: Kind) -> None:
        told = {"title": self.schemas[kind.schema]["title"], "title_en": kind.schema, "name": kind.path,
                "slug": folder.slug, "kind": kind.schema}  # fmt: skip
        folder.faults.append((folder.within(kind.path), Fault(checks.MISSING_FILE, values=told)))


def _cap(folder: Folder, file: str, first: int) -> None:
    """Lists the first faults of a file and counts the rest: a list of thousands helps nobody."""
    over = len(folder.faults) - first - MAX_FAULTS
    if over > 0:
        folder.faults[first + MAX_FAULTS :] = [(file, Fault(MORE, values={"count": over}))]


# Faults told of one file.
MAX_FAULTS = 60
# Files in unions/ that belong to no union.
HOUSEKEEPING = frozenset((".gitkeep", "README.md"))
