"""The part of rpds-py that jsonschema uses, in pure Python: in the browser its compiled module is not there.

Packed into the engine's archive as the module `rpds`. Nothing is shared between versions of a
collection, which for the few dozen entries that jsonschema keeps costs nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class HashTrieMap(Mapping[K, V]):
    """A mapping whose methods give a changed copy."""

    __slots__ = ("_held",)

    def __init__(self, held: Mapping[K, V] | Iterable[tuple[K, V]] = (), **named: Any) -> None:
        self._held: dict[K, V] = dict(held, **named)

    @classmethod
    def convert(cls, value: Any) -> HashTrieMap[Any, Any]:
        return value if isinstance(value, cls) else cls(value)

    def __getitem__(self, key: K) -> V:
        return self._held[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def insert(self, key: K, value: V) -> HashTrieMap[K, V]:
        return HashTrieMap({**self._held, key: value})

    def remove(self, key: K) -> HashTrieMap[K, V]:
        """KeyError if it is not there."""
        held = dict(self._held)
        del held[key]
        return HashTrieMap(held)

    def discard(self, key: K) -> HashTrieMap[K, V]:
        return self.remove(key) if key in self._held else self

    def update(self, *others: Any, **named: Any) -> HashTrieMap[K, V]:
        held = dict(self._held)
        for other in others:
            held.update(other)
        return HashTrieMap(held, **named)


class HashTrieSet(frozenset[V]):
    """A set whose methods give a changed copy."""

    def insert(self, value: V) -> HashTrieSet[V]:
        return HashTrieSet(self | {value})

    def remove(self, value: V) -> HashTrieSet[V]:
        """KeyError if it is not there."""
        if value not in self:
            raise KeyError(value)
        return HashTrieSet(self - {value})

    def update(self, *others: Iterable[V]) -> HashTrieSet[V]:
        return HashTrieSet(self.union(*others))


class List(tuple[V, ...]):
    """A list that grows at its front."""

    __slots__ = ()

    def __new__(cls, *items: Any) -> List[V]:
        (held,) = items if len(items) == 1 else (items,)
        return super().__new__(cls, held)

    def push_front(self, value: V) -> List[V]:
        return List((value, *self))

    @property
    def first(self) -> V:
        return self[0]

    @property
    def rest(self) -> List[V]:
        return List(self[1:])

    def drop_first(self) -> List[V]:
        return List(self[1:])
