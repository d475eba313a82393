"""Prints forms: text into templates, as Word and as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from union_registry.forms.annual import annual
from union_registry.forms.contents import contents
from union_registry.forms.material import Material
from union_registry.forms.packet import packet
from union_registry.forms.templates import ANNUAL, PACKET, Form, template
from union_registry.forms.word import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_registry.engine import UnionVerdict
    from union_registry.forms.pdf import Setter


class Printed(NamedTuple):
    """A file that was printed; `lacking` are the characters that no font has and for which 〓 stands in it."""

    name: str
    content: bytes
    lacking: str = ""


class Press:
    """Prints forms of the union `slug`: the yearly summary of `year`, the packet from what `judged` says."""

    def __init__(self, material: Material, slug: str, year: int, judged: Callable[[], UnionVerdict]) -> None:
        self._material, self._slug, self._year, self._judged = material, slug, year, judged

    def printed(self, forms: Iterable[Form], setter: Setter | None) -> Iterator[Printed]:
        """Each form as Word and, with a `setter`, as PDF. TemplateFault if a template cannot be used."""
        root = self._material.held.root
        for form in forms:
            said = self._contents(form)
            source = template(root, form.key, "docx")
            yield Printed(self._named(form, "docx"), word(f"{form.key}.docx", source, said, form.title.zh))
            if setter is not None:
                content, lacking = setter.pdf(form.key, said, self._material.filed_on)
                yield Printed(self._named(form, "pdf"), content, lacking)

    def _contents(self, form: Form) -> dict[str, Any]:
        if form is PACKET:
            return packet(self._material, self._judged())
        if form is ANNUAL:
            return annual(self._material, self._year)
        return contents(self._material.held, self._material.values, self._material.as_of)[form.key]

    def _named(self, form: Form, ending: str) -> str:
        return form.file_name(self._slug, ending, self._year if form is ANNUAL else None)
