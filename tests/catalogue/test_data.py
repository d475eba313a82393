"""The open data: every format holds the same, says what it is, and hurts nobody who opens it."""

from __future__ import annotations

import csv
import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from tests.catalogue import fake
from tests.sites import need_samples, own_root, sample_root
from tests.support import new_root, valid_union
from union_registry.catalogue.data.about import About, Licence
from union_registry.catalogue.data.codebook import codebook
from union_registry.catalogue.data.formula import defused, restored
from union_registry.catalogue.data.llms import llms_txt
from union_registry.catalogue.data.measured import measured
from union_registry.catalogue.data.open_data import OpenData
from union_registry.catalogue.data.record import VERSION
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import CHINESE, Language, english
from union_registry.catalogue.overview import Overview
from union_registry.catalogue.page import Page, Templates
from union_registry.catalogue.pages.data import codebook_page, data_page
from union_registry.catalogue.published import Condition, PublishedUnion, published
from union_registry.register import Register
from union_registry.text import Text

SITE = "https://register.example/"
ABOUT = About(fake.AS_OF, SITE, Text("名录", "Register"), Text("盟科技局", "the bureau"))
TABLES = ("unions", "members", "annual-indicators", "conditions")
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1＋1", "'quoted", "''twice", "'=1",
    '"a","b";=1', "a\nb\r\nc", "</script><!--", "&lt;", "_x0041_", "ᠮᠣᠩᠭᠣᠯ 𬭎 ", "x" * 200, "\x01\ufffe",
)  # fmt: skip

Rows = list[dict[str, Any]]


class Site(dict[str, bytes]):
    """The files by path, and what made them."""

    data: OpenData


def written(unions: Sequence[PublishedUnion], root: Path | None = None, about: About = ABOUT) -> Site:
    """All files of the open data of `unions`."""
    made = Site()
    made.data = OpenData(Register(root or own_root()), about)
    overview = Overview(about.as_of)
    for union in unions:
        path, content = made.data.union(union, *overview.add(union))
        made[path] = content
    for path, content in made.data.files():
        made[path] = content
    return made


def hostile_union(texts: Sequence[str] = HOSTILE) -> PublishedUnion:
    """A union whose every free text is hostile."""
    union = fake.union("hostile", size=len(texts), name=texts[0], name_en=texts[1], sub_field=texts[2])
    for member, text in zip(union.data["members"]["members"], texts, strict=True):
        member |= {"name": text, "former_names": [text, "x"]}
    union.data["union"]["goals"]["scientific_problems"] = list(texts)
    words = [Condition("mechanisms", "三", "must", Text(text, text), "met", Text(text, text), {}) for text in texts]
    return replace(union, conditions=tuple(words))


@pytest.fixture(scope="module")
def site() -> Site:
    return written([*fake.register(), hostile_union()])


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files on disk, for libraries that want them there."""
    folder = tmp_path_factory.mktemp("site")
    for path, content in site.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "data"


def json_rows(site: Site, table: str) -> Rows:
    """A table's rows as JSON has them."""
    rows: Rows = json.loads(site[f"data/{table}.json"])
    return rows


@pytest.mark.parametrize("table", TABLES)
def test_parquet_holds_what_json_holds_in_types_of_its_own(site: Site, folder: Path, table: str) -> None:
    found = duckdb.sql(f"select * from '{folder / table}.parquet'")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    assert [{name: _as_json(value) for name, value in row.items()} for row in rows] == json_rows(site, table)
    types = dict(zip(found.columns, map(str, found.types), strict=True))
    assert {kind for name, kind in types.items() if name.endswith("_on") or name == "waived_until"} <= {"DATE"}
    assert {kind for name, kind in types.items() if name.startswith("is_")} <= {"BOOLEAN"}
    assert types.get("patents_granted", "INTEGER") == types.get("member_count", "INTEGER") == "INTEGER"
    assert types.get("scientific_problems", "VARCHAR[]") == "VARCHAR[]"


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_what_json_holds_once_an_apostrophe_is_taken_off(site: Site, folder: Path, table: str) -> None:
    found = duckdb.sql(
        f"select * from read_csv('{folder / table}.csv', all_varchar=true, header=true, delim=',', quote='\"', escape='\"',"
        " new_line='\\r\\n')"
    )
    columns = {column.name: str(column.type) for filled in site.data.tables for column in filled.table.columns}
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    read = [{name: _from_csv(text, columns[name]) for name, text in row.items()} for row in rows]
    assert read == json_rows(site, table)


