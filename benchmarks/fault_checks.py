"""What must hold after any fault: nothing published is lost, nothing is half visible.

The functions raise AssertionError with what does not hold.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from analysis.backup.archive import check_bytes, open_archive
from analysis.warehouse import loaded_cases, open_snapshot
from analysis.warehouse.files import sha256_of
from analysis.warehouse.intact import fault_of
from analysis.warehouse.manifest import (
    POINTER_NAME,
    manifest_path,
    read_manifests,
    read_pointer,
    snapshot_path,
)

State = dict[str, list[float]]
"""Data sets shown, with what they answer."""

_ANSWERS = """
select
  (select count(*) from establishment) as establishments,
  (select count(*) from project) as projects,
  (select count(*) from outcome_record) as records,
  (select coalesce(sum(workers), 0) from outcome_record) as workers
"""
_EXPECTED = re.compile(
    r"snapshot-\d+\.(duckdb|json)|pointer(-copy)?\.json|\.writer\.lock|mappings\.json"
    r"|audit/(log\.jsonl|head\.json|\.log\.lock)|imports/.*|received/[0-9a-f]{16}-[^/]+|plans/[^.].*|restored/.*"
)


@dataclass(frozen=True)
class Known:
    """What was published before the fault: checksums of every description, by snapshot number."""

    descriptions: dict[int, str]


def known(workspace: Path) -> Known:
    """Return what is published in a workspace now."""
    numbers = [one.number for one in read_manifests(workspace)]
    return Known({number: sha256_of(manifest_path(workspace, number)) for number in numbers})


def assert_intact(workspace: Path, before: Known) -> State:
    """Return what is shown, having checked that all that was published is there and whole."""
    manifests = {one.number: one for one in read_manifests(workspace)}
    for number, checksum in before.descriptions.items():
        assert number in manifests, f"the description of snapshot {number} is gone"
        now = sha256_of(manifest_path(workspace, number))
        assert now == checksum, f"the description of snapshot {number} was changed"
    for path in workspace.glob("snapshot-*.json"):
        number = int(path.stem.removeprefix("snapshot-"))
        assert number in manifests, f"{path.name} cannot be read"
        fault = fault_of(workspace, manifests[number], anew=True)
        assert fault is None, f"snapshot {number}: {fault}"
    pointer = read_pointer(workspace)
    assert pointer is not None, "the pointer is torn"
    assert set(pointer.current.values()) <= set(manifests), "the pointer names no snapshot"
    state: State = {}
    for case, number in loaded_cases(workspace).items():
        snapshot = open_snapshot(workspace, case)
        assert snapshot.warning is None, snapshot.warning.en if snapshot.warning else ""
        assert snapshot.number == number, f"{case} shows {snapshot.number}, not {number}"
        state[case] = [float(value) for value in snapshot.query(_ANSWERS).iloc[0]]
        snapshot.close()
    return state


def assert_tidy(workspace: Path, out: Path) -> None:
    """Check that nothing half-done is left in a workspace that was written to since."""
    assert (workspace / POINTER_NAME).exists()
    for path in workspace.rglob("*"):
        name = path.relative_to(workspace).as_posix()
        assert path.is_dir() or _EXPECTED.fullmatch(name), f"left behind: {name}"
    for path in workspace.glob("snapshot-*"):
        number = int(path.stem.removeprefix("snapshot-"))
        assert snapshot_path(workspace, number).exists(), f"no file of snapshot {number}"
        assert manifest_path(workspace, number).exists(), f"no description of snapshot {number}"
    hidden = [path.name for path in out.iterdir() if path.name.startswith(".")]
    assert hidden == [], f"left behind: {hidden}"


def assert_whole_or_absent(out: Path) -> None:
    """Check that every file and folder written outside the workspace is whole."""
    for path in out.iterdir():
        if path.name.startswith("."):
            continue
        if path.suffix == ".zip":
            with open_archive(path) as archive:
                check_bytes(archive)
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                assert book.testzip() is None, f"{path.name} is torn"
        else:
            parquet = [*path.rglob("*.parquet")]
            assert parquet, f"{path.name} holds nothing"
            for file in parquet:
                content = file.read_bytes()
                assert content[:4] == content[-4:] == b"PAR1", f"{file.name} is torn"
