"""llms.txt (llmstxt.org): what the site is and where its data are, for programs that read prose."""

from __future__ import annotations

from collections.abc import Sequence

from union_registry.catalogue.data.about import About
from union_registry.catalogue.data.offer import Offer

_PAGES = (
    (
        "联合体 Consortia",
        "unions/index.html",
        "all approved consortia, called unions in the data; one page each at unions/<slug>.html",
    ),
    ("单位 Organisations", "organisations/index.html", "every member unit and the consortia it belongs to"),
    ("产业链 Chains", "chains/index.html", "industry chains: their consortia, their members by stage"),
    ("旗县市 Places", "counties/index.html", "county-level places: consortia seated and units registered there"),
    ("动态 What changed", "news/index.html", "approvals, changes, dissolutions and summaries, newest first"),
    ("年度总结 Annual summaries", "years/index.html", "who reported, and the public indicators, year by year"),
)
_RULES = (
    ("条件与规则 Conditions", "rules/index.html", "every condition that a consortium is judged by, with its id"),
    ("方案逐条对照 Clauses", "rules/clauses.html", "the regulation clause by clause"),
)
_VALUES = (
    "Names are quoted as they are registered, mostly in Chinese. Values are keys; the code book gives their labels in both"
    " languages. What is not public is nowhere in the data: an empty value means not given or not public."
)


def llms_txt(about: About, offers: Sequence[Offer]) -> bytes:
    """The file for the top of the site, for which its addresses are relative where the site's is not known."""
    licence = (
        f"Licence of the data: {about.licence.title} ({about.licence.path})."
        if about.licence
        else "The bureau has not yet stated a licence for the data; ask it before you publish them anew."
    )
    summary = (
        f"{about.name.en}. Published by {about.publisher.en} ({about.publisher.zh}). Pages are in Chinese and in English"
        f" (below en/). Data as of {about.as_of.isoformat()} (Asia/Shanghai)."
    )
    lines = [
        f"# {about.name.zh}",
        "",
        f"> {summary}",
        "",
        _VALUES,
        "",
        f"- How to cite: {about.publisher.zh}：{about.name.zh}，{about.as_of.isoformat()}{_from(about)}.",
        f"- {licence}",
        "",
        *_section("Lists", _PAGES, about),
        *_section("Data", _data(offers), about),
        *_section("Rules", _RULES, about),
        *_section(
            "Optional", [("English pages", "en/index.html", "home, lists and consortium pages in English")], about
        ),
    ]
    return "\n".join(lines[:-1]).encode() + b"\n"


def _data(offers: Sequence[Offer]) -> list[tuple[str, str, str]]:
    tables = [
        (offer.table.title.en, offer.files[0].path, f"{offer.table.description.en} {_others(offer)}")
        for offer in offers
    ]
    return [
        ("Open data", "data/index.html", "what there is, sizes, digests, how to verify and to cite"),
        ("Code book", "data/codebook.html", "every field and every value in Chinese and English"),
        ("datapackage.json", "data/datapackage.json", "the tables with types, keys and descriptions (Data Package v2)"),
        (
            "JSON Schema of a consortium's own JSON",
            "data/schema/published-union.schema.json",
            "of data/unions/<slug>.json, which is everything public about one consortium",
        ),
        *tables,
    ]


def _others(offer: Offer) -> str:
    return "The same as " + ", ".join(file.name for file in offer.files[1:]) + "."


def _section(title: str, links: Sequence[tuple[str, str, str]], about: About) -> list[str]:
    return [f"## {title}", "", *(f"- [{name}]({about.site or ''}{path}): {told}" for name, path, told in links), ""]


def _from(about: About) -> str:
    return f"，{about.site}data/index.html" if about.site else ""
