"""Making a backup: lock-free beside readers and imports, whole or not at all, checked at the end.

Nothing needs to stand still for it: published files never change, small ones are replaced whole,
and the pointer is read before the descriptions, so that whatever it names is there.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from analysis.backup.archive import check_bytes, open_archive
from analysis.backup.contents import LISTING_NAME, files_of, snapshot_part
from analysis.backup.counting import count_rows
from analysis.backup.errors import BackupError
from analysis.backup.listing import Counted, Entry, Listing, listing_bytes
from analysis.language import Text
from analysis.warehouse.disk import disk_told
from analysis.warehouse.files import BusyError, flush_file, flush_folder, turn_to_write
from analysis.warehouse.intact import fault_of
from analysis.warehouse.lineage import standing_in
from analysis.warehouse.manifest import (
    POINTER_NAME,
    Manifest,
    Pointer,
    read_manifests,
    read_pointer,
    snapshot_path,
)
from analysis.warehouse.workspace import code_version, rebuilt_pointer

CHUNK = 1 << 20
LEVEL = 1
"""Compression: higher ones take twice the time and save a twentieth more of a snapshot."""

Tell = Callable[[Text, float], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: what it holds, and the size of its archive in bytes.

    `replaced` names the damaged snapshots that were shown and the ones that stand in for them.
    """

    listing: Listing
    size: int
    replaced: tuple[tuple[int, int | None], ...]


def write_backup(workspace: Path, out: Path, tell: Tell = lambda text, share: None) -> Backup:
    """Write a workspace into one archive at `out`, which only its owner may read.

    `out` is there whole, checked by reading it back, or not at all; the same content gives the
    same bytes. Raises BackupError when there is nothing to back up or files change meanwhile,
    DiskError when the disk refuses.
    """
    try:
        with turn_to_write(out), disk_told(out.parent), disk_told(workspace):
            return _write(workspace, out, tell)
    except BusyError as error:
        raise BackupError(
            Text(
                f"Một chương trình khác đang ghi {out}. Chờ nó xong rồi thử lại",
                f"Another program is writing {out}. Wait for it and try again",
            )
        ) from error


def _write(workspace: Path, out: Path, tell: Tell) -> Backup:
    for left in out.parent.glob(f".{out.name}.*.part"):
        # Whoever began it is gone, for the turn is ours.
        left.unlink(missing_ok=True)
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    found = read_manifests(workspace)
    names, refused = files_of(workspace)
    intact = {one.number: one for one in found if fault_of(workspace, one, anew=True) is None}
    pointer, replaced = _served(pointer, found, set(intact))
    if not intact:
        raise BackupError(
            Text(
                f"Không có bản số liệu nguyên vẹn nào trong {workspace} để sao lưu",
                f"There is no intact snapshot in {workspace} to back up",
            )
        )
    taken = [name for name in names if _is_taken(name, set(intact))]
    passed = {name for name in names if name != POINTER_NAME} - set(taken)
    left_out = sorted({name for name in passed if not _is_arriving(workspace, name)} | {*refused})
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            os.fdopen(handle, "wb") as stream,
            zipfile.ZipFile(stream, "w", compresslevel=LEVEL) as packed,
        ):
            listing = Listing(
                program=code_version(),
                default_case=pointer.default_case,
                current=pointer.current,
                snapshots=tuple(_counted(workspace, intact[one]) for one in sorted(intact)),
                files=_pack(workspace, taken, packed, tell),
                left_out=tuple(left_out),
            )
            packed.writestr(_plain_info(LISTING_NAME), listing_bytes(listing))
        flush_file(part)
        tell(Text("Đọc lại để kiểm tra", "Reading it back"), 0.9)
        with open_archive(part) as archive:
            check_bytes(archive)
        size = part.stat().st_size
        part.replace(out)
        flush_folder(out.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(listing, size, replaced)


def _served(
    pointer: Pointer, manifests: list[Manifest], intact: set[int]
) -> tuple[Pointer, tuple[tuple[int, int | None], ...]]:
    """Return the pointer to what is really served, and what stands in for what."""
    current, replaced = {}, []
    for case, number in pointer.current.items():
        served = next(
            (one.number for one in standing_in(manifests, case, number) if one.number in intact),
            None,
        )
        if served is not None:
            current[case] = served
        if served != number:
            replaced.append((number, served))
    default = pointer.default_case if pointer.default_case in current else None
    return Pointer(default or next(iter(current), None), current), tuple(replaced)


def _is_taken(name: str, intact: set[int]) -> bool:
    snapshot = snapshot_part(name)
    return name != POINTER_NAME and (snapshot is None or snapshot[0] in intact)


def _is_arriving(workspace: Path, name: str) -> bool:
    """Tell whether a file belongs to a snapshot that is being published this very moment."""
    snapshot = snapshot_part(name)
    if snapshot is None:
        return False
    # Published since the descriptions were read, or about to be.
    number = snapshot[0]
    newer = [one for one in read_manifests(workspace) if one.number == number]
    return (workspace / f"adopting-{number}.json").exists() or any(
        fault_of(workspace, one) is None for one in newer
    )


def _counted(workspace: Path, manifest: Manifest) -> Counted:
    path = snapshot_path(workspace, manifest.number)
    try:
        return Counted(manifest.number, manifest.case, count_rows(path))
    except duckdb.Error as error:
        raise BackupError(
            Text(
                f"Không đếm được dòng của bản số liệu {manifest.number}: chạy khuyencong doctor",
                f"The rows of snapshot {manifest.number} cannot be counted: run khuyencong doctor",
            )
        ) from error


def _pack(
    workspace: Path, names: list[str], archive: zipfile.ZipFile, tell: Tell
) -> tuple[Entry, ...]:
    sizes = {name: (workspace / name).stat().st_size for name in names}
    whole, done = max(sum(sizes.values()), 1), 0
    entries = []
    for name in names:
        tell(Text(f"Chép {name}", f"Copying {name}"), 0.85 * done / whole)
        entries.append(_pack_file(archive, workspace / name, name))
        done += sizes[name]
    return tuple(entries)


def _pack_file(archive: zipfile.ZipFile, path: Path, name: str) -> Entry:
    """Copy a file as long as it is when it is opened: what is added to its end later is not in."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as source:
            length = os.fstat(source.fileno()).st_size
            with archive.open(_plain_info(name), "w", force_zip64=length > CHUNK) as target:
                while size < length and (block := source.read(min(CHUNK, length - size))):
                    digest.update(block)
                    size += len(block)
                    target.write(block)
    except FileNotFoundError:
        length = -1
    if size != length:
        raise BackupError(
            Text(
                f"{name} bị thay đổi trong lúc sao lưu. Thử lại",
                f"{name} was changed while it was backed up. Try again",
            )
        )
    return Entry(name, size, digest.hexdigest())


def _plain_info(name: str) -> zipfile.ZipInfo:
    """Return the header of an entry, which tells neither time nor computer."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info