@pytest.mark.parametrize("table", TABLES)
def test_xlsx_holds_what_json_holds_with_labels_for_keys(site: Site, table: str) -> None:
    book = openpyxl.load_workbook(BytesIO(site[f"data/{table}.xlsx"]))
    sheet, notes = book.worksheets
    columns = next(filled.table.columns for filled in site.data.tables if filled.table.name == table)
    head, *rows = sheet.iter_rows()

    assert [cell.value for cell in head] == [column.title.zh for column in columns]
    assert len({column.title.zh for column in columns}) == len(columns)
    assert sheet.freeze_panes == "A2"
    assert len(rows) == len(json_rows(site, table))
    for cells, row in zip(rows, json_rows(site, table), strict=True):
        for cell, column in zip(cells, columns, strict=True):
            labels = {one.value: one.label.zh for one in column.choices.listed} if column.choices else {}
            wanted = row[column.name]
            value = cell.value.date().isoformat() if isinstance(cell.value, datetime) else cell.value
            shown = "\n".join(wanted) if isinstance(wanted, list) else labels.get(wanted, wanted)
            assert _unescaped(value) == _unescaped(shown), (column.name, cell.coordinate)
    if table == "members":
        with ZipFile(BytesIO(site["data/members.xlsx"])) as parts:
            assert b">_x005F_x0041_<" in parts.read("xl/sharedStrings.xml")
    explained = {(line[1], line[0]) for line in notes.iter_rows(values_only=True)}
    assert {(column.name, column.title.zh) for column in columns} <= explained


def test_in_xlsx_nothing_is_a_formula_and_what_looks_like_one_stays_text_when_edited(site: Site) -> None:
    for table in TABLES:
        for sheet in openpyxl.load_workbook(BytesIO(site[f"data/{table}.xlsx"])).worksheets:
            for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)):
                assert cell.data_type == "s", cell.coordinate
                if sheet.title != "说明 Notes":
                    assert cell.quotePrefix == _is_dangerous(_unescaped(cell.value)), cell.value


def test_in_xlsx_codes_are_text_and_days_are_days(site: Site) -> None:
    sheet = openpyxl.load_workbook(BytesIO(site["data/members.xlsx"])).worksheets[0]
    head, first, *_ = sheet.iter_rows()
    cells = {name.value: cell for name, cell in zip(head, first, strict=True)}
    assert cells["统一社会信用代码"].value == "91152500MA00000006"
    assert cells["统一社会信用代码"].number_format == "@"
    unions = openpyxl.load_workbook(BytesIO(site["data/unions.xlsx"])).worksheets[0]
    approved = next(column for column in unions.iter_cols() if column[0].value == "批复日期")
    assert approved[1].value.date() == date(2025, 5, 20)
    assert approved[1].number_format == "yyyy-mm-dd"


def test_no_csv_cell_begins_as_a_formula_does(site: Site) -> None:
    for table in TABLES:
        content = site[f"data/{table}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")):
            for cell in row:
                is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
                assert is_number or not _is_dangerous(cell), cell
    names = {row["name"] for row in csv.DictReader(StringIO(site["data/members.csv"].decode("utf-8-sig"), newline=""))}
    assert set(HOSTILE) <= {restored(name) for name in names}


@given(some.text(max_size=8) | some.text("=+-@＝＋－＠' \t\r\n\0\u2003\u3000a", max_size=4))
def test_a_defused_text_is_no_formula_and_can_be_restored(typed: str) -> None:
    assert restored(defused(typed)) == typed
    assert not _is_dangerous(defused(typed))


@pytest.mark.parametrize("path", ["data/members.json", "data/unions/hostile.json"])
def test_hostile_text_stands_in_json_as_it_was_typed(site: Site, path: str) -> None:
    found = json.loads(site[path])
    members = found["data"]["members"]["members"] if isinstance(found, dict) else found[-len(HOSTILE) :]
    assert [member["name"] for member in members] == list(HOSTILE)


