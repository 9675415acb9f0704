"""Bits that flip in snapshots, descriptions and pointer are found; the last good state serves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.doctor import check_pointer, check_snapshots
from analysis.importing.history import restore, undo
from analysis.warehouse import Snapshot, WarehouseError, load_case, open_number, open_snapshot
from analysis.warehouse.errors import DamagedWhileOpenError
from analysis.warehouse.intact import fault_of, times_doubted
from analysis.warehouse.manifest import (
    POINTER_COPY_NAME,
    POINTER_NAME,
    manifest_path,
    read_manifest,
    read_manifests,
    read_pointer,
    read_pointer_file,
    snapshot_path,
)
from tests.examples import examples
from tests.own_case import write_case

COUNT = "select count(*) as n from project"
NUMBERS = (1, 2, 3)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of snapshots 1 and 2, and 3, made from 1 after 2 had been undone."""
    folder = tmp_path_factory.mktemp("built")
    for number in NUMBERS:
        rows = {
            "project_id": [f"P{n}" for n in range(number)],
            "title": "đề án",
            "plan_year": 2020,
        }
        case = write_case(folder / "case", {"project": pd.DataFrame(rows)})
        load_case(folder / "workspace", str(case))
        if number == 2:
            restore(folder / "workspace", 1)
    return folder / "workspace"


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "workspace"))


def _flip(path: Path, place: float, bit: int) -> bytes:
    """Flip one bit somewhere in a file; return what it was before."""
    content = path.read_bytes()
    damaged = bytearray(content)
    damaged[int(place * len(content))] ^= 1 << bit
    path.write_bytes(damaged)
    return content


def _read_all(snapshot: Snapshot) -> None:
    for table in snapshot.query("select table_name from duckdb_tables()")["table_name"]:
        snapshot.query(f"select * from {table}")


anywhere = st.floats(0, 1, exclude_max=True)
bits = st.integers(0, 7)


@settings(max_examples=examples(60))
@given(place=anywhere, bit=bits)
def test_any_bit_of_a_snapshot(
    tmp_path_factory: pytest.TempPathFactory, built: Path, place: float, bit: int
) -> None:
    before = _flip(snapshot_path(built, 3), place, bit)
    try:
        snapshot = open_snapshot(built)
        # What it was made from, not number 2, which was undone.
        assert (snapshot.number, snapshot.query(COUNT)["n"].tolist()) == (1, [1])
        assert snapshot.warning is not None
        assert "Bản số liệu 3" in snapshot.warning.vi
        assert "checksum of the file snapshot-3.duckdb" in snapshot.warning.en
        snapshot.close()
    finally:
        snapshot_path(built, 3).write_bytes(before)


@settings(max_examples=examples(100))
@given(place=anywhere, bit=bits)
def test_any_bit_of_a_description_and_of_the_pointer(built: Path, place: float, bit: int) -> None:
    for path, read in (
        (manifest_path(built, 3), read_manifest),
        (built / POINTER_NAME, read_pointer_file),
    ):
        good = read(path)
        before = _flip(path, place, bit)
        try:
            # A bit that changes nothing that is said is no damage.
            assert read(path) in (None, good)
        finally:
            path.write_bytes(before)


def test_a_damaged_description_is_told_on_the_page_and_by_doctor(workspace: Path) -> None:
    manifest_path(workspace, 3).write_bytes(b"torn")
    warning = open_snapshot(workspace).warning
    assert warning is not None
    assert "snapshot-3.json is missing or altered" in warning.en
    assert "mô tả snapshot-3.json" in warning.vi
    told = check_pointer(workspace)
    assert told.status == "fail"
    assert "test-case (3)" in told.detail.en


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.unlink(), "the file snapshot-3.duckdb is missing"),
        (lambda path: path.write_bytes(b"short"), "is not as long as it was published"),
        (lambda path: _flip(path, 0.5, 0), "the checksum of the file snapshot-3.duckdb"),
    ],
)
def test_what_is_wrong_is_said_everywhere(workspace: Path, damage: object, words: str) -> None:
    assert callable(damage)
    damage(snapshot_path(workspace, 3))
    warning = open_snapshot(workspace).warning
    assert warning is not None
    assert words in warning.en
    [told] = [check for check in check_snapshots(workspace) if check.code == "snapshot-3"]
    assert told.status == "fail"
    assert words in told.detail.en
    with pytest.raises(WarehouseError, match=words):
        open_number(workspace, 3)


def test_a_damaged_pointer_does_not_bring_back_what_was_undone(workspace: Path) -> None:
    undo(workspace)
    for damage in (b"torn", None):
        if damage is None:
            (workspace / POINTER_NAME).unlink()
        else:
            (workspace / POINTER_NAME).write_bytes(damage)
        assert read_pointer(workspace) is None
        snapshot = open_snapshot(workspace)
        assert snapshot.number == 1
        assert snapshot.warning is not None
        assert "pointer.json" in snapshot.warning.en
        assert check_pointer(workspace).status == "fail"
        restore(workspace, 1)
        assert open_snapshot(workspace).warning is None


def test_a_pointer_without_its_copy_is_made_of_the_descriptions(workspace: Path) -> None:
    for name in (POINTER_NAME, POINTER_COPY_NAME):
        (workspace / name).write_bytes(b"torn")
    assert open_snapshot(workspace).number == 3


def test_a_description_under_another_number_is_not_believed(workspace: Path) -> None:
    shutil.copy(manifest_path(workspace, 3), manifest_path(workspace, 7))
    assert [one.number for one in read_manifests(workspace)] == [1, 2, 3]


def test_what_rots_while_it_is_open_is_refused_and_then_passed_over(workspace: Path) -> None:
    path = snapshot_path(workspace, 3)
    snapshot = open_snapshot(workspace)
    content = bytearray(path.read_bytes())
    for block in range(40_000, len(content), 65_536):
        content[block] ^= 1
    with path.open("r+b") as stream:
        stream.write(content)
    doubted = times_doubted(path)
    with pytest.raises(DamagedWhileOpenError, match="can no longer be read whole"):
        _read_all(snapshot)
    assert times_doubted(path) == doubted + 1
    snapshot.close()
    assert open_snapshot(workspace).number == 1


def test_a_file_is_read_whole_once_and_again_when_it_was_touched(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    monkeypatch.setattr("analysis.warehouse.intact.SECONDS_TO_SETTLE", -1.0)
    real = __import__("analysis.warehouse.intact", fromlist=["sha256_of"]).sha256_of
    monkeypatch.setattr(
        "analysis.warehouse.intact.sha256_of", lambda path: read.append(path) or real(path)
    )
    manifest = read_manifests(workspace)[-1]
    assert [fault_of(workspace, manifest) for _ in range(3)] == [None] * 3
    assert len(read) == 1
    assert fault_of(workspace, manifest, anew=True) is None
    assert len(read) == 2
    _flip(snapshot_path(workspace, 3), 0.5, 0)
    assert fault_of(workspace, manifest) == "altered"
