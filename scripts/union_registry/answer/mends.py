"""Files of a request as `unions format` would write them: the mechanical part of what is asked for, done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from union_registry.register import Register
from union_registry.schema import contact
from union_registry.source.kinds import kind_of

# Formatting takes a second for 32 KiB; nobody copies more than that by hand.
_LARGEST, _MOST = 32 * 1024, 10


class Mend(NamedTuple):
    """A file that is not in its one form: its path in the repository and the text it should hold."""

    file: str
    text: str


def mends(register: Register, slug: str, paths: Iterable[str]) -> Iterator[Mend]:
    """Of the union's files at `paths` those that formatting would change, the first of them.

    What it cannot read, and what is larger than anybody copies, it leaves alone.
    """
    from union_registry.writing.canonical import Unformattable, canonical  # ruamel.yaml loads slowly

    for path in list(paths)[:_MOST]:
        kind = kind_of(path)
        if kind is None or kind.schema == "private":
            continue
        file = f"unions/{slug}/{path}"
        try:
            raw = register.tree.contents(file)
            if len(raw) > _LARGEST:
                continue
            written = canonical(raw, register.schemas, kind, register.keys_by_name, register.migrations)
        except (OSError, Unformattable):
            continue
        if written != raw and not contact.faults(written):  # nobody's telephone number is to be copied anywhere
            yield Mend(file, written.decode())
