"""The formats of the open data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from union_registry.catalogue.data.csv_file import csv_file
from union_registry.catalogue.data.json_file import json_file
from union_registry.catalogue.data.parquet_file import parquet_file
from union_registry.catalogue.data.table import Filled
from union_registry.catalogue.data.xlsx_file import xlsx_file


class Format(NamedTuple):
    """A format: how its files end, what they are to browsers, and what writes one."""

    extension: str
    mediatype: str
    write: Callable[[Filled[Any]], bytes]


CSV = Format("csv", "text/csv", csv_file)
FORMATS = (
    CSV,
    Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
    Format("json", "application/json", json_file),
    Format("parquet", "application/vnd.apache.parquet", parquet_file),
)
