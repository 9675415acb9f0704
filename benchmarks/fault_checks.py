"""What must hold after any fault: nothing published is lost, nothing is half visible.

The functions raise AssertionError with what does not hold.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.backup.archive import check_bytes, open_archive
from analysis.frozen.publishing import read_basis
from analysis.frozen.store import basis_path, frozen_path, frozen_sets, public_folder
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
    r"|public/frozen-\d+\.json|frozen/basis-\d+\.parquet|audit/(log\.jsonl|head\.json|\.log\.lock)|imports/.*|received/[0-9a-f]{16}-[^/]+|plans/[^.].*|restored/.*"
)


@dataclass(frozen=True)
class Known:
    """What was published before the fault: checksums of every description, by snapshot number.

    `public` are those of the public sets and of what they were made of, by their names.
    """

    descriptions: dict[int, str]
    public: dict[str, str] = field(default_factory=dict)


def known(workspace: Path) -> Known:
    """Return what is published in a workspace now."""
    numbers = [one.number for one in read_manifests(workspace)]
    public = [*workspace.glob("public/[!.]*"), *workspace.glob("frozen/[!.]*")]
    return Known(
        {number: sha256_of(manifest_path(workspace, number)) for number in numbers},
        {path.relative_to(workspace).as_posix(): sha256_of(path) for path in public},
    )


def known_from(told: Mapping[str, Any]) -> Known:
    """Return what another process has told as JSON, where numbers are words."""
    return Known({int(number): one for number, one in told["descriptions"].items()}, told["public"])


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
    return {**state, **_public_state(workspace, before)}


def _public_state(workspace: Path, before: Known) -> State:
    """Return how many public sets there are of every case and the cells of the newest of them."""
    for name, checksum in before.public.items():
        assert (workspace / name).exists(), f"{name} is gone"
        assert sha256_of(workspace / name) == checksum, f"{name} was changed"
    sets = frozen_sets(workspace)
    whole = {frozen_path(workspace, one.number).name for one in sets}
    found = {path.name for path in public_folder(workspace).glob("[!.]*")}
    assert found == whole, f"torn public sets: {found - whole}"
    state: State = {}
    for one in sets:
        basis = basis_path(workspace, one.number)
        assert sha256_of(basis) == one.basis, f"{basis.name} is not what {one.number} was made of"
        assert set(read_basis(basis)) == set(one.cells)
        count = state.get(f"{one.case}, public", [0])[0] + 1
        hidden = [cell.state for cells in one.cells.values() for cell in cells.values()]
        state[f"{one.case}, public"] = [count, len(hidden), hidden.count("hidden")]
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
