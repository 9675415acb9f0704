"""Publishing a finished file: numbered, described, shown; taken back whole when a step fails.

1. the file is made durable where it was built
2. its description is written and made durable as `adopting-<n>.json`
3. the file is renamed to `snapshot-<n>.duckdb`
4. the description is renamed to `snapshot-<n>.json`
5. the pointer is renamed into place

Whatever ends the process in between leaves the state before: readers follow the pointer. A
description still called `adopting` says that its snapshot was never published, so the next writer
removes both. The lock of the writer is held throughout.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from analysis.language import Text
from analysis.warehouse.disk import DiskError
from analysis.warehouse.files import flush_file, flush_folder
from analysis.warehouse.manifest import (
    Manifest,
    Pointer,
    manifest_path,
    read_pointer,
    sealed_manifest,
    snapshot_path,
    write_pointer,
)

SECONDS_OF_ABANDONED = 24 * 3600
"""Half-written files of writers that hold no lock are taken for abandoned after so long."""

_UNDER_THE_LOCK = (
    "building-*",
    "imports/building-*",
    "restoring-*",
    ".pointer*.tmp",
    ".snapshot-*.json.*.tmp",
    "received/.*.part",
    "public/.*.tmp",
    "frozen/.*.tmp",
)
_ABANDONED = (
    ".*.tmp",
    *(f"{folder}/.*.tmp" for folder in ("access", "audit", "kept", "plans/*")),
    "snapshot-*.duckdb.tmp",
)


def adopt(workspace: Path, built: Path, manifest: Manifest, pointer: Pointer) -> None:
    """Give a finished file its number and description, and move the pointer.

    When a step fails the file is back where it was built, and nothing else is left of it. Raises
    DiskError when all is in place but the disk did not confirm it.
    """
    number = manifest.number
    try:
        place_snapshot(workspace, built, manifest)
        write_pointer(workspace, pointer)
    except BaseException as error:
        now = read_pointer(workspace)
        if now is not None and now.current.get(manifest.case) == number:
            if isinstance(error, OSError):
                raise DiskError(_unconfirmed(number)) from error
            raise
        withdraw(workspace, number, built)
        raise


def place_snapshot(workspace: Path, built: Path, manifest: Manifest) -> None:
    """Give a finished file its number and its description; nothing shows it yet.

    When a step fails the file is back where it was built.
    """
    number = manifest.number
    adopting = _adopting(workspace, number)
    try:
        flush_file(built)
        with adopting.open("wb") as stream:
            stream.write(sealed_manifest(manifest))
            stream.flush()
            os.fsync(stream.fileno())
        built.rename(snapshot_path(workspace, number))
        flush_folder(workspace)
        adopting.rename(manifest_path(workspace, number))
        flush_folder(workspace)
    except BaseException:
        withdraw(workspace, number, built)
        raise


def withdraw(workspace: Path, number: int, built: Path | None = None) -> None:
    """Take back a snapshot nobody has been shown: its file goes where it was built, or away."""
    target = snapshot_path(workspace, number)
    with suppress(OSError):
        # The description first: a file without one is nobody's, the other way round is a fault.
        manifest_path(workspace, number).unlink(missing_ok=True)
    with suppress(OSError):
        if built is None:
            target.unlink(missing_ok=True)
        elif not built.exists():
            target.rename(built)
    with suppress(OSError):
        _adopting(workspace, number).unlink(missing_ok=True)


def remove_leftovers(workspace: Path) -> None:
    """Remove what ended processes left half-done; the writer's lock is held, so nobody builds now.

    What cannot be removed stays for the next writer.
    """
    for adopting in workspace.glob("adopting-*.json"):
        number = adopting.stem.removeprefix("adopting-")
        with suppress(OSError):
            if number.isdigit() and not manifest_path(workspace, int(number)).exists():
                snapshot_path(workspace, int(number)).unlink(missing_ok=True)
            adopting.unlink(missing_ok=True)
    for path in _found(workspace, _UNDER_THE_LOCK):
        _remove(path)
    for path in _found(workspace, _ABANDONED):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > SECONDS_OF_ABANDONED:
                _remove(path)


def _found(workspace: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [path for pattern in patterns for path in workspace.glob(pattern)]


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _adopting(workspace: Path, number: int) -> Path:
    return workspace / f"adopting-{number}.json"


def _unconfirmed(number: int) -> Text:
    return Text(
        f"Bản số liệu {number} đã được dùng, nhưng đĩa không xác nhận đã ghi xong: mất điện lúc "
        "này có thể trở về bản trước. Chạy «khuyencong doctor», kiểm tra đĩa",
        f"Snapshot {number} is shown, but the disk did not confirm the writing: a power cut now "
        "may bring back the one before. Run «khuyencong doctor» and check the disk",
    )
