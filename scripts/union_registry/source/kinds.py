"""The files a union's folder may hold, in the order in which the procedure fills them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its schema, its path in the folder (`{year}` for a yearly one), who writes it."""

    schema: str
    path: str
    by_bureau: bool = False
    required: bool = False

    @property
    def yearly(self) -> bool:
        return "{year}" in self.path


PRIVATE = "private.yaml"
SEALED = "private.yaml.age"

KINDS = (
    Kind("union", "union.yaml", required=True),
    Kind("lead", "lead.yaml", required=True),
    Kind("members", "members.yaml", required=True),
    Kind("plan", "plan.yaml", required=True),
    Kind("charter", "charter.yaml", required=True),
    Kind("agreement", "agreement.yaml", required=True),
    Kind("filing", "filing.yaml", required=True),
    Kind("changes", "changes.yaml"),
    Kind("annual", "annual/{year}.yaml"),
    Kind("private", PRIVATE),
    Kind("bureau-owners", "bureau/owners.yaml", by_bureau=True),
    Kind("bureau-selection", "bureau/selection.yaml", by_bureau=True),
    Kind("bureau-review", "bureau/review.yaml", by_bureau=True),
    Kind("bureau-approval", "bureau/approval.yaml", by_bureau=True),
    Kind("bureau-waivers", "bureau/waivers.yaml", by_bureau=True),
    Kind("bureau-support", "bureau/support.yaml", by_bureau=True),
    Kind("bureau-conduct", "bureau/conduct.yaml", by_bureau=True),
    Kind("bureau-dissolution", "bureau/dissolution.yaml", by_bureau=True),
    Kind("bureau-annual", "bureau/annual/{year}.yaml", by_bureau=True),
)
BY_SCHEMA = {kind.schema: kind for kind in KINDS}
FOLDERS = frozenset(("annual", "bureau", "bureau/annual"))
# `index` is the page of the list itself.
SLUG = re.compile(r"(?!index\Z)[a-z][a-z0-9-]{1,38}[a-z0-9]\Z")

_PLAIN = {kind.path: kind for kind in KINDS if not kind.yearly}
_YEARLY = re.compile(r"(bureau/)?annual/(20[0-9]{2})\.yaml\Z")


def kind_of(path: str) -> Kind | None:
    """The kind of the file at `path` within a union's folder, None if it does not belong there."""
    plain = _PLAIN.get(path)
    if plain:
        return plain
    yearly = _YEARLY.match(path)
    if yearly:
        return BY_SCHEMA["bureau-annual" if yearly[1] else "annual"]
    return None


def file_of(schema: str) -> str:
    """The file that a schema is of, as messages name it: bureau/conduct.yaml, annual/YYYY.yaml."""
    kind = BY_SCHEMA.get(schema)
    return kind.path.format(year="YYYY") if kind else f"{schema}.yaml"


def rank(path: str) -> int:
    """Place of a file in the order of the procedure, for sorting findings."""
    kind = kind_of(path)
    return KINDS.index(kind) if kind else len(KINDS)


def order(path: str) -> tuple[int, str]:
    """Sort key: the procedure's order, then the name (years ascend)."""
    return rank(path), path
