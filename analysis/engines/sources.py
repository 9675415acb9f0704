"""The tables of the dictionary as Spark sees them, their types checked.

They come from files, from a catalogue, or from a folder of Delta or Iceberg tables (`lakehouse`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis.dictionary import TABLES, Table
from analysis.dictionary.model import ColumnType
from analysis.engines.delta_log import is_delta
from analysis.engines.errors import data_do_not_fit, unknown_table
from analysis.engines.iceberg_metadata import is_iceberg
from analysis.engines.lakehouse import Lakehouse
from analysis.engines.table_files import frame_of
from analysis.language import Text

CATALOGUE = "catalog:"
"""What a source begins with that is a catalogue (Iceberg, Delta, Hive) and not a folder."""

SPARK_TYPES: dict[ColumnType, str] = {
    "text": "string",
    "code": "string",
    "integer": "bigint",
    "money": "bigint",
    "number": "double",
    "fraction": "double",
    "date": "date",
    "timestamp": "timestamp_ntz",
    "year": "int",
    "boolean": "boolean",
}

_WHOLE = ("tinyint", "smallint", "int", "bigint")
_ALSO: dict[str, tuple[str, ...]] = {
    "bigint": _WHOLE,
    "int": _WHOLE,
    "double": ("float", "double"),
    "timestamp_ntz": ("timestamp", "timestamp_ntz"),
}
"""Types that become a type of ours without loss; a whole number too large is an error of Spark.

A fraction of tens is not among them: 0.1 is another number as a double. Nor is a time for a day.
"""


def register_tables(spark: Any, source: str | Lakehouse) -> dict[str, int]:
    """Make every table of the dictionary a view of the session; return their rows.

    `source` is a folder or address with a file or folder `<table>.parquet` for each table,
    "catalog:" and the name of a catalogue and namespace, or an opened folder of Delta or Iceberg
    tables. A table that is not there is empty; a column that is not there is unknown. Checked are
    names, types, keys and what must not be unknown; the truth of a simulation is never read. Raises
    EngineError with all that is wrong.
    """
    tables = [table for table in TABLES.values() if table.area != "truth"]
    named = source.source if isinstance(source, Lakehouse) else source
    faults: list[Text] = []
    if not isinstance(source, Lakehouse):
        if mistaken := _tables_with_a_log(source):
            raise data_do_not_fit(named, mistaken)
        faults += _unknown_files(source, tables)
    found = {table.name: _found(spark, source, table) for table in tables}
    for table in tables:
        frame = found[table.name]
        if frame is not None:
            faults += _wrong_types(table, dict(frame.dtypes))
    if faults:
        raise data_do_not_fit(named, faults)
    rows = {}
    for table in tables:
        _as_declared(spark, table, found[table.name]).createOrReplaceTempView(table.name)
        rows[table.name] = 0
        if found[table.name] is not None:
            rows[table.name], wrong = _wrong_rows(spark, table)
            faults += wrong
    if rows["case_info"] != 1:
        faults.append(
            Text("case_info: cần đúng một dòng", "case_info: it must hold exactly one row")
        )
    if faults:
        raise data_do_not_fit(named, faults)
    return rows


def _found(spark: Any, source: str | Lakehouse, table: Table) -> Any | None:
    from pyspark.errors import AnalysisException

    if isinstance(source, Lakehouse):
        files = source.tables.get(table.name)
        return None if files is None else frame_of(spark, table.name, files)
    if source.startswith(CATALOGUE):
        named = f"{source.removeprefix(CATALOGUE)}.{table.name}"
        return spark.table(named) if spark.catalog.tableExists(named) else None
    place = f"{source.rstrip('/')}/{table.name}.parquet"
    if "://" not in source and not Path(place).exists():
        return None
    try:
        return spark.read.parquet(place)
    except AnalysisException as error:
        if error.getCondition() == "PATH_NOT_FOUND":
            return None
        raise


def _unknown_files(source: str, tables: Iterable[Table]) -> list[Text]:
    """Name the files of a folder that are no table: one misspelt would be left out in silence."""
    known = {f"{table.name}.parquet" for table in tables}
    return [unknown_table(path.name) for path in _files(source) if path.name not in known]


def _tables_with_a_log(source: str) -> list[Text]:
    """Name tables of which all files would be read, deleted rows and earlier versions too."""
    with_log = [(path.name, "Delta") for path in _files(source) if is_delta(path)]
    with_log += [(path.name, "Iceberg") for path in _files(source) if is_iceberg(path)]
    return [
        Text(
            f"{name}: là bảng {form}, không phải tệp rời; dùng {form.lower()}:THƯ-MỤC",
            f"{name}: this is a table of {form}, not loose files; use {form.lower()}:DIR",
        )
        for name, form in with_log
    ]


def _files(source: str) -> list[Path]:
    if source.startswith(CATALOGUE) or "://" in source:
        return []
    return sorted(Path(source).glob("*.parquet"))


def _wrong_types(table: Table, given: dict[str, str]) -> list[Text]:
    faults = [
        Text(
            f"{table.name}.{name}: từ điển không có cột này",
            f"{table.name}.{name}: the dictionary has no such column",
        )
        for name in given
        if name not in table.column_names()
    ]
    for column in table.columns:
        wanted = SPARK_TYPES[column.type]
        have = given.get(column.name)
        if have is None and column.required:
            faults.append(
                Text(
                    f"{table.name}.{column.name}: thiếu cột bắt buộc",
                    f"{table.name}.{column.name}: a required column is missing",
                )
            )
        if have is not None and have not in (*_ALSO.get(wanted, (wanted,)), "void"):
            faults.append(
                Text(
                    f"{table.name}.{column.name}: kiểu {have}, cần {wanted}",
                    f"{table.name}.{column.name}: type {have}, wanted {wanted}",
                )
            )
    return faults


def _as_declared(spark: Any, table: Table, frame: Any | None) -> Any:
    columns = [(column.name, SPARK_TYPES[column.type]) for column in table.columns]
    if frame is None:
        return spark.createDataFrame([], ", ".join(f"`{name}` {kind}" for name, kind in columns))
    have = set(frame.columns)
    return frame.selectExpr(
        *(
            f"cast({f'`{name}`' if name in have else 'null'} as {kind}) as `{name}`"
            for name, kind in columns
        )
    )


def _wrong_rows(spark: Any, table: Table) -> tuple[int, list[Text]]:
    """Return how many rows a table has, and what is wrong with their keys and required columns.

    A key that stands twice would multiply what is joined by it.
    """
    required = sorted({column.name for column in table.columns if column.required} | {*table.key})
    asked = ", ".join(f"count(`{name}`)" for name in required)
    keys = ", ".join(f"`{name}`" for name in table.key)
    counted = spark.sql(
        f"select count(*), count(distinct {keys}), {asked} from `{table.name}`"
    ).first()
    rows, distinct = int(counted[0]), int(counted[1])
    faults = [
        Text(
            f"{table.name}.{name}: {rows - filled} trên {rows} dòng để trống",
            f"{table.name}.{name}: {rows - filled} of {rows} rows are empty",
        )
        for name, filled in zip(required, counted[2:], strict=True)
        if filled < rows
    ]
    if not faults and distinct < rows:
        faults.append(
            Text(
                f"{table.name}: khóa ({', '.join(table.key)}) lặp lại ở {rows - distinct} dòng",
                f"{table.name}: the key ({', '.join(table.key)}) is repeated in "
                f"{rows - distinct} rows",
            )
        )
    return rows, faults
