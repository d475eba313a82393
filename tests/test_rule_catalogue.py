"""The catalogue of rules and form checks holds together: ids, words, clauses, fields, case files."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import union_registry
import union_registry.rules
from tests.support import ROOT
from union_registry import clauses, engine, requestchecks, waiving
from union_registry.clauses import Clause
from union_registry.finding import OUTCOME_WORDS, STRENGTH_WORDS, Outcome, Strength
from union_registry.register import Register
from union_registry.report import rulebook
from union_registry.report.rulebook import clauses_markdown
from union_registry.rule import Rule
from union_registry.rules import RULES
from union_registry.schema import checks
from union_registry.source import fault, folder
from union_registry.source.fault import FormCheck
from union_registry.source.kinds import KINDS
from union_registry.source.reader import read
from union_registry.text import Text

FORM_CHECKS = (*fault.READING, *folder.CHECKS, *checks.CHECKS, *engine.CHECKS, *requestchecks.CHECKS)
KEBAB = re.compile(r"[a-z]+(-[a-z]+)*\Z")
CLAUSES = {clause["number"]: clause for clause in read((ROOT / "schema" / "clauses.yaml").read_bytes()).data["clauses"]}
KNOWN = clauses.load(ROOT / "schema")
SCHEMAS = sorted((ROOT / "schema").glob("*.schema.json"))
BY_ID = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def _modules(package: Any) -> Iterator[Any]:
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        yield importlib.import_module(module.name)


def test_ids_are_kebab_case_and_never_used_twice() -> None:
    ids = [rule.id for rule in RULES] + [check.id for check in FORM_CHECKS]

    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert [name for name in ids if not KEBAB.match(name)] == []
    assert all(check.id.startswith("form-") for check in FORM_CHECKS)
    assert not any(rule.id.startswith("form-") for rule in RULES)


def test_an_id_says_nothing_of_severity_or_article() -> None:
    words = {word for rule in RULES for word in rule.id.split("-")}

    assert not words & {"must", "error", "warning", "article", "clause", "annex"}


def test_every_rule_and_every_form_check_is_listed() -> None:
    rules = {id(item) for module in _modules(union_registry.rules) for item in vars(module).values() if _is_rule(item)}
    found = {
        item.id
        for package in (union_registry.source, union_registry.schema)
        for module in _modules(package)
        for item in vars(module).values()
        if isinstance(item, FormCheck)
    }

    assert rules == {id(rule) for rule in RULES}
    elsewhere = {check.id for check in (*engine.CHECKS, *requestchecks.CHECKS)}
    assert found | elsewhere == {check.id for check in FORM_CHECKS} == {check.id for check in rulebook.FORM_CHECKS}


def _is_rule(item: Any) -> bool:
    return isinstance(item, Rule)


def _texts() -> Iterator[tuple[str, Text]]:
    for rule in RULES:
        for text in rule.texts():
            yield rule.id, text
    for check in FORM_CHECKS:
        for text in (check.title, check.message, check.fix):
            yield check.id, text
    for module in (*_modules(union_registry.rules), engine, waiving):
        for name, item in vars(module).items():
            if isinstance(item, Text):
                yield f"{module.__name__}.{name}", item


@pytest.mark.parametrize(("where", "text"), list(_texts()))
def test_both_languages_are_there_and_hold_the_same_facts(where: str, text: Text) -> None:
    zh, en = text.placeholders()

    assert {name.removesuffix("_en") for name in en} == {name.removesuffix("_en") for name in zh}, where
    own_zh, own_en = (re.sub(r"\{\w+\}|\W", "", words) for words in (text.zh, text.en))
    assert bool(own_zh) == bool(own_en), where
    assert not own_zh or re.search("[一-鿿]", own_zh), where
    assert not own_en or re.search("[a-z]", own_en), where


def test_outcomes_and_strengths_have_words() -> None:
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(STRENGTH_WORDS) == set(Strength)


@BY_ID
def test_a_rule_stands_for_a_clause_and_binds_as_it_does(rule: Rule) -> None:
    clause = CLAUSES[rule.clause]

    if not rule.clause.startswith("附件"):
        assert rule.strength == clause["strength"]


def test_rules_come_in_the_order_of_the_regulation() -> None:
    places = [list(CLAUSES).index(rule.clause) for rule in RULES]

    assert places == sorted(places)


@pytest.mark.parametrize("clause", KNOWN.values(), ids=KNOWN)
def test_every_clause_is_a_rule_a_record_or_a_page(clause: Clause) -> None:
    ruled = {rule.clause for rule in RULES}

    if clause.number == "附件2":  # a template, whose headings are the fields of two forms
        assert clause.files
    elif clause.strength in ("must", "in-principle", "people"):
        assert clause.number in ruled
    elif clause.strength == "record":
        assert clause.files
    elif clause.strength == "goal":
        assert clause.pages
    assert clause.number in ruled or clause.files or clause.pages
    assert set(clause.files) <= {kind.schema for kind in KINDS}
    assert all((ROOT / "docs" / f"{page}.md").is_file() for page in clause.pages)


def test_the_map_of_the_regulation_shows_for_every_clause_what_stands_for_it() -> None:
    rows = [line.split("|") for line in clauses_markdown(Register(ROOT)).split("\n") if line.startswith("| <span")]

    assert [re.sub("<[^>]*>", "", row[1]).strip() for row in rows] == list(KNOWN)
    assert all(row[4].strip() for row in rows)
    assert len({clause.anchor for clause in KNOWN.values()}) == len(KNOWN)
    assert all(re.fullmatch("[0-9a-z-]+", clause.anchor) for clause in KNOWN.values())


def test_fields_cite_clauses_that_exist() -> None:
    cited = set(re.findall('"x-clause": "([^"]+)"', "".join(path.read_text() for path in SCHEMAS)))

    assert len(cited) > 15
    assert [number for number in cited if not any(known.startswith(number) for known in KNOWN)] == []


@BY_ID
def test_a_rule_reads_fields_that_exist(rule: Rule) -> None:
    publicity = Register(ROOT).publicity

    assert rule.reads
    assert all(publicity.is_public(field) in (True, False) for field in rule.reads)


def test_a_field_that_does_not_exist_is_noticed() -> None:
    with pytest.raises(KeyError):
        Register(ROOT).publicity.is_public("members/members/*/countty")


@BY_ID
def test_a_rule_that_can_fail_says_how_to_mend_it(rule: Rule) -> None:
    if rule.strength is Strength.PEOPLE:
        assert not rule.not_met
    else:
        assert rule.not_met
        assert rule.fix


@BY_ID
def test_what_holds_in_principle_names_the_facts_that_a_waiver_covers_and_tells_them(rule: Rule) -> None:
    assert bool(rule.waivable) == (rule.strength is Strength.IN_PRINCIPLE)
    assert rule.waivable.keys() <= rule.not_met.placeholders()[0]


@pytest.mark.parametrize("check", FORM_CHECKS, ids=lambda check: check.id)
def test_a_form_check_says_what_it_is_and_how_to_mend_it(check: FormCheck) -> None:
    assert check.title
    assert check.message
    assert check.fix


def test_every_rule_has_a_case_file_and_every_case_file_a_rule() -> None:
    files = sorted((Path(__file__).parent / "rules").glob("*.yaml"))

    assert {path.stem for path in files} == {rule.id for rule in RULES}
    for path in files:
        assert read(path.read_bytes()).data["rule"] == path.stem
