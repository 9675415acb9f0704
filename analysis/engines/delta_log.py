"""Delta Lake's tables without Delta's program for Spark: delta-rs reads the log (`deltalake`).

What a log may ask of a reader beyond files, values of partitions and added columns is refused by
name: such a table has to be read through a catalogue whose program knows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa

from analysis.engines.errors import (
    TableFault,
    catalogue_only,
    library_missing,
    no_such_table,
    unreadable_log,
)
from analysis.engines.table_files import Part, TableFiles, in_parts
from analysis.language import Text

FORM = "Delta"
LOG = "_delta_log"
"""The folder that makes a folder a Delta table."""

_KNOWN = {"timestampNtz", "deletionVectors", "columnMapping"}
"""What a log may announce; the last two only where no file and no column makes use of it."""


def is_delta(folder: Path) -> bool:
    """Tell whether a folder is a Delta table."""
    return (folder / LOG).is_dir()


def delta_files(folder: Path) -> TableFiles:
    """Return the files of a Delta table's newest version.

    Raises EngineError where delta-rs is not installed, TableFault where the folder is no such table
    or one that asks more of its reader.
    """
    try:
        from deltalake import DeltaTable
        from deltalake.exceptions import DeltaError
    except ImportError as error:
        raise library_missing("deltalake", str(error)) from error
    if not is_delta(folder):
        raise no_such_table(FORM, folder, LOG)
    if re.search("%[0-9A-Fa-f]{2}", str(folder)):
        # delta-rs would take it for a quoted letter and read another folder, if there is one.
        raise TableFault(
            Text(
                f"{folder}: delta-rs đọc sai đường dẫn có % và hai chữ số; hãy đổi tên thư mục",
                f"{folder}: delta-rs misreads a path with % and two digits; rename the folder",
            )
        )
    try:
        table = DeltaTable(str(folder))
        _refuse_what_is_more_than_files(table)
        added = pa.table(table.get_add_actions(flatten=False))
    except (DeltaError, OSError, ValueError) as error:
        raise unreadable_log(FORM, error) from error
    return TableFiles(
        version=str(table.version()),
        fields=tuple(json.loads(table.schema().to_json())["fields"]),
        parts=in_parts(
            Part((_path(folder, row["path"]),), _constants(row.get("partition") or {}))
            for row in added.select(
                [name for name in ("path", "partition") if name in added.column_names]
            ).to_pylist()
        ),
    )


def _refuse_what_is_more_than_files(table: Any) -> None:
    protocol = table.protocol()
    asked = set(protocol.reader_features or ())
    if unknown := sorted(asked - _KNOWN):
        raise catalogue_only(FORM, ", ".join(unknown))
    if protocol.min_reader_version > 3:
        raise catalogue_only(FORM, f"reader version {protocol.min_reader_version}")
    mode = table.metadata().configuration.get("delta.columnMapping.mode", "none")
    if mode != "none":
        raise catalogue_only(FORM, f"columnMapping ({mode})")
    if "deletionVectors" in asked and pa.table(table.deletion_vectors()).num_rows:
        raise TableFault(
            Text(
                "có dòng đã xóa chỉ được đánh dấu (deletion vectors), tệp chưa viết lại. Chạy "
                "REORG TABLE … APPLY (PURGE) ở nơi giữ bảng, hoặc đọc qua catalog:",
                "rows are deleted by a mark only (deletion vectors), their files are not rewritten."
                " Run REORG TABLE … APPLY (PURGE) where the table is kept, or read it by catalog:",
            )
        )


def _path(folder: Path, logged: str) -> Path:
    """Return where a file of the log lies: addresses there are URIs, relative to the table."""
    if urlsplit(logged).scheme or logged.startswith("/"):
        raise TableFault(
            Text(
                f"tệp {logged} nằm ngoài thư mục bảng (bản sao nông); dùng catalog:",
                f"the file {logged} lies outside of the table (a shallow clone); use catalog:",
            )
        )
    return folder / unquote(logged)


def _constants(partition: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: _text(value) for name, value in partition.items()}


def _text(value: Any) -> str | None:
    """Return a value of a partition as a text that Spark turns into the column's type."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
