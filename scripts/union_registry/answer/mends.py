"""Files of a request as `unions format` would write them: the mechanical part of what is asked for, done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from union_registry.register import Register
from union_registry.schema import contact
from union_registry.source.kinds import kind_of


class Mend(NamedTuple):
    """A file that is not in its one form: its path in the repository and the text it should hold."""

    file: str
    text: str


def mends(register: Register, slug: str, paths: Iterable[str]) -> Iterator[Mend]:
    """Of the union's files at `paths` those that formatting would change; what it cannot read it leaves alone."""
    from union_registry.writing.canonical import Unformattable, canonical  # ruamel.yaml loads slowly

    for path in paths:
        kind = kind_of(path)
        if kind is None or kind.schema == "private":
            continue
        file = f"unions/{slug}/{path}"
        try:
            raw = register.tree.contents(file)
            written = canonical(raw, register.schemas, kind, register.keys_by_name, register.migrations)
        except (OSError, Unformattable):
            continue
        if written != raw and not contact.faults(written):  # nobody's telephone number is to be copied anywhere
            yield Mend(file, written.decode())