def test_the_numbers_are_those_of_the_register(site: Site) -> None:
    unions = {row["slug"]: row for row in json_rows(site, "unions")}
    assert list(unions) == ["energy-new", "energy-old", "mutton-sample", "hostile"]
    assert (
        unions["energy-new"] | {"member_count": 8, "status": "approved", "predecessor": "energy-old"}
        == unions["energy-new"]
    )
    assert unions["energy-old"] | {
        "status": "dissolved", "dissolved_on": "2025-12-31", "dissolution_reason": "name_changed", "successor": "energy-new",
    } == unions["energy-old"]  # fmt: skip
    members = [row for row in json_rows(site, "members") if row["union_slug"] == "energy-new"]
    assert [row["number"] for row in members] == list(range(1, 10))
    left = members[4]
    assert (left["left_on"], left["is_member"], left["former_names"]) == ("2026-02-01", False, ["从前的名字有限公司"])
    assert (members[0]["is_upstream"], members[0]["is_midstream"], members[0]["is_downstream"]) == (False, False, True)
    first, second = [row for row in json_rows(site, "annual-indicators") if row["union_slug"] == "mutton-sample"]
    assert (first["year"], first["standing"], first["received_on"]) == (2025, "on-time", "2025-12-21")
    assert (first["patents_granted"], first["league_projects"], first["meetings"]) == (5, 3, None)
    assert (first["public_problems"], second["public_problems"]) == (1, None)
    condition = json_rows(site, "conditions")[0]
    assert (condition["rule"], condition["outcome"], condition["value"], condition["value_unit"]) == (
        "member-minimum", "met", 11, "家",
    )  # fmt: skip


def test_a_sole_trader_keeps_one_identifier_and_no_code(site: Site) -> None:
    (row,) = [row for row in json_rows(site, "members") if row["name"] == fake.SOLE_TRADER]
    assert re.fullmatch("u-[0-9a-f]{12}", row["unit"])
    assert row["credit_code"] is None
    assert b"91152500MA00000009" in site["data/unions/energy-old.json"]
    assert b"91152500MA00000009" not in site["data/unions/energy-new.json"]


@pytest.mark.parametrize(
    ("facts", "told", "wanted"),
    [
        ({"members": ("7", "家"), "minimum": ("8", "家"), "short": ("1", "家"), "spare": ("0", "家")}, True,
         (("7", "家"), ("8", "家"), ("-1", "家"))),
        ({"count": ("9", "家"), "total": ("11", "家"), "share": ("81.8", "%"), "minimum": ("50", "%"), "short": ("0", "家"),
          "join": ("0", "家"), "spare": ("3", "家")}, True, (("81.8", "%"), ("50", "%"), ("3", "家"))),
        ({"led": ("2", "个"), "maximum": ("1", "个"), "others": ("x", "")}, True, (("2", "个"), ("1", "个"), ("-1", "个"))),
        ({"present": ("2", "项"), "total": ("3", "项"), "absent": ("x", "")}, True, (("2", "项"), ("3", "项"), ("-1", "项"))),
        ({"problems": ("2", "项"), "technologies": ("3", "项"), "minimum": ("1", "项")}, True, (None, ("1", "项"), None)),
        ({"minimum": ("1", "个"), "limit": ("盟级", "")}, False, (None, ("1", "个"), None)),
        ({"length": ("2", "字")}, False, (None, None, None)),
        ({"kind": ("企业", ""), "allowed": ("企业、NaN", "")}, True, (None, None, None)),
    ],
)  # fmt: skip
def test_value_limit_and_margin_are_told_where_each_is_one_public_number(
    facts: Mapping[str, tuple[str, str]], told: bool, wanted: Sequence[tuple[str, str] | None]
) -> None:
    condition = Condition("x", "三", "must", Text("x", "x"), "met", Text("x", "x") if told else None, facts)
    pairs = [(Decimal(one[0]), one[1]) if one else (None, None) for one in wanted]
    assert measured(condition) == tuple(part for pair in pairs for part in pair)


def test_the_data_package_validates_its_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with _quiet():
        from frictionless import Package

        package = Package("datapackage.json")
        reports = [resource.validate() for resource in package.resources if resource.format != "parquet"]
    assert [error.message for report in reports for task in report.tasks for error in task.errors] == []
    assert len(reports) == 12


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("members", "enterprise", "enterprize"),
        ("members", "energy-old", "energy-gone"),
        ("unions", "2025-05-20", "20. 5. 2025"),
    ],
)
def test_the_data_package_tells_a_file_that_was_changed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, old: str, new: str
) -> None:
    described = json.loads(site["data/datapackage.json"])
    for resource in (one for one in described["resources"] if one["format"] == "csv"):
        text = site[f"data/{resource['path']}"].decode()
        changed = text.replace(old, new, 1) if resource["name"] == table else text
        (tmp_path / resource["path"]).write_bytes(changed.encode())
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    monkeypatch.chdir(tmp_path)
    with _quiet():
        from frictionless import Package

        report = Package("datapackage.json").get_resource(table).validate()
    assert not report.valid


