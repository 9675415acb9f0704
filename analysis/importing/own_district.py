"""A hand-in of somebody who sees some districts only: checked against their rows, and no others.

The check runs twice. First against a copy that holds what the districts see: that is what the
report tells, so no message and no value of it is made of anybody else's record. Then against all
the data, for what is published must hold there too; of what that finds nothing is told but the rows
that cannot be taken, in one and the same sentence. Even that tells that somebody has the key, so it
goes on record first who is told it. Where a place lies is no secret: names of places are looked for
everywhere both times.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from analysis.dictionary import TABLES
from analysis.importing.model import Report, Request
from analysis.intake.checks import Location
from analysis.intake.problem import Problem
from analysis.intake.staging import quoted
from analysis.language import Text
from analysis.warehouse.limited import STORED, own_rows
from analysis.warehouse.own_rows import BELONGING
from analysis.warehouse.schema import TRUTH_SCHEMA, qualified

OWN = "own"
OWN_NAME = "own.duckdb"
BEYOND_RULE = "beyond_district"
_PLACES = ("administrative_unit", "unit_membership", "unit_crosswalk")

Place = tuple[str, int, int]
"""A handed-in row: its table, its row and the number of its sheet."""


@dataclass(frozen=True, slots=True)
class Within:
    """What the first check told, the rows it left out, and the copy it was made against."""

    told: Report
    left_out: tuple[Place, ...]
    copy: Path


def write_own_copy(snapshot: Path, districts: tuple[str, ...], folder: Path) -> Path:
    """Write what districts see of a snapshot, its tables without marts; return the file."""
    path = folder / OWN_NAME
    path.unlink(missing_ok=True)
    connection = duckdb.connect(config={"threads": 1, "memory_limit": "1200MB"})
    try:
        for name, file, how in ((STORED, snapshot, " (read_only)"), (OWN, path, "")):
            location = str(file).replace("'", "''")
            connection.execute(f"attach '{location}' as {name}{how}")
        for statement in BELONGING:
            given = {"districts": list(districts)} if "$districts" in statement else {}
            connection.execute(statement, given)
        connection.execute(f"create schema {OWN}.{TRUTH_SCHEMA}")
        for table in TABLES.values():
            rows = (
                f"select * from {STORED}.{qualified(table)}"
                if table.name in _PLACES
                else own_rows(table)
            )
            connection.execute(f"create table {OWN}.{qualified(table)} as {rows}")
        connection.execute(f"detach {OWN}")
    finally:
        connection.close()
    return path


def request_within(request: Request, folder: Path) -> Request:
    """Return the request of the first check; `folder` is its own, below the hand-in's."""
    copy = write_own_copy(Path(request.base), request.districts, folder)
    return replace(request, base=str(copy), folder=str(folder), only_check=True)


def own_folder(request: Request) -> Path:
    """Return a new folder of the first check."""
    folder = Path(request.folder) / OWN
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def attach_own(connection: duckdb.DuckDBPyConnection, copy: Path) -> None:
    """Let a run look at the copy of the first check as `own`."""
    location = str(copy).replace("'", "''")
    connection.execute(f"attach '{location}' as {OWN} (read_only)")


def rows_of_others(table: str, given: str, base: str, row: str, source: str) -> str:
    """Return the query for handed-in rows with the key of a record that the districts do not see.

    Whether such a row says the same as the record or not: either answer would tell something.
    """
    declared = TABLES[table]
    keys = " and ".join(f"b.{quoted(key)} = g.{quoted(key)}" for key in declared.key)
    seen = " and ".join(f"o.{quoted(key)} = g.{quoted(key)}" for key in declared.key)
    return (
        f"select '{table}', g.{row}, g.{source} from {given} as g"
        f" where exists (select 1 from {base} as b where {keys})"
        f" and not exists (select 1 from {OWN}.{qualified(declared)} as o where {seen})"
    )


def others_problem(
    place: Place, locate: Callable[[str, int, int | None, str | None], Location]
) -> Problem:
    """Return what is told of a row that all the data do not allow: that it cannot be taken."""
    table, row, source = place
    where = locate(table, source, row, None)
    return Problem(
        "error",
        BEYOND_RULE,
        where.file,
        table,
        row,
        None,
        None,
        Text(
            "Dòng này vướng bản ghi ngoài phạm vi của bạn nên chưa nạp được",
            "This row meets records beyond what you may see, so it cannot be taken",
        ),
        Text(
            "Xem lại mã, mã số thuế và tên; nếu đúng, nhờ người quản trị nạp dòng này. Lần kiểm "
            "tra này đã vào nhật ký mà người quản trị đọc",
            "Look at its codes, tax code and names again; if they are right, ask an administrator "
            "to import this row. This check is in the log that administrators read",
        ),
        where.sheet,
        where.cell,
    )
