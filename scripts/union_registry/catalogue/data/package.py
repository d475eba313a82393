"""datapackage.json: what the data are, for programs (Data Package v2, Table Schema)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from union_registry.catalogue.data.about import About
from union_registry.catalogue.data.column import Column, Type
from union_registry.catalogue.data.offer import File, Offer
from union_registry.catalogue.data.table import Table
from union_registry.text import Text

_PROFILES = "https://datapackage.org/profiles/2.0"


def package(about: About, offers: Iterable[Offer], is_sample: bool) -> bytes:
    """The file, which lies beside those that it lists. The CSV files are the ones with a schema: they are to be validated."""
    title = Text(f"{about.name.zh}数据", f"Data of: {about.name.en}")
    described: dict[str, Any] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "union-registry",
        "title": title.zh,
        "title_en": title.en,
        "description": _both(_described(is_sample)),
        # The day that the data hold for, not the moment of writing: the same data make the same file.
        "version": about.as_of.isoformat(),
        "created": f"{about.as_of.isoformat()}T00:00:00+08:00",
        "contributors": [{"title": _both(about.publisher), "roles": ["publisher"]}],
    }
    if about.site:
        described |= {"id": f"{about.site}data/datapackage.json", "homepage": f"{about.site}data/index.html"}
    if about.licence:
        described["licenses"] = [about.licence._asdict()]
    described["resources"] = [_resource(offer, file) for offer in offers for file in offer.files]
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _described(is_sample: bool) -> Text:
    sample = Text("含有虚构的示例数据。", " Holds invented data.") if is_sample else Text("", "")
    return Text(
        f"盟科技局核准的创新联合体的公开数据。CSV 中以 = + - @ 等开头或以单引号开头的文本，前面多加了一个单引号，"
        f"以免被表格软件当作公式；去掉一个即为原文。其他格式没有改动。{sample.zh}",
        "Public data of the approved innovation consortia, which the data call unions. In the CSV files, text that begins with = + - @ and the like, or"
        " with an apostrophe, has one more apostrophe in front, so that no spreadsheet takes it for a formula: take one"
        f" off to have the text. Nothing is changed in the other formats.{sample.en}",
    )


def _resource(offer: Offer, file: File) -> dict[str, Any]:
    table, kind = offer.table, file.format.extension
    resource: dict[str, Any] = {
        "name": table.name if kind == "csv" else f"{table.name}-{kind}",
        "path": file.name,
        "title": table.title.zh,
        "title_en": table.title.en,
        "description": _both(table.description),
        "format": kind,
        "mediatype": file.format.mediatype,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if kind == "csv":
        resource |= {"type": "table", "encoding": "utf-8", "schema": _schema(table)}
    return resource


def _schema(table: Table[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": list(map(_field, table.columns)),
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [one.column], "reference": {"resource": one.table, "fields": [one.to]}}
            for one in table.references
        ]
    return schema


def _field(column: Column[Any]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": str(column.type),
        "title": column.title.zh,
        "title_en": column.title.en,
        "description": _both(column.description),
    }
    if column.unit:
        field["unit"] = column.unit
    if column.clause:
        field["clause"] = column.clause
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.choices:
        field["categories"] = [{"value": one.value, "label": _both(one.label)} for one in column.choices.listed]
        constraints["enum"] = [one.value for one in column.choices.listed]
    if column.type is Type.INTEGER:
        constraints["minimum"] = 0
    return field | ({"constraints": constraints} if constraints else {})


def _both(text: Text) -> str:
    """Chinese first, English after: the standard knows one language only."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"
