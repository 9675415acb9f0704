"""The workspace: one writer at a time, numbers never used twice, and a pointer that moves at once.

Nothing here needs pandas: the process that imports files starts with this module.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.language import Text
from analysis.warehouse.errors import WarehouseError
from analysis.warehouse.files import flush_file, flush_folder, sha256_of
from analysis.warehouse.manifest import (
    Manifest,
    Pointer,
    read_manifests,
    read_pointer,
    snapshot_path,
    write_manifest,
    write_pointer,
)
from analysis.warehouse.schema import schema_version

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
    """Hold the place of the one writer of a workspace, waiting for another to finish."""
    try:
        with FileLock(str(workspace / ".writer.lock"), timeout=LOCK_SECONDS):
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
    path = snapshot_path(workspace, manifest.number)
    try:
        return path.stat().st_size == manifest.size and sha256_of(path) == manifest.sha256
    except OSError:
        return False


def is_current(manifest: Manifest) -> bool:
    """Tell whether a snapshot has the tables and marts this version of the program asks."""
    return manifest.schema_version == schema_version()


def adopt(workspace: Path, built: Path, manifest: Manifest) -> None:
    """Give a finished snapshot file its number and its manifest; the pointer does not move yet.

    The writer's lock is held by the caller. The file is durable before it gets its name.
    """
    flush_file(built)
    built.rename(snapshot_path(workspace, manifest.number))
    flush_folder(workspace)
    write_manifest(workspace, manifest)


def next_number(workspace: Path) -> int:
    """Return a number never used before in this workspace, whatever else was lost."""
    used = [0, *(manifest.number for manifest in read_manifests(workspace))]
    for path in [*workspace.glob("snapshot-*.duckdb"), *workspace.glob("snapshot-*.json")]:
        digits = path.stem.removeprefix("snapshot-")
        if digits.isdigit():
            used.append(int(digits))
    return max(used) + 1


def remove_leftovers(workspace: Path) -> None:
    """Remove what an interrupted build left; the writer's lock is held, so nobody builds now."""
    for path in workspace.glob("building-*"):
        path.unlink(missing_ok=True)


def point(workspace: Path, manifest: Manifest, make_default: bool) -> None:
    """Let a case show a snapshot, by one atomic rename."""
    found = read_pointer(workspace)
    pointer = found or rebuilt_pointer(workspace)
    default = manifest.case if make_default else pointer.default_case or manifest.case
    current = {**pointer.current, manifest.case: manifest.number}
    # A torn pointer is written anew even where it says what the manifests imply.
    if found is None or replace(pointer, default_case=default, current=current) != pointer:
        write_pointer(workspace, Pointer(default, current))


def rebuilt_pointer(workspace: Path) -> Pointer:
    """Return the pointer the manifests imply: the newest intact snapshot of every case."""
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
