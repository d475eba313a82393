"""A union's own JSON, at data/unions/<slug>.json: everything that is public about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from union_registry.catalogue import address
from union_registry.catalogue.data.projection import projected, typed
from union_registry.catalogue.data.telling import Telling, encoded
from union_registry.catalogue.overview import Membership
from union_registry.catalogue.published import PublishedUnion
from union_registry.schema.store import Schemas
from union_registry.source.kinds import KINDS
from union_registry.yearly import Series

# Goes up by one when what was there changes its meaning or goes away.
VERSION = "union-registry/published-union/1"


def record_path(slug: str) -> str:
    """Path in the site of a union's JSON."""
    return f"data/{address.union_page(slug).removesuffix('.html')}.json"


class Records:
    """Writes the JSON of unions; `record_schema` describes it."""

    def __init__(self, schemas: Schemas, site: str | None) -> None:
        """`site` is the site's address, with a slash at its end, None if it is not known."""
        self._site = site
        shown = ((kind, typed(projected(schemas, kind.schema))) for kind in KINDS)
        self._typed = {kind.path.removesuffix(".yaml"): change for kind, change in shown if change}

    def json(self, union: PublishedUnion, members: Sequence[Membership], tellings: Iterable[Telling]) -> bytes:
        """The file of one union, on one line; `tellings` are those of its conditions."""
        before = {
            "schema": VERSION,
            "slug": union.slug,
            "status": union.status,
            "sample": union.sample,
            "url": f"{self._site}{address.union_page(union.slug)}" if self._site else None,
            "data": self._data(union.data, members),
        }
        behind = {
            "summaries": [
                {
                    "year": summary.year,
                    "standing": summary.standing,
                    "due_on": summary.due_on.isoformat(),
                    "received_on": summary.received_on.isoformat() if summary.received_on else None,
                }
                for summary in union.summaries
            ],
            "figures": list(map(_series, union.figures)),
        }
        conditions = ",".join(telling.json for telling in tellings)
        return f'{encoded(before)[:-1]},"conditions":[{conditions}],{encoded(behind)[1:]}\n'.encode()

    def _data(self, data: Mapping[str, Any], members: Sequence[Membership]) -> dict[str, Any]:
        shown = {name: self._file(name, content) for name, content in data.items()}
        shown["members"] = {
            "members": [
                {**member, "unit": membership.key, "is_member": not membership.is_former}
                for member, membership in zip(shown["members"]["members"], members, strict=True)
            ]
        }
        return shown

    def _file(self, name: str, content: Any) -> Any:
        folder, _, last = name.rpartition("/")
        change = self._typed.get(f"{folder}/{{year}}" if last.isdigit() else name)
        return change(content) if change else content


def _series(series: Series) -> dict[str, Any]:
    exact = int if not series.indicator.is_amount else float
    return {
        "indicator": series.indicator.key,
        "title": series.indicator.label.as_json(),
        "unit": series.indicator.unit,
        "years": [
            {
                "year": figure.year,
                "value": None if figure.value is None else exact(figure.value),
                "change": None if figure.change is None else exact(figure.change),
                "remark": str(figure.remark) if figure.remark else None,
            }
            for figure in series.figures
        ],
    }
