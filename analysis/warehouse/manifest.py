"""Manifests and the pointer: which snapshots exist, and which one each case shows now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from analysis.warehouse.files import write_durably
from analysis.warehouse.seal import read_sealed, sealed

POINTER_NAME = "pointer.json"
POINTER_COPY_NAME = "pointer-copy.json"
"""What the pointer says, said a second time: it stands in for a pointer that was damaged."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is: written once beside it, never changed.

    `sha256` and `size` are of the snapshot file; `fingerprint` changes with the source files, the
    dictionary and the code that builds a case, so equal fingerprints mean equal content. `parent`
    is the snapshot it was made from; `action` a code of the list import_action; `changes` counts
    rows added, changed, removed and left out. `engine` made the marts where it was not DuckDB, and
    `left_out` names the tables of records too long to come along.

    A field with a default says something only where it differs, and is written only then: so a
    program from before the field reads what does not need it. `unknown` holds what a later program
    wrote and this one does not understand; such a snapshot is named, never served.
    """

    number: int
    case: str
    built_at: str
    built_by: str
    code_version: str
    dictionary_version: str
    schema_version: str
    fingerprint: str
    files: dict[str, str]
    sha256: str
    size: int
    rows: dict[str, int]
    warnings: int
    parent: int | None = None
    action: str = "load"
    sender: str | None = None
    changes: dict[str, int] = field(default_factory=dict)
    engine: str = ""
    left_out: list[str] = field(default_factory=list)
    unknown: dict[str, Any] = field(default_factory=dict)

    @property
    def total_rows(self) -> int:
        """Number of rows in all tables."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which snapshot number each case shows, and which case is shown first."""

    default_case: str | None = None
    current: dict[str, int] = field(default_factory=dict)


def snapshot_path(workspace: Path, number: int) -> Path:
    """Return where the snapshot of a number lies."""
    return workspace / f"snapshot-{number}.duckdb"


def manifest_path(workspace: Path, number: int) -> Path:
    """Return where the manifest of a number lies."""
    return workspace / f"snapshot-{number}.json"


def sealed_manifest(manifest: Manifest) -> bytes:
    """Return the content of a manifest's file, sealed with its own checksum."""
    told = asdict(manifest)
    unknown = told.pop("unknown")
    said = {name: value for name, value in told.items() if value != _default(name)}
    return sealed({**said, **unknown})


def _default(name: str) -> Any:
    """Return what a field is where a file does not say; MISSING where it always does."""
    declared = _FIELDS[name]
    return declared.default if declared.default_factory is MISSING else declared.default_factory()


_FIELDS = {one.name: one for one in fields(Manifest)}
_READ = _FIELDS.keys() - {"unknown"}


def write_manifest(workspace: Path, manifest: Manifest) -> None:
    """Write a manifest durably, sealed with its own checksum."""
    write_durably(manifest_path(workspace, manifest.number), sealed_manifest(manifest))


def read_manifests(workspace: Path) -> list[Manifest]:
    """Return every readable manifest, oldest first; unreadable ones are left out."""
    found = [
        manifest
        for path in workspace.glob("snapshot-*.json")
        if (manifest := read_manifest(path)) is not None
        # A description that was renamed by hand describes another file.
        and path == manifest_path(workspace, manifest.number)
    ]
    return sorted(found, key=lambda manifest: manifest.number)


def read_manifest(path: Path) -> Manifest | None:
    """Return the manifest in a file, or None when it is torn, altered or unreadable."""
    body = read_sealed(path)
    if body is None:
        return None
    try:
        # What an earlier program did not write yet is empty, and so never taken for current; what
        # a later one added is kept apart: it may change what the rows mean.
        known = {name: value for name, value in body.items() if name in _READ}
        unknown = {name: value for name, value in body.items() if name not in _READ}
        return Manifest(**{"schema_version": "", **known}, unknown=unknown)
    except TypeError:
        return None


def write_pointer(workspace: Path, pointer: Pointer) -> None:
    """Point to other snapshots by one atomic rename, then keep a copy of what was written."""
    content = sealed(asdict(pointer))
    write_durably(workspace / POINTER_NAME, content)
    # The pointer has moved: whatever becomes of the copy, this has been done.
    with suppress(OSError):
        write_durably(workspace / POINTER_COPY_NAME, content)


def read_pointer(workspace: Path) -> Pointer | None:
    """Return the pointer; an absent one is empty, one that is lost or cannot be trusted is None."""
    path = workspace / POINTER_NAME
    if not path.exists():
        return None if (workspace / POINTER_COPY_NAME).exists() else Pointer()
    return read_pointer_file(path)


def read_pointer_file(path: Path) -> Pointer | None:
    """Return the pointer in a file, or None when it cannot be trusted."""
    body = read_sealed(path)
    return None if body is None else Pointer(body["default_case"], dict(body["current"]))
