"""The English words of the catalogue: every message has them, none is left over, and both hold the same placeholders."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.sites import REPOSITORY
from union_registry.catalogue.language import CHINESE, WORDS, english, message

CATALOGUE = Path("scripts/union_registry/catalogue")
_KEYWORDS: dict[str, Any] = {"gettext": None, "_": None, "ngettext": (1, 2), "message": None}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|(?<!\{)\{(\w+)\}")
# Marks of punctuation are turned into English ones, which may be nothing but ASCII.
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _extracted() -> Iterator[str | tuple[str, ...]]:
    methods = [("templates/**.html", "jinja2"), ("**.py", "python")]
    options = {"templates/**.html": {"trimmed": "false", "newstyle_gettext": "true"}}
    found = extract_from_dir(REPOSITORY / CATALOGUE, methods, options, keywords=_KEYWORDS)
    for _, _, words, _, _ in found:
        yield words
    annual = json.loads((REPOSITORY / "schema/annual.schema.json").read_text("utf-8"))
    for field in annual["properties"]["indicators"]["properties"].values():
        yield field["x-unit"]


@cache
def _wanted() -> set[str]:
    """Message ids; of a plural the first, which is how a catalogue finds it."""
    return {words if isinstance(words, str) else words[0] for words in _extracted()}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with WORDS.open("rb") as stream:
        return read_po(stream, locale="en")


def _entries(catalogue: Catalog) -> list[Message]:
    return [entry for entry in catalogue if entry.id]


def _ids(entry: Message) -> tuple[str, ...]:
    return entry.id if isinstance(entry.id, tuple) else (entry.id,)


def _strings(entry: Message) -> tuple[str, ...]:
    return entry.string if isinstance(entry.string, tuple) else (entry.string,)


def test_every_message_has_english_words_and_none_is_left_over(catalogue: Catalog) -> None:
    known = {_ids(entry)[0] for entry in _entries(catalogue) if all(_strings(entry))}

    assert sorted(_wanted() - known) == []
    assert sorted(known - _wanted()) == []


def test_english_words_hold_the_same_placeholders_and_no_chinese(catalogue: Catalog) -> None:
    for entry in _entries(catalogue):
        for said in _strings(entry):
            wanted = {name for words in _ids(entry) for name in _PLACEHOLDER.findall(words)}
            assert set(_PLACEHOLDER.findall(said)) <= wanted, entry.id
            assert not _CHINESE.search(said), entry.id
        assert set(_PLACEHOLDER.findall(_strings(entry)[-1])) == set(_PLACEHOLDER.findall(_ids(entry)[-1])), entry.id


def test_chinese_is_what_the_templates_say() -> None:
    words = message("共 %(n)s 个")
    assert CHINESE.gettext(words) == words
    assert CHINESE.ngettext("{n} 家", "{n} 家", 3) == "{n} 家"


def test_one_is_singular_in_english() -> None:
    assert english().ngettext("{n} 家", "{n} 家", 1) != english().ngettext("{n} 家", "{n} 家", 2)
