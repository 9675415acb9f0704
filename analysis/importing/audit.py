"""What an import leaves on record: the batch, rows to be mended, decisions and corrections."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from analysis.dictionary import TABLES, dictionary_version
from analysis.importing.base import PENDING_IN_REACH
from analysis.importing.model import Report, Request
from analysis.importing.pending import as_json
from analysis.intake.staging import SQL_TYPES, quoted
from analysis.warehouse.workspace import code_version


def record_audit(
    connection: duckdb.DuckDBPyConnection,
    request: Request,
    report: Report,
    pending: Sequence[dict[str, Any]],
    checksums: dict[str, str],
) -> tuple[dict[str, object], dict[str, str]]:
    """Return the batch row, and for each audit table the query for its rows after this import.

    The row of this batch itself and its problems and quality are written by the build.
    """
    at = datetime.fromisoformat(request.at)
    batch_id = f"{request.case}-{at:%Y%m%d%H%M%S}-{_fingerprint(request)}"
    batch: dict[str, object] = {
        "batch_id": batch_id,
        "case_name": request.case,
        "imported_at": at,
        "imported_by": request.by,
        "code_version": code_version(),
        "dictionary_version": dictionary_version(),
        "files": as_json(checksums),
        "action": request.action,
        "sender": request.sender,
        **{
            name: sum(getattr(change, name) for change in report.changes)
            for name in ("added", "changed", "removed", "left_out")
        },
        "districts": ",".join(request.districts) or None,
    }
    given: dict[str, str] = {}
    for table in TABLES.values():
        if table.area == "audit":
            given[table.name] = _as_it_was(table.name)
    given["pending_row"] = _pending(connection, request, report, batch_id, pending)
    given["match_decision"] = _decisions(connection, request, at)
    given["correction"] = _corrections(connection, request, at)
    if request.action != "upgrade":
        given["case_info"] = _case_info(request, at)
    return batch, given


def _fingerprint(request: Request) -> str:
    import hashlib

    text = json.dumps([request.at, request.folder, request.parent], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _as_it_was(name: str, condition: str = "true") -> str:
    columns = ", ".join(map(quoted, TABLES[name].column_names()))
    return f"select {columns} from temp.main.base_{name} where {condition}"


def _rows(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[dict[str, Any]]) -> str:
    """Put rows into a temporary table of an audit table's columns; return the query for them."""
    table = TABLES[name]
    structure = {column.name: SQL_TYPES[column.type].upper() for column in table.columns}
    columns = ", ".join(
        f"row.{quoted(column)} as {quoted(column)}" for column in table.column_names()
    )
    connection.execute(
        f"create or replace temp table new_{name} as select {columns}"
        " from (select unnest(from_json($rows, $structure)) as row)",
        {"rows": as_json(list(rows)), "structure": as_json([structure])},
    )
    return f"select * from temp.main.new_{name}"


def _pending(
    connection: duckdb.DuckDBPyConnection,
    request: Request,
    report: Report,
    batch_id: str,
    pending: Sequence[dict[str, Any]],
) -> str:
    rows = [
        {
            **row,
            "pending_id": f"{batch_id}-{number}",
            "batch_id": batch_id,
            "cells": as_json(row["cells"]),
            "problems": as_json(row["problems"]),
        }
        for number, row in enumerate(pending, start=1)
    ]
    new = _rows(connection, "pending_row", rows)
    # A file handed in again settles what was left of its earlier version, sheet by sheet.
    connection.execute("create or replace temp table mended (pending_id varchar)")
    for sheet in report.sheets:
        if sheet.table is not None:
            connection.execute(
                f"insert into mended select pending_id from {PENDING_IN_REACH}"
                " where file = ? and sheet is not distinct from ?",
                [sheet.file, sheet.sheet],
            )
    if request.mended:
        connection.executemany(
            f"insert into mended select pending_id from {PENDING_IN_REACH} where pending_id = ?",
            [[pending_id] for pending_id in request.mended],
        )
    # The batch of the new rows is written before them: the build records it first.
    rest = _as_it_was("pending_row", "pending_id not in (select pending_id from temp.main.mended)")
    return f"{rest} union all {new}"


def _decisions(connection: duckdb.DuckDBPyConnection, request: Request, at: datetime) -> str:
    new = _rows(
        connection,
        "match_decision",
        [
            {
                "kept_id": decision.kept_id,
                "other_id": decision.other_id,
                "verdict": decision.verdict,
                "decided_by": request.by,
                "decided_at": at.isoformat(),
                "why": decision.why,
            }
            for decision in request.decisions
        ],
    )
    return (
        _as_it_was(
            "match_decision",
            "not exists (select 1 from temp.main.new_match_decision as n where"
            " (n.kept_id = base_match_decision.kept_id"
            " and n.other_id = base_match_decision.other_id)"
            " or (n.kept_id = base_match_decision.other_id"
            " and n.other_id = base_match_decision.kept_id))",
        )
        + f" union all {new}"
    )


def _corrections(connection: duckdb.DuckDBPyConnection, request: Request, at: datetime) -> str:
    rows = []
    for number, correction in enumerate(request.corrections, start=1):
        table = TABLES[correction.table]
        where = " and ".join(f"{quoted(name)}::varchar = ?" for name in table.key)
        old, new = (
            connection.execute(
                f"select {quoted(correction.column)}::varchar from {relation} where {where}",
                list(correction.key),
            ).fetchone()
            for relation in (f"base_{table.name}", f"staged_{table.name}")
        )
        rows.append(
            {
                "correction_id": f"SS-{at:%Y%m%d%H%M%S}-{_fingerprint(request)}-{number}",
                "table_name": correction.table,
                "row_key": " / ".join(correction.key),
                "column_name": correction.column,
                "old_value": old[0] if old else None,
                "new_value": new[0] if new else None,
                "corrected_by": request.by,
                "corrected_at": at.isoformat(),
                "why": correction.why,
            }
        )
    return f"{_as_it_was('correction')} union all {_rows(connection, 'correction', rows)}"


def _case_info(request: Request, at: datetime) -> str:
    """A data set of one's own is as of its last import; a simulated one stays as it is."""
    columns = ", ".join(
        "case when kind = 'simulated' then as_of"
        f" else greatest(as_of, date '{at:%Y-%m-%d}') end as as_of"
        if name == "as_of"
        else quoted(name)
        for name in TABLES["case_info"].column_names()
    )
    return f"select {columns} from temp.main.base_case_info"
