"""What pages say to machines in JSON-LD, in the words of schema.org.

Where the site's address is not known there are neither `@id` nor `url`: a relative one would mean another
thing wherever the page is copied to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from union_registry.catalogue.data.about import About
from union_registry.catalogue.data.offer import Offer
from union_registry.catalogue.data.record import record_path
from union_registry.catalogue.labels import Labels
from union_registry.catalogue.language import Language
from union_registry.catalogue.overview import Membership
from union_registry.catalogue.published import PublishedUnion

Document = dict[str, Any]

# A type of schema.org for kinds of unit that have one of their own.
_TYPES = {
    "university": "CollegeOrUniversity", "research-institute": "ResearchOrganization",
    "new-rd-institution": "ResearchOrganization", "cooperative": "Cooperative",
}  # fmt: skip
_CONTEXT = "https://schema.org"
# Inside of a script element only these can end it or hide its end; U+2028 and U+2029 are line ends to old scripts.
_UNSAFE = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def embedded(document: Document) -> Markup:
    """`document` as a script element for the head of a page, whatever its texts hold."""
    written = _encode({"@context": _CONTEXT, **document})
    for char, escaped in _UNSAFE.items():
        written = written.replace(char, escaped)
    return Markup(f'<script type="application/ld+json">{written}</script>')  # noqa: S704  # it holds no < any more


def union_document(union: PublishedUnion, members: Sequence[Membership], labels: Labels, site: str | None) -> Document:
    """A union for its page: those that belong to it now are its members."""
    language, entry = labels.language, members[0].union
    approval, dissolution = union.data.get("bureau/approval", {}), union.data.get("bureau/dissolution", {})
    document = {
        "@type": "Consortium",
        **_page(entry.page, language, site),
        **_names(entry.name, entry.name_en, (), language),
        "description": union.data["union"]["sub_field"],
        "areaServed": _place(labels.county(entry.county)),
        "knowsAbout": [labels.chain(entry.chain), *union.data["union"]["goals"]["key_generic_technologies"]],
        "foundingDate": approval.get("approved_on"),
        "dissolutionDate": dissolution.get("dissolved_on"),
        "identifier": _identifier(language.gettext("批复文号"), approval.get("letter")),
        "member": [_unit(one, language, site) for one in members if not one.is_former],
    }
    if site:
        document["subjectOf"] = {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": site + record_path(union.slug),
        }
    return _given(document)


def organisation_document(memberships: Sequence[Membership], labels: Labels, site: str | None) -> Document:
    """A unit for its page, as its first membership names it, with the unions that it belongs to now."""
    unit, language = memberships[0], labels.language
    others = dict.fromkeys(name for one in memberships for name in (one.name, *one.former_names) if name != unit.name)
    document = {
        "@type": _TYPES.get(unit.kind, "Organization"),
        **_unit_page(unit, site),
        **_names(unit.name, unit.name_en, others, language),
        "identifier": _identifier("统一社会信用代码", unit.credit_code),
        "location": _place(labels.county(unit.county)),
        "memberOf": [
            {
                "@type": "Consortium",
                **_page(one.union.page, language, site),
                "name": language.name(one.union.name, one.union.name_en),
            }
            for one in memberships
            if not one.is_former and not one.union.is_dissolved
        ],
    }
    return _given(document)


def catalogue_document(about: About, offers: Iterable[Offer], language: Language) -> Document:
    """The open data for their page: a data set a table, every file a download of its own."""
    licence = about.licence.path if about.licence else None
    publisher = _publisher(about, language)
    name = language.text(about.name)
    datasets = [
        _given(
            {
                "@type": "Dataset",
                "name": f"{name}{language.gettext('：')}{language.text(offer.table.title)}",
                "description": language.text(offer.table.description),
                "license": licence,
                "creator": publisher,
                "dateModified": about.as_of.isoformat(),
                "variableMeasured": [column.name for column in offer.table.columns],
                "distribution": [
                    _given(
                        {
                            "@type": "DataDownload",
                            "name": file.name,
                            "encodingFormat": file.format.mediatype,
                            "contentUrl": about.site + file.path if about.site else None,
                            "contentSize": f"{file.size} B",
                            "sha256": file.sha256,
                        }
                    )
                    for file in offer.files
                ],
            }
        )
        for offer in offers
    ]
    document = {
        "@type": "DataCatalog",
        **_page("data/index.html", language, about.site),
        "name": name,
        "license": licence,
        "publisher": publisher,
        "dateModified": about.as_of.isoformat(),
        "dataset": datasets,
    }
    return _given(document)


def website_document(about: About, description: str, language: Language, search: str) -> Document:
    """The site for its home page.

    `search` is the path of the search page with `{search_term_string}` where the words go, such as
    `search.html?q={search_term_string}`; without an address there is nothing to search from elsewhere.
    """
    document = {
        "@type": "WebSite",
        **_page("index.html", language, about.site),
        **_names(about.name.zh, about.name.en, (), language),
        "description": description,
        "inLanguage": language.key,
        "publisher": _publisher(about, language),
    }
    if about.site:
        document["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": about.site + language.page(search)},
            "query-input": "required name=search_term_string",
        }
    return _given(document)


def _unit(member: Membership, language: Language, site: str | None) -> Document:
    return _given(
        {
            "@type": _TYPES.get(member.kind, "Organization"),
            **_unit_page(member, site),
            "name": language.name(member.name, member.name_en),
            "identifier": _identifier("统一社会信用代码", member.credit_code),
        }
    )


def _page(page: str, language: Language, site: str | None) -> Document:
    """What a thing is known by, one and the same in every language, and its page in this one."""
    return {"@id": site + page, "url": site + language.page(page)} if site else {}


def _unit_page(member: Membership, site: str | None) -> Document:
    return {"@id": site + member.page, "url": site + member.page} if site else {}


def _names(name: str, name_en: str, others: Iterable[str], language: Language) -> Document:
    shown = language.name(name, name_en)
    return {"name": shown, "alternateName": [one for one in (name, name_en, *others) if one and one != shown]}


def _identifier(what: str, value: str | None) -> Document | None:
    return {"@type": "PropertyValue", "propertyID": what, "value": value} if value else None


def _place(name: str) -> Document:
    return {"@type": "AdministrativeArea", "name": name}


def _publisher(about: About, language: Language) -> Document:
    return {"@type": "GovernmentOrganization", "name": language.text(about.publisher)}


def _given(document: Document) -> Document:
    """Without what is not known."""
    return {name: value for name, value in document.items() if value is not None and value != []}
