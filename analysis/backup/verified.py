"""A backup unpacked and held against its listing: bytes, descriptions, rows of every table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from analysis.backup.archive import Archive
from analysis.backup.counting import count_rows
from analysis.backup.errors import not_believed
from analysis.backup.listing import Counted, Entry
from analysis.language import Text
from analysis.warehouse.files import flush_file
from analysis.warehouse.manifest import Manifest, manifest_path, read_manifest, snapshot_path

Tell = Callable[[Text, float], None]


def unpack(archive: Archive, entry: Entry, folder: Path) -> Path:
    """Unpack one file into a folder, durably; raises BackupError unless it is the one listed."""
    target = folder / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        archive.copy(entry, stream)
    flush_file(target)
    return target


def verified_snapshot(archive: Archive, counted: Counted, folder: Path) -> Manifest:
    """Return the description of an unpacked snapshot, its tables opened and their rows counted.

    Raises BackupError when it is not what the listing and its description say.
    """
    manifest = read_manifest(manifest_path(folder, counted.number))
    path = snapshot_path(folder, counted.number)
    listed = {entry.name: entry for entry in archive.listing.files}[path.name]
    if (
        manifest is None
        or (manifest.number, manifest.case) != (counted.number, counted.case)
        or (manifest.size, manifest.sha256) != (listed.size, listed.sha256)
    ):
        raise not_believed(archive.path, _described_wrongly(counted.number))
    try:
        rows = count_rows(path)
    except duckdb.Error as error:
        raise not_believed(archive.path, _unopened(counted.number)) from error
    tables = {name.partition(".")[2]: count for name, count in rows.items()}
    if rows != counted.rows or any(tables.get(name, 0) != n for name, n in manifest.rows.items()):
        raise not_believed(archive.path, _other_rows(counted.number))
    return manifest


def verify(archive: Archive, folder: Path, tell: Tell = lambda text, share: None) -> list[Manifest]:
    """Unpack a backup, one snapshot after the other, and return their descriptions.

    Every byte is read, every table counted; what was unpacked is removed as soon as it was looked
    at, so that the room of the largest snapshot is enough. Raises BackupError at the first fault.
    """
    entries = {entry.name: entry for entry in archive.listing.files}
    parts: set[str] = set()
    found = []
    whole, done = max(archive.listing.size, 1), 0
    for counted in archive.listing.snapshots:
        here = [manifest_path(folder, counted.number), snapshot_path(folder, counted.number)]
        tell(_checking(counted.number), done / whole)
        for path in here:
            unpack(archive, entries[path.name], folder)
            parts.add(path.name)
            done += entries[path.name].size
        found.append(verified_snapshot(archive, counted, folder))
        for path in here:
            path.unlink()
    for entry in archive.listing.files:
        if entry.name not in parts:
            tell(Text(f"Kiểm tra {entry.name}", f"Checking {entry.name}"), done / whole)
            archive.copy(entry, None)
            done += entry.size
    return found


def largest_snapshot(archive: Archive) -> int:
    """Return the bytes of the largest snapshot of a backup."""
    return max((e.size for e in archive.listing.files if e.name.endswith(".duckdb")), default=0)


def _checking(number: int) -> Text:
    return Text(f"Kiểm tra bản số liệu {number}", f"Checking snapshot {number}")


def _described_wrongly(number: int) -> Text:
    return Text(
        f"mô tả của bản số liệu {number} không khớp với tệp của nó",
        f"the description of snapshot {number} does not fit its file",
    )


def _unopened(number: int) -> Text:
    return Text(f"bản số liệu {number} không mở được", f"snapshot {number} cannot be opened")


def _other_rows(number: int) -> Text:
    return Text(
        f"số dòng trong bản số liệu {number} khác danh mục",
        f"the tables of snapshot {number} have other rows than listed",
    )
