"""The workspace: one writer at a time, numbers never used twice, and a pointer that moves at once.

Nothing here needs pandas: the process that imports files starts with this module.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.language import Text
from analysis.warehouse.adopting import remove_leftovers
from analysis.warehouse.disk import disk_told
from analysis.warehouse.errors import WarehouseError
from analysis.warehouse.intact import Fault, fault_of
from analysis.warehouse.manifest import (
    POINTER_COPY_NAME,
    Manifest,
    Pointer,
    read_manifests,
    read_pointer,
    read_pointer_file,
    write_pointer,
)
from analysis.warehouse.schema import schema_version

LOCK_NAME = ".writer.lock"
LOCK_SECONDS = 120


def ready(workspace: Path) -> Path:
    """Return the workspace, made if need be; raises WarehouseError when it cannot be."""
    try:
        workspace.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(
            Text(
                f"Không tạo được thư mục làm việc {workspace}: {error.strerror}. Chọn nơi khác "
                "bằng --workspace",
                f"The workspace {workspace} cannot be created: {error.strerror}. Choose another "
                "place with --workspace",
            )
        ) from error
    return workspace


@contextmanager
def only_writer(workspace: Path) -> Iterator[None]:
    """Hold the place of the one writer of a workspace, waiting for another to finish.

    The system lets go of the lock of a process that ended, however it ended; what that one left
    half-done is removed first. Raises DiskError when the disk refuses what is done inside.
    """
    try:
        with (
            disk_told(workspace),
            FileLock(str(workspace / LOCK_NAME), timeout=LOCK_SECONDS),
        ):
            remove_leftovers(workspace)
            yield
    except Timeout as error:
        raise WarehouseError(
            Text(
                f"Một chương trình khác đang ghi vào {workspace}. Chờ nó xong rồi thử lại",
                f"Another program is writing to {workspace}. Wait for it and try again",
            )
        ) from error


def current_user() -> str:
    """Return the name of the person at this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def shown_manifest(workspace: Path, case: str) -> Manifest | None:
    """Return the manifest of the snapshot a case shows, when that snapshot is intact."""
    pointer = read_pointer(workspace)
    if pointer is None or case not in pointer.current:
        return None
    for manifest in read_manifests(workspace):
        if manifest.number == pointer.current[case]:
            return manifest if is_intact(workspace, manifest) else None
    return None


def is_intact(workspace: Path, manifest: Manifest) -> bool:
    """Tell whether a snapshot file is there and is, byte for byte, the one published."""
    return fault_of(workspace, manifest) is None


def is_current(manifest: Manifest) -> bool:
    """Tell whether a snapshot has what this version asks, and says nothing it does not know."""
    return version_fault(manifest) is None


def version_fault(manifest: Manifest) -> Fault | None:
    """Return why this version of the program cannot serve a snapshot; None when it can."""
    if manifest.unknown:
        return "later"
    return None if manifest.schema_version == schema_version() else "outdated"


def next_number(workspace: Path) -> int:
    """Return a number never used before in this workspace, whatever else was lost."""
    used = [0, *(manifest.number for manifest in read_manifests(workspace))]
    for path in [*workspace.glob("snapshot-*.duckdb"), *workspace.glob("snapshot-*.json")]:
        digits = path.stem.removeprefix("snapshot-")
        if digits.isdigit():
            used.append(int(digits))
    return max(used) + 1


def point(workspace: Path, manifest: Manifest, make_default: bool) -> None:
    """Let a case show a snapshot, by one atomic rename."""
    pointer = pointed(workspace, manifest, make_default)
    # A torn pointer is written anew even where it says what the manifests imply.
    if read_pointer(workspace) != pointer:
        write_pointer(workspace, pointer)


def pointed(workspace: Path, manifest: Manifest, make_default: bool) -> Pointer:
    """Return the pointer that lets a case show a snapshot, all else as it is now."""
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    default = manifest.case if make_default else pointer.default_case or manifest.case
    return Pointer(default, {**pointer.current, manifest.case: manifest.number})


def rebuilt_pointer(workspace: Path) -> Pointer:
    """Return what stands in for a damaged pointer: its copy, else what the manifests imply.

    That is the newest intact snapshot of every case, be it one that was undone.
    """
    copy = read_pointer_file(workspace / POINTER_COPY_NAME)
    if copy is not None:
        return copy
    current: dict[str, int] = {}
    default = None
    for manifest in read_manifests(workspace):
        if is_intact(workspace, manifest):
            current[manifest.case] = manifest.number
            default = manifest.case
    return Pointer(default, current)


def code_version() -> str:
    """Return the installed version of the program."""
    try:
        return version("khuyencong-impact")
    except PackageNotFoundError:
        return "0+source"
