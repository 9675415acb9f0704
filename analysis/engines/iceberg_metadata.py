"""Iceberg's tables without Iceberg's program for Spark: pyiceberg reads the metadata.

Only tables of a warehouse folder (Iceberg's "hadoop" catalogue, `metadata/v7.metadata.json`) say by
themselves which version is theirs; of others only their catalogue knows. Columns are found in files
by their numbers, so that renamed and dropped ones are right; what asks more of a reader is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from analysis.engines.errors import (
    TableFault,
    catalogue_only,
    library_missing,
    no_such_table,
    unreadable_log,
)
from analysis.engines.table_files import Part, TableFiles, in_parts
from analysis.language import Text

FORM = "Iceberg"
METADATA = "metadata"
"""The folder that makes a folder an Iceberg table."""

_FIELD_ID = b"PARQUET:field_id"
"""Where a file says the number of a column."""

_SPARK = {
    "boolean": "boolean",
    "int": "integer",
    "long": "long",
    "float": "float",
    "double": "double",
    "date": "date",
    "timestamp": "timestamp_ntz",
    "timestamptz": "timestamp",
    "string": "string",
}
"""Iceberg's types as Spark's JSON names them. No column of the dictionary is of another."""

_VERSION = re.compile(r"v(\d+)(?:\.gz)?\.metadata\.json")


def is_iceberg(folder: Path) -> bool:
    """Tell whether a folder is an Iceberg table."""
    return any((folder / METADATA).glob("*.metadata.json"))


def iceberg_files(folder: Path) -> TableFiles:
    """Return the files of an Iceberg table's present snapshot.

    Raises EngineError where pyiceberg is not installed, TableFault where the folder is no such
    table or one that asks more of its reader.
    """
    try:
        from pyiceberg.io.pyarrow import PyArrowFileIO
        from pyiceberg.serializers import FromInputFile
    except ImportError as error:
        raise library_missing("pyiceberg", str(error)) from error
    if not is_iceberg(folder):
        raise no_such_table(FORM, folder, f"{METADATA}/*.metadata.json")
    number, path = _newest(folder)
    # Not pyiceberg's StaticTable: it loads whatever class the table's properties name.
    io = PyArrowFileIO()
    try:
        metadata = FromInputFile.table_metadata(io.new_input(str(path)))
        if metadata.format_version > 2:
            raise catalogue_only(FORM, f"format version {metadata.format_version}")
        _refuse_another_place(folder, metadata.location)
        parts = [_part(metadata, file) for file in _data_files(metadata, io)]
    except (OSError, ValueError) as error:
        raise unreadable_log(FORM, error) from error
    schema = metadata.schema()
    return TableFiles(
        version=str(number),
        fields=tuple(map(_field, schema.fields)),
        parts=in_parts(parts),
    )


def _newest(folder: Path) -> tuple[int, Path]:
    found = {
        int(match[1]): path
        for path in (folder / METADATA).iterdir()
        if (match := _VERSION.fullmatch(path.name))
    }
    if not found:
        raise TableFault(
            Text(
                "phiên bản hiện hành chỉ danh mục của bảng biết (không có v<số>.metadata.json); "
                "dùng catalog:",
                "which version is the present one only its catalogue knows (there is no "
                "v<number>.metadata.json); use catalog:",
            )
        )
    # The hint beside them may lag behind: a commit is the appearing of the next number.
    number = max(found)
    return number, found[number]


def _refuse_another_place(folder: Path, location: str) -> None:
    """Refuse a copy: its metadata name the files of the original."""
    if _path(location).resolve() != folder.resolve():
        raise TableFault(
            Text(
                f"siêu dữ liệu nói bảng nằm ở {location}; hãy đọc ở đúng nơi đó",
                f"its metadata say that the table lies at {location}; read it there",
            )
        )


def _data_files(metadata: Any, io: Any) -> Iterator[Any]:
    from pyiceberg.manifest import FileFormat, ManifestContent

    snapshot = metadata.current_snapshot()
    for manifest in snapshot.manifests(io) if snapshot else ():
        for entry in manifest.fetch_manifest_entry(io, discard_deleted=True):
            if manifest.content == ManifestContent.DELETES:
                raise TableFault(
                    Text(
                        "có dòng đã xóa chỉ được ghi lại (delete files), tệp chưa viết lại. Chạy "
                        "rewrite_data_files ở nơi giữ bảng, hoặc đọc qua catalog:",
                        "rows are deleted by a note only (delete files), their files are not "
                        "rewritten. Run rewrite_data_files where the table is kept, or read it by "
                        "catalog:",
                    )
                )
            file = entry.data_file
            if file.file_format != FileFormat.PARQUET:
                raise catalogue_only(FORM, f"{file.file_format.value}")
            yield file


def _part(metadata: Any, file: Any) -> Part:
    """Return a file with its place in the table and what the table's columns are called in it.

    A column that the file does not have is unknown in it, whatever column has its name there.
    """
    path, constants = _path(file.file_path), _constants(metadata, file)
    if not path.is_file():
        # Told with all others of its kind by whoever opens the source.
        return Part((path,), constants)
    called = _numbered(path)
    stored = {}
    for column in metadata.schema().fields:
        if column.field_id not in called:
            constants.setdefault(column.name, None)
        elif called[column.field_id] != column.name:
            stored[column.name] = called[column.field_id]
    return Part((path,), constants, stored)


def _numbered(path: Path) -> dict[int, str]:
    """Return what the columns of a file are called, by their numbers.

    Refuses a file taken over from elsewhere: its columns could only be guessed by their names.
    """
    called = {}
    for column in pq.read_schema(path):
        number = (column.metadata or {}).get(_FIELD_ID)
        if number is None:
            raise catalogue_only(FORM, f"{path.name}, columns without field ids")
        called[int(number)] = column.name
    return called


def _constants(metadata: Any, file: Any) -> dict[str, str | None]:
    """Return the values that a file's place in the table gives its columns, as text."""
    from pyiceberg.transforms import IdentityTransform

    schema, found = metadata.schema(), {}
    for position, field in enumerate(metadata.specs()[file.spec_id].fields):
        name = schema.find_column_name(field.source_id)
        if name is None or not isinstance(field.transform, IdentityTransform):
            continue
        value = file.partition[position]
        kind = schema.find_type(field.source_id)
        found[name] = None if value is None else field.transform.to_human_string(kind, value)
    return found


def _field(field: Any) -> dict[str, Any]:
    kind = str(field.field_type)
    if kind not in _SPARK and not kind.startswith("decimal("):
        raise TableFault(
            Text(f"cột {field.name}: kiểu {kind}", f"the column {field.name}: type {kind}")
        )
    return {
        "name": field.name,
        "type": _SPARK.get(kind, kind.replace(" ", "")),
        "nullable": True,
        "metadata": {},
    }


def _path(location: str) -> Path:
    """Return where a file lies: Iceberg writes an address or a plain path, and never quotes it."""
    plain = re.sub(r"^file:(//)?(?=/)", "", location)
    if "://" in plain:
        raise catalogue_only(FORM, location)
    return Path(plain)
