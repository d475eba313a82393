"""How lists of places are written: unsigned integers of 7 bits a byte, the lowest first, a set high bit says more follows.

documents := (bytes of the rest << 1 | kind) rest
    rest of kind 0: for each document or run of documents (gap << 1 | is a run) [length of the run - 2];
                    the gap is counted from the document after the last one
    rest of kind 1: first document, then a bit for each document from there on, the lowest bit of a byte first
postings  := number of singles, gap of each from the last document, place of each, then groups up to the end
group     := place, documents
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import sub

PLACE_BITS = 24
_PLACE = (1 << PLACE_BITS) - 1
# Fewer documents in one place are not worth a group of their own, nor shorter lists the search for groups.
_GROUP, _LIST = 6, 24


class _Written(dict[int, bytes]):
    """Each integer as it is written; most are small and come again and again."""

    def __missing__(self, value: int) -> bytes:
        out, rest = bytearray(), value
        while rest > 0x7F:
            out.append(rest & 0x7F | 0x80)
            rest >>= 7
        out.append(rest)
        self[value] = bytes(out)
        return self[value]


_WRITTEN = _Written()


def packed(values: Iterable[int]) -> bytes:
    """Unsigned integers one after the other."""
    return b"".join(map(_WRITTEN.__getitem__, values))


def documents(ids: Sequence[int]) -> bytes:
    """A set of documents, given in ascending order."""
    kind, rest = 0, packed(_gaps(ids))
    if ids and len(rest) > (ids[-1] - ids[0]) // 8 + 4:
        kind, rest = 1, _bitmap(ids)
    return packed([len(rest) << 1 | kind]) + rest


def _gaps(ids: Sequence[int]) -> list[int]:
    steps = list(map(sub, ids, (-1, *ids)))
    if 1 not in steps[1:]:
        return [(step - 1) << 1 for step in steps]
    starts = [0, *(position for position, step in enumerate(steps) if position and step != 1)]
    gaps: list[int] = []
    for start, end in pairwise((*starts, len(steps))):
        gap = steps[start] - 1
        gaps += (gap << 1 | 1, end - start - 2) if end - start > 1 else (gap << 1,)
    return gaps


def _bitmap(ids: Sequence[int]) -> bytes:
    first = ids[0]
    bits = bytearray((ids[-1] - first) // 8 + 1)
    for document in ids:
        bits[(document - first) >> 3] |= 1 << ((document - first) & 7)
    return packed([first]) + bits


def postings(entries: Sequence[int]) -> bytes:
    """A list of `document << PLACE_BITS | place`, documents in ascending order."""
    groups: dict[int, list[int]] = {}
    if len(entries) >= _LIST:
        groups = _groups(entries)
        entries = [entry for entry in entries if entry & _PLACE not in groups]
    ids = [entry >> PLACE_BITS for entry in entries]
    pieces = [packed([len(ids), *map(sub, ids, (0, *ids)), *[entry & _PLACE for entry in entries]])]
    for place, grouped in groups.items():
        pieces += (packed([place]), documents(grouped))
    return b"".join(pieces)


def _groups(entries: Iterable[int]) -> dict[int, list[int]]:
    """The documents of each place that enough of them share."""
    places: dict[int, list[int]] = defaultdict(list)
    for entry in entries:
        places[entry & _PLACE].append(entry >> PLACE_BITS)
    return {place: ids for place, ids in sorted(places.items()) if len(ids) >= _GROUP}
