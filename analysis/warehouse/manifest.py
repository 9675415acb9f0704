"""Manifests and the pointer: which snapshots exist, and which one each case shows now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analysis.warehouse.files import write_durably

POINTER_NAME = "pointer.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is: written once beside it, never changed.

    `sha256` and `size` are of the snapshot file; `fingerprint` changes with the source files, the
    dictionary and the code that builds a case, so equal fingerprints mean equal content. `parent`
    is the snapshot it was made from; `action` a code of the list import_action; `changes` counts
    rows added, changed, removed and left out. `engine` made the marts where it was not DuckDB, and
    `left_out` names the tables of records too long to come along.
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


def write_manifest(workspace: Path, manifest: Manifest) -> None:
    """Write a manifest durably, sealed with its own checksum."""
    write_durably(manifest_path(workspace, manifest.number), _sealed(asdict(manifest)))


def read_manifests(workspace: Path) -> list[Manifest]:
    """Return every readable manifest, oldest first; unreadable ones are left out."""
    manifests = []
    for path in workspace.glob("snapshot-*.json"):
        body = _unsealed(path)
        if body is not None:
            # What an earlier program did not write yet is empty, and so never taken for current.
            manifests.append(Manifest(**{"schema_version": "", **body}))
    return sorted(manifests, key=lambda manifest: manifest.number)


def write_pointer(workspace: Path, pointer: Pointer) -> None:
    """Point to other snapshots by one atomic rename."""
    write_durably(workspace / POINTER_NAME, _sealed(asdict(pointer)))


def read_pointer(workspace: Path) -> Pointer | None:
    """Return the pointer; an absent one is empty, one that cannot be trusted is None."""
    path = workspace / POINTER_NAME
    if not path.exists():
        return Pointer()
    body = _unsealed(path)
    return None if body is None else Pointer(body["default_case"], dict(body["current"]))


def _sealed(body: Mapping[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    seal = hashlib.sha256(text.encode()).hexdigest()
    document = json.dumps(
        {"body": body, "sha256": seal}, ensure_ascii=False, sort_keys=True, indent=1
    )
    return document.encode()


def _unsealed(path: Path) -> dict[str, Any] | None:
    """Return the body of a sealed file, or None when it is torn, altered or unreadable."""
    try:
        document = json.loads(path.read_bytes())
        text = json.dumps(document["body"], ensure_ascii=False, sort_keys=True)
        intact = hashlib.sha256(text.encode()).hexdigest() == document["sha256"]
        return dict(document["body"]) if intact else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
