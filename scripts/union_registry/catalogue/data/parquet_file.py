"""A table as Parquet: typed columns, each with its titles and description."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from union_registry.catalogue.data.column import Column, Type, Value
from union_registry.catalogue.data.table import Filled

if TYPE_CHECKING:
    import pyarrow as pa

# Of one row group.
_ROWS = 20_000


def parquet_file(filled: Filled[Any]) -> bytes:
    """The file; days are date32, whole numbers int32, other numbers float64, lists list<string>."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = filled.table.columns
    types = {
        Type.TEXT: pa.string(), Type.TEXTS: pa.list_(pa.string()), Type.INTEGER: pa.int32(), Type.NUMBER: pa.float64(),
        Type.BOOLEAN: pa.bool_(), Type.DATE: pa.date32(),
    }  # fmt: skip
    schema = pa.schema(
        [pa.field(one.name, types[one.type], nullable=not one.is_required, metadata=_metadata(one)) for one in columns],
        metadata={"title": filled.table.title.zh, "title_en": filled.table.title.en},
    )
    written = BytesIO()
    with pq.ParquetWriter(written, schema, compression="zstd") as writer:
        for block in filled.blocks(_ROWS):
            arrays = [_array(column, cells, types[column.type]) for column, cells in zip(columns, block, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return written.getvalue()


def _array(column: Column[Any], cells: Sequence[Value], kind: pa.DataType) -> pa.Array[Any]:
    import pyarrow as pa

    if column.type is Type.DATE:
        return pa.array(cells, pa.string()).cast(kind)
    if column.type is Type.NUMBER:
        return pa.array([None if cell is None else float(cell) for cell in cells], kind)  # type: ignore[arg-type]
    return pa.array(cells, kind)


def _metadata(column: Column[Any]) -> dict[str, str]:
    told = {
        "title": column.title.zh, "title_en": column.title.en, "description": column.description.en, "unit": column.unit,
    }  # fmt: skip
    return {name: text for name, text in told.items() if text}
