"""A folder of Delta or Iceberg tables, one for each table of the dictionary, opened for Spark.

Their logs are read here, without any program of Spark's; Spark then reads plain Parquet. So nothing
has to be added to Spark, and everything wrong with a table is told before Spark is started.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.dictionary import TABLES
from analysis.engines.delta_log import delta_files
from analysis.engines.errors import TableFault, data_do_not_fit, unknown_table
from analysis.engines.iceberg_metadata import iceberg_files
from analysis.engines.table_files import TableFiles
from analysis.language import Text

READERS: dict[str, Callable[[Path], TableFiles]] = {
    "delta:": delta_files,
    "iceberg:": iceberg_files,
}
"""What a source begins with that is a folder of such tables, and what reads their logs."""


@dataclass(frozen=True, slots=True)
class Lakehouse:
    """The tables of a folder as of the versions they had when it was opened."""

    source: str
    tables: Mapping[str, TableFiles]

    @property
    def versions(self) -> dict[str, str]:
        """The version of every table."""
        return {name: table.version for name, table in self.tables.items()}


def folder_of(source: str) -> tuple[str, str] | None:
    """Return what a source of such tables begins with and its folder; None for other sources."""
    for form in READERS:
        if source.startswith(form):
            return form, source.removeprefix(form)
    return None


def opened(source: str) -> str | Lakehouse:
    """Return a source whose tables' logs have been read, or as it is where it has none.

    Raises EngineError with all that is wrong.
    """
    found = folder_of(source)
    if found is None:
        return source
    form, folder = found[0], Path(found[1]).absolute()
    known = [table.name for table in TABLES.values() if table.area != "truth"]
    faults, tables = [], {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or not (path.is_dir() or path.suffix == ".parquet"):
            continue
        if path.name not in known:
            faults.append(unknown_table(path.name))
            continue
        try:
            tables[path.name] = READERS[form](path)
        except TableFault as fault:
            faults.append(Text(f"{path.name}: {fault.text.vi}", f"{path.name}: {fault.text.en}"))
            continue
        faults += _missing_files(path.name, tables[path.name])
    if faults:
        raise data_do_not_fit(source, faults)
    return Lakehouse(source, tables)


def _missing_files(name: str, table: TableFiles) -> list[Text]:
    """Name a file of the log that is gone: an old version was vacuumed, or a copy is incomplete."""
    gone = [path for part in table.parts for path in part.files if not path.is_file()]
    if not gone:
        return []
    return [
        Text(
            f"{name}: thiếu {len(gone)} tệp mà nhật ký nêu, ví dụ {gone[0]}",
            f"{name}: {len(gone)} files that its log names are not there, such as {gone[0]}",
        )
    ]
