"""What is cut into which pieces, and the files in which the pieces' lists lie."""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import groupby
from operator import add

from union_registry.catalogue.search import codec

# What a text is to its document; a place is `position << FIELD_BITS | field`.
NAME, OTHER_NAME, TECHNOLOGY, TEXT = range(4)
FIELD_BITS = 2

# A file this large, in bytes, is worth a request and does not weigh on a phone's line.
_FILE = 2048
_PLAIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


class Grams:
    """Lists of places by the piece of text that stands there."""

    def __init__(self) -> None:
        self._lists: dict[str, array[int]] = defaultdict(lambda: array("Q"))

    def add_text(self, document: int, field: int, text: str) -> None:
        """Post each pair of characters of a normalised text.

        A space, which no word that is looked for contains, marks the end of a word, so that one character alone
        is found as the first of some pair.
        """
        lists, entry = self._lists, document << codec.PLACE_BITS | field
        for gram in map(add, text, (text + " ")[1:]):
            lists[gram].append(entry)
            entry += 1 << FIELD_BITS

    def add_code(self, document: int, code: str) -> None:
        """Post each three characters of a credit code: of pairs there are too few to tell codes apart."""
        lists, entry = self._lists, document << codec.PLACE_BITS
        for end in range(3, len(code) + 1):
            lists[code[end - 3 : end]].append(entry)
            entry += 1 << FIELD_BITS

    def files(self) -> list[bytes]:
        """Everything posted, in as many files as are needed to keep them small; `shard` says which piece lies where.

        file := pieces by all but their last character: (number of characters, each of them), how many pieces,
        of each its last character as the gap from the one before, bytes of its list, and the list.
        """
        written = {gram: codec.postings(entries) for gram, entries in self._lists.items() if _is_looked_for(gram)}
        size = sum(len(content) + 4 for content in written.values())
        files: list[list[str]] = [[] for _ in range(size // _FILE + 1)]
        for gram in sorted(written):
            files[shard(gram, len(files))].append(gram)
        return [_file(grams, written) for grams in files]


def shard(gram: str, count: int) -> int:
    """Number of the file, of `count`, in which a piece lies.

    By its first character, so that a character alone needs one file; by two where both are plain letters or
    digits, of which there are so few that each would have too much.
    """
    first, second = gram[0], gram[1]
    number = ord(first) * 37 + ord(second) if first in _PLAIN and second in _PLAIN else ord(first)
    return number % count


def _is_looked_for(gram: str) -> bool:
    """No word begins with a space; a plain letter or digit alone lies in too many files and tells nothing."""
    return gram[0] != " " and not (gram[1] == " " and gram[0] in _PLAIN)


def _file(grams: list[str], written: dict[str, bytes]) -> bytes:
    pieces = []
    for head, same in groupby(grams, lambda gram: gram[:-1]):
        listed = list(same)
        pieces.append(codec.packed([len(head), *map(ord, head), len(listed)]))
        last = 0
        for gram in listed:
            pieces += (codec.packed([ord(gram[-1]) - last, len(written[gram])]), written[gram])
            last = ord(gram[-1])
    return b"".join(pieces)
