"""What a table format's log says of a table: its columns, and the files its rows stand in now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any

from analysis.engines.errors import EngineError
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Part:
    """Files of a table that share what its log says of them.

    `constants` are values by column, as text, that stand in the log only; None is unknown. `stored`
    is what columns are called in these files that have another name by now.
    """

    files: tuple[Path, ...]
    constants: Mapping[str, str | None]
    stored: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A table as of one version: its fields as Spark's own JSON has them, and its files.

    A column that a file does not have is null in it.
    """

    version: str
    fields: tuple[Mapping[str, Any], ...]
    parts: tuple[Part, ...]


def in_parts(single: Iterable[Part]) -> tuple[Part, ...]:
    """Return parts put together of whose files the log says the same."""
    files: dict[tuple[Any, Any], list[Path]] = {}
    for part in single:
        said = frozenset(part.constants.items()), frozenset(part.stored.items())
        files.setdefault(said, []).extend(part.files)
    return tuple(
        Part(tuple(paths), dict(constants), dict(stored))
        for (constants, stored), paths in files.items()
    )


def frame_of(spark: Any, name: str, table: TableFiles) -> Any:
    """Return a table as Spark reads it: exactly the files of its version, in its present columns.

    Raises EngineError where Spark passes over a file.
    """
    from pyspark.sql.types import StructType

    whole = StructType.fromJson({"type": "struct", "fields": list(table.fields)})
    frames = [_part(spark, name, whole, part) for part in table.parts]
    if not frames:
        return spark.createDataFrame([], whole)
    return reduce(lambda one, other: one.union(other), frames)


def _part(spark: Any, name: str, whole: Any, part: Part) -> Any:
    from pyspark.sql import functions
    from pyspark.sql.types import StructField, StructType

    stored = {name: part.stored.get(name, name) for name in whole.names}
    inside = StructType(
        [
            StructField(stored[column.name], column.dataType)
            for column in whole
            if column.name not in part.constants
        ]
    )
    # Nothing is guessed from the names of folders: what the log says of a file is all that counts.
    frame = (
        spark.read.schema(inside)
        .option("recursiveFileLookup", "true")
        .parquet(*map(_address, part.files))
    )
    read = len(set(frame.inputFiles()))
    if read != len(part.files):
        raise EngineError(
            Text(
                f"{name}: nhật ký của bảng nêu {len(part.files)} tệp, Spark chỉ thấy {read}",
                f"{name}: the table's log names {len(part.files)} files, Spark sees {read}",
            )
        )
    return frame.select(
        *(
            (
                functions.lit(part.constants[column.name]).cast(column.dataType)
                if column.name in part.constants
                else frame[stored[column.name]]
            ).alias(column.name)
            for column in whole
        )
    )


def _address(path: Path) -> str:
    """Return how Spark is told a file of this machine, whatever its default file system is.

    Spark would take brackets and the like for a pattern.
    """
    plain = path.as_posix()
    escaped = "".join(f"\\{letter}" if letter in "*?[]{}\\" else letter for letter in plain)
    return "file:" + (escaped if escaped.startswith("/") else f"/{escaped}")
