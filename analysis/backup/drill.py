"""The drill: a backup brought back into a temporary workspace, opened and asked, then removed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.backup.archive import open_archive, refuse_without_room
from analysis.backup.errors import not_believed
from analysis.backup.restoring import Restored, restore_backup
from analysis.language import Text
from analysis.warehouse.errors import WarehouseError
from analysis.warehouse.snapshot import open_snapshot

Tell = Callable[[Text, float], None]


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill found: what was restored, how many tables hold how many rows, in all."""

    restored: Restored
    snapshots: int
    tables: int
    rows: int


def run_drill(path: Path, tell: Tell = lambda text, share: None) -> Drill:
    """Restore a backup into a temporary place, open what every data set shows, and remove it all.

    The workspace in use is not touched. Raises BackupError when any of it fails.
    """
    with tempfile.TemporaryDirectory(prefix="khuyencong-drill-") as folder:
        place = Path(folder)
        with open_archive(path) as archive:
            refuse_without_room(archive, place, archive.listing.size)
            listing = archive.listing
        restored = restore_backup(place / "workspace", path, tell)
        for shown in restored.shown:
            if shown.current:
                _open(path, place / "workspace", shown.case, shown.after)
    return Drill(
        restored,
        snapshots=len(listing.snapshots),
        tables=sum(len(one.rows) for one in listing.snapshots),
        rows=sum(one.total for one in listing.snapshots),
    )


def _open(path: Path, workspace: Path, case: str, number: int) -> None:
    """Open what a data set shows as every page does; raises BackupError when it is another."""
    try:
        snapshot = open_snapshot(workspace, case)
    except WarehouseError as error:
        raise not_believed(path, error.text) from error
    try:
        if snapshot.number != number or snapshot.warning is not None:
            raise not_believed(path, _other(case))
        snapshot.query("select count(*) as rows from import_batch")
    finally:
        snapshot.close()


def _other(case: str) -> Text:
    return Text(f"«{case}» không hiện bản đã sao lưu", f"«{case}» does not show what was backed up")
