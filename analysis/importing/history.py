"""Going back and forth: undo, restore, and what differs between two snapshots.

Undo is pointing back. No snapshot is ever changed or removed, so nothing done here loses data.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from analysis.audit.log import record_done
from analysis.dictionary import TABLES
from analysis.importing.merge import cell_changes, count_changes
from analysis.importing.model import TableChange
from analysis.language import Text
from analysis.warehouse.errors import NothingLoadedError, WarehouseError
from analysis.warehouse.intact import fault_words
from analysis.warehouse.manifest import (
    Manifest,
    Pointer,
    read_manifests,
    read_pointer,
    snapshot_path,
    write_pointer,
)
from analysis.warehouse.schema import qualified
from analysis.warehouse.threads import useful_threads
from analysis.warehouse.workspace import (
    current_user,
    is_intact,
    only_writer,
    point,
    ready,
    rebuilt_pointer,
    version_fault,
)

CHANGES_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Move:
    """Where a data set points now and before; None: the data set is not there."""

    case: str
    before: int | None
    after: int | None


def undo(workspace: Path, case: str | None = None, *, by: str | None = None) -> Move:
    """Let a data set show the snapshot its present one was made from.

    Undoing the first import of a new data set takes the data set away; `restore` brings it back.
    Raises NothingLoadedError when the data set is not there, WarehouseError when its snapshot
    was made from nothing, or from one that cannot be shown.
    """
    workspace = ready(workspace)
    with only_writer(workspace):
        move = undo_move(workspace, case)
        if move.after is None:
            pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
            rest = {o: number for o, number in pointer.current.items() if o != move.case}
            default = pointer.default_case if pointer.default_case != move.case else None
            write_pointer(workspace, Pointer(default or next(iter(rest), None), rest))
        else:
            point(workspace, manifest_of(workspace, move.after), make_default=False)
    _on_record(workspace, move, "undo", by)
    return move


def undo_move(workspace: Path, case: str | None = None) -> Move:
    """Return what `undo` would do, changing nothing; raises what `undo` raises."""
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    name = case or pointer.default_case
    if name is None or name not in pointer.current:
        raise NothingLoadedError(
            Text(f"Chưa có dữ liệu «{name or '–'}»", f"There are no data «{name or '–'}» yet")
        )
    shown = manifest_of(workspace, pointer.current[name])
    if shown.parent is None and shown.action == "load":
        raise WarehouseError(
            Text(
                f"Bản {shown.number} của «{name}» là bản đầu tiên, không có gì để hoàn tác",
                f"Snapshot {shown.number} of «{name}» is the first: there is nothing to undo",
            )
        )
    if shown.parent is not None:
        _usable(workspace, manifest_of(workspace, shown.parent))
    return Move(name, shown.number, shown.parent)


def restore(workspace: Path, number: int, *, by: str | None = None) -> Move:
    """Let a data set show one of its snapshots, earlier or later.

    Raises WarehouseError when there is no such snapshot, it is damaged, or another version of
    the program made it.
    """
    workspace = ready(workspace)
    with only_writer(workspace):
        pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
        wanted = manifest_of(workspace, number)
        _usable(workspace, wanted)
        before = pointer.current.get(wanted.case)
        point(workspace, wanted, make_default=False)
    move = Move(wanted.case, before, number)
    _on_record(workspace, move, "restore", by)
    return move


def _on_record(workspace: Path, move: Move, what: str, by: str | None) -> None:
    told = {"what": what, "case": move.case, "from": move.before, "to": move.after}
    record_done(workspace, "pointer", by or current_user(), told)


def manifest_of(workspace: Path, number: int) -> Manifest:
    """Return the manifest of a snapshot; raises WarehouseError when there is none of the number."""
    for manifest in read_manifests(workspace):
        if manifest.number == number:
            return manifest
    raise WarehouseError(
        Text(
            f"Không có bản số liệu số {number}. Xem các bản bằng: khuyencong history",
            f"There is no snapshot {number}. See them with: khuyencong history",
        )
    )


def difference(workspace: Path, old: int, new: int) -> list[TableChange]:
    """Return what differs between two snapshots, table by table; equal tables are left out.

    Raises WarehouseError when one of them is missing, damaged or of another version.
    """
    manifests = [manifest_of(workspace, number) for number in (old, new)]
    for manifest in manifests:
        _usable(workspace, manifest)
    threads = useful_threads(sum(manifest.total_rows for manifest in manifests), 2)
    connection = duckdb.connect(config={"threads": threads, "memory_limit": "1GB"})
    try:
        for name, number in (("before", old), ("after", new)):
            location = str(snapshot_path(workspace, number)).replace("'", "''")
            connection.execute(f"attach '{location}' as {name} (read_only)")
        return [change for table in _compared() if (change := _compare(connection, table)).touches]
    finally:
        connection.close()


def _compared() -> list[str]:
    """Return the tables people keep; records of the program about itself change at every import."""
    own = ("import_batch", "import_problem", "quality_point")
    return [name for name in TABLES if name not in own]


def _compare(connection: duckdb.DuckDBPyConnection, name: str) -> TableChange:
    table = TABLES[name]
    old, new = f"before.{qualified(table)}", f"after.{qualified(table)}"
    added, changed, unchanged, removed = count_changes(connection, table, new, old)
    samples = (
        tuple(
            cell_changes(connection, table, new, old, bool(changed), bool(removed), CHANGES_SHOWN)
        )
        if added or changed or removed
        else ()
    )
    return TableChange(name, added, changed, unchanged, removed, 0, samples)


def _usable(workspace: Path, manifest: Manifest) -> None:
    if not is_intact(workspace, manifest):
        raise WarehouseError(
            Text(
                f"Bản số liệu {manifest.number} bị hỏng hoặc đã mất, không dùng được",
                f"Snapshot {manifest.number} is damaged or gone and cannot be used",
            )
        )
    other = version_fault(manifest)
    if other is not None:
        why = fault_words(workspace, manifest.number, other)
        raise WarehouseError(
            Text(
                f"Phiên bản này không mở được bản số liệu {manifest.number}: {why.vi}. Xem các bản "
                "bằng khuyencong history, hoặc đặt lại phiên bản đã tạo ra nó",
                f"This version cannot open snapshot {manifest.number}: {why.en}. See the others "
                "with khuyencong history, or put the version back that made it",
            )
        )
