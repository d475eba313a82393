"""Judges requests and answers by GitHub's description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import jsonschema_rs

from tests.forge.description import Json, Operation, description

# Whoever may not see, or asks too often, hears so before any operation is reached; the description says it of some.
_ANYWHERE = {400: "basic-error", 401: "basic-error", 403: "basic-error", 404: "basic-error"}
_BROKEN = 500
_SHOWN = 300


class Contract:
    """The description of some operations, ready to judge what is asked of them and answered."""

    def __init__(self, described: Json) -> None:
        self._paths: Json = described["paths"]
        self._components: Json = described["components"]
        # Closed: a field that GitHub's description does not know would be a mistake of the client or of the stand-in.
        # Errors stay open, for in them GitHub sends more than it describes.
        self._schemas = {
            name: _as_json_schema(schema, closed=not name.endswith("-error"))
            for name, schema in self._components["schemas"].items()
        }
        self._compiled: dict[str, jsonschema_rs.Draft4Validator] = {}

    def request(
        self, operation: Operation, place: dict[str, str], query: Iterable[tuple[str, str]], body: bytes
    ) -> list[str]:
        """What is wrong with a request: `place` is what stands for the names in the path, `body` the bytes sent."""
        described = self._operation(operation)
        known = [self._resolved(parameter) for parameter in described.get("parameters", [])]
        given = [("path", *item) for item in place.items()] + [("query", *item) for item in query]
        faults = []
        for where, name, value in given:
            found = next((each for each in known if (each["in"], each["name"]) == (where, name)), None)
            if found is None:
                faults.append(f"{where} {name!r} is not described")
            else:
                faults += self._faults(f"{where} {name}", found["schema"], _typed(value, found["schema"]))
        names = [item[:2] for item in given]
        faults += [f"{where} {name!r} is given twice" for where, name in {n for n in names if names.count(n) > 1}]
        faults += [
            f"{each['in']} {each['name']!r} is missing"
            for each in known
            if each.get("required") and (each["in"], each["name"]) not in names
        ]
        faults += self.body(operation, body)
        return [f"request {' '.join(operation)}: {fault}" for fault in faults]

    def body(self, operation: Operation, body: bytes) -> list[str]:
        """What is wrong with the body of a request."""
        wanted = self._operation(operation).get("requestBody")
        if wanted is None:
            return ["a body is not described"] if body else []
        wanted = self._resolved(wanted)
        if not body:
            return ["the body is missing"] if wanted.get("required") else []
        try:
            data = json.loads(body)
        except ValueError:
            return ["the body is not JSON"]
        return self._faults("body", wanted["content"]["application/json"]["schema"], data)

    def response(self, operation: Operation, status: int, body: Any) -> list[str]:
        """What is wrong with an answer; `body` is its JSON, None for none."""
        described = self._operation(operation)
        faults: list[str] = []
        if status >= _BROKEN:  # comes from what stands before GitHub, and is described by nobody
            return faults
        if str(status) in described["responses"]:
            answer = self._resolved(described["responses"][str(status)])
            schema = answer.get("content", {}).get("application/json", {}).get("schema")
        elif status in _ANYWHERE:
            schema = {"$ref": f"#/components/schemas/{_ANYWHERE[status]}"}
        elif status == 422 and "requestBody" in described:
            schema = {"$ref": "#/components/schemas/validation-error"}
        else:
            return [f"response {' '.join(operation)}: status {status} is not described"]
        if schema is not None:
            faults = self._faults("body", schema, body)
        elif body is not None:
            faults = ["a body is not described"]
        return [f"response {' '.join(operation)} {status}: {fault}" for fault in faults]

    def _operation(self, operation: Operation) -> Json:
        method, path = operation
        found: Json = self._paths[path][method.lower()]
        return found

    def _resolved(self, node: Json) -> Json:
        if "$ref" not in node:
            return node
        _, _, kind, name = node["$ref"].split("/")
        found: Json = self._components[kind][name]
        return found

    def _faults(self, what: str, schema: Json, data: Any) -> list[str]:
        key = json.dumps(schema, sort_keys=True)
        if key not in self._compiled:
            # jsonschema-rs, because openapi-core and the validators it builds on take fifty milliseconds for a page
            # of a hundred comments, and this takes half of one.
            self._compiled[key] = jsonschema_rs.Draft4Validator(
                {"allOf": [_as_json_schema(schema)], "components": {"schemas": self._schemas}}, validate_formats=True
            )
        return [
            f"{'.'.join([what, *map(str, error.instance_path)])}: {error.message[:_SHOWN]}"
            for error in self._compiled[key].iter_errors(data)
        ]


@cache
def contract(operations: frozenset[Operation]) -> Contract:
    """The contract of `operations`; read and compiled once a process."""
    return Contract(description(operations))


def _typed(value: str, schema: Json) -> Any:
    """Text out of an address, as the type that `schema` wants, or as it is if it cannot be that."""
    if schema.get("type") == "integer" and re.fullmatch(r"-?\d+", value, re.ASCII):
        return int(value)
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(value, value)
    return value


def _as_json_schema(schema: Any, closed: bool = True, named: bool = False) -> Any:
    """
    A schema of OpenAPI 3.0, which is draft 4 of JSON Schema but for `nullable`, as that draft. If `closed`, objects
    whose fields are listed have no others, save in an `allOf`, where each part sees the fields of all.
    """
    if isinstance(schema, list):
        return [_as_json_schema(each, closed) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if named:
        return {name: _as_json_schema(each, closed) for name, each in schema.items()}
    parts = schema.get("allOf", [])
    result = {
        key: _as_json_schema(value, closed and not (key == "allOf" and len(parts) > 1), named=key == "properties")
        for key, value in schema.items()
        if key not in {"nullable", "discriminator"}
    }
    if closed and "properties" in result:
        result.setdefault("additionalProperties", False)
    if schema.get("nullable"):
        # GitHub writes `nullable` beside `oneOf` and the like too, and means it.
        result = {"anyOf": [result, {"type": "null"}]}
    return result
