"""Twenty things that people type, and which records of a register truly hold them.

`python -m tests.bench.queries ROOT SITE OUT` writes them with their numbers of hits, what other searches are given,
and the search index of the register, and prints CPU seconds, peak memory and size in MB of the latter.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.bench.generate import AS_OF
from union_registry.catalogue.overview import Membership, Overview, UnionEntry
from union_registry.catalogue.published import PublishedUnion, published
from union_registry.catalogue.search import SearchIndex
from union_registry.register import Register
from union_registry.vocabulary import Vocabulary

Given = TypeVar("Given")


class Record(NamedTuple):
    """A union or an organisation by the short fields that the search promises to be exact in."""

    kind: str
    page: str
    fields: tuple[str, ...]

    def holds(self, query: str) -> bool:
        """Whether every word of the query stands in some field."""
        return all(any(word in field for field in self.fields) for word in _plain(query).split(" ") if word)


def union_record(union: PublishedUnion, entry: UnionEntry, vocabularies: Mapping[str, Vocabulary]) -> Record:
    facts = union.data["union"]
    letter = union.data.get("bureau/approval", {}).get("letter", "")
    goals = [goal for goals in facts["goals"].values() for goal in goals]
    texts = [facts["name"], facts.get("name_en", ""), letter, facts["sub_field"], *goals]
    return _record("union", entry.page, texts, [entry.chain], entry.county, vocabularies)


def unit_record(memberships: Sequence[Membership], vocabularies: Mapping[str, Vocabulary]) -> Record:
    newest = sorted(memberships, key=lambda one: one.union.slug)
    newest.sort(key=lambda one: one.union.approved_on, reverse=True)
    names = [name for one in newest for name in (one.name, *one.former_names)]
    texts = [*names, newest[0].name_en, newest[0].credit_code or ""]
    chains = [one.union.chain for one in newest]
    return _record("organisation", newest[0].page, texts, chains, newest[0].county, vocabularies)


def _record(
    kind: str, page: str, texts: Iterable[str], chains: Iterable[str], county: str, words: Mapping[str, Vocabulary]
) -> Record:
    labels = [words["counties"].label(county), *(words["chains"].label(chain) for chain in chains)]
    fields = [*texts, *(name for label in labels for name in (label.zh, label.en))]
    return Record(kind, page, tuple(dict.fromkeys(map(_plain, fields))))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower())


def queries(records: Sequence[Record]) -> list[str]:
    """The queries; what only this register can say is taken from the middle of it."""
    unit = next(one for one in records[len(records) // 2 :] if "牧业有限公司" in one.fields[0])
    name, code = unit.fields[0], unit.page[-23:-5]
    brand = name.partition("牧业")[0][-2:]
    return [
        "肉羊", "锡林浩特", "新能源", "有限公司", "锡林郭勒", "羊", "有限公司（示例）", "大学", "苏尼特左旗", "储能调度",
        "低温保鲜中人员的培训", brand, f"{brand}牧业有限", code[-5:], code, "152525", "肉羊 锡林浩特", "新能源 多伦 研究所",
        "xilinhot", "ＭＵＴＴＯＮ　锡林浩特市",
    ]  # fmt: skip


def union_pages(site: Path) -> list[Path]:
    """The Chinese pages of the unions in a built site."""
    return sorted(path for path in (site / "unions").glob("*.html") if not path.name.startswith(("index.", "list-")))


def _article(page: Path) -> str:
    article = re.search(r"<article\b.*</article>", page.read_text("utf-8"), re.DOTALL)
    return _plain(unescape(re.sub(r"<[^>]+>", " ", article[0]))) if article else ""


class _Clock:
    """Adds up the CPU seconds of some calls among others."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def of(self, work: Callable[[], Given]) -> Given:
        start = time.process_time()
        done = work()
        self.seconds += time.process_time() - start
        return done


def write(root: Path, site: Path, out: Path) -> tuple[float, float, float]:
    register, clock = Register(root), _Clock()
    words = register.vocabularies
    overview, records = Overview(date.fromisoformat(AS_OF)), []
    index = clock.of(lambda: SearchIndex(words["chains"].terms, words["counties"].terms))
    for union in published(register, overview.as_of):
        entry, _ = overview.add(union)
        clock.of(partial(index.union, union, entry))
        records.append(union_record(union, entry, words))
    for memberships in overview.units.values():
        clock.of(partial(index.unit, memberships))
    prose = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in _prose(site)}
    for path, html in prose.items():
        clock.of(partial(index.prose, path, html))
    size = clock.of(lambda: _write_index(index, out))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)
    records += (unit_record(memberships, words) for memberships in overview.units.values())
    _write_queries(records, [_article(page) for page in union_pages(site)], out)
    return clock.seconds, peak, size / 1e6


def _prose(site: Path) -> list[Path]:
    return sorted([*site.glob("guide/*.html"), *site.glob("rules/*.html")])


def _write_index(index: SearchIndex, out: Path) -> int:
    size = 0
    for path, content in index.files():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
        size += len(content)
    return size


def _write_queries(records: Sequence[Record], pages: Sequence[str], out: Path) -> None:
    asked = [
        (
            query,
            sum(record.holds(query) for record in records),
            sum(all(word in page for word in _plain(query).split()) for page in pages),
        )
        for query in queries(records)
    ]
    (out / "queries.json").write_text(json.dumps(asked), "utf-8")
    given = [{"text": "\n".join(record.fields)} for record in records]
    (out / "records.json").write_text(json.dumps(given, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    print(json.dumps(write(*map(Path, sys.argv[1:]))))