def test_every_file_is_listed_with_its_size_and_digest(site: Site) -> None:
    listed = {one["path"]: one for one in json.loads(site["data/datapackage.json"])["resources"]}
    sums = dict(reversed(line.split("  ")) for line in site["data/SHA256SUMS"].decode().splitlines())
    page = _html(data_page(ABOUT, site.data.offers, site.data.sampling, CHINESE))

    assert sorted(listed) == sorted(
        f"{table}.{kind}" for table in TABLES for kind in ("csv", "xlsx", "json", "parquet")
    )
    assert set(sums) == {*listed, "datapackage.json"}
    for name, digest in sums.items():
        content = site[f"data/{name}"]
        assert digest == sha256(content).hexdigest()
        if name in listed:
            assert (listed[name]["bytes"], listed[name]["hash"]) == (len(content), f"sha256:{digest}")
            assert digest in page
            assert f"{len(content)} 字节" in page


@pytest.mark.parametrize("site_address", [SITE, None])
def test_schemas_lie_at_their_id_and_their_references_hold(site_address: str | None) -> None:
    made = written([], about=replace(ABOUT, site=site_address))
    base = site_address or "file:///mnt/usb/"
    schemas = {path: json.loads(made[path]) for path in made if path.endswith(".schema.json")}
    for path, schema in schemas.items():
        assert schema["$id"] == (SITE + path if site_address else path.rpartition("/")[2])
    registry: Registry[Any] = Registry().with_resources(
        (base + path, Resource.from_contents(schema)) for path, schema in schemas.items()
    )
    assert {path.name for path in (own_root() / "schema").glob("*.schema.json")} < {Path(path).name for path in schemas}
    for path, schema in schemas.items():
        resolver = registry.resolver(base + path)
        for reference in set(_references(schema)):
            resolver.lookup(reference)
    members = Draft202012Validator({"$ref": f"{base}data/schema/members.schema.json"}, registry=registry)
    assert members.is_valid(valid_union()["members.yaml"])
    assert not members.is_valid({"members": [{"name": "x"}]})
    for vocabulary in (own_root() / "schema/vocabulary").glob("*.yaml"):
        assert made[f"data/schema/vocabulary/{vocabulary.name}"] == vocabulary.read_bytes()


def test_a_unions_own_json_is_all_that_is_public_and_holds_to_its_schema(site: Site) -> None:
    validator = _record_validator(site)
    for union in fake.register():
        record = json.loads(site[f"data/unions/{union.slug}.json"])
        for waiver in record["data"]["bureau/waivers"]["waivers"]:
            waiver["covers"] = [{"fact": "members", "value": "7"}]  # the invented unions have none
        assert [error.message for error in validator.iter_errors(record)] == []
        assert (record["schema"], record["url"]) == (VERSION, f"{SITE}unions/{union.slug}.html")
        assert record["data"].keys() == union.data.keys()
        assert len(record["conditions"]) == len(union.conditions)
        assert record["data"]["annual/2025"]["indicators"] == {"league_projects": 3, "patents_granted": 5}
        assert record["data"]["bureau/waivers"]["waivers"][0]["standing"] == "holds"
        record["data"]["lead"] = {"accounts": []}
        assert not validator.is_valid(record)


def test_the_json_of_real_unions_holds_to_its_schema(tmp_path: Path) -> None:
    need_samples()
    root = sample_root(tmp_path)
    made = written(list(published(Register(root), fake.AS_OF)), root)
    validator = _record_validator(made)
    records = {path: json.loads(content) for path, content in made.items() if path.startswith("data/unions/")}
    for path, record in records.items():
        assert [error.message for error in validator.iter_errors(record)] == [], path
    assert len(records) > 2
    assert any(record["figures"] for record in records.values())
    assert any(
        condition["threshold"] and condition["margin"] for one in records.values() for condition in one["conditions"]
    )


def test_two_builds_give_the_same_bytes_whether_or_not_the_first_left_something(tmp_path: Path) -> None:
    unions = [*fake.register(), hostile_union()]
    first, second = new_root(tmp_path / "a"), new_root(tmp_path / "b")
    fresh = dict(written(unions, first))
    assert dict(written(unions, first)) == fresh
    assert dict(written(unions, second)) == fresh


