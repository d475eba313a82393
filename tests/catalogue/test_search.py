"""The search index, read back as its own words say it is written: exactly the records that hold what is typed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bench.queries import Record, union_record, unit_record
from tests.catalogue import fake
from tests.sites import own_root
from union_registry.catalogue.overview import Overview, Summary, UnionEntry
from union_registry.catalogue.published import PublishedUnion, SummaryYear
from union_registry.catalogue.search import SearchIndex, codec
from union_registry.catalogue.search.grams import shard
from union_registry.catalogue.search.normal import normalised
from union_registry.vocabulary import load

VOCABULARIES = load(own_root() / "schema")
CHAINS, COUNTIES = (VOCABULARIES[name].terms for name in ("chains", "counties"))
PLAIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


class Numbers:
    """Reads what `codec` writes."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    @property
    def more(self) -> bool:
        return self.at < len(self.content)

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def part(self, length: int) -> Numbers:
        self.at += length
        return Numbers(self.content[self.at - length : self.at])

    def documents(self) -> list[int]:
        head = self.number()
        rest = self.part(head >> 1)
        found: list[int] = []
        if head & 1:
            first = rest.number()
            bits = int.from_bytes(rest.content[rest.at :], "little")
            return [first + i for i in range(bits.bit_length()) if bits >> i & 1]
        following = 0
        while rest.more:
            head = rest.number()
            first = following + (head >> 1)
            following = first + (rest.number() + 2 if head & 1 else 1)
            found += range(first, following)
        return found

    def postings(self) -> Iterator[tuple[int, int]]:
        gaps = [self.number() for _ in range(self.number())]
        for document in accumulate(gaps):
            yield document, self.number()
        while self.more:
            place = self.number()
            for document in self.documents():
                yield document, place


