"""Parquet for analysts: every table of the data as recorded, and what its columns mean."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.dictionary import TABLES
from analysis.dictionary.model import ColumnType
from analysis.exports.about import data_lines
from analysis.scope import Scope
from analysis.warehouse import Snapshot

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "integer": pa.int64(),
    "money": pa.int64(),
    "number": pa.float64(),
    "fraction": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "year": pa.int32(),
    "boolean": pa.bool_(),
}
"""What each type of the dictionary is in a file: a column without a value has its type too."""

HIDDEN = ("name", "tax_code")
"""Columns of establishments that tell who they are."""

_TABLES = "select table_name from information_schema.tables where table_schema = 'main'"


def write_parquet(
    folder: Path, snapshot: Snapshot, scope: Scope, names: bool = True
) -> dict[str, int]:
    """Write each table that has rows as Parquet into a folder; return the rows by table.

    All rows are written: the scope gives only the language of the metadata. Each file says in its
    metadata which case and snapshot it is of, whether that is simulated, and each column its label.
    Types are those of the dictionary.
    Without `names`, names and tax codes of establishments are left out. Raises OSError where the
    folder cannot be written.
    """
    about = dict(data_lines(snapshot, scope))
    there = set(snapshot.query(_TABLES)["table_name"])
    written = {}
    for name, table in TABLES.items():
        if name not in there:
            # The true effects of a simulated province lie apart, so that nothing reads them.
            continue
        kept = [
            column
            for column in table.columns
            if names or name != "establishment" or column.name not in HIDDEN
        ]
        listed = ", ".join(f'"{column.name}"' for column in kept)
        order = ", ".join(table.key)
        frame = snapshot.query(f"select {listed} from {name} order by {order}")
        if frame.empty:
            continue
        arrow = pa.Table.from_pandas(frame, preserve_index=False)
        fields = [
            pa.field(
                column.name,
                ARROW_TYPES[column.type],
                metadata={"label": column.label.in_language(scope.language)},
            )
            for column in kept
        ]
        metadata = {
            "khuyencong": json.dumps(
                {
                    "case": snapshot.case.name,
                    "snapshot": snapshot.number,
                    "simulated": snapshot.case.simulated,
                    "table": table.label.in_language(scope.language),
                    "about": about,
                },
                ensure_ascii=False,
            )
        }
        pq.write_table(arrow.cast(pa.schema(fields, metadata=metadata)), folder / f"{name}.parquet")
        written[name] = len(frame)
    return written
