"""Bringing a backup back: all of it verified first, then shown by one move of the pointer.

Nothing that is there is lost. A snapshot that is there already is used as it is, or mended when its
file is damaged; one whose number is taken by another gets a new number; a file whose place is taken
goes to `restored/<identity of the backup>/`. Data sets the backup does not know stay as they are.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.backup.archive import Archive, open_archive, refuse_without_room
from analysis.backup.contents import RESTORED, snapshot_part
from analysis.backup.verified import unpack, verified_snapshot
from analysis.language import Text
from analysis.warehouse.adopting import place_snapshot, withdraw
from analysis.warehouse.files import flush_folder, sha256_of
from analysis.warehouse.intact import doubt, fault_of
from analysis.warehouse.manifest import (
    Manifest,
    Pointer,
    manifest_path,
    read_manifests,
    read_pointer,
    snapshot_path,
    write_manifest,
    write_pointer,
)
from analysis.warehouse.workspace import (
    is_current,
    next_number,
    only_writer,
    ready,
    rebuilt_pointer,
)

Tell = Callable[[Text, float], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a data set shows after a restore, and showed before (None: it was not there)."""

    case: str
    before: int | None
    after: int
    rows: int
    current: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to.

    `added` are numbers of snapshots that were not there, `mended` of those whose file was damaged,
    `files` counts other files added, `set_aside` names those whose place was taken.
    """

    identity: str
    shown: tuple[Shown, ...]
    added: tuple[int, ...]
    mended: tuple[int, ...]
    files: int
    set_aside: tuple[str, ...]


@dataclass(slots=True)
class _Placing:
    """What has been put in place so far, to be taken back when a step fails."""

    numbers: dict[int, int] = field(default_factory=dict)
    added: list[int] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    new: int = 0


def restore_backup(workspace: Path, path: Path, tell: Tell = lambda text, share: None) -> Restored:
    """Bring a backup back into a workspace, empty or not; readers see all of it or nothing.

    Raises BackupError when the archive cannot be believed or there is no room for it, DiskError
    when the disk refuses; the workspace is then as it was.
    """
    with open_archive(path) as archive:
        workspace = ready(workspace)
        refuse_without_room(archive, workspace, archive.listing.size)
        with only_writer(workspace), _staging(workspace) as staging:
            manifests = _unpacked(archive, staging, tell)
            tell(Text("Đưa vào chỗ", "Putting it in place"), 0.95)
            placing = _Placing()
            before = read_pointer(workspace)
            try:
                _place_snapshots(workspace, staging, manifests, placing)
                _place_files(workspace, staging, archive, placing)
                pointer = _pointer(workspace, archive, placing)
                if pointer != before:
                    write_pointer(workspace, pointer)
            except BaseException:
                if read_pointer(workspace) == before:
                    _take_back(workspace, placing)
                raise
    return _told(archive, before, manifests, placing)


@contextmanager
def _staging(workspace: Path) -> Iterator[Path]:
    """Give a folder on the disk of the workspace, gone at the end; a killed one goes later."""
    folder = workspace / f"restoring-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpacked(archive: Archive, staging: Path, tell: Tell) -> dict[int, Manifest]:
    whole, done = max(archive.listing.size, 1), 0
    for entry in archive.listing.files:
        tell(Text(f"Lấy ra {entry.name}", f"Unpacking {entry.name}"), 0.8 * done / whole)
        unpack(archive, entry, staging)
        done += entry.size
    tell(Text("Đếm dòng của mọi bảng", "Counting the rows of every table"), 0.8)
    return {
        counted.number: verified_snapshot(archive, counted, staging)
        for counted in archive.listing.snapshots
    }


def _place_snapshots(
    workspace: Path, staging: Path, manifests: dict[int, Manifest], placing: _Placing
) -> None:
    for number in sorted(manifests):
        manifest = manifests[number]
        file = snapshot_path(staging, number)
        there = _same(workspace, manifest)
        if there is not None:
            placing.numbers[number] = there.number
            if fault_of(workspace, there, anew=True) is not None:
                target = snapshot_path(workspace, there.number)
                file.replace(target)
                flush_folder(workspace)
                doubt(target)
                placing.mended.append(there.number)
            continue
        if _lost_its_description(workspace, manifest):
            write_manifest(workspace, manifest)
            placing.numbers[number] = number
            placing.mended.append(number)
            continue
        free = not snapshot_path(workspace, number).exists() and not (
            manifest_path(workspace, number).exists()
        )
        given = number if free else next_number(workspace)
        parent = manifest.parent and placing.numbers.get(manifest.parent)
        place_snapshot(workspace, file, replace(manifest, number=given, parent=parent))
        placing.numbers[number] = given
        placing.added.append(given)


def _same(workspace: Path, manifest: Manifest) -> Manifest | None:
    """Return the workspace's own description of the same publication, whatever its number."""
    found = [
        one
        for one in read_manifests(workspace)
        if (one.sha256, one.case, one.built_at)
        == (manifest.sha256, manifest.case, manifest.built_at)
    ]
    return min(found, key=lambda one: one.number != manifest.number, default=None)


def _lost_its_description(workspace: Path, manifest: Manifest) -> bool:
    """Tell whether the snapshot's file is there, whole, and only its description is damaged."""
    described = {one.number for one in read_manifests(workspace)}
    return manifest.number not in described and fault_of(workspace, manifest, anew=True) is None


def _place_files(workspace: Path, staging: Path, archive: Archive, placing: _Placing) -> None:
    for entry in archive.listing.files:
        if snapshot_part(entry.name) is not None:
            continue
        target = workspace / entry.name
        if target.exists():
            if target.is_file() and sha256_of(target) == entry.sha256:
                continue
            placing.set_aside.append(entry.name)
            target = workspace / RESTORED / archive.listing.identity / entry.name
            if target.exists():
                continue
        else:
            placing.new += 1
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging / entry.name).rename(target)
        placing.files.append(target)
    for folder in {target.parent for target in placing.files}:
        flush_folder(folder)


def _pointer(workspace: Path, archive: Archive, placing: _Placing) -> Pointer:
    now = read_pointer(workspace) or rebuilt_pointer(workspace)
    listing = archive.listing
    restored = {case: placing.numbers[number] for case, number in listing.current.items()}
    return Pointer(listing.default_case or now.default_case, {**now.current, **restored})


def _take_back(workspace: Path, placing: _Placing) -> None:
    """Remove what was added; what was mended is better off mended."""
    for number in placing.added:
        withdraw(workspace, number)
    for path in placing.files:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _told(
    archive: Archive, before: Pointer | None, manifests: dict[int, Manifest], placing: _Placing
) -> Restored:
    shown = tuple(
        Shown(
            case=case,
            before=None if before is None else before.current.get(case),
            after=placing.numbers[number],
            rows=manifests[number].total_rows,
            current=is_current(manifests[number]),
        )
        for case, number in archive.listing.current.items()
    )
    aside = f"{RESTORED}/{archive.listing.identity}"
    return Restored(
        identity=archive.listing.identity,
        shown=shown,
        added=tuple(placing.added),
        mended=tuple(placing.mended),
        files=placing.new,
        set_aside=tuple(f"{aside}/{name}" for name in placing.set_aside),
    )
