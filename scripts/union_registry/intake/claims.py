"""What was read so far: values, doubts, and which paragraphs are accounted for."""

from __future__ import annotations

from typing import Any

from union_registry.intake import gathering
from union_registry.intake.doubt import Doubt
from union_registry.intake.gathering import nested
from union_registry.intake.layout import Cell, Paragraph, paragraphs
from union_registry.intake.values import Result
from union_registry.text import Text

Place = Paragraph | Cell


class Claims:
    """Collects; `values` is by file."""

    def __init__(self) -> None:
        self.values: gathering.Gathered = {}
        self.doubts: list[Doubt] = []

    def take(self, *places: Place) -> None:
        """These are accounted for."""
        for place in places:
            if isinstance(place, Paragraph):
                place.taken = True
            else:
                for block in place.blocks:
                    if isinstance(block, Paragraph):
                        block.taken = True

    def doubt(self, place: Place, why: Text, path: str | None = None, said: str | None = None) -> None:
        """Tells of a place, which is thereby accounted for."""
        self.take(place)
        self.doubts.append(Doubt(place.where, place.text.strip() if said is None else said, path, why))

    def put(self, place: Place, said: str, found: Result, used: set[int] | None = None) -> None:
        """Values that stood at one place, each at its path."""
        self.take(place)
        for path, read in found:
            if read.why is not None:
                self.doubts.append(Doubt(place.where, said, path.replace("[lead]", "[0]"), read.why))
            if read.value is not None:
                self.lay(nested(path, read.value), place, used)

    def lay(self, values: gathering.Gathered, place: Place, used: set[int] | None = None) -> None:
        """Lays values over what was read; where they disagree the first stays and both are told."""

        def clash(path: str, old: Any, new: Any) -> Any:
            self.doubts.append(Doubt(place.where, shown(new), path, disagreement(old)))
            return old

        gathering.lay_files(self.values, values, clash, used)

    def unplaced(self, blocks: list[Any]) -> list[Paragraph]:
        """Paragraphs that nothing accounts for."""
        return [piece for piece in paragraphs(blocks) if not piece.taken and piece.text.strip()]


def disagreement(kept: Any) -> Text:
    """What is told of a value that another place gives differently."""
    return Text(
        f"与另一处的“{shown(kept)}”不一致；保留了那一处，请核对哪个对",
        f"disagrees with “{shown(kept)}” elsewhere, which was kept; find out which one is right",
    )


def shown(value: Any) -> str:
    """A value as a message quotes it."""
    if isinstance(value, list):
        return "、".join(shown(entry) for entry in value)
    if isinstance(value, dict):
        return "，".join(shown(entry) for entry in value.values())
    text = str(value)
    return text if len(text) <= 80 else text[:80] + "…"
