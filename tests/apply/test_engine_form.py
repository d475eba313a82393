"""The form's document: every field of every file, labelled in Chinese, in a form that form libraries can read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.apply.drafts import sample, sample_slugs
from union_registry import clauses
from union_registry.register import Register
from union_registry.report.rulebook import is_known
from union_registry.source.kinds import KINDS

INPUTS = {"line", "text", "date", "year", "count", "amount", "percent", "code", "choice", "truth"}
APPLICANTS = {kind.schema for kind in KINDS if not kind.by_bureau} - {"changes"}


@pytest.fixture(scope="module")
def form(site: Path) -> dict[str, Any]:
    """The document as the site offers it."""
    return dict(json.loads((site / "apply/form.json").read_bytes()))


@pytest.fixture(scope="module")
def schemas(form: dict[str, Any]) -> dict[str, Any]:
    return {file["key"]: file["schema"] for file in form["files"]}


def _nodes(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, node
    for name, child in node.get("properties", {}).items():
        yield from _nodes(child, f"{path}/{name}")
    if "items" in node:
        yield from _nodes(node["items"], f"{path}/*")


def _fields(held: Register, kind: str, node: dict[str, Any], path: str = "") -> Iterator[str]:
    """The paths of all that a file's own schema knows."""
    whole = held.schemas.resolve(kind, node)
    yield path
    for name, child in whole.get("properties", {}).items():
        yield from _fields(held, kind, child, f"{path}/{name}")
    if "items" in whole:
        yield from _fields(held, kind, whole["items"], f"{path}/*")


def test_every_field_of_the_applicants_files_is_there_and_labelled(register: Path, schemas: dict[str, Any]) -> None:
    held = Register(register)
    assert set(schemas) == APPLICANTS
    for kind, schema in schemas.items():
        Draft7Validator.check_schema(schema)
        nodes = dict(_nodes(schema))
        assert set(nodes) == set(_fields(held, kind, held.schemas[kind]))
        for path, node in nodes.items():
            assert node["title"], (kind, path)
            assert not {"$ref", "prefixItems", "enum", "const"} & set(node), (kind, path)
            if node["type"] in ("string", "boolean"):
                assert node["x-input"] in INPUTS, (kind, path)
            for choice in node.get("oneOf", ()):
                assert choice["title"], (kind, path)
                assert set(choice) == {"const", "title"}


def test_the_sample_unions_fit_the_form(schemas: dict[str, Any]) -> None:
    whole = ("sample-mutton", "sample-wind", "sample-yogurt")
    assert set(whole) <= set(sample_slugs())
    for slug in whole:
        for path, data in sample(slug)["files"].items():
            key = "annual" if path.startswith("annual/") else path.removesuffix(".yaml")
            assert list(Draft7Validator(schemas[key]).iter_errors(data)) == [], path


def test_hints_tell_how_a_value_is_typed_in(schemas: dict[str, Any]) -> None:
    lead, members = schemas["lead"]["properties"], schemas["members"]["properties"]["members"]
    assert lead["accounts"]["items"]["properties"]["rd"]["x-input"] == "amount"
    assert lead["accounts"]["items"]["properties"]["rd"]["x-unit"] == "万元"
    assert lead["narrative"]["properties"]["overview"]["x-input"] == "text"
    assert lead["projects"]["x-may-be-empty"] is True
    assert "x-may-be-empty" not in lead["accounts"]
    assert members["x-first"] == {"tier": "lead"}
    row = members["items"]["properties"]
    assert [choice["const"] for choice in row["tier"]["oneOf"]] == ["lead", "core", "close", "general"]
    assert row["stages"]["x-input"] == "choices"
    assert (row["statement"]["x-zi"], lead["narrative"]["properties"]["chain"]["x-zi"]) == (200, 2000)
    assert "引号" not in row["credit_code"]["description"]
    rules = schemas["union"]["properties"]["waiver_requests"]["items"]["properties"]["rule"]["oneOf"]
    assert {choice["const"] for choice in rules} == {"lead-platform", "member-minimum", "one-lead-one-union"}


def test_steps_and_rules_are_those_of_the_register(register: Path, form: dict[str, Any]) -> None:
    known = clauses.load(register / "schema")
    for step in form["steps"]:
        assert any(number.startswith(step["clause"]) for number in known), step["key"]
        assert set(step["files"]) <= APPLICANTS
    assert all(is_known(rule) for rule in (*form["rules"], *form["bot"]["rules"]))
    page = (register / "site/rules/index.html").read_text("utf-8")
    for rule in form["rules"].values():
        assert f'id="{rule["link"].partition("#")[2]}"' in page