class Reader:
    """Answers queries from the files of an index, by what the modules that write them say."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.facts = json.loads(files["search/index.json"])
        folder = f"search/{self.facts['folder']}/"
        self.files = {path.removeprefix(folder): content for path, content in files.items() if path.startswith(folder)}
        self.rows: list[tuple[str, list[Any]]] = []
        for kind, count, together, _ in self.facts["kinds"]:
            read = [json.loads(self.files[f"{kind}-{i}.json"]) for i in range(-(-count // together))]
            self.rows += [(kind, row) for rows in read for row in rows]
        self.lists = {name: dict(self._read(name, self.facts["files"][name])) for name in ("text", "code")}

    def pages(self, query: str, *kinds: str) -> list[str]:
        """Addresses of what holds every word, in the order of the documents."""
        found = [self._word(word) for word in normalised(query).split(" ") if word]
        documents = sorted(set.intersection(*found)) if found else []
        return [self.rows[i][1][0] for i in documents if not kinds or self.rows[i][0] in kinds]

    def _word(self, word: str) -> set[int]:
        found = {document for document, _ in self._text(word)}
        if len(word) > 2:
            found |= {document for document, _ in self._chained("code", word, 3)}
        for name, plural in (("chain", "chains"), ("county", "counties")):
            for i, labels in enumerate(self.facts[plural]):
                if any(word in normalised(label) for label in labels):
                    found |= set(Numbers(self.files[f"{name}-{i}.bin"]).documents())
        return found

    def _text(self, word: str) -> set[tuple[int, int]]:
        if len(word) > 1:
            return self._chained("text", word, 2)
        lists = self.lists["text"].get((word, shard(word + " ", self.facts["files"]["text"])), {})
        return {entry for entries in lists.values() for entry in Numbers(entries).postings()}

    def _chained(self, name: str, word: str, size: int) -> set[tuple[int, int]]:
        found = None
        for start in (*range(0, len(word) - size, size), len(word) - size):
            entries = self.list(name, word[start : start + size])
            here = {(document, place - start * 4) for document, place in Numbers(entries).postings()}
            found = here if found is None else found & here
        return found or set()

    def list(self, name: str, piece: str) -> bytes:
        """The list of a piece, out of the file in which it has to lie."""
        number = shard(piece, self.facts["files"][name])
        return self.lists[name].get((piece[:-1], number), {}).get(piece[-1], b"\0")

    def _read(self, name: str, count: int) -> Iterator[tuple[tuple[str, int], dict[str, bytes]]]:
        for number in range(count):
            file = Numbers(self.files[f"{name}-{number}.bin"])
            while file.more:
                head = "".join(chr(file.number()) for _ in range(file.number()))
                lists, code = {}, 0
                for _ in range(file.number()):
                    code += file.number()
                    lists[chr(code)] = file.part(file.number()).content
                yield (head, number), lists


def overview_of(unions: Sequence[PublishedUnion]) -> tuple[Overview, list[tuple[PublishedUnion, UnionEntry]]]:
    overview = Overview(fake.AS_OF)
    return overview, [(union, overview.add(union)[0]) for union in unions]


def index_of(unions: Sequence[PublishedUnion], *, turned: bool = False) -> dict[str, bytes]:
    overview, pairs = overview_of(unions)
    index = SearchIndex(CHAINS, COUNTIES)
    for union, entry in reversed(pairs) if turned else pairs:
        index.union(union, entry)
    units = list(overview.units.values())
    for memberships in reversed(units) if turned else units:
        index.unit(memberships)
    for year, summaries in overview.summaries.items():
        index.year(year, summaries)
    return dict(index.files())


def records_of(unions: Sequence[PublishedUnion]) -> list[Record]:
    overview, pairs = overview_of(unions)
    records = [union_record(union, entry, VOCABULARIES) for union, entry in pairs]
    return records + [unit_record(memberships, VOCABULARIES) for memberships in overview.units.values()]


def union_of(members: Sequence[dict[str, Any]], slug: str = "made-up", **more: Any) -> PublishedUnion:
    """A union of the members, each with what a member needs besides."""
    union = fake.union(slug, size=len(members), **more)
    union.data["members"]["members"] = [
        fake.member(number) | changes for number, changes in enumerate(members, 1)
    ]  # fmt: skip
    return union


# Few characters, so that they meet often: of every width, of two cases, beyond the first plane, and such as NFKC changes.
CHARACTERS = "羊草牧业aAbＡｂ１1é́ßİΣς㎏ﬁ①𠮷👍ᠮ"
NAMES = st.text(CHARACTERS + " 　\u2028", min_size=1, max_size=8).filter(normalised)
QUERIES = st.text(CHARACTERS + " ", min_size=1, max_size=5)


@given(
    st.lists(NAMES, min_size=1, max_size=12, unique_by=normalised), st.lists(QUERIES, min_size=1, max_size=8), st.data()
)
def test_exactly_the_records_that_hold_every_word_are_found(
    names: list[str], typed: list[str], data: st.DataObject
) -> None:
    members = [{"name": name, "former_names": data.draw(st.lists(NAMES, max_size=1))} for name in names]
    union = union_of(members, name=names[0], sub_field=names[-1])
    records = records_of([union])
    reader = Reader(index_of([union]))
    # Parts of what is there are more telling than what is made up.
    parts = [name[start : start + 3] for name in names for start in range(len(name))]
    for query in (*typed, *parts):
        words = normalised(query).split(" ")
        # The reader's screen says that such a word is not looked for.
        if not any(words) or any(word in PLAIN for word in words):
            continue
        wanted = sorted(record.page for record in records if record.holds(query))
        assert sorted(reader.pages(query, "union", "organisation")) == wanted, query


CODES = st.text("019AQX", min_size=10, max_size=10).map(lambda tail: f"91152500{tail}")


@given(
    st.lists(CODES, min_size=1, max_size=30, unique=True), st.integers(0, 29), st.integers(0, 15), st.integers(3, 18)
)
def test_any_three_or_more_successive_characters_of_a_credit_code_find_it(
    codes: list[str], which: int, start: int, length: int
) -> None:
    union = union_of([{"name": f"单位（{number}）", "credit_code": code} for number, code in enumerate(codes)])
    part = codes[which % len(codes)][start : start + length]
    assume(len(part) > 2)
    wanted = sorted(f"organisations/{code}.html" for code in codes if part in code)
    reader = Reader(index_of([union]))
    for typed in (part, part.lower(), part.translate({ord(c): ord(c) + 0xFEE0 for c in part})):
        assert sorted(reader.pages(typed, "organisation")) == wanted


@given(st.sets(st.integers(0, 5000)), st.sets(st.tuples(st.integers(0, 3000), st.integers(0, 3))), st.integers(0, 2000))
def test_lists_are_read_as_they_were_written(ids: set[int], places: set[tuple[int, int]], run: int) -> None:
    for listed in (sorted(ids), list(range(run)), sorted({*ids, *range(run, 2 * run)})):
        assert Numbers(codec.documents(listed)).documents() == listed
    entries = [document << codec.PLACE_BITS | place for document, place in sorted(places)]
    assert sorted(Numbers(codec.postings(entries)).postings()) == sorted(places)
    # What many documents have in one place is written together.
    entries = sorted([*entries, *(document << codec.PLACE_BITS | 9 for document in ids)])
    wanted = sorted([*places, *((document, 9) for document in ids)])
    assert sorted(Numbers(codec.postings(entries)).postings()) == wanted


def test_a_withheld_code_is_nowhere_in_the_index() -> None:
    union = union_of([{"name": "牵头"}, {"name": "示例奶食店", "kind": "sole-trader"}])
    hidden = union.data["members"]["members"][1].pop("credit_code")
    files = index_of([union])
    assert not any(hidden.encode() in content for content in files.values())
    assert Reader(files).pages(hidden[-6:]) == []
    (page,) = Reader(files).pages("奶食店")
    assert page.startswith("organisations/u-")


def test_chains_and_counties_find_their_records_in_both_languages_and_themselves() -> None:
    union = fake.union()
    reader = Reader(index_of([union]))
    chain, county = CHAINS["mutton"].label, COUNTIES["152502"].label
    for typed in (chain.zh, chain.en.upper()):
        found = reader.pages(typed, "chain", "union", "organisation")
        assert {"chains/mutton.html", "unions/mutton-sample.html"} < set(found)
        assert len(found) == 2 + len(union.data["members"]["members"])
    assert {"counties/152502.html", "unions/mutton-sample.html"} <= set(reader.pages(county.en))
    both = reader.pages(f"{chain.zh} {county.zh}", "organisation")
    assert 0 < len(both) < len(union.data["members"]["members"])
    assert "chains/mutton.html" in reader.pages(CHAINS["mutton"].aliases[0])


def test_summaries_and_years_are_found_by_what_they_say() -> None:
    union = fake.union()
    reader = Reader(index_of([union]))
    anchor = "years/2025.html#text-mutton-sample"
    assert reader.pages("技术攻关", "year") == [anchor]
    assert reader.pages("冷链运力", "year") == [anchor]
    assert reader.pages("2025", "year") == ["years/2025.html", anchor]
    # Nothing was told of 2026.
    assert reader.pages("2026", "year") == ["years/2026.html"]


def test_a_former_name_leads_to_the_unit_as_it_is_called_now() -> None:
    union = union_of([{"name": "现名有限公司", "former_names": ["从前的名字厂"]}])
    reader = Reader(index_of([union]))
    assert reader.pages("从前的名字", "organisation") == reader.pages("现名", "organisation") != []


def test_live_unions_and_short_names_come_first() -> None:
    old = replace(fake.union("old-one", name="羊联合体"), status="dissolved")
    old.data["bureau/dissolution"] = {"dissolved_on": "2026-01-01"}
    unions = [old, fake.union("long-name", name="羊的很长的联合体"), fake.union("short-name", name="羊之联合体")]
    found = Reader(index_of(unions)).pages("联合体", "union")
    assert found == ["unions/short-name.html", "unions/long-name.html", "unions/old-one.html"]


def test_the_order_in_which_records_come_changes_no_byte() -> None:
    unions = fake.register()
    assert index_of(unions) == index_of(unions, turned=True)


def test_another_content_lies_in_another_folder() -> None:
    folders = {
        json.loads(index_of([fake.union(name=name)])["search/index.json"])["folder"]
        for name in ("甲联合体", "乙联合体")
    }
    assert len(folders) == 2


def test_an_ending_that_all_names_share_takes_a_few_bytes() -> None:
    members = [{"name": f"{chr(0x4E00 + n)}{chr(0x5E00 + 7 * n)}牧业有限公司"} for n in range(2000)]
    reader = Reader(index_of([union_of(members)]))
    assert len(reader.pages("牧业有限公司", "organisation")) == 2000
    for piece in ("牧业", "有限", "公司", "司 "):
        assert len(reader.list("text", piece)) < 10


PROSE = """<nav><a>不在文章里</a></nav><article class="x">
<h1 id="_1">申报指南</h1><p>写给<b>牵头</b>单位。</p>
<h2 id="public">公开范围</h2><p>哪些&amp;哪些<br>不公开</p><script>let 脚本</script>
<table><tr><td><span id="3-1">三（一）</span></td><td>目标清楚</td></tr></table>
<h2 id="public-2">公开范围</h2><p>再说一遍</p></article>"""


def prose_reader() -> Reader:
    index = SearchIndex(CHAINS, COUNTIES)
    index.prose("guide/applicant.html", PROSE)
    return Reader(dict(index.files()))


def test_prose_is_found_by_its_sections() -> None:
    reader = prose_reader()
    assert reader.pages("牵头单位") == ["guide/applicant.html"]
    assert reader.pages("公开范围") == ["guide/applicant.html#public", "guide/applicant.html#public-2"]
    assert reader.pages("哪些&哪些 不公开") == ["guide/applicant.html#public"]
    assert reader.pages("三(一)", "prose") == reader.pages("目标", "prose") == ["guide/applicant.html#3-1"]
    assert reader.pages("文章里") == reader.pages("脚本") == []


def test_a_section_is_shown_with_its_page_its_heading_and_its_words() -> None:
    rows = [row for kind, row in prose_reader().rows if kind == "prose"]
    assert rows[0] == ["guide/applicant.html", "申报指南", "申报指南", "写给牵头单位。"]
    assert rows[1] == ["guide/applicant.html#public", "申报指南", "公开范围", "哪些&哪些 不公开"]


def test_a_row_says_where_a_record_belongs() -> None:
    reader = Reader(index_of(fake.register()))
    rows = {row[0]: (kind, row) for kind, row in reader.rows}
    chains, counties = list(CHAINS), list(COUNTIES)
    kind, union = rows["unions/energy-old.html"]
    assert (kind, union[3], union[4], union[5]) == (
        "union", chains.index("energy-equipment"), counties.index("152502"), 3,
    )  # fmt: skip
    kind, unit = rows["organisations/91152500MA00000011.html"]
    assert kind == "organisation"
    assert unit[3] == sorted({chains.index("mutton"), chains.index("energy-equipment")})


def test_names_are_as_long_as_the_index_says() -> None:
    reader = Reader(index_of(fake.register()))
    lengths = [length for count, length in reader.facts["lengths"] for _ in range(count)]
    for (_, row), length in zip(reader.rows, lengths, strict=False):
        assert length == len(normalised(row[1]))
    unions = sum(count for kind, count, _, _ in reader.facts["kinds"] if kind == "union")
    assert all(one <= other for one, other in pairwise(lengths[unions : unions + 5]))


def test_a_year_without_texts_is_only_itself() -> None:
    index = SearchIndex(CHAINS, COUNTIES)
    _, ((_, entry),) = overview_of([fake.union()])
    index.year(2024, [Summary(entry, SummaryYear(2024, "missing", date(2024, 12, 31), None), "", {}, [])])
    assert Reader(dict(index.files())).pages("2024") == ["years/2024.html"]
