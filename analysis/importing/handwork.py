"""What people do by hand: correct a value, mend rows that were left out, decide on duplicates.

Each of these goes through the same checks as a handed-in file and becomes one snapshot, with who
did it and why on record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.dictionary import TABLES
from analysis.importing.desk import (
    HandIn,
    ImportRefusedError,
    Tell,
    give_up,
    publish,
    silent,
    take,
)
from analysis.importing.model import Choices, Correction, Decision, HandedRows
from analysis.language import Text
from analysis.warehouse.limits import NO_LIMIT, Limit
from analysis.warehouse.manifest import Manifest

CORRECTIONS_NAME = "Sửa tay / Corrections"
MENDED_NAME = "Việc cần sửa / To mend"
NOTES_NAME = "Ghi chú / Annotations"


def correct(
    workspace: Path,
    case: str,
    corrections: Sequence[Correction],
    *,
    by: str | None = None,
    limit: Limit = NO_LIMIT,
    tell: Tell = silent,
) -> HandIn:
    """Check values changed by hand; `publish` then makes them a snapshot and a record each.

    An empty new value makes the value unknown. Raises ImportRefusedError for a correction without
    a reason, of a table nobody hands in, of a key column, of a column or of a row there is not.
    """
    for one in corrections:
        check_correction(one)
    by_row: dict[tuple[str, tuple[str, ...]], dict[str, str | None]] = {}
    for one in corrections:
        by_row.setdefault((one.table, one.key), {})[one.column] = one.new_value
    rows = [
        HandedRows(
            CORRECTIONS_NAME,
            table,
            (*TABLES[table].key, *values),
            ((*key, *values.values()),),
        )
        for (table, key), values in by_row.items()
    ]
    hand_in = take(
        workspace,
        case=case,
        by=by,
        rows=rows,
        action="correction",
        corrections=corrections,
        choices=Choices(erase_blank=True),
        limit=limit,
        tell=tell,
    )
    if any(change.added for change in hand_in.report.changes):
        give_up(hand_in)
        raise ImportRefusedError(
            Text(
                "Không có dòng nào mang khóa đó. Xem lại khóa của dòng",
                "There is no row with that key. Check the key of the row",
            )
        )
    return hand_in


def record_note(
    workspace: Path,
    case: str,
    note: Mapping[str, str | None],
    *,
    by: str | None = None,
    limit: Limit = NO_LIMIT,
    tell: Tell = silent,
) -> HandIn:
    """Check a dated note, column of the table annotation to text; `publish` then records it."""
    rows = [HandedRows(NOTES_NAME, "annotation", tuple(note), (tuple(note.values()),))]
    return take(workspace, case=case, by=by, rows=rows, limit=limit, tell=tell)


def mend(
    workspace: Path,
    case: str,
    rows: Mapping[str, tuple[str, Mapping[str, str | None]]],
    *,
    by: str | None = None,
    limit: Limit = NO_LIMIT,
    tell: Tell = silent,
) -> HandIn:
    """Check rows that had been left out, as mended: pending id to (table, column to text).

    Once published the rows are no longer pending; those still faulty are pending anew.
    """
    by_table: dict[str, list[Mapping[str, str | None]]] = {}
    for table, cells in rows.values():
        by_table.setdefault(table, []).append(cells)
    handed = []
    for table, several in by_table.items():
        columns = tuple(
            name
            for name in TABLES[table].column_names()
            if any(cells.get(name) for cells in several)
        )
        handed.append(
            HandedRows(
                MENDED_NAME,
                table,
                columns,
                tuple(tuple(cells.get(name) or None for name in columns) for cells in several),
            )
        )
    return take(
        workspace,
        case=case,
        by=by,
        rows=handed,
        action="import",
        mended=tuple(rows),
        limit=limit,
        tell=tell,
    )


def drop_pending(
    workspace: Path,
    case: str,
    pending_ids: Sequence[str],
    *,
    by: str | None = None,
    limit: Limit = NO_LIMIT,
) -> Manifest:
    """Take rows off the to-do list without importing them; undo brings them back.

    Rows outside the limit stay. Raises ImportRefusedError when there is nothing to take off.
    """
    hand_in = take(
        workspace,
        case=case,
        by=by,
        action="correction",
        mended=tuple(pending_ids),
        limit=limit,
    )
    return _published(workspace, hand_in, limit)


def decide(
    workspace: Path,
    case: str,
    decisions: Sequence[Decision],
    *,
    by: str | None = None,
    tell: Tell = silent,
) -> Manifest:
    """Record what a person said about possible duplicates, as one snapshot.

    "same" lets the kept establishment stand for both, in this snapshot and in every later import;
    "different" keeps the pair from being asked about again; "later" only notes it.
    Raises ImportRefusedError when the checks find an error in what would come of it.
    """
    hand_in = take(workspace, case=case, by=by, action="decision", decisions=decisions, tell=tell)
    return _published(workspace, hand_in)


def _published(workspace: Path, hand_in: HandIn, limit: Limit = NO_LIMIT) -> Manifest:
    """Publish at once; what cannot be published is not left lying in the tray."""
    try:
        return publish(workspace, hand_in, limit=limit)
    finally:
        give_up(hand_in)


def check_correction(one: Correction) -> None:
    """Raise ImportRefusedError for a correction that cannot be made, whatever the data are."""
    table = TABLES.get(one.table)
    if table is None or table.area in ("audit", "truth", "reference"):
        raise ImportRefusedError(
            Text(f"Không sửa được bảng «{one.table}»", f"Table «{one.table}» cannot be corrected")
        )
    if one.column not in table.column_names() or one.column in table.key:
        raise ImportRefusedError(
            Text(
                f"Không sửa được cột «{one.column}» của bảng {table.label.vi}",
                f"Column «{one.column}» of table {table.label.en} cannot be corrected",
            )
        )
    if len(one.key) != len(table.key):
        names = " / ".join(table.key)
        raise ImportRefusedError(
            Text(f"Cần đủ khóa của dòng: {names}", f"The whole key of the row is needed: {names}")
        )
    if not one.why.strip():
        raise ImportRefusedError(Text("Ghi lý do sửa", "Say why the value is corrected"))
