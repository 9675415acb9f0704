"""Snapshots are published whole or not at all, and damage never reaches a reader."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analysis.doctor import check_snapshots
from analysis.warehouse import (
    DataProblemsError,
    NothingLoadedError,
    UnknownCaseError,
    WarehouseError,
    history,
    load_case,
    loaded_cases,
    open_snapshot,
)
from analysis.warehouse.manifest import (
    POINTER_NAME,
    read_manifests,
    snapshot_path,
    write_manifest,
)
from tests.own_case import loaded, write_case


def _projects(*titles: str) -> dict[str, pd.DataFrame]:
    return {
        "project": pd.DataFrame(
            {
                "project_id": [f"P{number}" for number in range(len(titles))],
                "title": titles,
                "plan_year": 2020,
            }
        )
    }


@pytest.fixture(scope="module")
def one_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a case of one project and a workspace it was loaded into."""
    folder = tmp_path_factory.mktemp("one-snapshot")
    loaded(write_case(folder / "case", _projects("một")), folder / "ws")
    return folder


@pytest.fixture(scope="module")
def two_snapshots(one_snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same after a second project was added and loaded."""
    folder = tmp_path_factory.mktemp("two-snapshots")
    shutil.copytree(one_snapshot, folder, dirs_exist_ok=True)
    loaded(write_case(folder / "case", _projects("một", "hai")), folder / "ws")
    return folder


@pytest.fixture
def once(one_snapshot: Path, tmp_path: Path) -> Path:
    """Return a workspace of its own that a case was loaded into once; the case lies beside it."""
    return Path(shutil.copytree(one_snapshot, tmp_path, dirs_exist_ok=True)) / "ws"


@pytest.fixture
def twice(two_snapshots: Path, tmp_path: Path) -> Path:
    """Return a workspace of its own that a case was loaded into, and again with one more row."""
    return Path(shutil.copytree(two_snapshots, tmp_path, dirs_exist_ok=True)) / "ws"


def test_the_same_content_twice_makes_one_snapshot(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case", _projects("một"))
    first = load_case(tmp_path / "ws", str(folder))
    second = load_case(tmp_path / "ws", str(folder))
    assert (first.created, second.created) == (True, False)
    assert second.manifest == first.manifest
    assert len(history(tmp_path / "ws")) == 1


def test_a_changed_file_makes_the_next_number_and_keeps_the_old_file(
    once: Path, tmp_path: Path
) -> None:
    before = snapshot_path(once, 1).read_bytes()
    snapshot = loaded(write_case(tmp_path / "case", _projects("một", "hai")), once)
    assert snapshot.number == 2
    assert snapshot_path(once, 1).read_bytes() == before
    told = history(once).set_index("number")
    assert told["shown"].to_dict() == {2: True, 1: False}
    assert told.loc[2, "parent"] == 1
    assert pd.isna(told.loc[1, "parent"])
    assert told["action"].to_dict() == {2: "load", 1: "load"}
    assert told["changes"].to_dict() == {2: {}, 1: {}}


def test_an_open_reader_keeps_its_snapshot_while_a_new_one_is_published(
    once: Path, tmp_path: Path
) -> None:
    reader = open_snapshot(once)
    loaded(write_case(tmp_path / "case", _projects("một", "hai")), once)
    count = "select count(*) as n from project"
    assert reader.query(count)["n"].tolist() == [1]
    assert open_snapshot(once).query(count)["n"].tolist() == [2]


def test_errors_publish_nothing_and_name_every_bad_cell(once: Path, tmp_path: Path) -> None:
    bad = _projects("một", "hai")
    bad["project"]["plan_year"] = ["2020", "hai nghìn"]
    bad["project"]["activity"] = ["TU_VAN", "PARTY"]
    bad["project"]["approved_on"] = ["2020-13-01", None]
    with pytest.raises(DataProblemsError) as caught:
        load_case(once, str(write_case(tmp_path / "case", bad)))
    places = {(p.file, p.row, p.column, p.value, p.rule) for p in caught.value.problems}
    assert ("project.csv", 3, "plan_year", "hai nghìn", "type_year") in places
    assert ("project.csv", 2, "approved_on", "2020-13-01", "type_date") in places
    assert all(p.message.vi and p.remedy.en for p in caught.value.problems)
    assert open_snapshot(once).number == 1
    assert list(once.glob("building-*")) == []


def test_a_damaged_snapshot_gives_the_previous_one_and_says_so(twice: Path) -> None:
    path = snapshot_path(twice, 2)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    snapshot = open_snapshot(twice)
    assert snapshot.number == 1
    assert snapshot.warning is not None
    assert "2" in snapshot.warning.vi
    assert "damaged" in snapshot.warning.en
    assert history(twice).set_index("number")["intact"].to_dict() == {2: False, 1: True}


def test_a_missing_snapshot_file_gives_the_previous_one(twice: Path) -> None:
    snapshot_path(twice, 2).unlink()
    assert open_snapshot(twice).number == 1


def test_loading_again_mends_a_damaged_snapshot(once: Path) -> None:
    snapshot_path(once, 1).write_bytes(b"not a database")
    with pytest.raises(WarehouseError, match="No intact snapshot"):
        open_snapshot(once)
    report = load_case(once, str(once.parent / "case"))
    assert report.created
    mended = open_snapshot(once)
    assert (mended.number, mended.warning) == (2, None)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b'{"body": {}, "sha256": "0"}', b"\x00\xff" * 40]
)
def test_a_torn_pointer_gives_the_newest_intact_snapshot(twice: Path, content: bytes) -> None:
    (twice / POINTER_NAME).write_bytes(content)
    snapshot = open_snapshot(twice)
    assert snapshot.number == 2
    assert snapshot.warning is not None
    assert "pointer.json" in snapshot.warning.vi


def test_an_altered_pointer_is_not_believed(twice: Path) -> None:
    pointer = twice / POINTER_NAME
    document = json.loads(pointer.read_text(encoding="utf-8"))
    document["body"]["current"]["test-case"] = 1
    pointer.write_text(json.dumps(document), encoding="utf-8")
    snapshot = open_snapshot(twice)
    assert (snapshot.number, snapshot.warning is None) == (2, False)


def test_what_is_not_there_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NothingLoadedError, match="khuyencong case load"):
        open_snapshot(tmp_path / "empty")
    with pytest.raises(UnknownCaseError, match="no case or folder"):
        load_case(tmp_path / "ws", "no-such-case")


def test_a_snapshot_is_read_only_and_closed_to_the_outside(once: Path) -> None:
    snapshot = open_snapshot(once)
    with pytest.raises(duckdb.Error):
        snapshot.query("delete from project")
    with pytest.raises(duckdb.Error):
        snapshot.query("select * from read_csv('/etc/hosts')")
    with pytest.raises(duckdb.Error):
        snapshot.query("set enable_external_access = true")


def test_every_batch_is_recorded_with_who_and_which_files(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case", _projects("một"))
    load_case(tmp_path / "ws", str(folder), by="Lê Thị An")
    batch = open_snapshot(tmp_path / "ws").query("select * from import_batch").iloc[0]
    assert batch["imported_by"] == "Lê Thị An"
    assert set(json.loads(batch["files"])) >= {"project.csv", "case.toml"}
    assert batch["row_count"] > 0


def test_cases_are_shown_side_by_side_and_the_last_loaded_first(tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    loaded(write_case(tmp_path / "a", _projects("một"), name="case-a"), workspace)
    loaded(write_case(tmp_path / "b", _projects("hai"), name="case-b"), workspace)
    assert loaded_cases(workspace) == {"case-b": 2, "case-a": 1}
    load_case(workspace, str(tmp_path / "a"))
    assert open_snapshot(workspace).case.name == "case-a"
    assert open_snapshot(workspace, "case-b").case.name == "case-b"


def _read_title(workspace: Path, answers: multiprocessing.Queue[str]) -> None:
    found = open_snapshot(workspace).query("select title from project")
    answers.put(str(found["title"].iloc[0]))


def test_two_processes_read_one_workspace(once: Path) -> None:
    here = open_snapshot(once)
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = context.Queue()
    reader = context.Process(target=_read_title, args=(once, answers))
    reader.start()
    assert answers.get(timeout=60) == "một"
    reader.join(timeout=60)
    assert here.query("select title from project")["title"].tolist() == ["một"]


def _age(workspace: Path, number: int) -> None:
    """Make a snapshot look as if an earlier version of the program had built it."""
    manifest = next(one for one in read_manifests(workspace) if one.number == number)
    write_manifest(workspace, replace(manifest, schema_version="earlier"))


def test_a_snapshot_of_an_earlier_version_is_not_asked(once: Path, tmp_path: Path) -> None:
    _age(once, 1)
    with pytest.raises(WarehouseError, match="another version"):
        open_snapshot(once)
    faults = [check for check in check_snapshots(once) if check.code == "snapshot-1"]
    assert [check.status for check in faults] == ["fail"]
    loaded(write_case(tmp_path / "case", _projects("một", "hai")), once)
    assert open_snapshot(once).number == 2


def test_a_damaged_snapshot_does_not_fall_back_on_an_outdated_one(
    twice: Path, tmp_path: Path
) -> None:
    loaded(write_case(tmp_path / "case", _projects("một", "hai", "ba")), twice)
    _age(twice, 2)
    snapshot_path(twice, 3).write_bytes(b"")
    assert open_snapshot(twice).number == 1
