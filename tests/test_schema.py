"""The schemas are complete and strict, both validators agree, and what they refuse is told so that it can be mended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.sites import own_root
from tests.support import FIXTURES, ROOT, SLUG, VALID, as_yaml, changed, new_root, verdict, write_union
from union_registry.register import Register
from union_registry.schema.validator import authority, quick_check
from union_registry.source.fault import Fault
from union_registry.source.kinds import BY_SCHEMA, KINDS, kind_of
from union_registry.source.reader import read

Node = dict[str, Any]
SCHEMAS = sorted((ROOT / "schema").glob("*.schema.json"))
EXAMPLES = sorted((FIXTURES / "examples").glob("*/*.yaml"))
SAMPLES = sorted((ROOT / "unions").glob("sample-*/**/*.yaml"))
KEYWORDS = {
    "$schema", "$ref", "$defs", "title", "description", "type", "properties", "required", "additionalProperties", "items",
    "prefixItems", "enum", "const", "pattern", "format", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems",
    "minimum", "maximum", "minProperties", "propertyNames",
    "x-clause", "x-public", "x-counter", "x-section", "x-help", "x-unit", "x-vocabulary", "x-labels", "x-wanted",
    "x-hidden-when", "x-may-be-empty", "x-digest",
}  # fmt: skip
PRINTED = {"verdict", "decision", "due", "figures", "impact", "status", "support"}  # what commands print as JSON
MAINTAINED = {"common", "vocabulary", "policy", "clauses", "migrations"} | PRINTED
CLAUSES = [clause["number"] for clause in read((ROOT / "schema" / "clauses.yaml").read_bytes()).data["clauses"]]
FILLED_IN = [path for path in SCHEMAS if path.name.removesuffix(".schema.json") not in MAINTAINED - {"common"}]
EACH = pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name.removesuffix(".schema.json"))
EACH_FILLED_IN = pytest.mark.parametrize("path", FILLED_IN, ids=lambda path: path.name.removesuffix(".schema.json"))


def load(path: Path) -> Node:
    return json.loads(path.read_text(encoding="utf-8"))


def nodes(node: Node, where: str = "") -> Iterator[tuple[str, Node]]:
    """Every schema within a schema, with the way to it."""
    yield where, node
    for group in ("properties", "$defs"):
        for name, child in node.get(group, {}).items():
            yield from nodes(child, f"{where}/{name}")
    for name in ("items", "additionalProperties", "propertyNames"):
        if isinstance(node.get(name), dict):
            yield from nodes(node[name], f"{where}/{name}")
    for number, child in enumerate(node.get("prefixItems", ())):
        yield from nodes(child, f"{where}/{number}")


def properties(path: Path) -> Iterator[tuple[str, Node, Node]]:
    """Every property: where, the property, the object that holds it. Those laid over a `$ref` only narrow one."""
    for where, node in nodes(load(path)):
        if "$ref" not in node:
            for name, child in node.get("properties", {}).items():
                yield f"{where}/{name}", child, node


@EACH
def test_a_schema_is_valid(path: Path) -> None:
    schema = load(path)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@EACH
def test_a_property_has_a_title_a_description_and_says_whether_it_is_public(path: Path) -> None:
    for where, child, _ in properties(path):
        assert re.search("[一-鿿]", child.get("title", "")), where
        assert re.search("[a-z]{3}", child.get("description", "")), where
        assert isinstance(child.get("x-public"), bool), where


@EACH
def test_only_keywords_that_are_explained_to_people_are_used(path: Path) -> None:
    for where, node in nodes(load(path)):
        assert node.keys() <= KEYWORDS, where


@EACH
def test_an_object_holds_nothing_but_what_it_names(path: Path) -> None:
    for where, node in nodes(load(path)):
        if node.get("type") == "object" and not (path.name == "policy.schema.json" and where == ""):
            allowed = node.get("additionalProperties")
            # Facts of a verdict are a map by name, as the parameters of a policy are.
            assert allowed is False or (path.name == "verdict.schema.json" and isinstance(allowed, dict)), where


@EACH_FILLED_IN
def test_lists_and_texts_are_bounded(path: Path) -> None:
    for where, node in nodes(load(path)):
        if node.get("type") == "array":
            assert "maxItems" in node, where
        if node.get("type") == "string":
            assert node.keys() & {"maxLength", "enum", "pattern", "x-vocabulary", "const", "format"}, where


@EACH
def test_what_is_required_is_there(path: Path) -> None:
    for where, node in nodes(load(path)):
        assert set(node.get("required", ())) <= node.get("properties", {}).keys(), where


@EACH
def test_patterns_mean_the_same_in_every_language(path: Path) -> None:
    for where, node in nodes(load(path)):
        pattern = node.get("pattern", "")
        assert not re.search(r"\\[dDwWsSpPbB]", pattern), where
        if pattern:
            assert pattern.startswith("^"), where
            assert pattern.endswith("$"), where


@EACH_FILLED_IN
def test_a_refused_pattern_says_what_is_wanted(path: Path) -> None:
    for where, node in nodes(load(path)):
        if "pattern" in node:
            assert node["x-wanted"].keys() == {"zh", "en"}, where


@EACH
def test_what_is_hidden_depends_on_a_field_beside_it(path: Path) -> None:
    for where, child, holder in properties(path):
        for sibling in child.get("x-hidden-when", {}):
            assert sibling in holder["properties"], where
            assert child["x-public"] is True, f"{where} is never public, so nothing hides it"


@EACH
def test_a_clause_is_one_of_the_regulation_or_the_beginning_of_one(path: Path) -> None:
    for where, node in nodes(load(path)):
        clause = node.get("x-clause")
        assert clause is None or any(number.startswith(clause) for number in CLAUSES), where


@EACH
def test_choices_have_words_in_both_languages(path: Path) -> None:
    for where, node in nodes(load(path)):
        if "x-labels" in node:
            assert node["x-labels"].keys() == set(node["enum"]), where
            assert all(label["zh"] and label["en"] for label in node["x-labels"].values()), where


@EACH
def test_a_vocabulary_that_is_named_exists(path: Path) -> None:
    words = {file.stem for file in (ROOT / "schema" / "vocabulary").glob("*.yaml")} | {"rules"}

    assert {node["x-vocabulary"] for _, node in nodes(load(path)) if "x-vocabulary" in node} <= words


def test_every_kind_of_file_has_a_schema_and_every_schema_a_use() -> None:
    there = {path.name.removesuffix(".schema.json") for path in SCHEMAS}

    assert {kind.schema for kind in KINDS} <= there
    assert there - MAINTAINED - {kind.schema for kind in KINDS} == set()


# --- the register's own files -----------------------------------------------------------------------------------------

OWN = [
    ("clauses", ROOT / "schema" / "clauses.yaml"),
    ("migrations", ROOT / "schema" / "migrations.yaml"),
    *(("policy", path) for path in sorted((ROOT / "schema" / "policy").glob("*.yaml"))),
    *(("vocabulary", path) for path in sorted((ROOT / "schema" / "vocabulary").glob("*.yaml"))),
]


@pytest.mark.parametrize(("kind", "path"), OWN, ids=[path.stem for _, path in OWN])
def test_the_registers_own_files_fit_their_schemas(kind: str, path: Path) -> None:
    data = read(path.read_bytes()).data
    if kind == "policy":  # an empty value of a policy means that it is off; the reader leaves blanks out
        for entry in data.values():
            for value in entry["values"]:
                value.setdefault("value", None)

    assert list(authority(Register(own_root()).schemas[kind]).iter_errors(data)) == []


def test_every_policy_entry_names_a_clause() -> None:
    for path in (ROOT / "schema" / "policy").glob("*.yaml"):
        for name, entry in read(path.read_bytes()).data.items():
            assert any(number.startswith(entry["clause"]) for number in CLAUSES), name


# --- examples ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(own_root())


def told(register: Register, kind: str, raw: bytes) -> list[Fault]:
    document = read(raw)
    return document.faults or register.gate.examine(kind, document).faults


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_is_judged_as_its_name_says(path: Path, register: Register) -> None:
    raw = path.read_bytes()
    expected = []
    if path.stem.startswith("bad"):
        first = raw.decode().split("\n", 1)[0]
        assert first.startswith("# expect: "), "a bad example says what is expected: # expect: form-xxx LINE"
        expected = sorted(tuple(item.split()) for item in first.removeprefix("# expect: ").split(", "))

    faults = told(register, path.parent.name, raw)

    assert sorted((fault.check.id, str(fault.line)) for fault in faults) == expected
    for fault in faults:
        for text in (fault.check.message.fill(fault.values), fault.check.fix.fill(fault.values)):
            assert text.zh
            assert text.en
            assert (text.zh + text.en).isprintable()


@pytest.mark.parametrize("kind", sorted(BY_SCHEMA))
def test_every_kind_of_file_has_good_and_bad_examples(kind: str) -> None:
    stems = {path.stem.split("-")[0] for path in EXAMPLES if path.parent.name == kind}

    assert stems == {"good", "bad"}


def _everything() -> Iterator[tuple[str, Path]]:
    for path in EXAMPLES:
        yield path.parent.name, path
    for path in sorted(VALID.rglob("*.yaml")):
        yield _kind(path.relative_to(VALID).as_posix()), path
    for path in SAMPLES:
        yield _kind(path.relative_to(ROOT / "unions").as_posix().partition("/")[2]), path


def _kind(name: str) -> str:
    kind = kind_of(name)
    assert kind is not None, name
    return kind.schema


def test_both_validators_agree_on_every_example_and_every_sample(register: Register) -> None:
    pytest.importorskip("jsonschema_rs")
    disagreed = []
    for kind, path in _everything():
        schema = register.schemas[kind]
        quick = quick_check(schema)
        assert quick is not None
        data = read(path.read_bytes()).data
        if data is not None and quick(data) != authority(schema).is_valid(data):
            disagreed.append(path)

    assert disagreed == []


# --- what people are told ---------------------------------------------------------------------------------------------


def messages(register: Register, file: str, path: str, value: Any) -> tuple[str, str, str, str]:
    """Message and fix, zh and en, of the one fault that a changed value gives."""
    kind = _kind(file)
    data = changed({file: [{"path": path, "value": value}]})[file]
    (fault,) = register.gate.examine(kind, _document(data)).faults
    message, fix = fault.check.message.fill(fault.values), fault.check.fix.fill(fault.values)
    return message.zh, fix.zh, message.en, fix.en


def _document(data: Any) -> Any:
    return read(as_yaml(data).encode())


def test_a_field_is_named_as_the_form_names_it(register: Register) -> None:
    zh, _, en, _ = messages(register, "members.yaml", "members/2/credit_code", "91152502QQ8N1A205N")

    assert zh.startswith("成员单位第 3 家 · 统一社会信用代码“91152502QQ8N1A205N”")
    assert en.startswith("members 3 · credit_code “91152502QQ8N1A205N”")


def test_a_misspelt_field_names_the_likely_one(register: Register) -> None:
    data = changed({"union.yaml": [{"path": "chian", "value": "beef"}]})["union.yaml"]
    (fault,) = register.gate.examine("union", _document(data)).faults

    assert fault.check.message.fill(fault.values).zh == "联合体基本信息里没有“chian”这一项"
    assert fault.check.fix.fill(fault.values).zh == "删去这一项；也许是 chain"


def test_a_field_named_in_chinese_names_the_likely_one(register: Register) -> None:
    data = changed({"union.yaml": [{"path": "产业链", "value": "beef"}]})["union.yaml"]
    (fault,) = register.gate.examine("union", _document(data)).faults

    assert fault.check.fix.fill(fault.values).zh == "删去这一项；也许是 chain"


@pytest.mark.parametrize(
    ("file", "path", "typed", "likely"),
    [
        ("union.yaml", "chain", "肉羊产业", "mutton（肉羊）"),
        ("union.yaml", "chain", "肉羊", "mutton（肉羊）"),
        ("union.yaml", "chain", "Mutton", "mutton（肉羊）"),
        ("union.yaml", "chain", "锡盟风电装备链", "energy-equipment（新能源装备）"),
        ("union.yaml", "county", "锡林浩特", "152502（锡林浩特市）"),
        ("union.yaml", "county", "锡林浩特市", "152502（锡林浩特市）"),
        ("union.yaml", "field", "战略性新兴产业", "emerging（战略性新兴产业）"),
        ("members.yaml", "members/3/kind", "有限公司", "enterprise（企业）"),
        ("members.yaml", "members/3/kind", "合作社", "cooperative（农民专业合作社）"),
        ("members.yaml", "members/3/county", "区外", "elsewhere（自治区外）"),
        ("members.yaml", "members/3/tier", "核心层", "core（核心层单位）"),
        ("lead.yaml", "recommender", "东乌旗农科局", "science-152525（东乌珠穆沁旗农科局）"),
        ("bureau/review.yaml", "conclusion", "通过", "passed（通过）"),
    ],
)
def test_a_word_of_people_names_the_word_of_the_list(
    register: Register, file: str, path: str, typed: str, likely: str
) -> None:
    zh, fix, _, _ = messages(register, file, path, typed)

    assert f"填的是“{typed}”，不在可选范围" in zh
    assert fix == f"多半是 {likely}"


@pytest.mark.parametrize("typed", ["152052", "15250", "52"])
def test_a_mistyped_code_of_a_place_is_not_guessed(register: Register, typed: str) -> None:
    _, fix, _, _ = messages(register, "union.yaml", "county", typed)

    assert fix.startswith("可选：152501（二连浩特市）、152502（锡林浩特市）、")


def test_a_word_that_is_like_none_lists_the_choices(register: Register) -> None:
    _, fix, _, en = messages(register, "union.yaml", "field", "甲")

    assert fix == "可选：traditional（传统特色优势产业）、emerging（战略性新兴产业）"
    assert en == "choose from: traditional (traditional strength), emerging (strategic emerging industry)"


@pytest.mark.parametrize(
    ("file", "path", "typed", "likely"),
    [
        ("lead.yaml", "filled_on", "2025.3.1", "2025-03-01"),
        ("lead.yaml", "filled_on", "2025/3/1", "2025-03-01"),
        ("lead.yaml", "filled_on", "2025年3月1日", "2025-03-01"),
        ("lead.yaml", "filled_on", "２０２５-０３-０１", "2025-03-01"),
        ("lead.yaml", "accounts/0/revenue", "1,200", "1200"),
        ("lead.yaml", "accounts/0/revenue", "1，200", "1200"),
        ("lead.yaml", "accounts/0/revenue", "１２００", "1200"),
        ("lead.yaml", "accounts/0/revenue", "1200万元", "1200"),
        ("lead.yaml", "accounts/0/revenue", "1 200 万元", None),
        ("lead.yaml", "accounts/0/revenue", "0120.5", "120.5"),
        ("lead.yaml", "accounts/0/year", "2022年", "2022"),
        ("lead.yaml", "ip_rights", "1,200", "1200"),
    ],
)
def test_a_value_in_another_writing_is_suggested_in_the_right_one(
    register: Register, file: str, path: str, typed: str, likely: str | None
) -> None:
    _, fix, _, en = messages(register, file, path, typed)

    assert fix.startswith(f"多半是 {likely}；应为 " if likely else "应为 ")
    assert en.startswith(f"most likely {likely}; write " if likely else "write ")


@pytest.mark.parametrize(
    "typed", ["10.123", "1.2.3", "1,2", "12,34", "-5", "1e3", "约 300", "300-400", "1.2亿", "3%", "+5"]
)
def test_an_amount_that_would_have_to_be_guessed_is_not(register: Register, typed: str) -> None:
    zh, fix, _, _ = messages(register, "lead.yaml", "accounts/0/rd", typed)

    assert zh == f"近三年销售收入与研发投入第 1 年 · 研发投入填的是“{typed}”"
    assert fix == "应为 以万元计、最多两位小数的半角数字，如 1250.5"


@pytest.mark.parametrize(
    "typed", ["2025-02-30", "2025-13-01", "25-3-1", "2025-3", "明年", "1899-01-01", "2025-03-01T00:00"]
)
def test_a_day_that_would_have_to_be_guessed_is_not(register: Register, typed: str) -> None:
    _, fix, _, _ = messages(register, "lead.yaml", "filled_on", typed)

    assert fix == "应为 形如 2025-03-01 的日期"


@pytest.mark.parametrize("typed", ["yes", "是", "on", "1", "TRUE!"])
def test_yes_is_not_true(register: Register, typed: str) -> None:
    zh, fix, _, _ = messages(register, "union.yaml", "sample", typed)

    assert zh == "示例应为 true 或 false，这里是一段文字"
    assert fix == "对照模板改写：写 true 或 false，不写是、否、yes、no"


@pytest.mark.parametrize("typed", ["true", "True", "TRUE"])
def test_true_is_true(register: Register, typed: str) -> None:
    raw = (VALID / "union.yaml").read_text(encoding="utf-8").replace("sample: true", f"sample: {typed}")

    assert told(register, "union", raw.encode()) == []


def test_all_faults_of_all_files_come_in_one_run_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    root = new_root(tmp_path / "register")
    files = changed({
        "members.yaml": [
            {"path": "members/8/county", "value": "锡盟"},
            {"path": "members/1/kind", "value": "学校"},
        ],
        "union.yaml": [{"path": "chain", "value": "牛"}],
        "bureau/approval.yaml": [{"path": "approved_on", "value": "2025.6.20"}],
    })  # fmt: skip
    write_union(root, files)

    found = [f for f in verdict(root).findings if f.rule.startswith("form-")]

    assert [(f.file or "").removeprefix(f"unions/{SLUG}/") for f in found] == [
        "union.yaml", "members.yaml", "members.yaml", "bureau/approval.yaml",
    ]  # fmt: skip
    assert [f.line for f in found] == sorted([found[0].line]) + sorted([found[1].line, found[2].line]) + [found[3].line]
    assert all(f.column and f.path for f in found)


def test_what_a_person_typed_cannot_break_a_message(register: Register) -> None:
    zh, fix, _, _ = messages(register, "union.yaml", "chain", "{found}\x07\n“”" + "长" * 100)

    assert zh.isprintable()
    assert fix.isprintable()
    assert len(zh) < 120