def test_what_is_kept_of_the_last_build_is_never_taken_for_other_data(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    before = dict(written(fake.register(), root))
    changed = fake.register()
    changed[0].data["members"]["members"][2]["tier"] = "general"
    after = written(changed, root)
    for kind in ("csv", "xlsx", "json", "parquet"):
        assert after[f"data/members.{kind}"] != before[f"data/members.{kind}"]
        assert after[f"data/conditions.{kind}"] == before[f"data/conditions.{kind}"]
    assert dict(written(fake.register(), root)) == before
    kept = list((root / ".cache/data").iterdir())
    assert len(kept) == 16


def test_a_register_without_unions_has_empty_tables() -> None:
    made = written([])
    assert json_rows(made, "members") == []
    assert made["data/members.csv"].count(b"\r\n") == 1
    assert openpyxl.load_workbook(BytesIO(made["data/members.xlsx"])).worksheets[0].max_row == 1


@pytest.mark.parametrize("language", [CHINESE, english()])
def test_the_code_book_tells_of_every_public_field_and_value_and_of_no_private_one(
    site: Site, language: Language
) -> None:
    register = Register(own_root())
    tables = [filled.table for filled in site.data.tables]
    book = codebook(site.data.fields, register.publicity, tables)
    html = _html(codebook_page(book, language), language)

    for table in tables:
        assert f'id="table-{table.name}"' in html
        for column in table.columns:
            assert f"<code>{column.name}</code>" in html
            assert column.title.zh in html
    for path in ("goals.key_generic_technologies[]", "members[].former_names[]", "indicators.patents_granted"):
        assert f"<code>{path}</code>" in html
    for reference in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{reference}"' in html
    named = [entry.choices for chapter in (*book.tables, *book.record) for entry in chapter.entries if entry.choices]
    assert {choices.name: choices.listed for choices in named} == {one.name: one.listed for one in book.choices}
    assert {"standing", "standing-2", "counties", "rules", "tier"} <= {choices.name for choices in book.choices}
    for term in register.vocabularies["counties"].terms.values():
        assert term.label.zh in html
        assert term.label.en in unescape(html)
    for private in (
        "indicators.rd_spend",
        "principal",
        "members[].statement",
        "members[].signature.by",
        "changes[].unit",
    ):
        assert f"<code>{private}</code>" not in html


def test_the_page_says_under_which_licence_the_data_are_or_that_none_is_stated(site: Site) -> None:
    assert "尚未说明" in _html(data_page(ABOUT, site.data.offers, "", CHINESE))
    licensed = replace(ABOUT, licence=Licence("CC-BY-4.0", "CC BY 4.0 <x>", "https://example.org/by"))
    html = _html(data_page(licensed, site.data.offers, "", CHINESE))
    assert "尚未说明" not in html
    assert '<a href="https://example.org/by" rel="license">CC BY 4.0 &lt;x&gt;</a>' in html
    described = json.loads(written([], about=licensed)["data/datapackage.json"])
    assert described["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0 <x>", "path": "https://example.org/by"}]


def test_llms_txt_has_a_title_a_summary_and_lists_of_links(site: Site) -> None:
    text = llms_txt(ABOUT, site.data.offers).decode()
    lines = text.splitlines()
    assert lines[0] == "# 名录"
    assert lines[2].startswith("> Register.")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [section.partition("\n")[0] for section in sections] == ["Lists", "Data", "Rules", "Optional"]
    for section in sections:
        for line in section.strip().splitlines()[2:]:
            assert re.fullmatch(rf"- \[[^\]]+\]\({re.escape(SITE)}[^)\s]+\): .+", line), line
    assert f"{SITE}data/members.csv" in text
    assert "members.parquet" in text
    assert "(data/members.csv)" in llms_txt(replace(ABOUT, site=None), site.data.offers).decode()


def _record_validator(site: Site) -> Draft202012Validator:
    schema = json.loads(site["data/schema/published-union.schema.json"])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def _html(page: Page, language: Language = CHINESE) -> str:
    register = Register(own_root())
    labels = Labels(own_root() / "schema", register.vocabularies, language)
    return Templates(language, labels, {}).render(page.template, page.view)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what frictionless and its own libraries warn of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_csv(text: str | None, kind: str) -> Any:
    if text is None or text == "":
        return None
    if kind == "string":
        return restored(text)
    return text if kind == "date" else json.loads(text)


def _unescaped(value: Any) -> Any:
    """What stands for characters that XML cannot hold, which openpyxl leaves as it is."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else value


def _is_dangerous(text: str) -> bool:
    return re.match(r"[\t\r\n\0]|\s*[=+\-@＝＋－＠]", text) is not None


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
